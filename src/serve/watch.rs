//! Watches the handbook: a change is only a hint, after which the source looks for itself.

use std::panic::{AssertUnwindSafe, catch_unwind};
use std::path::{Path, PathBuf};
use std::sync::Arc;
use std::sync::mpsc::{Receiver, RecvTimeoutError, Sender};
use std::thread;
use std::time::Duration;

use notify::{ErrorKind, RecommendedWatcher, RecursiveMode, Watcher};

use super::Notice;
use super::clock;
use super::inner::Desk;
use super::mounts;
use super::scope::Scope;
use super::settle::Settle;
use super::snapshot::{Snapshot, Source};

/// The shortest time between two looks where nothing tells of changes.
const POLL: Duration = Duration::from_millis(400);

/// The shortest time between two looks where changes are told, since some never are: behind a link to a file, or by
/// another machine.
const NET: Duration = Duration::from_secs(3);

/// How often it is tried to watch folders that come and go meanwhile.
const TRIES: usize = 5;

/// How often in a row a look is not shown because a save began meanwhile.
const MOST_HELD: usize = 3;

/// What wakes the watching thread.
pub(super) enum Hint {
    /// Something happened on the disk.
    Event(notify::Result<notify::Event>),
    /// The preview ends.
    Stop,
}

/// The watching thread's state.
pub(super) struct Watch {
    source: Box<dyn Source>,
    desk: Arc<Desk>,
    hints: Receiver<Hint>,
    sender: Sender<Hint>,
    say: Arc<dyn Fn(Notice) + Send + Sync>,
    armed: Option<RecommendedWatcher>,
    roots: Vec<Root>,
    scope: Scope,
    polls: bool,
    /// How long the last look at everything took.
    took: Duration,
    failure: Option<String>,
    settle: Settle,
    near: Option<Vec<PathBuf>>,
    held: Option<Arc<dyn Snapshot>>,
    held_back: usize,
    stopped: bool,
}

/// A watched place and which folder stood there.
#[derive(PartialEq)]
struct Root(PathBuf, Option<u64>);

impl Watch {
    /// A watch over `source` that puts new builds on `desk`.
    pub(super) fn new(
        source: Box<dyn Source>,
        desk: Arc<Desk>,
        (sender, hints): (Sender<Hint>, Receiver<Hint>),
        say: Arc<dyn Fn(Notice) + Send + Sync>,
    ) -> Self {
        Self {
            source,
            desk,
            hints,
            sender,
            say,
            armed: None,
            roots: Vec::new(),
            scope: Scope::default(),
            polls: false,
            took: Duration::ZERO,
            failure: None,
            settle: Settle::default(),
            near: None,
            held: None,
            held_back: 0,
            stopped: false,
        }
    }

    /// Begins to watch; with `polls` it will look by itself instead of being told.
    pub(super) fn begin(mut self, polls: bool) -> Self {
        self.polls = polls;
        self.arm();
        // What changed between the first load and now was told to nobody.
        self.settle.note_change(clock::now());
        self
    }

    /// Watches until it is told to stop.
    pub(super) fn run(mut self) {
        while self.wait() {
            self.look();
        }
    }

    /// Waits until it is time to look; false where it is time to stop.
    fn wait(&mut self) -> bool {
        if self.stopped {
            return false;
        }
        let latest = clock::now() + self.interval();
        loop {
            let patience = if self.settle.is_idle() {
                latest.saturating_duration_since(clock::now())
            } else {
                match self.settle.wait(clock::now(), exists) {
                    Some(left) => left,
                    None => break,
                }
            };
            match self.hints.recv_timeout(patience) {
                Ok(Hint::Stop) | Err(RecvTimeoutError::Disconnected) => return false,
                Ok(Hint::Event(event)) => self.note(event),
                Err(RecvTimeoutError::Timeout) if self.settle.is_idle() => break,
                Err(RecvTimeoutError::Timeout) => {}
            }
        }
        let changed = self.settle.take();
        if changed.restructured {
            self.roots.clear();
        }
        // After a look that failed it is not known what was seen.
        self.near = changed.near.filter(|_| self.failure.is_none());
        true
    }

    fn note(&mut self, event: notify::Result<notify::Event>) {
        match event {
            Ok(event) if event.need_rescan() => self.settle.note_loss(clock::now()),
            Ok(event) => {
                let paths: Vec<&Path> =
                    event.paths.iter().map(PathBuf::as_path).filter(|path| self.scope.concerns(path)).collect();
                if !paths.is_empty() {
                    self.settle.note(&event, &paths, clock::now());
                }
            }
            Err(error) => {
                if matches!(error.kind, ErrorKind::MaxFilesWatch) {
                    self.fall_back(&error);
                }
                self.settle.note_loss(clock::now());
            }
        }
    }

    /// How long to wait for a hint before looking without one: a hundredth of the time goes into it at most.
    fn interval(&self) -> Duration {
        match (self.polls, &self.failure) {
            (true, _) => POLL.max(self.took * 20),
            (false, Some(_)) => POLL,
            (false, None) => NET.max(self.took * 100),
        }
    }

    /// Looks, and looks again wherever the folders themselves are others than those watched: what happened in a new
    /// folder before it was watched was told to nobody.
    fn look(&mut self) {
        self.load();
        if !self.polls && self.roots != roots(&*self.source) {
            self.arm();
            self.load();
        }
    }

    fn load(&mut self) {
        let began = clock::now();
        self.desk.hub.loading();
        let near = self.near.take();
        let loaded = catch_unwind(AssertUnwindSafe(|| self.source.load(near.as_deref())));
        let loaded = loaded.unwrap_or_else(|_| Err("the program stumbled over the handbook; this is a bug".to_owned()));
        let took = clock::now().saturating_duration_since(began);
        if near.is_none() {
            self.took = took;
        }
        let current = self.desk.current.get();
        let loaded = loaded.map(|snapshot| snapshot.or_else(|| self.held.take()));
        let build = match loaded {
            Ok(Some(snapshot)) if self.came_amid_a_save() => {
                self.held = Some(snapshot);
                return self.desk.hub.unchanged(&current);
            }
            Ok(None) if self.failure.is_none() => return self.desk.hub.unchanged(&current),
            Ok(None) => current.mended(),
            Ok(Some(snapshot)) => current.next(snapshot),
            Err(message) if self.failure.as_ref() == Some(&message) => return self.desk.hub.unchanged(&current),
            Err(message) => {
                self.failure = Some(message.clone());
                (self.say)(Notice::Failed(message.clone()));
                let build = self.desk.current.set(current.failed(message));
                return self.desk.hub.announce(&build);
            }
        };
        self.failure = None;
        let build = self.desk.current.set(build);
        self.desk.hub.announce(&build);
        (self.say)(Notice::Built {
            number: build.number,
            took,
            problems: build.problems().cloned().collect(),
            new_gaps: build.new_gaps.len(),
        });
    }

    /// Whether a save began while the source was looking, so that what it saw may be half of it: another look follows
    /// in a moment. Where that goes on and on, what is seen is shown all the same.
    fn came_amid_a_save(&mut self) -> bool {
        while let Ok(hint) = self.hints.try_recv() {
            match hint {
                Hint::Event(event) => self.note(event),
                Hint::Stop => self.stopped = true,
            }
        }
        let is_half = self.settle.is_half_a_save(exists) && self.held_back < MOST_HELD;
        self.held_back = if is_half { self.held_back + 1 } else { 0 };
        is_half
    }

    /// Watches the folders as they are now. The old watch goes only when the new one stands.
    fn arm(&mut self) {
        self.roots = roots(&*self.source);
        let paths: Vec<PathBuf> = self.roots.iter().map(|root| root.0.clone()).collect();
        self.scope = Scope::new(&paths, &self.source.ignored());
        if self.polls {
            return;
        }
        if let Some(kind) = paths.iter().find_map(|path| mounts::distant(path)) {
            return self.poll(&format!("the handbook lies on a network file system ({kind})"));
        }
        for _ in 0..TRIES {
            match watcher(&paths, &self.sender) {
                Ok(watcher) => return self.armed = Some(watcher),
                // A folder went while the others were being watched.
                Err(error) if matches!(error.kind, ErrorKind::PathNotFound) => thread::sleep(Duration::from_millis(20)),
                Err(error) => return self.fall_back(&error),
            }
        }
        // Too much is moving just now: looking again soon finds other folders than these, and tries once more.
        self.roots.clear();
    }

    fn fall_back(&mut self, error: &notify::Error) {
        let reason = match error.kind {
            ErrorKind::MaxFilesWatch => "the system's limit for watched folders is reached".to_owned(),
            _ => format!("the system cannot watch the handbook: {error}"),
        };
        self.poll(&reason);
    }

    fn poll(&mut self, reason: &str) {
        self.polls = true;
        self.armed = None;
        (self.say)(Notice::Polls(format!("{reason}; looking for changes every {} ms instead", POLL.as_millis())));
    }
}

fn exists(path: &Path) -> bool {
    path.symlink_metadata().is_ok()
}

/// Places to watch, and which folder stands at each.
fn roots(source: &dyn Source) -> Vec<Root> {
    source.watched().into_iter().map(|path| Root(path.clone(), identity(&path))).collect()
}

#[cfg(unix)]
fn identity(path: &Path) -> Option<u64> {
    path.metadata().ok().map(|metadata| std::os::unix::fs::MetadataExt::ino(&metadata))
}

#[cfg(not(unix))]
fn identity(path: &Path) -> Option<u64> {
    path.metadata().ok().map(|metadata| u64::from(metadata.is_dir()))
}

/// A watcher over `paths` with all below them, and over the folders that hold them, where they may come and go.
fn watcher(paths: &[PathBuf], sender: &Sender<Hint>) -> notify::Result<RecommendedWatcher> {
    let sender = sender.clone();
    let mut watcher = notify::recommended_watcher(move |event| {
        // Nobody listens any more when the preview has ended.
        let _ = sender.send(Hint::Event(event));
    })?;
    for path in paths {
        if path.is_dir() {
            watcher.watch(path, RecursiveMode::Recursive)?;
        }
        if let Some(holder) = path.parent().filter(|holder| holder.is_dir()) {
            watcher.watch(holder, RecursiveMode::NonRecursive)?;
        }
    }
    Ok(watcher)
}
