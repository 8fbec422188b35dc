//! Links to other sites, asked of a server on this machine.

use std::collections::BTreeMap;
use std::sync::atomic::{AtomicUsize, Ordering};
use std::sync::{Arc, Mutex};
use std::time::{Duration, Instant};

use bailiwick::outside::{Limits, Verdict, ask};
use tiny_http::{Header, Response, Server, StatusCode};

use crate::program::{folder, run, run_caching, text};

/// A server that counts what it is asked.
struct Site {
    server: Arc<Server>,
    base: String,
    asked: Arc<Mutex<BTreeMap<String, usize>>>,
    busiest: Arc<AtomicUsize>,
}

impl Drop for Site {
    fn drop(&mut self) {
        self.server.unblock();
    }
}

impl Site {
    fn start() -> Self {
        let server = Arc::new(Server::http("127.0.0.1:0").expect("a free port"));
        let port = server.server_addr().to_ip().expect("an address").port();
        let asked = Arc::new(Mutex::new(BTreeMap::new()));
        let busiest = Arc::new(AtomicUsize::new(0));
        let at_once = Arc::new(AtomicUsize::new(0));
        let site = Self {
            server: server.clone(),
            base: format!("http://127.0.0.1:{port}"),
            asked: asked.clone(),
            busiest: busiest.clone(),
        };
        std::thread::spawn(move || {
            for request in server.incoming_requests() {
                let (asked, busiest, at_once) = (asked.clone(), busiest.clone(), at_once.clone());
                std::thread::spawn(move || {
                    busiest.fetch_max(at_once.fetch_add(1, Ordering::SeqCst) + 1, Ordering::SeqCst);
                    let key = format!("{} {}", request.method(), request.url());
                    let times = {
                        let mut asked = asked.lock().expect("whole");
                        let times = asked.entry(key.clone()).or_insert(0);
                        *times += 1;
                        *times
                    };
                    let answer = answer(&key, times);
                    at_once.fetch_sub(1, Ordering::SeqCst);
                    let _ = request.respond(answer);
                });
            }
        });
        site
    }

    fn at(&self, path: &str) -> String {
        format!("{}{path}", self.base)
    }

    /// How often a path was asked for, by whatever method.
    fn times(&self, path: &str) -> usize {
        let asked = self.asked.lock().expect("whole");
        asked.iter().filter(|(key, _)| key.split(' ').nth(1) == Some(path)).map(|(_, times)| times).sum()
    }

    fn verdict(&self, path: &str) -> Verdict {
        let address = self.at(path);
        ask([address.as_str()], quick()).remove(&address).expect("an answer")
    }
}

fn answer(key: &str, times: usize) -> Response<std::io::Empty> {
    if key.ends_with("/throttled") {
        let wait = Header::from_bytes("Retry-After", "3600").expect("a header");
        return Response::empty(StatusCode(429)).with_header(wait);
    }
    let (status, location) = match key {
        "HEAD /no-head" => (405, None),
        "HEAD /lies" | "HEAD /gone" | "GET /gone" => (404, None),
        "HEAD /busy" | "GET /busy" if times < 2 => (503, None),
        "HEAD /moved" => (301, Some("/fine?x=1")),
        "HEAD /for-now" => (302, Some("/fine")),
        "HEAD /ring" => (301, Some("/ring")),
        "HEAD /astray" => (301, Some("/gone")),
        "HEAD /login" | "GET /login" => (401, None),
        key if key.contains(" /ill") => (500, None),
        key if key.ends_with("/slow") => {
            std::thread::sleep(Duration::from_millis(1500));
            (200, None)
        }
        _ => (200, None),
    };
    let response = Response::empty(StatusCode(status));
    match location {
        Some(to) => response.with_header(Header::from_bytes("Location", to).expect("a header")),
        None => response,
    }
}

fn quick() -> Limits {
    Limits { timeout: Duration::from_millis(500), backoff: Duration::from_millis(20), ..Limits::default() }
}

#[test]
fn what_answers_is_fine_and_what_does_not_is_told_with_the_reason() {
    let site = Site::start();
    for path in ["/fine", "/no-head", "/lies", "/busy", "/for-now", "/login", "/ü"] {
        assert_eq!(site.verdict(path), Verdict::Fine, "{path}");
    }
    assert_eq!(site.times("/%C3%BC"), 1);
    assert_eq!(site.verdict("/moved"), Verdict::Moved(site.at("/fine?x=1")));
    assert_eq!(site.verdict("/gone"), Verdict::Dead("the server answers 404 Not Found".into()));
    assert_eq!(site.verdict("/astray"), Verdict::Dead("the server answers 404 Not Found".into()));
    assert_eq!(site.verdict("/ring"), Verdict::Dead("it redirects more than 10 times".into()));
    assert_eq!(site.verdict("/ill"), Verdict::Unsure("the server answers 500 Internal Server Error".into()));
    assert_eq!(site.times("/ill"), 3, "once, and twice more");
    assert_eq!(site.verdict("/slow"), Verdict::Unsure("it takes too long to answer".into()));
}

#[test]
fn a_host_that_is_not_there_is_asked_for_no_further_address() {
    let free = std::net::TcpListener::bind("127.0.0.1:0").expect("a free port");
    let port = free.local_addr().expect("an address").port();
    drop(free);
    let addresses: Vec<String> = (0..200).map(|page| format!("http://127.0.0.1:{port}/{page}")).collect();
    let started = Instant::now();
    let found = ask(addresses.iter().map(String::as_str), quick());
    assert_eq!(found.len(), 200);
    assert!(found.values().all(|verdict| *verdict == Verdict::Dead("the host refuses the connection".into())));
    assert!(started.elapsed() < Duration::from_secs(2), "{:?}", started.elapsed());
    let nowhere = ask(["http://nowhere.invalid/"], quick());
    assert_eq!(nowhere["http://nowhere.invalid/"], Verdict::Unsure("its host's name is not known here".into()));
}

#[test]
fn a_host_is_asked_by_one_worker_at_a_time() {
    let site = Site::start();
    let addresses: Vec<String> = (0..40).map(|page| site.at(&format!("/p{page}"))).collect();
    let found = ask(addresses.iter().map(String::as_str), quick());
    assert!(found.values().all(|verdict| *verdict == Verdict::Fine), "{found:?}");
    assert_eq!(site.busiest.load(Ordering::SeqCst), 1);
}

#[test]
fn a_busy_host_is_left_alone() {
    let site = Site::start();
    assert_eq!(site.verdict("/throttled"), Verdict::Unsure("the server answers 429 Too Many Requests".into()));
    assert_eq!(site.times("/throttled"), 1, "it wants an hour, and nobody waits that long");
    let addresses: Vec<String> = (0..9).map(|page| site.at(&format!("/ill{page}"))).collect();
    let found = ask(addresses.iter().map(String::as_str), quick());
    assert!(found.values().all(|verdict| matches!(verdict, Verdict::Unsure(_))), "{found:?}");
    let times: Vec<usize> = (0..9).map(|page| site.times(&format!("/ill{page}"))).collect();
    assert_eq!(times, [3, 3, 3, 0, 0, 0, 0, 0, 0]);
}

/// A handbook with links to the site, and what `check` with these arguments says.
fn check(book: &tempfile::TempDir, arguments: &[&str]) -> (Option<i32>, String, String) {
    let arguments = [&["check", "--external"], arguments].concat();
    let cache = book.path().join("cache");
    let came = run_caching(book.path(), &arguments, &cache.to_string_lossy());
    (came.status.code(), text(&came.stdout), text(&came.stderr))
}

#[test]
fn check_asks_other_sites_only_when_told_to_and_remembers_good_answers() {
    let site = Site::start();
    let page = format!(
        "# A\n\n[f]({fine}#part) [g]({gone}) [m]({moved}#part)\n\n[f again]({fine}) and {bare}.\n",
        fine = site.at("/fine"),
        gone = site.at("/gone"),
        moved = site.at("/moved"),
        bare = site.at("/bare"),
    );
    let data = format!("systems: {{ s: {{ runbook: \"{}\" }} }}\n", site.at("/runbook"));
    let book = folder(&[
        ("content/handbook.yaml", "gaps: { fail_on: never }\n"),
        ("content/a.md", &page),
        ("content/draft.md", &format!("---\ndraft: true\n---\n[x]({})\n", site.at("/draft"))),
        ("content/ownership/a.yaml", &data),
    ]);
    assert_eq!(run(book.path(), &["check"]).status.code(), Some(0));
    assert_eq!(site.asked.lock().expect("whole").len(), 0, "nobody asked for it");

    let (code, said, progress) = check(&book, &[]);
    assert_eq!(code, Some(1), "{said}{progress}");
    assert!(said.contains("content/a.md:3:43") && said.contains("is dead: the server answers 404 Not Found"), "{said}");
    assert!(said.contains(&format!("write its present address: `{}`", site.at("/fine?x=1#part"))), "{said}");
    assert!(progress.contains("asking other sites for 5 links; 0 answered well before"), "{progress}");
    let times = ["/fine", "/runbook", "/bare", "/draft"].map(|path| site.times(path));
    assert_eq!(times, [1, 1, 1, 0]);

    let (code, said, progress) = check(&book, &[]);
    assert_eq!(code, Some(1), "{said}");
    assert!(progress.contains("asking other sites for 1 link; 4 answered well before"), "{progress}");
    assert_eq!((site.times("/fine"), site.times("/gone")), (1, 4), "what is dead is asked for again");
    assert!(said.contains("has moved for good"), "{said}");

    let (_, _, progress) = check(&book, &["--external-age", "0d"]);
    assert!(progress.contains("asking other sites for 5 links; 0 answered well before"), "{progress}");
    let (code, said, _) = check(&book, &["--external-skip", &site.at("/g")]);
    assert_eq!((code, site.times("/gone")), (Some(0), 6), "{said}");
    let refused = run(book.path(), &["check", "--external-age", "1d"]);
    assert_eq!(refused.status.code(), Some(2), "{}", text(&refused.stderr));
}
