//! Asking other sites: HEAD, then GET where that is not understood; again after a while where a site is busy.

use std::collections::{BTreeMap, BTreeSet};
use std::sync::{Mutex, PoisonError};
use std::time::Duration;

use ureq::http::{Method, Request};
use ureq::{Agent, Timeout};
use url::Url;

use super::Verdict;

/// How much is asked at once, and how patiently.
#[derive(Clone, Copy, Debug)]
pub struct Limits {
    /// Hosts that are asked at the same time.
    pub workers: usize,
    /// How long one question may take.
    pub timeout: Duration,
    /// How often a question is asked again.
    pub retries: u32,
    /// How long is waited before the second time; twice as long before each further one.
    pub backoff: Duration,
}

impl Default for Limits {
    fn default() -> Self {
        Self { workers: 16, timeout: Duration::from_secs(15), retries: 2, backoff: Duration::from_secs(1) }
    }
}

/// Redirects that are followed from one address.
const MOST_REDIRECTS: usize = 10;

/// The longest that a site may have us wait. One that wants more is not asked again.
const LONGEST_WAIT: Duration = Duration::from_secs(10);

/// Addresses of one host in a row that it was too busy for; then it is left alone.
const MOST_BUSY: usize = 3;

/// Said of a host whose name leads to no machine: there is none, or the network here has no way to ask.
const UNKNOWN: &str = "its host's name is not known here";

/// Said of what cannot even be asked for.
const NO_ADDRESS: &str = "it is no address that can be asked";

/// What is found at each of the addresses.
#[must_use]
pub fn ask<'u>(addresses: impl IntoIterator<Item = &'u str>, limits: Limits) -> BTreeMap<String, Verdict> {
    let mut by_host: BTreeMap<String, BTreeSet<String>> = BTreeMap::new();
    for address in addresses {
        let host = Url::parse(address).ok().and_then(|url| url.host_str().map(str::to_owned));
        by_host.entry(host.unwrap_or_default()).or_default().insert(address.to_owned());
    }
    let workers = limits.workers.clamp(1, by_host.len().max(1));
    let queue = Mutex::new(by_host.into_values().collect::<Vec<_>>());
    let found = Mutex::new(BTreeMap::new());
    let asker = Asker::new(limits);
    let next = || queue.lock().unwrap_or_else(PoisonError::into_inner).pop();
    std::thread::scope(|scope| {
        for _ in 0..workers {
            scope.spawn(|| {
                while let Some(addresses) = next() {
                    let verdicts = asker.host(addresses);
                    found.lock().unwrap_or_else(PoisonError::into_inner).extend(verdicts);
                }
            });
        }
    });
    found.into_inner().unwrap_or_else(PoisonError::into_inner)
}

/// What came of one question.
enum Reply {
    /// Something is there.
    Fine,
    /// It is elsewhere: for good, or for now.
    Elsewhere(String, bool),
    /// Nothing is there.
    Dead(String),
    /// Asked again, it may answer: why it did not, and how long it wants to be left alone.
    Busy(String, Option<Duration>),
    /// The host does not answer at all, whatever it is asked for.
    NoHost(Verdict),
}

struct Asker {
    agent: Agent,
    limits: Limits,
}

impl Asker {
    fn new(limits: Limits) -> Self {
        let config = Agent::config_builder()
            .timeout_global(Some(limits.timeout))
            .timeout_connect(Some(limits.timeout / 2))
            .max_redirects(0)
            .max_redirects_will_error(false)
            .http_status_as_error(false)
            .user_agent(concat!("bailiwick/", env!("CARGO_PKG_VERSION"), " (checks links)"))
            .build();
        Self { agent: Agent::new_with_config(config), limits }
    }

    /// Asks for all addresses of a host, one after the other. Once it does not answer at all, or is too busy again and
    /// again, it is not asked any more.
    fn host(&self, addresses: BTreeSet<String>) -> Vec<(String, Verdict)> {
        let (mut lost, mut busy) = (None, 0);
        let verdicts = addresses.into_iter().map(|address| {
            if let Some(verdict) = &lost {
                return (address, Verdict::clone(verdict));
            }
            let (verdict, is_host) = self.follow(&address);
            busy = if matches!(verdict, Verdict::Unsure(_)) { busy + 1 } else { 0 };
            if is_host || busy == MOST_BUSY {
                lost = Some(verdict.clone());
            }
            (address, verdict)
        });
        verdicts.collect()
    }

    /// Follows an address to its end, and says whether the host it names does not answer at all.
    fn follow(&self, address: &str) -> (Verdict, bool) {
        let Ok(start) = Url::parse(address) else { return (Verdict::Dead(NO_ADDRESS.into()), false) };
        let mut at = start.clone();
        let mut for_good = true;
        for _ in 0..=MOST_REDIRECTS {
            match self.patiently(&at) {
                Reply::Fine if for_good && at != start => return (Verdict::Moved(at.into()), false),
                Reply::Fine => return (Verdict::Fine, false),
                Reply::Elsewhere(to, is_for_good) => {
                    for_good &= is_for_good;
                    let Ok(next) = at.join(&to) else {
                        return (Verdict::Dead(format!("it redirects to `{to}`")), false);
                    };
                    at = next;
                }
                Reply::Dead(why) => return (Verdict::Dead(why), false),
                Reply::Busy(why, _) => return (Verdict::Unsure(why), false),
                Reply::NoHost(verdict) => return (verdict, at == start),
            }
        }
        (Verdict::Dead(format!("it redirects more than {MOST_REDIRECTS} times")), false)
    }

    /// HEAD asks for no more than is needed, and some servers do not understand it. A busy site is asked again.
    fn patiently(&self, url: &Url) -> Reply {
        let mut reply = self.once(&Method::HEAD, url);
        if let Reply::Dead(_) = reply {
            reply = self.once(&Method::GET, url);
        }
        let mut wait = self.limits.backoff;
        for _ in 0..self.limits.retries {
            let pause = match &reply {
                Reply::Busy(_, Some(wanted)) if *wanted > LONGEST_WAIT => break,
                Reply::Busy(_, Some(wanted)) => *wanted,
                Reply::Busy(_, None) | Reply::NoHost(_) => wait,
                Reply::Fine | Reply::Elsewhere(..) | Reply::Dead(_) => break,
            };
            std::thread::sleep(pause);
            wait *= 2;
            reply = self.once(&Method::GET, url);
        }
        reply
    }

    fn once(&self, method: &Method, url: &Url) -> Reply {
        let request = Request::builder().method(method).uri(url.as_str()).header("accept", "*/*").body(());
        let Ok(request) = request else { return Reply::Dead(NO_ADDRESS.into()) };
        let response = match self.agent.run(request) {
            Ok(response) => response,
            Err(error) => return fault(&error),
        };
        let header = |name| response.headers().get(name).and_then(|value| value.to_str().ok());
        let status = response.status();
        let answers = || format!("the server answers {status}");
        match status.as_u16() {
            code @ (300..=303 | 307 | 308) => match header("location") {
                Some(to) => Reply::Elsewhere(to.to_owned(), matches!(code, 301 | 308)),
                None => Reply::Fine,
            },
            100..=399 => Reply::Fine,
            // Somebody is there, and wants to know who asks, or turns programs away.
            401 | 402 | 403 | 407 | 451 | 999 if method == Method::GET => Reply::Fine,
            408 | 425 | 429 | 500..=599 => {
                let seconds = header("retry-after").and_then(|wait| wait.parse().ok());
                Reply::Busy(answers(), seconds.map(Duration::from_secs))
            }
            _ => Reply::Dead(answers()),
        }
    }
}

/// What it means that no answer came.
fn fault(error: &ureq::Error) -> Reply {
    let late = || "it takes too long to answer".to_owned();
    match error {
        ureq::Error::HostNotFound => Reply::NoHost(Verdict::Unsure(UNKNOWN.into())),
        ureq::Error::Io(io) if io.to_string().contains("lookup address") => {
            Reply::NoHost(Verdict::Unsure(UNKNOWN.into()))
        }
        ureq::Error::Timeout(Timeout::Resolve | Timeout::Connect) => Reply::NoHost(Verdict::Unsure(late())),
        ureq::Error::Timeout(_) => Reply::Busy(late(), None),
        ureq::Error::Io(io) if io.kind() == std::io::ErrorKind::ConnectionRefused => {
            Reply::NoHost(Verdict::Dead("the host refuses the connection".into()))
        }
        ureq::Error::BadUri(_) => Reply::Dead(NO_ADDRESS.into()),
        other => Reply::Busy(other.to_string(), None),
    }
}
