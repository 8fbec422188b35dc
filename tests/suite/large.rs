//! A large organisation through the program itself: how long `check` and `build` take, and how much memory.

use std::path::Path;
use std::process::{Command, Stdio};
use std::time::{Duration, Instant};

/// The most memory that a run may hold at once, in MB.
const MOST_MEMORY: u64 = 600;

/// What one run of the program took.
struct Run {
    code: Option<i32>,
    said: String,
    took: Duration,
    /// The most memory it held at once, in MB; `None` where the system does not tell.
    memory: Option<u64>,
}

/// Runs the program to its end, and looks at its memory meanwhile. What it says goes to a file, so that it never waits
/// for a reader.
fn run(folder: &Path, arguments: &[&str]) -> Run {
    let said = folder.join("said.txt");
    let output = std::fs::File::create(&said).expect("a file for what is said");
    let started = Instant::now();
    let mut child = Command::new(env!("CARGO_BIN_EXE_bailiwick"))
        .args(arguments)
        .current_dir(folder)
        .env("BAILIWICK_CACHE", "")
        .stdout(Stdio::from(output))
        .spawn()
        .expect("the program runs");
    let mut memory = None;
    let status = loop {
        memory = peak(child.id()).or(memory);
        if let Some(status) = child.try_wait().expect("a child of ours") {
            break status;
        }
        std::thread::sleep(Duration::from_millis(5));
    };
    let took = started.elapsed();
    Run { code: status.code(), said: std::fs::read_to_string(&said).expect("UTF-8"), took, memory }
}

/// The most memory that a running process has held so far, in MB, as Linux tells it.
fn peak(process: u32) -> Option<u64> {
    let status = std::fs::read_to_string(format!("/proc/{process}/status")).ok()?;
    let line = status.lines().find(|line| line.starts_with("VmHWM:"))?;
    let kilobytes: u64 = line.split_whitespace().nth(1)?.parse().ok()?;
    Some(kilobytes / 1000)
}

#[test]
#[cfg_attr(debug_assertions, ignore = "without optimisation it takes ten minutes")]
fn a_thousand_teams_and_ten_thousand_systems_are_checked_and_built() {
    let folder = tempfile::tempdir().expect("a folder");
    for (path, text) in crate::generate::organisation(1000, 10_000) {
        let path = folder.path().join(path);
        std::fs::create_dir_all(path.parent().expect("a parent")).expect("made");
        std::fs::write(path, text).expect("written");
    }
    let check = run(folder.path(), &["check", "--as-of", "2026-11-25", "--format", "json"]);
    let build = run(folder.path(), &["build", "--as-of", "2026-11-25"]);
    let again = run(folder.path(), &["build", "--as-of", "2026-11-25"]);
    for (title, run) in [("check", &check), ("build", &build), ("second build", &again)] {
        let memory = run.memory.map_or("not measured".into(), |mb| format!("{mb} MB"));
        println!("1,000 teams, 10,000 systems: {title} {:.2?}, peak memory {memory}", run.took);
        assert!(run.memory.is_none_or(|mb| mb < MOST_MEMORY), "{title} held {memory}");
    }
    assert_eq!(check.code, Some(1), "{}", check.said);
    let unknown = check.said.matches("\"unknown-owner\"").count();
    assert!(unknown > 50, "about one in a hundred owners is unknown, and {unknown} were found");
    println!("{}", build.said.trim_end());
    assert_eq!(build.code, Some(0), "{}", build.said);
    assert!(folder.path().join("public/systems/system-9999.html").is_file());
    assert!(again.said.contains(": 0 files written"), "{}", again.said);
}
