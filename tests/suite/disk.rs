//! Publishing while the world does its worst: a full disk, a limit, a folder that cannot be written, SIGKILL.

use std::collections::BTreeMap;
use std::path::Path;
use std::process::{Command, Output, Stdio};
use std::time::Duration;

use crate::program::{folder, run, text};

const PROGRAM: &str = env!("CARGO_BIN_EXE_bailiwick");

/// Runs a shell script in a mount namespace of its own, with the program in `$1`; nothing where the system has none.
fn apart(at: &Path, script: &str) -> Option<Output> {
    let run = |script: &str| {
        let shell = Command::new("unshare").args(["-rm", "sh", "-euc", script, "sh", PROGRAM]).current_dir(at).output();
        shell.ok()
    };
    let can = run("mount -t tmpfs tmpfs .").is_some_and(|output| output.status.success());
    if !can {
        println!("skipped: no file system can be mounted here");
        return None;
    }
    run(script)
}

/// A handbook with an empty folder for its site.
fn handbook() -> tempfile::TempDir {
    let book = folder(&[("content/handbook.yaml", ""), ("content/a.md", "# Old\n"), ("content/b.md", "# B\n")]);
    std::fs::create_dir(book.path().join("public")).expect("made");
    book
}

#[test]
fn a_full_disk_is_an_error_and_the_old_site_stays_as_it_was() {
    let book = handbook();
    let script = "
        mount -t tmpfs -o size=6m tmpfs public
        \"$1\" build >first 2>&1
        cp -a public old
        sed -i s/Old/New/ content/a.md
        head -c 5000000 /dev/zero > content/large.bin
        code=0; \"$1\" build >second 2>&1 || code=$?
        diff -r old public
        rm content/large.bin
        \"$1\" build >third 2>&1
        cp -a public new
        exit $code";
    let Some(output) = apart(book.path(), script) else { return };
    let read = |file: &str| std::fs::read_to_string(book.path().join(file)).unwrap_or_default();
    assert_eq!(output.status.code(), Some(2), "{}{}{}", text(&output.stdout), text(&output.stderr), read("first"));
    assert!(output.stdout.is_empty(), "the old site is as it was: {}", text(&output.stdout));
    let said = read("second");
    assert!(said.contains("cannot write `") && said.contains("/public/"), "{said}");
    assert_eq!(said.matches("No space left on device").count(), 1, "{said}");
    assert!(read("third").contains("files written"), "{}", read("third"));
    assert!(read("new/a.html").contains("New"));
}

#[test]
fn a_limit_on_the_size_of_files_is_an_error_and_the_old_site_stays_as_it_was() {
    let book = handbook();
    assert_eq!(run(book.path(), &["build"]).status.code(), Some(0));
    let before = site(&book.path().join("public"));
    std::fs::write(book.path().join("content/a.md"), "# New\n").expect("written");
    std::fs::write(book.path().join("content/large.bin"), vec![0; 3_000_000]).expect("written");
    let build = Command::new("sh")
        .args(["-c", "trap '' XFSZ; ulimit -f 4000; exec \"$1\" build", "sh", PROGRAM])
        .current_dir(book.path())
        .output()
        .expect("a shell");
    assert_eq!(build.status.code(), Some(2), "{}", text(&build.stderr));
    assert!(text(&build.stderr).contains("public/large.bin`: File too large"), "{}", text(&build.stderr));
    assert!(site(&book.path().join("public")) == before);
}

#[test]
fn a_folder_that_cannot_be_written_is_an_error_and_the_old_site_stays_as_it_was() {
    let book = handbook();
    assert_eq!(run(book.path(), &["build"]).status.code(), Some(0));
    let before = site(&book.path().join("public"));
    std::fs::write(book.path().join("content/a.md"), "# New\n").expect("written");
    let script = "mount --bind public public; mount -o remount,ro,bind public; exec \"$1\" build";
    let Some(build) = apart(book.path(), script) else { return };
    assert_eq!(build.status.code(), Some(2), "{}", text(&build.stderr));
    assert!(text(&build.stderr).contains("Read-only file system"), "{}", text(&build.stderr));
    assert!(
        text(&build.stderr).contains(&format!("cannot write `{}", book.path().display())),
        "{}",
        text(&build.stderr)
    );
    assert!(site(&book.path().join("public")) == before);
}

#[test]
fn a_folder_where_a_page_belongs_is_an_error_and_the_old_site_stays_as_it_was() {
    let book = handbook();
    assert_eq!(run(book.path(), &["build"]).status.code(), Some(0));
    std::fs::create_dir_all(book.path().join("public/new.html")).expect("made");
    std::fs::write(book.path().join("public/new.html/mine"), "mine").expect("written");
    std::fs::write(book.path().join("content/new.md"), "# New\n").expect("written");
    let before = site(&book.path().join("public"));
    for arguments in [&["build"][..], &["build", "--clean"]] {
        let build = run(book.path(), arguments);
        assert_eq!(build.status.code(), Some(2), "{}", text(&build.stderr));
        assert!(text(&build.stderr).contains("public/new.html` was not made by Bailiwick"), "{}", text(&build.stderr));
        assert!(site(&book.path().join("public")) == before);
    }
}

#[test]
fn a_clean_build_takes_nothing_over_and_leaves_alone_what_is_not_ours() {
    let book = handbook();
    assert_eq!(run(book.path(), &["build"]).status.code(), Some(0));
    let at = |path: &str| book.path().join("public").join(path);
    let whole = site(&book.path().join("public"));
    std::fs::create_dir(at("mine")).expect("made");
    std::fs::write(at("mine/notes.txt"), "irreplaceable").expect("written");
    std::fs::remove_file(book.path().join("content/b.md")).expect("removed");
    let said = text(&run(book.path(), &["build", "--clean"]).stdout);
    assert!(said.contains(" 0 unchanged, 1 deleted;"), "{said}");
    let mut after = site(&book.path().join("public"));
    assert_eq!(after.remove("mine/notes.txt").as_deref(), Some(&b"irreplaceable"[..]));
    assert_eq!(whole.keys().filter(|file| !after.contains_key(*file)).collect::<Vec<_>>(), ["b.html"]);
    let again = text(&run(book.path(), &["build"]).stdout);
    assert!(again.contains(": 0 files written, "), "{again}");
}

/// Every file of a site but the manifest, by path.
fn site(at: &Path) -> BTreeMap<String, Vec<u8>> {
    let mut open = vec![at.to_path_buf()];
    let mut found = BTreeMap::new();
    while let Some(folder) = open.pop() {
        for entry in std::fs::read_dir(&folder).expect("a folder").flatten() {
            let path = entry.path();
            if path.is_dir() {
                open.push(path);
                continue;
            }
            let name = path.strip_prefix(at).expect("below").to_string_lossy().into_owned();
            if name != ".bailiwick-manifest.json" {
                found.insert(name, std::fs::read(&path).expect("readable"));
            }
        }
    }
    found
}

#[test]
fn a_build_killed_at_any_moment_leaves_each_file_old_or_new_and_the_next_one_heals_it() {
    let book = handbook();
    let public = book.path().join("public");
    let set = |version: &str| {
        for page in 0..60 {
            let text = format!("# Page {page}\n\n{version}\n");
            std::fs::write(book.path().join(format!("content/p{page}.md")), text).expect("written");
        }
        let only = book.path().join(format!("content/only-{version}.md"));
        std::fs::write(only, format!("# Only in {version}\n")).expect("written");
    };
    let unset =
        |version: &str| std::fs::remove_file(book.path().join(format!("content/only-{version}.md"))).expect("removed");
    let mut sites = Vec::new();
    for version in ["one", "two"] {
        set(version);
        assert_eq!(run(book.path(), &["build"]).status.code(), Some(0));
        sites.push(site(&public));
        unset(version);
    }
    let mut seen = 0_usize;
    for turn in 0..24_u32 {
        let version = ["one", "two"][turn as usize % 2];
        set(version);
        let mut child = Command::new(PROGRAM)
            .arg("build")
            .current_dir(book.path())
            .env("SOURCE_DATE_EPOCH", "1795564800")
            .stdout(Stdio::null())
            .spawn()
            .expect("the program runs");
        // Moments spread over a run, in no order.
        std::thread::sleep(Duration::from_millis(u64::from(turn * 37 % 24 * 25)));
        let _ = child.kill();
        let killed = !child.wait().expect("its end").success();
        for (file, bytes) in site(&public).into_iter().filter(|(file, _)| !file.starts_with(".bailiwick-tmp-")) {
            let is_whole = sites.iter().any(|site| site.get(&file) == Some(&bytes));
            assert!(is_whole, "turn {turn}: {file} is old or new");
        }
        seen += usize::from(killed);
        if turn % 3 == 2 {
            assert_eq!(run(book.path(), &["build"]).status.code(), Some(0), "turn {turn}");
            assert!(site(&public) == sites[turn as usize % 2], "turn {turn} is healed");
        }
        unset(version);
    }
    println!("{seen} of 24 builds were killed");
    assert!(seen > 0);
}
