//! The links of a document that is written in Markdown, HTML or plain text, each with its place.

use pulldown_cmark::{Event, Tag, TagEnd};

use crate::render::markdown::autolink::{Piece, pieces};
use crate::render::markdown::escape::unescape;
use crate::render::markdown::events::Events;
use crate::render::markdown::tokens::{Token, attributes, placed_tokens};
use crate::source::outline::Link;
use crate::source::{SourceFile, Span};

/// Attributes of HTML that hold an address.
const ADDRESSES: [&str; 2] = ["href", "src"];

/// The links of `file`, in order. What it is written in is told by its ending; anything unknown is plain text.
pub fn links(file: &SourceFile) -> Vec<Link> {
    let mut links = match file.path.extension().as_str() {
        "md" | "markdown" | "mdx" | "qmd" => in_markdown(file),
        "html" | "htm" | "xhtml" => in_html(file.text()),
        _ => in_text(file.text(), 0).map(within_text).collect(),
    };
    links.sort_by_key(|link| link.span);
    links
}

/// Links as the outline knows them, and bare addresses in running text. Code is no link, and comments are none.
fn in_markdown(file: &SourceFile) -> Vec<Link> {
    let body = file.markdown();
    let markdown = file.text().get(body.range()).unwrap_or_default();
    let mut links = file.outline().links.clone();
    let mut inside = 0_usize;
    for (event, range) in Events::of(markdown).all {
        match event {
            Event::Start(Tag::Link { .. } | Tag::Image { .. } | Tag::CodeBlock(_)) => inside += 1,
            Event::End(TagEnd::Link | TagEnd::Image | TagEnd::CodeBlock) => inside = inside.saturating_sub(1),
            Event::Text(_) if inside == 0 => {
                links.extend(in_text(&markdown[range.clone()], body.start as usize + range.start));
            }
            _ => {}
        }
    }
    links
}

/// The values of `href` and `src`, wherever they stand.
fn in_html(html: &str) -> Vec<Link> {
    let mut links = Vec::new();
    for (at, token) in placed_tokens(html) {
        let Token::Open { source, .. } = token else { continue };
        for one in attributes(source).into_iter().filter(|one| ADDRESSES.contains(&one.name.as_str())) {
            let value = one.value.trim();
            let Some(start) = source[one.range.clone()].rfind(value).map(|found| at + one.range.start + found) else {
                continue;
            };
            let span = Span::new(start, start + value.len());
            links.push(Link { destination: unescape(value), span, is_image: one.name == "src" });
        }
    }
    links
}

/// The addresses in a text that begins at `start` of its file.
fn in_text(text: &str, start: usize) -> impl Iterator<Item = Link> {
    let mut at = start;
    pieces(text).into_iter().filter_map(move |piece| {
        let begin = at;
        let (Piece::Words(written) | Piece::Address(written, _)) = piece;
        at += written.len();
        let Piece::Address(address, prefix) = piece else { return None };
        let span = Span::new(begin, begin + address.len());
        (prefix != "mailto:").then(|| Link { destination: format!("{prefix}{address}"), span, is_image: false })
    })
}

/// In a text of any kind an address ends where a character stands that none may hold: the quotes of a JSON file, the
/// brackets of another markup.
fn within_text(mut link: Link) -> Link {
    let host = link.destination.find("://").map_or(0, |at| at + "://".len());
    let is_end = |c: char| "\"'<>[]{}|\\^`".contains(c);
    let bracketed = link.destination[host..].starts_with('[');
    if let Some(end) = link.destination[host..].find(is_end).filter(|_| !bracketed) {
        let cut = link.destination.len() - host - end;
        link.destination.truncate(host + end);
        link.span.end = link.span.end.saturating_sub(u32::try_from(cut).unwrap_or_default());
    }
    link
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::source::{Body, SourcePath};

    /// The destinations, each with what stands at its place where that is something else.
    fn found(path: &str, text: &str) -> Vec<String> {
        let file = SourceFile::new(SourcePath::new(path), Body::Text(text.into()));
        let shown = |link: Link| {
            let written = &text[link.span.range()];
            if written == link.destination { link.destination } else { format!("{} = {written}", link.destination) }
        };
        links(&file).into_iter().map(shown).collect()
    }

    #[test]
    fn markdown_has_links_and_bare_addresses_and_none_in_code() {
        let text = "---\ntitle: T\n---\n[a](https://h/a#b), https://h/c_d_e. <https://h/f>\n\n`https://h/no` \
                    <a href='https://h/g?x&amp;y'>g</a>\n\n    https://h/no\n\n![i](i.png) [r]\n\n[r]: ../r.md\n";
        let wanted = [
            "https://h/a#b",
            "https://h/c_d_e",
            "https://h/f",
            "https://h/g?x&y = https://h/g?x&amp;y",
            "i.png",
            "../r.md = [r]",
        ];
        assert_eq!(found("a/b.md", text), wanted);
    }

    #[test]
    fn html_has_the_attributes_of_its_tags_and_none_in_comments_or_scripts() {
        let text = "<!-- <a href='no'> --><A HREF=\" x y \">https://h/no</A><img src=i.png><script>'<a href=\"no\">'\
                    </script><a class=href href='a&amp;b'>";
        assert_eq!(found("x.HTML", text), ["x y", "i.png", "a&b = a&amp;b"]);
    }

    #[test]
    fn text_has_addresses_up_to_what_none_may_hold() {
        let text = "{\"a\": \"https://h/a\"}\nlink:https://h/b[B] `<https://h/c>`__ https://h/d.\nme@h.org www.h.org/e";
        let wanted = ["https://h/a", "https://h/b", "https://h/c", "https://h/d", "http://www.h.org/e = www.h.org/e"];
        assert_eq!(found("notes.adoc", text), wanted);
    }
}
