//! The preview as a whole: a real folder, a real port, and clients that speak raw HTTP.
#![expect(clippy::disallowed_methods, reason = "tests wait, and measure how long")]

mod events;
mod http;
mod rough;
mod same;
mod saves;
mod site;

use std::fs;
use std::io::{BufRead, BufReader, Read, Write};
use std::net::{Ipv4Addr, TcpStream};
use std::path::PathBuf;
use std::sync::{Arc, Mutex};
use std::time::{Duration, Instant};

use tempfile::TempDir;

use super::limits::Limits;
use super::{Notice, Serving, Settings, start_within};
use site::Folder;

/// How long a test waits for what must come, on a machine that has other things to do. No bound of the preview's own.
const PATIENCE: Duration = Duration::from_secs(30);

/// A preview of a folder.
struct Preview {
    folder: TempDir,
    serving: Option<Serving>,
    notices: Arc<Mutex<Vec<Notice>>>,
}

/// An answer as it came.
#[derive(Debug)]
struct Answer {
    status: u16,
    head: String,
    body: String,
}

impl Answer {
    fn header(&self, name: &str) -> Option<&str> {
        self.head.lines().find_map(|line| {
            let (known, value) = line.split_once(':')?;
            known.eq_ignore_ascii_case(name).then_some(value.trim())
        })
    }
}

impl Preview {
    fn of(files: &[(&str, &str)]) -> Self {
        Self::with(files, Settings::default(), |_| {})
    }

    fn with(files: &[(&str, &str)], settings: Settings, limit: impl FnOnce(&mut Limits)) -> Self {
        let folder = tempfile::tempdir().expect("a temporary folder can be made");
        let mut limits = Limits::within(1024);
        limits.heartbeat = Duration::from_millis(300);
        limit(&mut limits);
        let notices = Arc::new(Mutex::new(Vec::new()));
        let mut preview = Self { folder, serving: None, notices: notices.clone() };
        fs::create_dir(preview.path("")).expect("a folder can be made");
        for (file, text) in files {
            preview.write(file, text);
        }
        let source = Box::new(Folder::new(&preview.path("")));
        let say = Arc::new(move |notice| notices.lock().expect("whole").push(notice));
        preview.serving = Some(start_within(source, settings, say, limits).expect("a port is free"));
        preview
    }

    fn path(&self, file: &str) -> PathBuf {
        self.folder.path().join("content").join(file)
    }

    /// Writes a file whole: a preview that looks halfway would build, and tell, an empty file in between.
    fn write(&self, file: &str, text: &str) {
        let (path, beside) = (self.path(file), self.folder.path().join("being written"));
        fs::create_dir_all(path.parent().expect("below the folder")).expect("a folder can be made");
        fs::write(&beside, text).expect("a file can be written");
        fs::rename(beside, path).expect("a file can be put in its place");
    }

    fn serving(&self) -> &Serving {
        self.serving.as_ref().expect("it runs")
    }

    fn port(&self) -> u16 {
        self.serving().port()
    }

    fn connect(&self) -> TcpStream {
        let stream = TcpStream::connect((Ipv4Addr::LOCALHOST, self.port())).expect("it listens");
        stream.set_read_timeout(Some(PATIENCE)).expect("a timeout can be set");
        stream
    }

    /// Sends bytes as they are, and reads all that comes back.
    fn raw(&self, bytes: &[u8]) -> String {
        let mut stream = self.connect();
        // The server may close before it has read everything.
        let _ = stream.write_all(bytes);
        let mut answer = Vec::new();
        let _ = stream.read_to_end(&mut answer);
        String::from_utf8_lossy(&answer).into_owned()
    }

    fn ask(&self, method: &str, target: &str, headers: &[&str]) -> Answer {
        let lines = headers.iter().fold(String::new(), |lines, line| lines + line + "\r\n");
        let host = if lines.to_lowercase().starts_with("host:") { "" } else { "Host: localhost\r\n" };
        let text = self.raw(format!("{method} {target} HTTP/1.1\r\n{host}{lines}Connection: close\r\n\r\n").as_bytes());
        let (head, body) = text.split_once("\r\n\r\n").unwrap_or((&text, ""));
        let status = head.split(' ').nth(1).and_then(|status| status.parse().ok()).unwrap_or(0);
        Answer { status, head: head.to_owned(), body: body.to_owned() }
    }

    fn get(&self, target: &str) -> Answer {
        self.ask("GET", target, &[])
    }

    /// Waits until a page is as wanted.
    fn until(&self, target: &str, wanted: impl Fn(&Answer) -> bool) -> Answer {
        let began = Instant::now();
        loop {
            let answer = self.get(target);
            if wanted(&answer) {
                return answer;
            }
            assert!(began.elapsed() < PATIENCE, "{target} stays {answer:?}");
            std::thread::sleep(Duration::from_millis(5));
        }
    }

    fn shows(&self, target: &str, text: &str) {
        self.until(target, |answer| answer.status == 200 && answer.body.contains(text));
    }

    /// A tab that shows `route` as it is now.
    fn tab(&self, route: &str) -> Tab {
        let page = self.get(&format!("/{route}")).body;
        let token = page.split("data-page=\"").nth(1).and_then(|rest| rest.split('"').next()).expect("injected");
        self.tab_showing(route, token)
    }

    fn tab_showing(&self, route: &str, token: &str) -> Tab {
        let mut stream = self.connect();
        let target = format!("/-/events?route={route}&page={token}&build=1");
        write!(stream, "GET {target} HTTP/1.1\r\nHost: localhost\r\n\r\n").expect("it listens");
        let mut tab = Tab(BufReader::new(stream));
        tab.hears("gaps");
        tab
    }

    fn builds(&self) -> usize {
        self.notices.lock().expect("whole").iter().filter(|notice| matches!(notice, Notice::Built { .. })).count()
    }
}

/// A client on the line of events.
struct Tab(BufReader<TcpStream>);

impl Tab {
    /// The next event that says something.
    fn next(&mut self) -> (String, String) {
        let mut kind = String::new();
        loop {
            let mut line = String::new();
            let count = self.0.read_line(&mut line).expect("an event comes in time");
            assert!(count > 0, "the line ended");
            if let Some(name) = line.strip_prefix("event: ") {
                name.trim().clone_into(&mut kind);
            } else if let Some(data) = line.strip_prefix("data: ") {
                return (kind, data.trim().to_owned());
            }
        }
    }

    /// Waits for an event of this kind, and returns its data.
    fn hears(&mut self, kind: &str) -> String {
        loop {
            let (name, data) = self.next();
            if name == kind {
                return data;
            }
        }
    }

    /// Waits for an event of this kind with `text` in its data.
    fn hears_of(&mut self, kind: &str, text: &str) {
        while !self.hears(kind).contains(text) {}
    }

    /// Whether nothing of `kinds` comes before the next build is told.
    fn hears_no(&mut self, kinds: &[&str]) {
        // `build` is first of what a new build means for a tab; the heartbeat follows the rest.
        self.hears("build");
        let mut line = String::new();
        while line != ":\n" {
            line.clear();
            self.0.read_line(&mut line).expect("the heart beats");
            let kind = line.strip_prefix("event: ").map(str::trim);
            assert!(kind.is_none_or(|kind| !kinds.contains(&kind)), "heard {line}");
        }
    }
}

/// How many threads of this process have one of these names.
fn threads(names: &[&str]) -> usize {
    let tasks = fs::read_dir("/proc/self/task").into_iter().flatten().flatten();
    let named = tasks.filter_map(|task| fs::read_to_string(task.path().join("comm")).ok());
    named.filter(|name| names.contains(&name.trim())).count()
}
