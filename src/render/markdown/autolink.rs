//! Addresses in running text that become links by themselves, by GitHub's rules.

/// A piece of text: words, or an address and where it leads.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Piece<'t> {
    /// Words.
    Words(&'t str),
    /// An address as written, and what stands before it in the link: `""`, `http://` or `mailto:`.
    Address(&'t str, &'static str),
}

/// The pieces of `text`, in order. Takes time in proportion to the text.
pub fn pieces(text: &str) -> Vec<Piece<'_>> {
    let mut found = Vec::new();
    let mut written = 0;
    let mut at = 0;
    while let Some(next) = text[at..].find([':', 'w', 'W', '@']).map(|next| at + next) {
        let link = match text.as_bytes()[next] {
            b':' => url(text, written, next),
            b'@' => email(text, written, next),
            _ => www(text, next),
        };
        if let Some((start, end, prefix)) = link {
            if start > written {
                found.push(Piece::Words(&text[written..start]));
            }
            found.push(Piece::Address(&text[start..end], prefix));
            written = end;
        }
        at = written.max(next + 1);
    }
    if written < text.len() {
        found.push(Piece::Words(&text[written..]));
    }
    found
}

type Found = Option<(usize, usize, &'static str)>;

/// `http://…` or `https://…` whose colon stands at `colon`.
fn url(text: &str, from: usize, colon: usize) -> Found {
    let rest = text[colon..].strip_prefix("://")?;
    let before = &text[from..colon];
    let scheme = ["https", "http"].into_iter().find(|scheme| ends_with_word(before, scheme))?;
    let domain = domain(rest, false)?;
    Some((colon - scheme.len(), colon + 3 + end_of_address(rest, domain), ""))
}

/// Whether `text` ends with `word` in any case, and no letter or digit of ASCII stands before that: many scripts write no spaces.
fn ends_with_word(text: &str, word: &str) -> bool {
    let Some(start) = text.len().checked_sub(word.len()) else { return false };
    text.get(start..).is_some_and(|end| end.eq_ignore_ascii_case(word))
        && !text[..start].ends_with(|c: char| c.is_ascii_alphanumeric())
}

/// `www.…` at `start`.
fn www(text: &str, start: usize) -> Found {
    let is_www = text.get(start..start + 4).is_some_and(|begin| begin.eq_ignore_ascii_case("www."));
    let stands_free = text[..start].chars().next_back().is_none_or(|c| c.is_whitespace() || "*_~(".contains(c));
    if !is_www || !stands_free {
        return None;
    }
    let rest = &text[start..];
    let domain = domain(rest, true)?;
    Some((start, start + end_of_address(rest, domain), "http://"))
}

/// An e-mail address whose `@` stands at `at`.
fn email(text: &str, from: usize, at: usize) -> Found {
    let before = &text[from..at];
    let is_local = |c: char| c.is_ascii_alphanumeric() || ".-_+".contains(c);
    let start = from + before.trim_end_matches(is_local).len();
    let rest = &text[at + 1..];
    let length = rest.find(|c: char| !(c.is_ascii_alphanumeric() || ".-_".contains(c))).unwrap_or(rest.len());
    let host = rest[..length].trim_end_matches('.');
    let is_address = start < at && host.contains('.') && !host.starts_with('.') && !host.ends_with(['-', '_']);
    is_address.then(|| (start, at + 1 + host.len(), "mailto:"))
}

/// The most characters a domain can have. Longer ones are not looked at, which keeps the time linear.
const MAX_DOMAIN: usize = 253;

/// The length of the valid domain that `text` begins with. With `wants_dot`, a single name is none.
fn domain(text: &str, wants_dot: bool) -> Option<usize> {
    let is_part = |c: char| c.is_alphanumeric() || matches!(c, '-' | '_' | '.');
    let length = text.char_indices().take(MAX_DOMAIN + 1).find(|&(_, c)| !is_part(c)).map_or(text.len(), |(at, _)| at);
    if length > MAX_DOMAIN && text.chars().take(MAX_DOMAIN + 1).all(is_part) {
        return None;
    }
    let mut labels = text[..length].trim_end_matches('.').rsplit('.');
    let last = labels.next().unwrap_or_default();
    let before = labels.next();
    let has_underscore = last.contains('_') || before.is_some_and(|label| label.contains('_'));
    let is_ipv6 = !wants_dot
        && text.strip_prefix('[').is_some_and(|rest| {
            rest.trim_start_matches(|c: char| c.is_ascii_hexdigit() || matches!(c, ':' | '.')).starts_with(']')
        });
    let is_valid = !last.is_empty() && !has_underscore && (before.is_some() || !wants_dot);
    (is_valid || is_ipv6).then_some(length)
}

/// Where the address ends that `text` begins with: before white space, `<` or East Asian punctuation, and without the
/// punctuation and unbalanced brackets of the sentence around it.
fn end_of_address(text: &str, domain: usize) -> usize {
    let is_end = |c: char| {
        c.is_whitespace()
            || c == '<'
            || matches!(c, '\u{3000}'..='\u{303f}' | '\u{ff01}'..='\u{ff0f}' | '\u{ff1a}'..='\u{ff1f}')
    };
    let mut end = text[domain..].find(is_end).map_or(text.len(), |end| domain + end);
    let whole = &text[..end];
    let count = |c: char| whole.matches(c).count();
    let mut open = [count('('), count('[')];
    let mut closed = [count(')'), count(']')];
    while let Some(last) = text[..end].chars().next_back() {
        let which = usize::from(matches!(last, '[' | ']'));
        match last {
            '?' | '!' | '.' | ',' | ':' | '*' | '_' | '~' | '\'' | '"' => {}
            ')' | ']' if closed[which] > open[which] => closed[which] -= 1,
            '(' | '[' => open[which] -= 1,
            ';' => {
                end = start_of_entity(&text[..end]);
                continue;
            }
            _ => break,
        }
        end -= last.len_utf8();
    }
    end
}

/// Where `&name;` begins that `text` ends with, or where its last `;` stands.
fn start_of_entity(text: &str) -> usize {
    let before = &text[..text.len() - 1];
    let name = before.trim_end_matches(|c: char| c.is_ascii_alphanumeric());
    if name.len() < before.len() && name.ends_with('&') { name.len() - 1 } else { before.len() }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn addresses(text: &str) -> Vec<String> {
        let pieces = pieces(text);
        let whole: String = pieces.iter().map(|&(Piece::Words(part) | Piece::Address(part, _))| part).collect();
        assert_eq!(whole, text);
        let address = |piece: &Piece<'_>| match *piece {
            Piece::Address(address, prefix) => Some(format!("{prefix}{address}")),
            Piece::Words(_) => None,
        };
        pieces.iter().filter_map(address).collect()
    }

    #[test]
    fn addresses_end_where_a_reader_ends_them() {
        for (text, wanted) in [
            ("See https://a.example/x.", "https://a.example/x"),
            ("(https://a.example/x_(y))", "https://a.example/x_(y)"),
            ("https://a.example/?q=a&hl;", "https://a.example/?q=a"),
            ("https://a.example/a;b;", "https://a.example/a;b"),
            ("www.example.com/help!", "http://www.example.com/help"),
            ("HTTPS://A.example", "HTTPS://A.example"),
            ("[see https://a.example]", "https://a.example"),
            ("http://localhost:8080/x", "http://localhost:8080/x"),
            ("见https://a.example/路。然后", "https://a.example/路"),
            ("https://a.example<br>", "https://a.example"),
            ("write to a.b+c@mail.example.com.", "mailto:a.b+c@mail.example.com"),
            ("ü https://ü.example/ü", "https://ü.example/ü"),
        ] {
            assert_eq!(addresses(text), [wanted], "{text}");
        }
    }

    #[test]
    fn what_only_resembles_an_address_stays_text() {
        for text in [
            "xhttp://a.example",
            "http://",
            "https:// x",
            "www.",
            "www",
            "xwww.example.com",
            "a@b",
            "@a.b",
            "a@.b",
            "a@b.c_",
            "std::fmt",
            "ftp://a.example",
            "http://a_b.c_d",
            "javascript:alert(1)",
            "w",
            "::",
            "@",
        ] {
            assert_eq!(addresses(text), [""; 0], "{text}");
        }
    }

    #[test]
    fn several_addresses_in_one_text() {
        assert_eq!(addresses("a@b.cd, www.x.yz and http://q"), ["mailto:a@b.cd", "http://www.x.yz", "http://q"]);
    }

    proptest::proptest! {
        #[test]
        fn no_text_is_lost(text in "[a-c:/w.@()\\[\\] ;&<ü。]{0,40}") {
            addresses(&text);
        }

        #[test]
        fn addresses_in_noise_lose_nothing(text in "(http://|www\\.|a@b\\.c|[().;&x]|。| |\\PC){0,20}") {
            addresses(&text);
        }
    }
}
