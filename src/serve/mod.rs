//! The preview: watches the handbook, serves its pages from memory, and tells open tabs what changed.
//!
//! A connection comes in at the [`guard`], which reads one small head at a time within limits ([`head`]) and hands it
//! on ([`relay`]) to the server behind it ([`inner`]). What is answered is decided in [`answer`], from the current
//! [`build`]. Beside that, [`watch`] takes hints of changes, waits until they [`settle`], asks the [`Source`] for a
//! new [`Snapshot`], and the [`hub`] tells each tab exactly what concerns it. The page's own part is in
//! `themes/default/preview/`.
//!
//! This room must not know what is on a page, nor hold anything a published site needs.

mod answer;
mod build;
mod clock;
mod error;
mod event;
mod guard;
mod head;
mod holder;
mod host;
mod hub;
mod inject;
mod inner;
mod limits;
mod listen;
mod media;
mod mounts;
mod preview;
mod range;
mod relay;
mod resolve;
mod scope;
mod settle;
mod snapshot;
mod socket;
mod target;
#[cfg(test)]
mod tests;
mod token;
mod watch;

use std::net::{SocketAddr, TcpListener};
use std::sync::mpsc::{self, Sender};
use std::sync::{Arc, Condvar, Mutex, PoisonError};
use std::thread::{self, JoinHandle};
use std::time::Duration;

pub use error::ServeError;
pub use preview::Preview;
pub use snapshot::{Problem, Snapshot, Source};

use answer::Rules;
use build::{Build, Current, lock};
use guard::Guard;
use host::Hosts;
use hub::Hub;
use inner::{Desk, Inner};
use limits::Limits;
use watch::{Hint, Watch};

/// How long an ending preview waits for a build under way.
const FAREWELL: Duration = Duration::from_millis(300);

/// How the preview is served.
#[derive(Clone, Debug, Default)]
pub struct Settings {
    /// The address or name to listen on; without one, both loopback addresses.
    pub host: Option<String>,
    /// The port; 0 takes any that is free.
    pub port: u16,
    /// Names besides the machine's loopback ones under which requests are answered.
    pub allowed_hosts: Vec<String>,
    /// The path below which the site lies, as behind a proxy: `/eng/`. Empty is `/`.
    pub base_path: String,
    /// Whether to look for changes by itself instead of being told of them.
    pub poll: bool,
}

/// What happens while the preview runs, for the terminal.
#[derive(Clone, Debug)]
pub enum Notice {
    /// A new build is shown.
    Built {
        /// Counts from 1, the build at the start.
        number: u64,
        /// How long the load took.
        took: Duration,
        /// The errors that the panel shows.
        problems: Vec<Problem>,
        /// How many gaps the build before did not have.
        new_gaps: usize,
    },
    /// The handbook cannot be looked at; the last build stays.
    Failed(String),
    /// Changes are looked for instead of told, and why.
    Polls(String),
}

/// A preview that runs. It ends with [`Serving::wait`] or when this is dropped.
pub struct Serving {
    desk: Arc<Desk>,
    guard: Arc<Guard>,
    settings: Settings,
    addresses: Vec<SocketAddr>,
    stop: Stop,
    hints: Sender<Hint>,
    accepting: Vec<JoinHandle<()>>,
    watching: JoinHandle<()>,
}

/// Ends a preview, from any thread and as often as one likes.
#[derive(Clone, Default)]
pub struct Stop(Arc<(Mutex<bool>, Condvar)>);

impl Stop {
    /// Ends the preview: [`Serving::wait`] returns within a second, with the port free.
    pub fn now(&self) {
        *lock(&self.0.0) = true;
        self.0.1.notify_all();
    }

    fn wait(&self) {
        let mut stopped = lock(&self.0.0);
        while !*stopped {
            stopped = self.0.1.wait(stopped).unwrap_or_else(PoisonError::into_inner);
        }
    }
}

/// Begins a preview of `source`: takes the port, loads the handbook once, and answers from then on.
///
/// `say` is called from other threads, for what happens later.
///
/// # Errors
/// Where the port or address cannot be had, or the handbook cannot be looked at.
pub fn start(
    source: impl Source,
    settings: Settings,
    say: impl Fn(Notice) + Send + Sync + 'static,
) -> Result<Serving, ServeError> {
    start_within(Box::new(source), settings, Arc::new(say), Limits::of_process())
}

fn start_within(
    mut source: Box<dyn Source>,
    mut settings: Settings,
    say: Arc<dyn Fn(Notice) + Send + Sync>,
    limits: Limits,
) -> Result<Serving, ServeError> {
    let listeners = listen::listen(settings.host.as_deref(), settings.port)?;
    let addresses: Vec<SocketAddr> = listeners.iter().filter_map(|one| one.local_addr().ok()).collect();
    settings.base_path = base_path(&settings.base_path);
    let snapshot = source.load(None).map_err(ServeError::Load)?;
    let snapshot = snapshot.ok_or_else(|| ServeError::Load("there is no handbook to show".to_owned()))?;
    let hosts = Hosts::new(settings.host.as_deref(), &settings.allowed_hosts);
    let desk = Arc::new(Desk {
        rules: Rules { hosts, base: settings.base_path.clone() },
        current: Current::new(Build::first(&settings.base_path, snapshot)),
        hub: Hub::new(&settings.base_path, limits.tabs, limits.heartbeat),
    });
    let fault = |error: std::io::Error| ServeError::Listen {
        address: "a private socket".to_owned(),
        reason: error.to_string(),
    };
    let guard = Arc::new(Guard::new(Inner::new(desk.clone()).map_err(fault)?, limits));
    let (sender, hints) = mpsc::channel();
    let watch = Watch::new(source, desk.clone(), (sender.clone(), hints), say).begin(settings.poll);
    let watching = spawn("watch", move || watch.run()).map_err(fault)?;
    let beating = desk.clone();
    spawn("tabs", move || beating.hub.run()).map_err(fault)?;
    let accepting = listeners.into_iter().map(|one| accept(guard.clone(), one)).collect::<Result<_, _>>();
    let accepting = accepting.map_err(fault)?;
    Ok(Serving { desk, guard, settings, addresses, stop: Stop::default(), hints: sender, accepting, watching })
}

fn accept(guard: Arc<Guard>, listener: TcpListener) -> std::io::Result<JoinHandle<()>> {
    spawn("accept", move || guard.accept(&listener))
}

fn spawn(name: &str, work: impl FnOnce() + Send + 'static) -> std::io::Result<JoinHandle<()>> {
    thread::Builder::new().name(name.to_owned()).spawn(work)
}

/// `eng`, `/eng` and `/eng/` are `/eng/`; nothing is `/`.
fn base_path(text: &str) -> String {
    let inner = text.trim_matches('/');
    if inner.is_empty() { "/".to_owned() } else { format!("/{inner}/") }
}

impl Serving {
    /// The address to open in a browser.
    #[must_use]
    pub fn url(&self) -> String {
        let host = self.settings.host.as_deref().map(|name| name.trim_matches(['[', ']']));
        let host = host.filter(|name| !name.parse().is_ok_and(|ip: std::net::IpAddr| ip.is_unspecified()));
        let host = host.unwrap_or("localhost");
        let host = if host.contains(':') { format!("[{host}]") } else { host.to_owned() };
        format!("http://{host}:{}{}", self.port(), self.settings.base_path)
    }

    /// The port that was taken.
    #[must_use]
    pub fn port(&self) -> u16 {
        self.addresses.first().map_or(0, SocketAddr::port)
    }

    /// The addresses that are listened on.
    #[must_use]
    pub fn addresses(&self) -> &[SocketAddr] {
        &self.addresses
    }

    /// The errors of the build that is shown.
    #[must_use]
    pub fn problems(&self) -> Vec<Problem> {
        self.desk.current.get().problems().cloned().collect()
    }

    /// A warning, where others than this machine's users can read the preview.
    #[must_use]
    pub fn exposure(&self) -> Option<String> {
        listen::exposure(self.settings.host.as_deref(), self.port())
    }

    /// How many tabs listen for changes.
    #[must_use]
    pub fn tabs(&self) -> usize {
        self.desk.hub.tabs()
    }

    /// What ends the preview, for the handler of Ctrl-C.
    #[must_use]
    pub fn stop(&self) -> Stop {
        self.stop.clone()
    }

    /// Serves until it is stopped. Afterwards the port is free; a build under way is left to itself.
    pub fn wait(self) {
        self.stop.wait();
    }
}

impl Drop for Serving {
    fn drop(&mut self) {
        // The guard first: it ends connections on which the hub may be waiting.
        self.guard.stop(&self.addresses);
        self.desk.hub.close();
        // A watching thread that has ended needs no word.
        let _ = self.hints.send(Hint::Stop);
        for thread in self.accepting.drain(..) {
            let _ = thread.join();
        }
        let deadline = clock::now() + FAREWELL;
        while !self.watching.is_finished() && clock::now() < deadline {
            thread::sleep(Duration::from_millis(5));
        }
    }
}
