//! The preview as a program of its own.

use std::io::{BufRead, BufReader};
use std::process::{Command, Stdio};

use crate::program::folder;

#[test]
#[cfg(unix)]
fn a_preview_that_is_told_to_end_does_so_and_leaves_nothing_behind() {
    for signal in ["TERM", "INT"] {
        let (book, temporary) = (folder(&[("content/handbook.yaml", "")]), folder(&[]));
        let mut preview = Command::new(env!("CARGO_BIN_EXE_bailiwick"))
            .args(["serve", "--port", "0"])
            .current_dir(book.path())
            .env("TMPDIR", temporary.path())
            .stdout(Stdio::piped())
            .spawn()
            .expect("the program runs");
        let mut said = BufReader::new(preview.stdout.take().expect("a pipe"));
        let mut line = String::new();
        said.read_line(&mut line).expect("it greets");
        assert!(line.starts_with("Preview at "), "{line}");
        let left = || std::fs::read_dir(temporary.path()).expect("a folder").count();
        assert_eq!(left(), 1, "where its private socket is");
        let told = Command::new("kill").args([format!("-{signal}"), preview.id().to_string()]).status();
        assert!(told.expect("`kill` is there").success());
        let ended = preview.wait().expect("a child of ours");
        assert_eq!((ended.code(), left()), (Some(0), 0), "after {signal}");
    }
}
