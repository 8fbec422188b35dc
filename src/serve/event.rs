//! The events a tab is sent, as text: what changed for it, and how things stand.

use serde_json::{Value, json};

use super::build::{Build, Page};
use super::snapshot::Problem;
use super::token::{Token, stylesheets};

/// The panel shows this many errors, and the number of the rest.
const MOST_PROBLEMS: usize = 10;

/// What a tab has to do.
#[derive(Debug, PartialEq, Eq)]
pub(super) enum Change {
    /// Load the page again.
    Reload,
    /// Take these stylesheets, in the order of those it has.
    Style(Vec<String>),
    /// Go to this address.
    Moved(String),
}

impl Change {
    /// The event's name.
    pub(super) fn kind(&self) -> &'static str {
        match self {
            Self::Reload => "reload",
            Self::Style(_) => "style",
            Self::Moved(_) => "moved",
        }
    }

    /// The event's data, with what the tab shows once it did so.
    pub(super) fn data(&self, token: &Token) -> Value {
        let page = token.to_string();
        match self {
            Self::Reload => json!({ "page": page }),
            Self::Style(addresses) => json!({ "page": page, "styles": addresses }),
            Self::Moved(to) => json!({ "page": page, "to": to }),
        }
    }
}

/// What a tab that shows `shown` has to do to show `view`; `moved` is asked only where the page changed.
pub(super) fn change(shown: &Token, view: &Page, moved: impl FnOnce() -> Option<String>, base: &str) -> Option<Change> {
    if *shown == view.token {
        return None;
    }
    if shown.page == view.token.page {
        return Some(Change::Style(stylesheets(&String::from_utf8_lossy(&view.bytes))));
    }
    Some(moved().map_or(Change::Reload, |to| Change::Moved(format!("{base}{to}"))))
}

/// What a tab was told last of how things stand, so that it hears only news.
#[derive(Default)]
pub(super) struct Told {
    state: Value,
    problems: Value,
    gaps: Value,
}

impl Told {
    /// The events that are news to this tab. The first is always `build`.
    pub(super) fn news(&mut self, build: &Build, view: &Page, base: &str) -> String {
        let state = json!({ "build": build.number, "at": build.at(), "older": view.older });
        let problems = problems(build.problems());
        let gaps = gaps(&build.new_gaps, base);
        let state = news_of(&mut self.state, state, "build", build.number);
        let problems = news_of(&mut self.problems, problems, "problems", build.number);
        state + &problems + &news_of(&mut self.gaps, gaps, "gaps", build.number)
    }
}

fn news_of(told: &mut Value, now: Value, kind: &str, build: u64) -> String {
    if *told == now {
        return String::new();
    }
    *told = now;
    message(build, kind, told)
}

fn problems<'a>(all: impl Iterator<Item = &'a Problem>) -> Value {
    let all: Vec<_> = all.collect();
    let shown = &all[..all.len().min(MOST_PROBLEMS)];
    json!({ "problems": shown, "more": all.len() - shown.len() })
}

fn gaps(new: &[String], base: &str) -> Value {
    json!({ "new": new.len(), "to": new.first().map(|address| format!("{base}{address}")) })
}

/// An event as it goes over the line.
pub(super) fn message(build: u64, kind: &str, data: &Value) -> String {
    // JSON has no line ends outside of strings, and escapes those inside.
    format!("id: {build}\nevent: {kind}\ndata: {data}\n\n")
}

/// Says that a build is under way.
pub(super) fn loading() -> String {
    "event: loading\ndata: {}\n\n".to_owned()
}

/// What a line begins with: the head of the answer, and how long to wait before connecting again.
pub(super) const OPENING: &str = "HTTP/1.1 200 OK\r\n\
    Content-Type: text/event-stream; charset=utf-8\r\n\
    Cache-Control: no-store\r\n\
    X-Content-Type-Options: nosniff\r\n\
    Cross-Origin-Resource-Policy: same-origin\r\n\
    Server: bailiwick\r\n\
    X-Accel-Buffering: no\r\n\
    Connection: close\r\n\r\n\
    retry: 1000\n\n";

#[cfg(test)]
mod tests {
    use super::*;

    fn page(page: &str, styles: &str) -> Page {
        let token = Token { page: page.to_owned(), styles: styles.to_owned() };
        let bytes = b"<link rel=\"stylesheet\" href=\"a.css\">".to_vec();
        Page { status: 200, bytes, token, older: None }
    }

    #[test]
    fn a_tab_is_told_only_what_changed_for_it() {
        let shown = page("1", "1").token;
        let change = |view: &Page, moved: Option<&str>| change(&shown, view, || moved.map(str::to_owned), "/eng/");
        assert_eq!(change(&page("1", "1"), Some("b.html")), None);
        assert_eq!(change(&page("1", "2"), None), Some(Change::Style(vec!["a.css".to_owned()])));
        assert_eq!(change(&page("2", "2"), None), Some(Change::Reload));
        assert_eq!(change(&page("2", "1"), Some("b.html")), Some(Change::Moved("/eng/b.html".to_owned())));
    }

    #[test]
    fn an_event_is_one_line_of_data_whatever_is_in_it() {
        let text = message(3, "problems", &json!({ "message": "a\nevent: reload\r\n\n<b>" }));
        assert_eq!(text.lines().count(), 4, "{text}");
    }
}
