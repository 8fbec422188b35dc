//! What a request asks for: the path, decoded exactly once, and the query.

use unicode_normalization::UnicodeNormalization;

use crate::source::percent_encoded;

/// What stands after the method in a request.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Target {
    /// The decoded path with its leading `/`, in composed Unicode.
    pub path: String,
    /// The query as it was sent, without its `?`.
    pub query: Option<String>,
}

impl Target {
    /// Reads a request's target, or says in a few words what is wrong with it.
    ///
    /// Only the form that begins with `/` is read. Refused is whatever could mean another place than it says: `.` and
    /// `..`, an encoded `/`, a `\`, control characters, bytes that are not UTF-8. What is encoded twice stays encoded.
    pub(super) fn parse(text: &str) -> Result<Self, &'static str> {
        let text = text.split('#').next().unwrap_or_default();
        let (raw, query) = text.split_once('?').map_or((text, None), |(path, query)| (path, Some(query)));
        let raw = raw.strip_prefix('/').ok_or("the address must begin with a slash")?;
        let segments = raw.split('/').map(segment).collect::<Result<Vec<_>, _>>()?;
        let path = format!("/{}", segments.join("/"));
        Ok(Self { path: path.nfc().collect(), query: query.map(str::to_owned) })
    }

    /// The decoded value of `key` in the query; the first, if it is there twice.
    pub(super) fn value(&self, key: &str) -> Option<String> {
        let pairs = self.query.as_deref()?.split('&');
        let (_, value) = pairs.filter_map(|pair| pair.split_once('=')).find(|(name, _)| *name == key)?;
        decode(value).ok()
    }
}

fn segment(raw: &str) -> Result<String, &'static str> {
    let text = decode(raw)?;
    if text == "." || text == ".." {
        return Err("the address must not have `.` or `..` in it");
    }
    if text.contains(['/', '\\']) {
        return Err("the address must not have an encoded slash or a backslash in it");
    }
    if text.contains(char::is_control) {
        return Err("the address must not have control characters in it");
    }
    Ok(text)
}

fn decode(raw: &str) -> Result<String, &'static str> {
    let mut bytes = Vec::with_capacity(raw.len());
    let mut rest = raw.as_bytes();
    while let Some((&first, after)) = rest.split_first() {
        rest = after;
        if first != b'%' {
            bytes.push(first);
            continue;
        }
        let digits = after.get(..2).and_then(|two| Some((digit(two[0])?, digit(two[1])?)));
        let (high, low) = digits.ok_or("a `%` in the address must be followed by two hexadecimal digits")?;
        bytes.push(high * 16 + low);
        rest = &after[2..];
    }
    String::from_utf8(bytes).map_err(|_| "the address must be UTF-8")
}

fn digit(byte: u8) -> Option<u8> {
    char::from(byte).to_digit(16).and_then(|digit| u8::try_from(digit).ok())
}

/// A decoded path as it stands in a header: everything but letters, digits and `-._~/` encoded.
pub(super) fn encode(path: &str) -> String {
    percent_encoded(path, b"")
}

#[cfg(test)]
mod tests {
    use super::*;

    fn path(text: &str) -> Option<String> {
        Target::parse(text).ok().map(|target| target.path)
    }

    #[test]
    fn a_path_is_decoded_once() {
        assert_eq!(path("/teams/gr%C3%B6%C3%9Fe.html").as_deref(), Some("/teams/größe.html"));
        assert_eq!(path("/%252e%252e/canary.txt").as_deref(), Some("/%2e%2e/canary.txt"));
        assert_eq!(path("/a+b%20c").as_deref(), Some("/a+b c"));
        assert_eq!(path("/").as_deref(), Some("/"));
        assert_eq!(path("/u%CC%88").as_deref(), Some("/ü"), "composed");
    }

    #[test]
    fn whatever_could_lead_elsewhere_is_refused() {
        for bad in [
            "/../canary.txt",
            "/%2e%2e/canary.txt",
            "/..%2fcanary.txt",
            "/..%2fpublic-private/canary.txt",
            "/.//../canary.txt",
            "/a/b/../../../canary.txt",
            "/%2fABS/canary.txt",
            "/..%5ccanary.txt",
            "/..\\canary.txt",
            "/index.html%00.txt",
            "/%00",
            "/a%0d%0aSet-Cookie:x",
            "../canary.txt",
            "http://localhost/",
            "*",
            "",
            "/%",
            "/%zz",
            "/%+1",
            "/%ff",
        ] {
            assert_eq!(path(bad), None, "{bad}");
        }
    }

    #[test]
    fn the_query_is_kept_and_read() {
        let target = Target::parse("/a?route=b%2Fc.html&x=1#top").expect("good");
        assert_eq!(target.query.as_deref(), Some("route=b%2Fc.html&x=1"));
        assert_eq!(target.value("route").as_deref(), Some("b/c.html"));
        assert_eq!(target.value("y"), None);
    }

    #[test]
    fn what_is_encoded_can_be_sent_back() {
        assert_eq!(encode("/a b/ü%"), "/a%20b/%C3%BC%25");
        assert_eq!(path(&encode("/a b/ü%")).as_deref(), Some("/a b/ü%"));
    }
}
