//! What a tab shows, in a short token, so that it is told exactly when that changed.

use std::fmt;

use sha2::{Digest, Sha256};

use crate::source::digits;

/// A short name for bytes: equal names, equal bytes.
pub(super) fn digest(bytes: &[u8]) -> String {
    digits(Sha256::digest(bytes), 12)
}

/// What a tab shows. Two equal tokens look the same.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Token {
    /// The page but for its stylesheets, with the pictures it shows; marked where the page is missing.
    pub page: String,
    /// Its stylesheets.
    pub styles: String,
}

impl Token {
    /// The token of a page's text. `stamp` gives something that changes with a file's bytes: of an address in the
    /// page, for a kind of use.
    pub(super) fn of(html: &str, stamp: impl Fn(Use, &str) -> Option<String>) -> Self {
        let (mut page, mut styles) = (Sha256::new(), Sha256::new());
        let mut rest = html;
        while let Some(at) = rest.find('<') {
            let end = rest[at..].find('>').map_or(rest.len(), |length| at + length + 1);
            let (before, tag) = (&rest[..at], &rest[at..end]);
            rest = &rest[end..];
            page.update(before);
            let Some((kind, address)) = used(tag) else {
                page.update(tag);
                continue;
            };
            let into = if kind == Use::Style { &mut styles } else { &mut page };
            into.update(tag);
            into.update(stamp(kind, address).unwrap_or_default());
        }
        page.update(rest);
        Self { page: digits(page.finalize(), 8), styles: digits(styles.finalize(), 8) }
    }

    /// The token as the script sends it back.
    pub(super) fn parse(text: &str) -> Option<Self> {
        let (page, styles) = text.split_once('.')?;
        Some(Self { page: page.to_owned(), styles: styles.to_owned() })
    }
}

impl fmt::Display for Token {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{}.{}", self.page, self.styles)
    }
}

/// How a page uses another file.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Use {
    /// A stylesheet.
    Style,
    /// A script.
    Script,
    /// A picture or film.
    Picture,
}

/// The addresses of a page's stylesheets, in order, as they are written in it.
pub(super) fn stylesheets(html: &str) -> Vec<String> {
    let tags = html.split('<').skip(1).filter_map(|rest| rest.split('>').next());
    let used = tags.filter_map(|tag| used_by(tag).filter(|(kind, _)| *kind == Use::Style));
    used.map(|(_, address)| address.replace("&amp;", "&")).collect()
}

fn used(tag: &str) -> Option<(Use, &str)> {
    used_by(tag.trim_start_matches('<').trim_end_matches('>'))
}

/// What file the inside of a tag asks for. Read with no more than the care that our own pages need: what is not
/// understood counts as part of the page.
fn used_by(tag: &str) -> Option<(Use, &str)> {
    let name = tag.split([' ', '\n', '\t', '/']).next().unwrap_or_default();
    let (kind, key) = match name {
        "link" if attribute(tag, "rel").is_some_and(|rel| rel.split(' ').any(|word| word == "stylesheet")) => {
            (Use::Style, "href")
        }
        "script" => (Use::Script, "src"),
        "img" | "video" | "audio" | "source" => (Use::Picture, "src"),
        _ => return None,
    };
    attribute(tag, key).map(|address| (kind, address))
}

fn attribute<'a>(tag: &'a str, key: &str) -> Option<&'a str> {
    let mut rest = tag;
    loop {
        let at = rest.find(key)?;
        let (before, after) = (&rest[..at], &rest[at + key.len()..]);
        rest = after;
        let Some(value) = after.strip_prefix('=').filter(|_| before.ends_with([' ', '\n', '\t'])) else { continue };
        return match value.chars().next() {
            Some(quote @ ('"' | '\'')) => value[1..].split(quote).next(),
            _ => value.split([' ', '\n', '\t']).next(),
        };
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    const PAGE: &str = "<head><link rel=\"stylesheet\" href=\"../a.css\"><link rel=icon href=i.svg>\
                        <script src=\"app.js\"></script></head><p>a <b>é</b><img alt=x src=p.png>";

    fn token(html: &str, changed: &str) -> Token {
        Token::of(html, |_, address| Some(if address == changed { "2" } else { "1" }.to_owned()))
    }

    #[test]
    fn a_changed_stylesheet_changes_only_the_styles() {
        let (old, new) = (token(PAGE, ""), token(PAGE, "../a.css"));
        assert_eq!(old.page, new.page);
        assert_ne!(old.styles, new.styles);
        let renamed = token(&PAGE.replace("a.css", "a.123.css"), "");
        assert_eq!((&old.page, old.styles == renamed.styles), (&renamed.page, false));
    }

    #[test]
    fn a_changed_picture_script_or_word_changes_the_page() {
        let old = token(PAGE, "");
        for new in [token(PAGE, "p.png"), token(PAGE, "app.js"), token(&PAGE.replace("<p>a", "<p>b"), "")] {
            assert_eq!(old.styles, new.styles);
            assert_ne!(old.page, new.page);
        }
    }

    #[test]
    fn broken_html_is_read_to_its_end() {
        for html in ["<", "a<link rel=stylesheet href=", "<img src=\"", "<script src='", ">é<é", "<link rel="] {
            assert_eq!(token(html, ""), token(html, ""));
        }
        assert_ne!(token("a<b", ""), token("a<c", ""));
        assert_eq!(stylesheets(PAGE), ["../a.css"]);
    }

    #[test]
    fn a_token_survives_the_way_to_the_tab_and_back() {
        let token = token(PAGE, "");
        assert_eq!(Token::parse(&token.to_string()), Some(token));
        assert_eq!(Token::parse("x"), None);
    }
}
