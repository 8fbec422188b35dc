//! Addresses: a file in the output and the link that leads to it.

use crate::model::{Id, UrlStyle};
pub use crate::source::percent_decoded as decode;
use crate::source::percent_encoded;
use crate::source::slug::slug;

/// Where something stands in the output.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct Address {
    /// The file, relative to the output folder, not encoded: `teams/payments.html`.
    pub file: String,
    /// The link to it, relative to the site's root and percent-encoded: `teams/payments.html`, or with directory
    /// addresses `teams/payments/`.
    pub href: String,
}

impl Address {
    /// The address of the page called `name`, a path without ending: `teams/payments`, `teams/index`.
    #[must_use]
    pub fn of_page(name: &str, style: UrlStyle) -> Self {
        let folder = if name == "index" { Some("") } else { name.strip_suffix("/index") };
        match (style, folder) {
            (UrlStyle::File, _) => Self::of_file(&format!("{name}.html")),
            (UrlStyle::Directory, Some("")) => Self { file: "index.html".into(), href: "./".into() },
            (UrlStyle::Directory, Some(folder)) => {
                Self { file: format!("{folder}/index.html"), href: format!("{}/", encode(folder)) }
            }
            (UrlStyle::Directory, None) => {
                Self { file: format!("{name}/index.html"), href: format!("{}/", encode(name)) }
            }
        }
    }

    /// The address of a file that keeps its name.
    #[must_use]
    pub fn of_file(file: &str) -> Self {
        Self { file: file.to_owned(), href: encode(file) }
    }

    /// The link as it stands in a page whose file is `from`.
    #[must_use]
    pub fn from(&self, from: &str) -> String {
        relative(from, &self.href)
    }
}

/// The name of an entity's file: its id, or a readable form of an id that is not written as ids are.
pub(super) fn file_name(id: &Id) -> String {
    if Id::is_well_formed(id.as_str()) { id.to_string() } else { slug(id.as_str()) }
}

/// Percent-encodes a path for a link; `/` stays.
#[must_use]
pub fn encode(path: &str) -> String {
    percent_encoded(path, b"@$!,")
}

/// The link from the page in the file `from` to `href`, both relative to the site's root.
#[must_use]
pub fn relative(from: &str, href: &str) -> String {
    let encoded = encode(from);
    let from_folders: Vec<&str> = encoded.split('/').collect();
    let from_folders = &from_folders[..from_folders.len() - 1];
    let to: Vec<&str> = if href == "./" { vec![""] } else { href.split('/').collect() };
    let shared = from_folders.iter().zip(&to[..to.len() - 1]).take_while(|(a, b)| a == b).count();
    let mut link = "../".repeat(from_folders.len() - shared);
    link.push_str(&to[shared..].join("/"));
    // A first part with a colon would read as a scheme; an empty link would be the page itself with its query.
    if link.is_empty() || link.split('/').next().is_some_and(|first| first.contains(':')) {
        link.insert_str(0, "./");
    }
    link
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn links_are_relative() {
        assert_eq!(relative("index.html", "teams/a.html"), "teams/a.html");
        assert_eq!(relative("teams/a.html", "teams/b.html"), "b.html");
        assert_eq!(relative("teams/a.html", "index.html"), "../index.html");
        assert_eq!(relative("a/b/c.html", "a/d/e.html"), "../d/e.html");
        assert_eq!(relative("teams/a/index.html", "./"), "../../");
        assert_eq!(relative("teams/a/index.html", "teams/a/"), "./");
        assert_eq!(relative("index.html", "./"), "./");
    }

    #[test]
    fn escapes_are_decoded_exactly_once() {
        assert_eq!(decode("on%20call/100%25%20done.md"), "on call/100% done.md");
        assert_eq!(decode("on%2520call"), "on%20call");
        assert_eq!(decode("50%"), "50%");
        assert_eq!(decode("%ff"), "%ff");
        assert_eq!(encode("100% done.html"), "100%25%20done.html");
    }

    #[test]
    fn directory_addresses_end_in_a_slash() {
        let page = |name| Address::of_page(name, UrlStyle::Directory);
        assert_eq!(page("teams/index"), Address { file: "teams/index.html".into(), href: "teams/".into() });
        assert_eq!(page("teams/a"), Address { file: "teams/a/index.html".into(), href: "teams/a/".into() });
        assert_eq!(Address::of_page("teams/a", UrlStyle::File).href, "teams/a.html");
    }
}
