//! Text made safe to stand in HTML.

use std::fmt::Write as _;

/// Adds `text` to `out` as the words of an element.
pub fn push_text(out: &mut String, text: &str) {
    push(out, text, |c| match c {
        '&' => Some("&amp;"),
        '<' => Some("&lt;"),
        '>' => Some("&gt;"),
        _ => None,
    });
}

/// `text` as the words of an element.
pub fn text(text: &str) -> String {
    let mut out = String::with_capacity(text.len());
    push_text(&mut out, text);
    out
}

/// `text` as the value of an attribute in double quotes.
pub fn attribute(text: &str) -> String {
    let mut out = String::with_capacity(text.len());
    push(&mut out, text, |c| match c {
        '&' => Some("&amp;"),
        '<' => Some("&lt;"),
        '>' => Some("&gt;"),
        '"' => Some("&quot;"),
        _ => None,
    });
    out
}

/// An address as the value of an attribute: what may not stand in an address is percent-encoded, `%` stays.
pub fn address(address: &str) -> String {
    // The brackets of an IPv6 host must stay as they are; elsewhere they are encoded.
    let host_end = address.find("://[").and_then(|at| address[at..].find(']').map(|end| at + end + 1)).unwrap_or(0);
    let mut out = String::with_capacity(address.len());
    out.push_str(&attribute(&address[..host_end]));
    for c in address[host_end..].chars() {
        match c {
            '&' => out.push_str("&amp;"),
            '\'' => out.push_str("&#39;"),
            c if c.is_ascii_alphanumeric() || "-_.~!*();:@+$,/?#%=".contains(c) => out.push(c),
            c => {
                for byte in c.encode_utf8(&mut [0; 4]).bytes() {
                    // Writing to a string cannot fail.
                    let _ = write!(out, "%{byte:02X}");
                }
            }
        }
    }
    out
}

fn push(out: &mut String, text: &str, escape: impl Fn(char) -> Option<&'static str>) {
    let mut written = 0;
    for (at, c) in text.char_indices() {
        if let Some(escaped) = escape(c) {
            out.push_str(&text[written..at]);
            out.push_str(escaped);
            written = at + c.len_utf8();
        }
    }
    out.push_str(&text[written..]);
}

/// Undoes [`attribute`], and the escapes that HTML serialisers write.
pub fn unescape(text: &str) -> String {
    let names = [("&quot;", "\""), ("&#39;", "'"), ("&lt;", "<"), ("&gt;", ">"), ("&nbsp;", "\u{a0}"), ("&amp;", "&")];
    names.into_iter().fold(text.to_owned(), |text, (name, c)| text.replace(name, c))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn attributes_and_text_are_escaped_once() {
        assert_eq!(attribute("a \"b\" <c> & 'd'"), "a &quot;b&quot; &lt;c&gt; &amp; 'd'");
        assert_eq!(text("\"x\" <y> &lt;"), "\"x\" &lt;y&gt; &amp;lt;");
        assert_eq!(unescape(&attribute("a & \"b\" &amp; <")), "a & \"b\" &amp; <");
    }

    #[test]
    fn addresses_keep_percent_signs_and_hold_no_space() {
        assert_eq!(address("a b%20c?x=1&y=ü"), "a%20b%20c?x=1&amp;y=%C3%BC");
        assert_eq!(address("http://[::1]:80/[x]"), "http://[::1]:80/%5Bx%5D");
        assert_eq!(address("\"onclick='x'"), "%22onclick=&#39;x&#39;");
    }
}
