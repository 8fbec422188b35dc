//! Earlier addresses written down for a server, so that it leads on by itself: a map for each kind of server.

use std::collections::BTreeSet;

use super::Routes;
use super::address::{decode, encode};
use crate::model::RedirectMap;

/// The file in which a server's map stands in the site.
#[must_use]
pub fn map_file(server: RedirectMap) -> &'static str {
    match server {
        RedirectMap::Netlify => "_redirects",
        RedirectMap::Nginx => "redirects.nginx",
        RedirectMap::Apache => ".htaccess",
    }
}

impl Routes {
    /// The map for a server of a site that is published below `path` (`/`, `/eng/`): a line for each way in which an
    /// earlier address is asked for, by address.
    #[must_use]
    pub fn map_of(&self, server: RedirectMap, path: &str) -> String {
        let line = match server {
            RedirectMap::Netlify => netlify,
            RedirectMap::Nginx => nginx,
            RedirectMap::Apache => apache,
        };
        let mut lines = BTreeSet::new();
        for (file, redirect) in &self.redirects {
            let Some(address) = self.address(&redirect.to) else { continue };
            let to = format!("{path}{}", address.href.strip_prefix("./").unwrap_or(&address.href));
            // To a server `$` begins a name of its own.
            let to = to.replace('$', "%24");
            lines.extend(asked(file).iter().map(|from| line(&format!("{}{from}", decode(path)), &to)));
        }
        let head = "# Earlier addresses and where they lead now. Made by Bailiwick; changes here are lost.\n";
        lines.into_iter().fold(head.to_owned(), |text, line| text + &line + "\n")
    }
}

/// The ways in which a server is asked for a file: an index by its folder too.
fn asked(file: &str) -> Vec<&str> {
    let folder = if file == "index.html" { Some("") } else { file.strip_suffix("index.html") };
    match folder.filter(|folder| folder.is_empty() || folder.ends_with('/')) {
        Some("") => vec!["", file],
        Some(folder) => vec![folder, folder.trim_end_matches('/'), file],
        None => vec![file],
    }
}

/// A rule that holds although a page stands at the address. What has a meaning in a rule (`*`, `:`, `#`, white space) is
/// percent-encoded.
fn netlify(from: &str, to: &str) -> String {
    format!("{}  {to}  301!", encode(from))
}

/// An entry of a `map` of `$uri`, which nginx decodes.
fn nginx(from: &str, to: &str) -> String {
    let mut quoted = String::with_capacity(from.len());
    for c in from.chars() {
        match c {
            '"' | '\\' => quoted.extend(['\\', c]),
            '\n' => quoted.push_str("\\n"),
            '\r' => quoted.push_str("\\r"),
            '\t' => quoted.push_str("\\t"),
            _ => quoted.push(c),
        }
    }
    format!("\"{quoted}\" \"{to}\";")
}

/// A pattern for exactly this address, which Apache decodes. A plain `Redirect` would take all that begins so with it.
fn apache(from: &str, to: &str) -> String {
    let mut pattern = String::with_capacity(from.len());
    for c in from.chars() {
        match c {
            '"' => pattern.push_str("\\\""),
            '^' => pattern.push_str("\\^"),
            '\\' => pattern.push_str("\\\\\\\\"),
            '.' | '$' | '*' | '+' | '?' | '(' | ')' | '[' | ']' | '{' | '}' | '|' => pattern.extend(['[', c, ']']),
            c if c.is_ascii_control() => pattern.push_str(&format!("\\x{:02x}", u32::from(c))),
            _ => pattern.push(c),
        }
    }
    format!("RedirectMatch 301 \"^{pattern}$\" \"{to}\"")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_folders_index_is_asked_for_in_three_ways_and_a_file_in_one() {
        assert_eq!(asked("a/b.html"), ["a/b.html"]);
        assert_eq!(asked("a/index.html"), ["a/", "a", "a/index.html"]);
        assert_eq!(asked("index.html"), ["", "index.html"]);
        assert_eq!(asked("a/reindex.html"), ["a/reindex.html"]);
    }

    #[test]
    fn every_map_escapes_what_means_something_to_its_server() {
        let from = "/e/a b/ü*:\"#.$(x)[y]\\^\n.html";
        assert_eq!(
            netlify(from, "/e/x.html"),
            "/e/a%20b/%C3%BC%2A%3A%22%23.$%28x%29%5By%5D%5C%5E%0A.html  /e/x.html  301!"
        );
        assert_eq!(nginx(from, "/e/x.html"), "\"/e/a b/ü*:\\\"#.$(x)[y]\\\\^\\n.html\" \"/e/x.html\";");
        assert_eq!(
            apache(from, "/e/x.html"),
            "RedirectMatch 301 \"^/e/a b/ü[*]:\\\"#[.][$][(]x[)][[]y[]]\\\\\\\\\\^\\x0a[.]html$\" \"/e/x.html\""
        );
    }
}
