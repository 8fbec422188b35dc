//! The open tabs, and telling each exactly what concerns it.

use std::collections::{BTreeMap, BTreeSet};
use std::io::Write;
use std::sync::{Arc, Condvar, Mutex, PoisonError};
use std::time::{Duration, Instant};

use super::answer::Listen;
use super::build::{Build, Current, Page, lock};
use super::clock;
use super::event::{self, Told};
use super::token::Token;

/// A load that takes longer is announced; a shorter one would only make the pill flicker.
const WORTH_SAYING: Duration = Duration::from_millis(150);

/// Where events for a tab are written.
pub(super) type Line = Box<dyn Write + Send>;

/// All tabs that listen.
pub(super) struct Hub {
    state: Mutex<State>,
    wake: Condvar,
    base: String,
    most: usize,
    heartbeat: Duration,
}

#[derive(Default)]
struct State {
    tabs: Vec<Tab>,
    loading: Option<Instant>,
    said_loading: bool,
    closed: bool,
}

struct Tab {
    line: Line,
    route: String,
    token: Token,
    told: Told,
}

impl Hub {
    /// A hub for at most `most` tabs, each of which hears something every `heartbeat`.
    pub(super) fn new(base: &str, most: usize, heartbeat: Duration) -> Self {
        Self { state: Mutex::default(), wake: Condvar::new(), base: base.to_owned(), most, heartbeat }
    }

    /// Whether another tab may listen.
    pub(super) fn has_room(&self) -> bool {
        let state = lock(&self.state);
        !state.closed && state.tabs.len() < self.most
    }

    /// How many tabs listen.
    pub(super) fn tabs(&self) -> usize {
        lock(&self.state).tabs.len()
    }

    /// Takes in a tab and tells it how things stand; it is told at once if what it shows is no longer so.
    pub(super) fn join(&self, line: Line, listen: Listen, current: &Current) {
        loop {
            let build = current.get();
            let view = build.view(&listen.route);
            let mut state = lock(&self.state);
            // A build that came in between would not know of this tab.
            if current.get().number != build.number {
                continue;
            }
            if state.closed || state.tabs.len() >= self.most {
                return;
            }
            let token = listen.token.unwrap_or_else(|| view.token.clone());
            let mut tab = Tab { line, route: listen.route, token, told: Told::default() };
            if tab.tell(&build, &view, &self.base) {
                state.tabs.push(tab);
            }
            return;
        }
    }

    /// Tells every tab what the new build means for it.
    pub(super) fn announce(&self, build: &Build) {
        let routes: BTreeSet<String> = lock(&self.state).tabs.iter().map(|tab| tab.route.clone()).collect();
        let views: BTreeMap<String, Arc<Page>> =
            routes.into_iter().map(|route| (route.clone(), build.view(&route))).collect();
        let mut state = lock(&self.state);
        let said_loading = std::mem::take(&mut state.said_loading);
        state.loading = None;
        state.tabs.retain_mut(|tab| {
            // A tab that joined since compared itself with this build.
            let Some(view) = views.get(&tab.route) else { return true };
            if said_loading {
                tab.told = Told::default();
            }
            tab.tell(build, view, &self.base)
        });
    }

    /// Says that a load began.
    pub(super) fn loading(&self) {
        lock(&self.state).loading = Some(clock::now());
        self.wake.notify_all();
    }

    /// Says that a load ended and changed nothing.
    pub(super) fn unchanged(&self, build: &Build) {
        let was_said = {
            let mut state = lock(&self.state);
            state.loading = None;
            state.said_loading
        };
        if was_said {
            self.announce(build);
        }
    }

    /// Keeps the lines alive and drops dead ones, until the hub is closed.
    pub(super) fn run(&self) {
        let mut beat = clock::now() + self.heartbeat;
        let mut state = lock(&self.state);
        while !state.closed {
            let now = clock::now();
            let say_loading = state.loading.filter(|_| !state.said_loading).map(|since| since + WORTH_SAYING);
            if say_loading.is_some_and(|at| at <= now) {
                state.said_loading = true;
                state.tabs.retain_mut(|tab| tab.write(&event::loading()));
                continue;
            }
            if beat <= now {
                beat = now + self.heartbeat;
                state.tabs.retain_mut(|tab| tab.write(":\n\n"));
            }
            let until = say_loading.map_or(beat, |at| at.min(beat));
            let wait = until.saturating_duration_since(clock::now()).max(Duration::from_millis(1));
            (state, _) = self.wake.wait_timeout(state, wait).unwrap_or_else(PoisonError::into_inner);
        }
    }

    /// Ends every line, and takes no more.
    pub(super) fn close(&self) {
        let mut state = lock(&self.state);
        state.closed = true;
        state.tabs.clear();
        self.wake.notify_all();
    }
}

impl Tab {
    /// Tells this tab what is new to it; false if nobody listens any more.
    fn tell(&mut self, build: &Build, view: &Page, base: &str) -> bool {
        let mut text = self.told.news(build, view, base);
        if let Some(change) = event::change(&self.token, view, || build.moved(&self.route), base) {
            text += &event::message(build.number, change.kind(), &change.data(&view.token));
            self.token = view.token.clone();
        }
        text.is_empty() || self.write(&text)
    }

    fn write(&mut self, text: &str) -> bool {
        self.line.write_all(text.as_bytes()).and_then(|()| self.line.flush()).is_ok()
    }
}
