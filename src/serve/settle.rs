//! When a burst of changes is over: waits as short as it can, and as long as a save may take.
//!
//! Editors save in steps: empty the file and write it, or put a new one in the old one's place. Between the steps the
//! handbook is not what anybody wrote. So a file that is open for writing, or was there and is gone, is given time.

use std::collections::BTreeSet;
use std::path::{Path, PathBuf};
use std::time::{Duration, Instant};

use notify::event::{AccessKind, AccessMode, CreateKind, ModifyKind, RemoveKind, RenameMode};
use notify::{Event, EventKind};

/// Quiet that is enough after a save that is surely complete.
const SHORT: Duration = Duration::from_millis(8);

/// Quiet that is waited for while a save seems under way, and in a burst.
const LONG: Duration = Duration::from_millis(100);

/// The longest wait, however much goes on.
const LONGEST: Duration = Duration::from_secs(1);

/// More events than this are a burst, such as another branch being checked out.
const BURST: usize = 48;

/// What has happened since the last load.
#[derive(Debug, Default)]
pub(super) struct Settle {
    first: Option<Instant>,
    last: Option<Instant>,
    count: usize,
    unfinished: BTreeSet<PathBuf>,
    paths: BTreeSet<PathBuf>,
    is_vague: bool,
    restructured: bool,
}

/// What a look has to look at.
#[derive(Debug, Default)]
pub(super) struct Changed {
    /// The files that changed, if it is only those that are told here.
    pub near: Option<Vec<PathBuf>>,
    /// Whether folders came, went or moved.
    pub restructured: bool,
}

impl Settle {
    /// Takes note of an event about `paths`, those of the event's that concern the handbook.
    pub(super) fn note(&mut self, event: &Event, paths: &[&Path], now: Instant) {
        let is_end_of_writing = event.kind == EventKind::Access(AccessKind::Close(AccessMode::Write));
        // Our own reading raises these.
        if event.kind.is_access() && !is_end_of_writing {
            return;
        }
        self.touch(now);
        for &path in paths {
            match event.kind {
                EventKind::Modify(ModifyKind::Name(RenameMode::From)) | EventKind::Remove(_) => self.begin(path),
                EventKind::Create(CreateKind::File) | EventKind::Modify(ModifyKind::Data(_))
                    if says_end_of_writing() =>
                {
                    self.begin(path);
                }
                // A file that was moved is where it now is; where it was is missing only if it went out of sight, as
                // into an editor's backup.
                EventKind::Modify(ModifyKind::Name(_))
                    if paths.len() < event.paths.len() && event.paths.last().is_some_and(|to| to != path) => {}
                EventKind::Access(_) | EventKind::Modify(ModifyKind::Name(_)) => {
                    self.unfinished.remove(path);
                }
                _ => {}
            }
        }
        self.restructured |= event.need_rescan() || paths.iter().any(|path| is_about_folder(event.kind, path));
        if self.count <= BURST {
            self.paths.extend(paths.iter().map(|path| path.to_path_buf()));
        }
    }

    /// Takes note that some file may have changed.
    pub(super) fn note_change(&mut self, now: Instant) {
        self.touch(now);
        self.is_vague = true;
    }

    /// Takes note that something happened of which nothing more is known.
    pub(super) fn note_loss(&mut self, now: Instant) {
        self.touch(now);
        self.restructured = true;
    }

    fn touch(&mut self, now: Instant) {
        self.first.get_or_insert(now);
        self.last = Some(now);
        self.count += 1;
    }

    fn begin(&mut self, path: &Path) {
        if self.count <= BURST {
            self.unfinished.insert(path.to_path_buf());
        }
    }

    /// Whether nothing happened.
    pub(super) fn is_idle(&self) -> bool {
        self.first.is_none()
    }

    /// How long to wait before a load; nothing where it is time. `exists` tells whether a file is there.
    pub(super) fn wait(&self, now: Instant, exists: impl Fn(&Path) -> bool) -> Option<Duration> {
        let (first, last) = (self.first?, self.last?);
        let left = |quiet: Duration| {
            let until = (last + quiet).min(first + LONGEST);
            Some(until.saturating_duration_since(now)).filter(|left| !left.is_zero())
        };
        if self.count > BURST {
            return left(LONG);
        }
        left(SHORT).or_else(|| if self.is_half_a_save(exists) { left(LONG) } else { None })
    }

    /// Whether a save seems under way. `exists` tells whether a file is there.
    pub(super) fn is_half_a_save(&self, exists: impl Fn(&Path) -> bool) -> bool {
        // Where the end of writing is not told, a file that was taken away and is there again is whole.
        self.unfinished.iter().any(|path| says_end_of_writing() || !exists(path))
    }

    /// Begins anew, and says what changed.
    pub(super) fn take(&mut self) -> Changed {
        let Self { count, paths, is_vague, restructured, .. } = std::mem::take(self);
        let is_told = !is_vague && !restructured && (1..=BURST).contains(&count);
        Changed { near: is_told.then(|| paths.into_iter().collect()), restructured }
    }
}

/// Whether the system tells when a file that was written is closed.
fn says_end_of_writing() -> bool {
    cfg!(target_os = "linux")
}

fn is_about_folder(kind: EventKind, path: &Path) -> bool {
    match kind {
        EventKind::Create(CreateKind::Folder) | EventKind::Remove(RemoveKind::Folder) => true,
        // A link to a folder is created like a file; a folder may also come by renaming.
        EventKind::Create(_) | EventKind::Modify(ModifyKind::Name(_)) => path.is_dir(),
        _ => false,
    }
}

#[cfg(test)]
#[expect(clippy::disallowed_methods, reason = "a test needs some moment to count from")]
mod tests {
    use super::*;
    use notify::event::DataChange;

    const WRITTEN: EventKind = EventKind::Modify(ModifyKind::Data(DataChange::Any));
    const CLOSED: EventKind = EventKind::Access(AccessKind::Close(AccessMode::Write));
    const OPENED: EventKind = EventKind::Access(AccessKind::Open(AccessMode::Any));
    const GONE: EventKind = EventKind::Modify(ModifyKind::Name(RenameMode::From));
    const CAME: EventKind = EventKind::Modify(ModifyKind::Name(RenameMode::To));

    /// How long after the last of some events, each a millisecond after the one before, a load is due, in ms.
    fn due(events: &[(EventKind, &str)], there: &[&str]) -> u128 {
        let mut settle = Settle::default();
        let mut now = Instant::now();
        for (kind, path) in events {
            now += Duration::from_millis(1);
            settle.note(&Event::new(*kind), &[Path::new(path)], now);
        }
        let last = now;
        while let Some(wait) = settle.wait(now, |path| there.iter().any(|one| Path::new(one) == path)) {
            now += wait;
        }
        (now - last).as_millis()
    }

    #[test]
    #[cfg(target_os = "linux")]
    fn a_finished_save_waits_shortly_and_an_unfinished_one_longer() {
        assert_eq!(due(&[(WRITTEN, "a"), (WRITTEN, "a"), (CLOSED, "a")], &["a"]), 8);
        assert_eq!(due(&[(WRITTEN, "a")], &["a"]), 100);
        assert_eq!(due(&[(GONE, "a"), (CAME, "a")], &["a"]), 8, "by renaming");
        assert_eq!(due(&[(GONE, "a")], &[]), 100, "half a save, or a page that was removed");
        assert_eq!(due(&[(OPENED, "a")], &["a"]), 0, "reading is no change");
    }

    #[test]
    fn a_burst_waits_for_quiet_but_not_for_ever() {
        let many: Vec<_> = (0..60).map(|_| (CLOSED, "a")).collect();
        assert_eq!(due(&many, &["a"]), 100);
        let endless: Vec<_> = (0..2000).map(|_| (CLOSED, "a")).collect();
        assert_eq!(due(&endless, &["a"]), 0);
    }

    #[test]
    fn a_look_is_near_where_every_change_is_told_and_else_at_everything() {
        let now = Instant::now();
        let near = |note: &dyn Fn(&mut Settle)| {
            let mut settle = Settle::default();
            note(&mut settle);
            settle.take().near
        };
        let save = |settle: &mut Settle| settle.note(&Event::new(CLOSED), &[Path::new("a")], now);
        assert_eq!(near(&|_| {}), None, "without a hint");
        assert_eq!(near(&save), Some(vec![PathBuf::from("a")]));
        let then = |note: &dyn Fn(&mut Settle)| {
            near(&|settle| {
                save(settle);
                note(settle);
            })
        };
        assert_eq!(then(&|settle| settle.note_change(now)), None);
        assert_eq!(then(&|settle| settle.note_loss(now)), None);
        assert_eq!(then(&|settle| (0..BURST).for_each(|_| save(settle))), None, "a burst");
    }

    #[test]
    fn a_folder_that_comes_is_noticed() {
        let mut settle = Settle::default();
        settle.note(&Event::new(EventKind::Create(CreateKind::Folder)), &[Path::new("a")], Instant::now());
        assert!(!settle.is_idle());
        assert!(settle.take().restructured && settle.is_idle() && !settle.take().restructured);
    }
}
