//! One raw tag cleaned: whether it may stand on a page, and which of its attributes may.
//!
//! The cleaning is the sanitizer's; this file says what is allowed and reads its answer. A tag is cleaned alone, so the
//! answer is one tag from a serializer, whatever the input was.

use std::sync::OnceLock;

use ammonia::Builder;

use super::escape::unescape;
use super::tokens::{self, Token};

/// Whether there is a sanitizer.
pub const IS_BUILT_IN: bool = true;

/// A tag that may be written.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Clean {
    /// The attributes that are left, values without escapes.
    pub attributes: Vec<(String, String)>,
    /// Where a link leads, or an image lies, as written.
    pub destination: Option<String>,
}

/// The tag `source`, cleaned; nothing where elements of this name may not stand on a page.
pub fn clean(name: &str, written: &str) -> Option<Clean> {
    // A table's parts are read only within a table.
    let around = match name {
        "td" | "th" => "<table><tbody><tr>",
        "tr" => "<table><tbody>",
        "thead" | "tbody" | "tfoot" | "caption" | "colgroup" => "<table>",
        "col" => "<table><colgroup>",
        _ => "",
    };
    let cleaned = builder().clean(&format!("{around}{written}")).to_string();
    let is_it = |token: &Token<'_>| matches!(token, Token::Open { name: found, .. } if found == name);
    // The surroundings hold no element of the name except for a part that stands in itself, which none does.
    let found = tokens::tokens(&cleaned).into_iter().find(is_it)?;
    let Token::Open { source, .. } = found else { return None };
    let attributes = tokens::attributes(source).into_iter();
    let attributes = attributes.map(|one| (one.name, unescape(one.value))).filter(|(name, _)| !is_address(name));
    Some(Clean { attributes: attributes.collect(), destination: destination(name, written) })
}

fn is_address(attribute: &str) -> bool {
    matches!(attribute, "href" | "src")
}

/// The address of a link or image as the author wrote it, which may be a page's path or `system:ledger`: it is never
/// written, but followed like any other link's.
fn destination(name: &str, source: &str) -> Option<String> {
    let wanted = match name {
        "a" => "href",
        "img" => "src",
        _ => return None,
    };
    let found = tokens::attributes(source).into_iter().find(|one| one.name == wanted)?;
    Some(found.value.trim().replace("&amp;", "&"))
}

fn builder() -> &'static Builder<'static> {
    static BUILDER: OnceLock<Builder<'static>> = OnceLock::new();
    BUILDER.get_or_init(|| {
        let mut builder = Builder::default();
        builder
            // The page's own landmarks and headings are the theme's.
            .rm_tags(["area", "map", "article", "aside", "footer", "header", "hgroup", "nav"])
            .add_tags(["tfoot"])
            .add_generic_attributes(["id", "dir"])
            .add_tag_attributes("a", ["name"])
            .add_tag_attributes("details", ["open"])
            .add_tag_attributes("ol", ["reversed", "type"])
            .add_tag_attributes("li", ["value"])
            .add_tag_attributes("time", ["datetime"])
            .add_tag_attributes("div", ["align"])
            .add_tag_attributes("p", ["align"])
            .rm_tag_attributes("blockquote", ["cite"])
            .rm_tag_attributes("q", ["cite"])
            .rm_tag_attributes("del", ["cite"])
            .rm_tag_attributes("ins", ["cite"])
            .link_rel(None);
        builder
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    fn cleaned(source: &str) -> Option<String> {
        let Some(Token::Open { name, .. }) = tokens::tokens(source).into_iter().next() else { return None };
        let clean = clean(&name, source)?;
        let shown: Vec<_> = clean.attributes.into_iter().map(|(name, value)| format!("{name}={value};")).collect();
        Some(shown.concat())
    }

    #[test]
    fn harmless_tags_keep_harmless_attributes() {
        assert_eq!(cleaned("<details open>").as_deref(), Some("open=;"));
        assert_eq!(cleaned("<td colspan=2 onclick=x style='a'>").as_deref(), Some("colspan=2;"));
        assert_eq!(cleaned("<img src='a b.png' alt='\"x\" &amp; <y>' onerror=x>").as_deref(), Some("alt=\"x\" & <y>;"));
        assert_eq!(cleaned("<kbd class=x id=y>").as_deref(), Some("id=y;"));
        for part in ["tr", "th", "thead", "tbody", "tfoot", "caption", "colgroup", "col", "table", "summary", "sub"] {
            assert_eq!(cleaned(&format!("<{part}>")).as_deref(), Some(""), "{part}");
        }
    }

    #[test]
    fn what_can_run_or_load_is_refused() {
        for tag in [
            "<script>",
            "<style>",
            "<iframe src=x>",
            "<object>",
            "<svg onload=x>",
            "<form>",
            "<input>",
            "<x-y>",
            "<base href=x>",
            "<meta>",
            "<link>",
            "<math>",
            "<video>",
            "<html>",
            "<body onload=x>",
            "<nav>",
        ] {
            assert_eq!(cleaned(tag), None, "{tag}");
        }
        assert_eq!(cleaned("<a href=' java\nscript:alert(1)'>").as_deref(), Some(""));
    }
}
