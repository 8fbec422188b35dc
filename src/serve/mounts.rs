//! Whether a folder lies on a file system that says nothing of changes made elsewhere.

use std::path::Path;

/// File systems whose files change without this machine's doing.
const DISTANT: [&str; 14] = [
    "nfs",
    "nfs4",
    "cifs",
    "smb3",
    "smbfs",
    "9p",
    "virtiofs",
    "vboxsf",
    "prl_fs",
    "afs",
    "ceph",
    "fuse.sshfs",
    "fuse.vmhgfs-fuse",
    "fuse.rclone",
];

/// The name of the file system that `folder` lies on, if it is such a one. Known on Linux only.
pub(super) fn distant(folder: &Path) -> Option<String> {
    let table = std::fs::read_to_string("/proc/self/mounts").ok()?;
    of(&table, &folder.canonicalize().ok()?).filter(|kind| DISTANT.contains(&kind.as_str()))
}

/// The kind of file system that holds `folder`, from a table as `/proc/self/mounts` has it.
fn of(table: &str, folder: &Path) -> Option<String> {
    let mounts = table.lines().filter_map(|line| {
        let mut words = line.split(' ').skip(1);
        // Spaces in a path are written in octal.
        Some((words.next()?.replace("\\040", " "), words.next()?))
    });
    let holding = mounts.filter(|(place, _)| folder.starts_with(place));
    // Of two on one place, the later lies above.
    holding.max_by_key(|(place, _)| place.len()).map(|(_, kind)| kind.to_owned())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_innermost_mount_decides() {
        let table = "/dev/sda1 / ext4 rw 0 0\nserver:/home /home nfs4 rw 0 0\ntmpfs /home/a\\040b tmpfs rw 0 0\n";
        let kind = |folder: &str| of(table, Path::new(folder)).expect("the root holds everything");
        assert_eq!(kind("/srv/handbook"), "ext4");
        assert_eq!(kind("/home/ana/handbook"), "nfs4");
        assert_eq!(kind("/home/a b/handbook"), "tmpfs");
        assert_eq!(kind("/homestead"), "ext4");
    }
}
