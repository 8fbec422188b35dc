//! How much the preview takes on at once, measured by how many files the system lets it open.

use std::time::Duration;

/// Files the rest of the program may need: sources being read, the watcher, the terminal.
const SPARE: usize = 64;

/// How many files may be open where the system does not say; the least that is usual (macOS).
const USUAL: usize = 256;

/// Limits on what clients can take.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct Limits {
    /// Connections, with those that wait for nothing.
    pub connections: usize,
    /// Requests being answered.
    pub requests: usize,
    /// Tabs that listen.
    pub tabs: usize,
    /// For the first byte of a request on an open connection.
    pub idle: Duration,
    /// For the rest of its head.
    pub head: Duration,
    /// For one write; and the time after which a slow reader can be asked to leave.
    pub write: Duration,
    /// Between two signs of life on a tab's line.
    pub heartbeat: Duration,
}

impl Limits {
    /// Limits that `files` open files can bear: a waiting connection takes one, a listening tab three, a request four.
    pub(super) fn within(files: usize) -> Self {
        let files = files.saturating_sub(SPARE).max(64);
        let requests = (files / 30).clamp(8, 64);
        let tabs = (files / 5).clamp(8, 512);
        let connections = files.saturating_sub(2 * tabs + 3 * requests).min(tabs + 512);
        Self {
            connections,
            requests,
            tabs,
            idle: Duration::from_mins(1),
            head: Duration::from_secs(10),
            write: Duration::from_secs(5),
            heartbeat: Duration::from_secs(5),
        }
    }

    /// Limits for this process.
    pub(super) fn of_process() -> Self {
        let text = std::fs::read_to_string("/proc/self/limits").unwrap_or_default();
        Self::within(open_files(&text).unwrap_or(USUAL))
    }
}

/// The soft limit of open files in the text of `/proc/self/limits`.
fn open_files(text: &str) -> Option<usize> {
    let line = text.lines().find_map(|line| line.strip_prefix("Max open files"))?;
    line.split_whitespace().next()?.parse().ok()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn limits_stay_below_what_the_system_allows() {
        for files in [256, 1024, 4096, 20_000] {
            let limits = Limits::within(files);
            let most = limits.connections + 2 * limits.tabs + 3 * limits.requests;
            assert!(most + SPARE <= files, "{files}: {limits:?}");
            assert!(limits.tabs + limits.requests < limits.connections, "{files}: {limits:?}");
        }
        assert!(Limits::within(1024).tabs >= 190);
        assert_eq!(open_files("Limit  Soft\nMax open files            1024     4096   files\n"), Some(1024));
    }
}
