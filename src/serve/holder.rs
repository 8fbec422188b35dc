//! Which program has a port, as far as the system lets it be seen.

use std::fs;
use std::path::Path;

/// The program that listens on `port`, as "`node` (process 4711)". Nothing where it cannot be seen, or not on Linux.
pub(super) fn of(port: u16) -> Option<String> {
    let tables = ["/proc/net/tcp", "/proc/net/tcp6"].map(|table| fs::read_to_string(table).unwrap_or_default());
    let inode = tables.iter().find_map(|table| inode(table, port))?;
    let socket = format!("socket:[{inode}]");
    let processes = fs::read_dir("/proc").ok()?.flatten();
    // Other names, such as `self`, are not processes of their own.
    let numbers = processes.filter_map(|entry| entry.file_name().to_str()?.parse::<u32>().ok());
    let holder = numbers.into_iter().find(|number| holds(&Path::new("/proc").join(number.to_string()), &socket))?;
    let name = fs::read_to_string(format!("/proc/{holder}/comm")).ok()?;
    Some(format!("`{}` (process {holder})", name.trim()))
}

fn holds(process: &Path, socket: &str) -> bool {
    let files = fs::read_dir(process.join("fd")).into_iter().flatten().flatten();
    files.into_iter().any(|file| fs::read_link(file.path()).is_ok_and(|target| target.as_os_str() == socket))
}

/// The inode of the socket that listens on `port`, in a table as `/proc/net/tcp` has it.
fn inode(table: &str, port: u16) -> Option<&str> {
    const LISTENING: &str = "0A";
    let ending = format!(":{port:04X}");
    table.lines().skip(1).find_map(|line| {
        let mut words = line.split_whitespace().skip(1);
        let (local, state) = (words.next()?, words.nth(1)?);
        (local.ends_with(&ending) && state == LISTENING).then(|| words.nth(5))?
    })
}

#[cfg(test)]
mod tests {
    use super::inode;

    #[test]
    fn a_listening_socket_is_found_in_the_table() {
        let table = "  sl  local_address rem_address   st tx_queue rx_queue tr tm->when retrnsmt   uid  timeout inode\n\
             0: 0100007F:0FA0 0100007F:1234 01 00000000:00000000 00:00000000 00000000     0        0 11 1\n\
             1: 0100007F:0FA0 00000000:0000 0A 00000000:00000000 00:00000000 00000000     0        0 22 1\n";
        assert_eq!(inode(table, 4000), Some("22"));
        assert_eq!(inode(table, 4001), None);
    }
}
