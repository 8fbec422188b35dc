//! Raw HTML taken apart into tags and text, without judging it.
//!
//! Whatever is not certainly a tag is text. Reading takes time in proportion to the input.

use std::ops::Range;

/// Elements whose content is text up to their own closing tag.
const TEXT_ELEMENTS: [&str; 9] =
    ["script", "style", "textarea", "title", "xmp", "iframe", "noembed", "noframes", "noscript"];

/// A part of raw HTML. `source` is how it was written.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Token<'h> {
    /// Text, with entities.
    Text(&'h str),
    /// What stands within an element that holds no tags, such as a script.
    Inert(&'h str),
    /// An opening tag; its name in lower case.
    Open { name: String, source: &'h str },
    /// A closing tag; its name in lower case.
    Close { name: String, source: &'h str },
    /// A comment.
    Comment,
    /// A declaration, processing instruction or CDATA section.
    Other(&'h str),
}

/// The tokens of `html`, in order.
pub fn tokens(html: &str) -> Vec<Token<'_>> {
    placed_tokens(html).into_iter().map(|(_, token)| token).collect()
}

/// The tokens of `html`, in order, each with the offset at which it begins.
pub fn placed_tokens(html: &str) -> Vec<(usize, Token<'_>)> {
    let mut found = Vec::new();
    let mut at = 0;
    while at < html.len() {
        let rest = &html[at..];
        let (token, length) = match rest.find('<') {
            Some(0) => markup(rest),
            next => (Token::Text(&rest[..next.unwrap_or(rest.len())]), next.unwrap_or(rest.len())),
        };
        let begin = at;
        at += length;
        let inert = inert_length(&token, &html[at..]);
        found.push((begin, token));
        if inert > 0 {
            found.push((at, Token::Inert(&html[at..at + inert])));
            at += inert;
        }
    }
    found
}

/// How much of `rest` is the text of the element that `token` opens.
fn inert_length(token: &Token<'_>, rest: &str) -> usize {
    let Token::Open { name, source } = token else { return 0 };
    if !TEXT_ELEMENTS.contains(&name.as_str()) || source.ends_with("/>") {
        return 0;
    }
    let is_end = |at: usize| {
        let tail = &rest.as_bytes()[at + 2..];
        tail.get(..name.len()).is_some_and(|end| end.eq_ignore_ascii_case(name.as_bytes()))
            && tail.get(name.len()).is_none_or(|&c| !c.is_ascii_alphanumeric())
    };
    rest.match_indices("</").map(|(at, _)| at).find(|&at| is_end(at)).unwrap_or(rest.len())
}

/// The token that `html` begins with, and its length; `html` begins with `<`.
fn markup(html: &str) -> (Token<'_>, usize) {
    let upto = |end: &str, from: usize| html[from..].find(end).map_or(html.len(), |at| from + at + end.len());
    if html.starts_with("<!--") {
        // `<!-->` and `<!--->` are whole comments to a browser.
        let length = if html.starts_with("<!-->") { 5 } else { upto("-->", 4.min(html.len())) };
        return (Token::Comment, length);
    }
    let (end, from) = match html.as_bytes().get(1) {
        Some(b'!') if html.starts_with("<![CDATA[") => ("]]>", 9),
        Some(b'!') => (">", 2),
        Some(b'?') => ("?>", 2),
        _ => return tag(html).unwrap_or((Token::Text(&html[..1]), 1)),
    };
    let length = upto(end, from);
    (Token::Other(&html[..length]), length)
}

/// The tag that `html` begins with, and its length. A tag that never ends is text, and so is all after it.
fn tag(html: &str) -> Option<(Token<'_>, usize)> {
    let is_close = html.starts_with("</");
    let inner = &html[1 + usize::from(is_close)..];
    let name_length = inner.find(|c: char| !(c.is_ascii_alphanumeric() || c == '-')).unwrap_or(inner.len());
    if !inner.starts_with(|c: char| c.is_ascii_alphabetic()) {
        return None;
    }
    let start = html.len() - inner.len() + name_length;
    let Some(length) = end_of_tag(html, start) else { return Some((Token::Text(html), html.len())) };
    let name = inner[..name_length].to_ascii_lowercase();
    let source = &html[..length];
    let token = if is_close { Token::Close { name, source } } else { Token::Open { name, source } };
    Some((token, length))
}

/// The offset after the `>` that ends the tag whose attributes begin at `start`.
fn end_of_tag(html: &str, start: usize) -> Option<usize> {
    let mut quote = None;
    let mut is_value = false;
    for (at, byte) in html.bytes().enumerate().skip(start) {
        match (quote, byte) {
            (Some(open), _) => quote = quote.filter(|_| byte != open),
            (None, b'>') => return Some(at + 1),
            (None, b'"' | b'\'') if is_value => quote = Some(byte),
            _ => {}
        }
        // A quote opens a value only right after `=`.
        is_value = byte == b'=' || (is_value && byte.is_ascii_whitespace());
    }
    None
}

/// An attribute of a tag.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Attribute<'t> {
    /// Its name in lower case.
    pub name: String,
    /// Its value as written, without quotes.
    pub value: &'t str,
    /// Where name and value stand in the tag.
    pub range: Range<usize>,
}

/// The attributes of an opening tag.
pub fn attributes(tag: &str) -> Vec<Attribute<'_>> {
    let is_space = |c: char| c.is_ascii_whitespace() || c == '/';
    let end = tag.strip_suffix('>').unwrap_or(tag).len();
    let mut at = tag[..end].find(is_space).unwrap_or(end);
    let mut found = Vec::new();
    loop {
        at = end - tag[at..end].trim_start_matches(is_space).len();
        if at == end {
            return found;
        }
        let start = at;
        // An attribute may begin with `=`, which then is part of its name.
        let name_end = tag[at + tag[at..].chars().next().map_or(1, char::len_utf8)..end]
            .find(|c: char| is_space(c) || c == '=')
            .map_or(end, |length| at + tag[at..].chars().next().map_or(1, char::len_utf8) + length);
        at = name_end;
        let rest = tag[at..end].trim_start();
        let mut value = "";
        if let Some(after) = rest.strip_prefix('=') {
            let after = after.trim_start();
            let (found_value, length) = value_of(after);
            value = found_value;
            at = end - after.len() + length;
        }
        found.push(Attribute { name: tag[start..name_end].to_ascii_lowercase(), value, range: start..at });
    }
}

/// The value that `text` begins with, and the length of it with its quotes.
fn value_of(text: &str) -> (&str, usize) {
    for quote in ['"', '\''] {
        if let Some(inner) = text.strip_prefix(quote) {
            let length = inner.find(quote).unwrap_or(inner.len());
            return (&inner[..length], (length + 2).min(text.len()));
        }
    }
    let length = text.find(|c: char| c.is_ascii_whitespace()).unwrap_or(text.len());
    (&text[..length], length)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn shown(html: &str) -> Vec<String> {
        let shown = |token: Token<'_>| match token {
            Token::Text(text) => text.to_owned(),
            Token::Inert(text) => format!("inert:{text}"),
            Token::Open { name, .. } => format!("+{name}"),
            Token::Close { name, .. } => format!("-{name}"),
            Token::Comment => "comment".to_owned(),
            Token::Other(text) => format!("other:{text}"),
        };
        tokens(html).into_iter().map(shown).collect()
    }

    #[test]
    fn tags_comments_and_text_come_apart() {
        assert_eq!(shown("a<B x='>'>b</b >"), ["a", "+b", "b", "-b"]);
        assert_eq!(shown("<!-- <b> -->x<!---->y<!--> z"), ["comment", "x", "comment", "y", "comment", " z"]);
        assert_eq!(shown("<!-- open <b>"), ["comment"]);
        assert_eq!(shown("<?php echo '>' ?>x<![CDATA[<b>]]><!DOCTYPE html>").len(), 4);
        assert_eq!(shown("1 < 2 <3"), ["1 ", "<", " 2 ", "<", "3"]);
        assert_eq!(shown("<b it's>x"), ["+b", "x"]);
    }

    #[test]
    fn scripts_hold_no_tags_and_unended_tags_are_text() {
        assert_eq!(shown("<script>if(a<b)</SCRIPT>x"), ["+script", "inert:if(a<b)", "-script", "x"]);
        assert_eq!(shown("<style>p{}"), ["+style", "inert:p{}"]);
        assert_eq!(shown("<a href='x>b<c>"), ["<a href='x>b<c>"]);
    }

    #[test]
    fn attributes_are_read_with_and_without_quotes() {
        let tag = "<a HREF=\"x y\" b='c' d=e f / =g ü=ö>";
        let found: Vec<_> = attributes(tag).into_iter().map(|one| (one.name, one.value)).collect();
        let wanted = [("href", "x y"), ("b", "c"), ("d", "e"), ("f", ""), ("=g", ""), ("ü", "ö")];
        assert_eq!(found, wanted.map(|(name, value)| (name.to_owned(), value)));
        assert_eq!(&tag[attributes(tag)[0].range.clone()], "HREF=\"x y\"");
        assert!(attributes("<br/>").is_empty() && attributes("<a").is_empty());
    }

    proptest::proptest! {
        #[test]
        fn no_input_is_lost_or_panics(html in "(<|/|>|=|\"|'|!--|-->|a| |ü|script|\\PC){0,30}") {
            for token in tokens(&html) {
                if let Token::Open { source, .. } = token {
                    for one in attributes(source) {
                        proptest::prop_assert!(source.get(one.range).is_some());
                    }
                }
            }
        }
    }
}
