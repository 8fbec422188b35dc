//! Who owned which system when: the ownership files of a span of time, commit after commit along the main line.

use std::collections::{BTreeMap, BTreeSet, HashMap};
use std::path::Path;

use jiff::{Timestamp, tz::TimeZone};

use super::git::{Git, HistoryError};
use super::listing::{Change, read_changes, read_listing};
use crate::model::{Date, Id, Model};
use crate::source::{SourcePath, Sources, is_published};

/// How many files are held in memory at once.
const AT_ONCE: usize = 256;

/// An owner as one commit began to name it, and the day; nothing where no one owner was named.
pub type Since = (Option<Id>, Date);

/// The owners that each system has had from `from` until `until`, the first one first: whoever had it before that time,
/// and whoever came in it. What a merge brings counts from the day of the merge.
///
/// # Errors
/// Where there is no git, no repository, or no commit in it.
pub fn owners(root: &Path, (from, until): (Date, Date)) -> Result<BTreeMap<Id, Vec<Since>>, HistoryError> {
    let git = Git { root };
    let head = git.commit("HEAD")?;
    let base = git.last_before(&head, from)?;
    let mut commits: Vec<(Date, Vec<Change>)> = Vec::new();
    if let Some((commit, day)) = &base {
        let listing = git.ask(&["ls-tree", "-r", "-z", commit, "--", "content/ownership"])?;
        let all = read_listing(&listing).into_iter().filter(|entry| !entry.is_link);
        commits.push((*day, all.map(|entry| Change { path: entry.path, object: Some(entry.object) }).collect()));
    }
    commits.extend(git.changes(base.as_ref().map(|(commit, _)| commit.as_str()), (&head, until))?);
    for (_, changes) in &mut commits {
        changes.retain(|change| is_data(&change.path));
    }
    let texts = read_all(&git, &commits)?;
    let mut past = Past::default();
    for (day, changes) in commits {
        past.apply(day, changes, &texts);
    }
    Ok(past.owners)
}

fn is_data(path: &str) -> bool {
    let source = SourcePath::new(path);
    matches!(source.extension().as_str(), "yaml" | "yml") && path.split('/').all(is_published)
}

/// The owner of each system that one file describes.
type Owned = BTreeMap<Id, Option<Id>>;

/// What every object that the commits name says of owners.
fn read_all(git: &Git<'_>, commits: &[(Date, Vec<Change>)]) -> Result<HashMap<String, Owned>, HistoryError> {
    let all: BTreeSet<&str> =
        commits.iter().flat_map(|(_, changes)| changes).filter_map(|change| change.object.as_deref()).collect();
    let all: Vec<&str> = all.into_iter().collect();
    let mut read = HashMap::new();
    for some in all.chunks(AT_ONCE) {
        let objects = git.objects(some)?;
        read.extend(objects.into_iter().map(|(name, bytes)| (name, owned(&bytes))));
    }
    Ok(read)
}

fn owned(bytes: &[u8]) -> Owned {
    let mut sources = Sources::default();
    sources.set("content/ownership/then.yaml", bytes);
    let systems = Model::read(&sources).systems.into_iter();
    let owner = |owner: crate::model::Owner| match owner.named.as_slice() {
        [one] => Some(one.id.clone()),
        _ => None,
    };
    systems.map(|(id, system)| (id, system.owner.and_then(owner))).collect()
}

/// What the files say at one commit, and the owners up to it.
#[derive(Default)]
struct Past {
    files: BTreeMap<String, Owned>,
    owners: BTreeMap<Id, Vec<Since>>,
}

impl Past {
    fn apply(&mut self, day: Date, changes: Vec<Change>, texts: &HashMap<String, Owned>) {
        let mut concerned: BTreeSet<Id> = BTreeSet::new();
        let mut now: BTreeMap<Id, Option<Id>> = BTreeMap::new();
        for Change { path, object } in changes {
            let before = self.files.remove(&path).unwrap_or_default();
            concerned.extend(before.into_keys());
            if let Some(owned) = object.and_then(|object| texts.get(&object)) {
                now.extend(owned.clone());
                self.files.insert(path, owned.clone());
            }
        }
        concerned.extend(now.keys().cloned());
        for system in concerned {
            // A system that moved to another file is in one that changed; one that is nowhere has no owner any more.
            let owner = now.remove(&system).flatten();
            let terms = self.owners.entry(system).or_default();
            if terms.last().is_none_or(|(last, _)| *last != owner) {
                terms.push((owner, day));
            }
        }
    }
}

impl Git<'_> {
    /// The last commit of the main line up to `head` before this day, and its own day.
    fn last_before(&self, head: &str, day: Date) -> Result<Option<(String, Date)>, HistoryError> {
        let before = format!("--before={day}T00:00:00Z");
        let output = self.ask(&["log", "-1", "--first-parent", "--format=%H %ct", &before, head])?;
        let line = String::from_utf8_lossy(&output);
        Ok(line.trim().split_once(' ').and_then(|(commit, time)| Some((commit.to_owned(), day_of(time)?))))
    }

    /// What changed in the ownership files after `base`, up to `head` and the end of `until`, the oldest commit first.
    fn changes(
        &self,
        base: Option<&str>,
        (head, until): (&str, Date),
    ) -> Result<Vec<(Date, Vec<Change>)>, HistoryError> {
        let range = base.map_or_else(|| head.to_owned(), |base| format!("{base}..{head}"));
        let until = format!("--before={until}T23:59:59Z");
        let how =
            ["log", "--first-parent", "--diff-merges=first-parent", "--reverse", "--root", "--raw", "--no-abbrev"];
        let what = ["--no-renames", "--relative", "-z", "--format=%x01%ct", &until, &range, "--", "content/ownership"];
        let output = self.ask(&[how.as_slice(), &what].concat())?;
        let commits = output.split(|&byte| byte == 1).skip(1).filter_map(|commit| {
            let (time, changes) = commit.split_at(commit.iter().position(|byte| matches!(byte, 0 | b'\n'))?);
            Some((day_of(std::str::from_utf8(time).ok()?)?, read_changes(changes)))
        });
        Ok(commits.collect())
    }
}

/// The day, in UTC, of a time that git prints.
fn day_of(seconds: &str) -> Option<Date> {
    let time = Timestamp::from_second(seconds.trim().parse().ok()?).ok()?;
    Some(TimeZone::UTC.to_datetime(time).date())
}
