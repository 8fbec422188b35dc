//! From a request to its answer, without a socket: rules first, then what stands at the address.

use unicode_normalization::UnicodeNormalization;

use super::build::{Build, Page};
use super::host::{Hosts, is_own_origin};
use super::inject::{SCRIPT, STYLE, Told, inject, own_page};
use super::media::{content_type, is_page};
use super::range::{self, Asked};
use super::resolve::Resolved;
use super::target::{Target, encode};
use super::token::{Token, digest};

/// A request, as far as it matters here.
#[derive(Debug, Default)]
pub(super) struct Ask {
    /// `GET`.
    pub method: String,
    /// `/teams/payments.html?q=1`.
    pub target: String,
    /// Header lines, names in lower case.
    pub headers: Vec<(String, String)>,
}

impl Ask {
    fn header(&self, name: &str) -> Option<&str> {
        self.headers.iter().find(|(known, _)| known == name).map(|(_, value)| value.as_str())
    }
}

/// An answer, ready to be sent. For `HEAD` the body is there, and is not sent.
#[derive(Debug, Default)]
pub(super) struct Answer {
    /// The status.
    pub status: u16,
    /// Header lines.
    pub headers: Vec<(&'static str, String)>,
    /// The body.
    pub body: Vec<u8>,
}

/// What is done with a request.
#[derive(Debug)]
pub(super) enum Reply {
    /// It is answered.
    Answer(Answer),
    /// Its connection is kept to tell it of changes.
    Listen(Listen),
}

/// A tab that wants to be told when what it shows changes.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Listen {
    /// The path it shows, below the base.
    pub route: String,
    /// What it shows, if it says so.
    pub token: Option<Token>,
}

/// What holds for every request.
pub(super) struct Rules {
    /// The names that are answered.
    pub hosts: Hosts,
    /// `/` or `/eng/`.
    pub base: String,
}

/// Answers a request from a build.
pub(super) fn answer(ask: &Ask, rules: &Rules, build: &Build) -> Reply {
    let host = ask.header("host").unwrap_or_default();
    if !rules.hosts.allows(host) {
        let text = "This preview is not served under that name. Open it by the address it printed, or allow the name \
                    with `--allow-host NAME`.\n";
        return Reply::Answer(plain(403, text));
    }
    if ask.method != "GET" && ask.method != "HEAD" {
        let answer = plain(405, "Only GET and HEAD are answered here.\n");
        return Reply::Answer(answer.with("Allow", "GET, HEAD"));
    }
    let target = match Target::parse(&ask.target) {
        Ok(target) => target,
        Err(reason) => return Reply::Answer(plain(400, &format!("Bad request: {reason}.\n"))),
    };
    let Some(route) = target.path.strip_prefix(rules.base.as_str()) else {
        return outside(&target, &rules.base);
    };
    match route {
        "-/preview.js" => Reply::Answer(file_answer(ask, "preview.js", SCRIPT.as_bytes().to_vec(), None)),
        "-/preview.css" => Reply::Answer(file_answer(ask, "preview.css", STYLE.as_bytes().to_vec(), None)),
        "-/events" => listen(ask, host, &target),
        _ => Reply::Answer(shown(ask, rules, build, (route, &target))),
    }
}

fn listen(ask: &Ask, host: &str, target: &Target) -> Reply {
    let is_foreign = ask.header("sec-fetch-site").is_some_and(|site| site != "same-origin" && site != "none");
    if is_foreign || !is_own_origin(ask.header("origin"), host) {
        return Reply::Answer(plain(403, "Only pages of this preview are told of its changes.\n"));
    }
    if ask.method == "HEAD" {
        return Reply::Answer(Answer::new(200, "text/event-stream; charset=utf-8", Vec::new()));
    }
    let route: String = target.value("route").unwrap_or_default().nfc().collect();
    let token = target.value("page").and_then(|text| Token::parse(&text));
    Reply::Listen(Listen { route: route.trim_start_matches('/').to_owned(), token })
}

/// The site lies below a base path, as behind a proxy; nothing else is here.
fn outside(target: &Target, base: &str) -> Reply {
    if format!("{}/", target.path) == base {
        return Reply::Answer(redirect(base, target));
    }
    let page = own_page("Nothing here", &format!("The handbook is served below {base}"));
    Reply::Answer(Answer::new(404, "text/html; charset=utf-8", page.into_bytes()))
}

fn shown(ask: &Ask, rules: &Rules, build: &Build, (route, target): (&str, &Target)) -> Answer {
    match build.resolve(route) {
        Resolved::Redirect(to) => redirect(&format!("{}{to}", rules.base), target),
        Resolved::File(file) if is_page(&file) => {
            let page = build.page(&file).unwrap_or_else(|| build.missing());
            page_answer(ask, rules, &page)
        }
        Resolved::File(file) => match build.file(&file) {
            Some((Ok(bytes), older)) => {
                let stamp = if older.is_none() { build.cheap_stamp(&file) } else { None };
                file_answer(ask, &file, bytes, stamp)
            }
            Some((Err(message), _)) => Answer::new(500, "text/plain; charset=utf-8", message.into_bytes()),
            None => page_answer(ask, rules, &build.missing()),
        },
        Resolved::Missing(file) => match build.moved(route) {
            Some(to) if to != file => redirect(&format!("{}{to}", rules.base), target),
            _ => page_answer(ask, rules, &build.missing()),
        },
    }
}

fn page_answer(ask: &Ask, rules: &Rules, page: &Page) -> Answer {
    let token = page.token.to_string();
    let body = inject(&page.bytes, &Told { base: &rules.base, token: &token });
    let etag = format!("\"{}\"", digest(&body));
    let answer = Answer::new(page.status, "text/html; charset=utf-8", body).with("ETag", &etag);
    if page.status == 200 { unless_known(ask, answer, &etag) } else { answer }
}

fn file_answer(ask: &Ask, file: &str, bytes: Vec<u8>, stamp: Option<String>) -> Answer {
    let stamp = stamp.map_or_else(|| digest(&bytes), |stamp| digest(stamp.as_bytes()));
    let etag = format!("\"{stamp}\"");
    let length = bytes.len();
    let whole = |bytes| {
        let answer = Answer::new(200, content_type(file), bytes);
        answer.with("ETag", &etag).with("Accept-Ranges", "bytes")
    };
    let is_current = ask.header("if-range").is_none_or(|known| known == etag);
    let asked = ask.header("range").filter(|_| is_current && ask.header("if-none-match").is_none());
    match asked.map_or(Asked::Whole, |header| range::read(header, length)) {
        Asked::Whole => unless_known(ask, whole(bytes), &etag),
        Asked::Part(part) => {
            let place = format!("bytes {}-{}/{length}", part.start, part.end - 1);
            Answer { status: 206, ..whole(bytes[part].to_vec()) }.with("Content-Range", &place)
        }
        Asked::Beyond => Answer::new(416, "text/plain; charset=utf-8", Vec::new())
            .with("Content-Range", &format!("bytes */{length}")),
    }
}

/// The answer, or that nothing changed since the client asked the last time.
fn unless_known(ask: &Ask, answer: Answer, etag: &str) -> Answer {
    let is_known = ask.header("if-none-match").is_some_and(|list| {
        list.split(',').map(str::trim).any(|known| known == "*" || known.trim_start_matches("W/") == etag)
    });
    if is_known { Answer { status: 304, ..answer } } else { answer }
}

/// A redirect inside the site; the query goes along.
fn redirect(path: &str, target: &Target) -> Answer {
    let (path, fragment) = path.split_once('#').map_or((path, None), |(path, id)| (path, Some(id)));
    let mut location = encode(path);
    if let Some(query) = &target.query {
        location = format!("{location}?{query}");
    }
    if let Some(id) = fragment {
        location = format!("{location}#{}", encode(id));
    }
    Answer::new(302, "text/plain; charset=utf-8", Vec::new()).with("Location", &location)
}

/// A short text.
pub(super) fn plain(status: u16, text: &str) -> Answer {
    Answer::new(status, "text/plain; charset=utf-8", text.as_bytes().to_vec())
}

impl Answer {
    fn new(status: u16, kind: &str, body: Vec<u8>) -> Self {
        let headers = vec![
            ("Content-Type", kind.to_owned()),
            ("Cache-Control", "no-cache".to_owned()),
            ("X-Content-Type-Options", "nosniff".to_owned()),
            // A page elsewhere must not draw the handbook's pictures, nor run its search index as a script.
            ("Cross-Origin-Resource-Policy", "same-origin".to_owned()),
            ("Server", "bailiwick".to_owned()),
        ];
        Self { status, headers, body }
    }

    fn with(mut self, name: &'static str, value: &str) -> Self {
        self.headers.push((name, value.to_owned()));
        self
    }
}
