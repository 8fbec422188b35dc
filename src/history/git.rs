//! Asking `git`.

use std::collections::BTreeMap;
use std::io::{BufRead, BufReader, Read, Write};
use std::path::Path;
use std::process::{Command, Output, Stdio};

use super::listing::{Entry, from_folder, published, read_listing};
use crate::source::{Pattern, SourcePath, Sources, Wanted, in_rounds, is_text};

/// Why a revision cannot be read.
#[derive(Debug, thiserror::Error)]
pub enum HistoryError {
    /// There is no `git` to ask.
    #[error("`git` could not be started ({0}); reading a revision needs it")]
    NoGit(String),
    /// The handbook's folder is in no repository, or git will not read it.
    #[error("git cannot read the history here: {0}")]
    NoRepository(String),
    /// There is no such commit.
    #[error(
        "`{0}` is no commit of this repository\n\
         help: a shallow clone holds only the newest commits; in CI, fetch the history too (`fetch-depth: 0`)"
    )]
    NoCommit(String),
    /// The commit has no handbook in this folder.
    #[error("at `{0}` there is no `content/handbook.yaml` in this folder")]
    NoHandbook(String),
    /// Git stopped in the middle.
    #[error("git broke off: {0}")]
    BrokeOff(String),
}

/// How often what was read may name more files of other formats.
const MOST_ROUNDS: usize = 4;

/// The files of the handbook in `root` at `revision`: pages and data with their texts, all others empty; and the files of
/// other formats that `wanted` asks for.
///
/// # Errors
/// Where there is no git, no repository, no such commit, or no handbook in it.
pub fn files(root: &Path, revision: &str, wanted: Wanted) -> Result<Sources, HistoryError> {
    let git = Git { root };
    let commit = git.commit(revision)?;
    let listing = git.ask(&["ls-tree", "-r", "-z", &commit, "--", "content"])?;
    let entries = read_listing(&listing);
    let links: Vec<&str> = entries.iter().filter(|entry| entry.is_link).map(|entry| entry.object.as_str()).collect();
    let targets = git.objects(&links)?;
    let published = published(&entries, &targets);
    if !published.iter().any(|entry| entry.path == "content/handbook.yaml") {
        return Err(HistoryError::NoHandbook(revision.to_owned()));
    }
    let mut sources = git.read(&published)?;
    git.read_foreign(&commit, wanted, &mut sources)?;
    Ok(sources)
}

/// The repository that holds the handbook.
pub(super) struct Git<'a> {
    pub root: &'a Path,
}

/// Objects by name.
pub(super) type Objects = BTreeMap<String, Vec<u8>>;

impl Git<'_> {
    pub fn commit(&self, revision: &str) -> Result<String, HistoryError> {
        self.ask(&["rev-parse", "--git-dir"])?;
        let wanted = format!("{revision}^{{commit}}");
        let output = self.run(&["rev-parse", "--verify", "--quiet", "--end-of-options", &wanted])?;
        let name = String::from_utf8_lossy(&output.stdout).trim().to_owned();
        if output.status.success() && !name.is_empty() {
            Ok(name)
        } else {
            Err(HistoryError::NoCommit(revision.into()))
        }
    }

    fn read(&self, entries: &[Entry]) -> Result<Sources, HistoryError> {
        let is_read = |entry: &&Entry| is_text(&SourcePath::new(&entry.path));
        let names: Vec<&str> = entries.iter().filter(is_read).map(|entry| entry.object.as_str()).collect();
        let objects = self.objects(&names)?;
        let mut sources = Sources::default();
        for entry in entries {
            sources.set(&entry.path, objects.get(&entry.object).map_or(&[], Vec::as_slice));
        }
        Ok(sources)
    }

    /// Reads what is wanted besides, from anywhere in the repository.
    fn read_foreign(&self, commit: &str, wanted: Wanted, sources: &mut Sources) -> Result<(), HistoryError> {
        let mut all: Option<Vec<Entry>> = None;
        let take = |patterns: &[Pattern], sources: &mut Sources| {
            let all = match &mut all {
                Some(all) => all,
                none => none.insert(self.whole(commit)?),
            };
            let is_wanted =
                |entry: &&Entry| patterns.iter().any(|pattern| pattern.is_match(&SourcePath::beside(&entry.path)));
            let found: Vec<&Entry> = all.iter().filter(is_wanted).collect();
            let names: Vec<&str> = found.iter().map(|entry| entry.object.as_str()).collect();
            let objects = self.objects(&names)?;
            for entry in found {
                sources.set_foreign(&entry.path, objects.get(&entry.object).map_or(&[], Vec::as_slice));
            }
            Ok(())
        };
        in_rounds(MOST_ROUNDS, sources, wanted, take).map(drop)
    }

    /// Every file of the commit, by its path from the handbook's folder, which may begin with `..`.
    fn whole(&self, commit: &str) -> Result<Vec<Entry>, HistoryError> {
        let prefix = self.ask(&["rev-parse", "--show-prefix"])?;
        let prefix = String::from_utf8_lossy(&prefix).trim_end_matches('\n').to_owned();
        let listing = self.ask(&["ls-tree", "-r", "-z", "--full-tree", commit])?;
        let mut entries = read_listing(&listing);
        entries.retain(|entry| !entry.is_link);
        for entry in &mut entries {
            entry.path = from_folder(&entry.path, &prefix);
        }
        Ok(entries)
    }

    /// The contents of these objects.
    pub fn objects(&self, names: &[&str]) -> Result<Objects, HistoryError> {
        if names.is_empty() {
            return Ok(Objects::new());
        }
        let mut child = self
            .command(&["cat-file", "--batch"])
            .stdin(Stdio::piped())
            .stdout(Stdio::piped())
            .stderr(Stdio::null())
            .spawn()
            .map_err(|error| HistoryError::NoGit(error.to_string()))?;
        let mut input = child.stdin.take().expect("its input is a pipe");
        let output = child.stdout.take().expect("its output is a pipe");
        let asked = names.join("\n") + "\n";
        // Asked on another thread: git answers while it is asked, and both pipes are small.
        let asking = std::thread::spawn(move || input.write_all(asked.as_bytes()));
        let read = read_objects(BufReader::new(output));
        let asked = asking.join().is_ok_and(|written| written.is_ok());
        let ended = child.wait().is_ok_and(|status| status.success());
        match read {
            Ok(objects) if asked && ended => Ok(objects),
            Ok(_) => Err(HistoryError::BrokeOff("`git cat-file` failed".into())),
            Err(error) => Err(HistoryError::BrokeOff(error.to_string())),
        }
    }

    /// What a command prints.
    pub fn ask(&self, arguments: &[&str]) -> Result<Vec<u8>, HistoryError> {
        let output = self.run(arguments)?;
        if output.status.success() {
            return Ok(output.stdout);
        }
        let said = String::from_utf8_lossy(&output.stderr).trim().to_owned();
        Err(HistoryError::NoRepository(said.strip_prefix("fatal: ").unwrap_or(&said).to_owned()))
    }

    fn run(&self, arguments: &[&str]) -> Result<Output, HistoryError> {
        let run = self.command(arguments).stdin(Stdio::null()).output();
        run.map_err(|error| HistoryError::NoGit(error.to_string()))
    }

    /// A command that takes no lock, asks nobody and fetches nothing.
    fn command(&self, arguments: &[&str]) -> Command {
        let mut command = Command::new("git");
        command
            .arg("-C")
            .arg(self.root)
            .args(["--no-pager", "-c", "core.fsmonitor=false", "-c", "log.showSignature=false"])
            .args(arguments);
        for (name, value) in [("GIT_OPTIONAL_LOCKS", "0"), ("GIT_TERMINAL_PROMPT", "0"), ("GIT_NO_LAZY_FETCH", "1")] {
            command.env(name, value);
        }
        command
    }
}

/// Reads what `git cat-file --batch` prints: `<name> blob <size>`, the bytes, and an end of line.
fn read_objects(mut output: impl BufRead) -> std::io::Result<Objects> {
    let mut objects = Objects::new();
    let mut head = String::new();
    loop {
        head.clear();
        if output.read_line(&mut head)? == 0 {
            return Ok(objects);
        }
        let mut words = head.split_whitespace();
        let (name, _, size) = (words.next(), words.next(), words.next().and_then(|size| size.parse::<u64>().ok()));
        let (Some(name), Some(size)) = (name, size) else { continue };
        let mut bytes = Vec::new();
        (&mut output).take(size).read_to_end(&mut bytes)?;
        let mut end = [0];
        output.read_exact(&mut end)?;
        objects.insert(name.to_owned(), bytes);
    }
}
