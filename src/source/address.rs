//! Which addresses may be written into a page.

/// Schemes that are safe in a link, whoever wrote it.
const SAFE_SCHEMES: [&str; 4] = ["http", "https", "mailto", "tel"];

/// The scheme of `address` in lower case, if it has one: what stands before a `:` that comes before any `/`, `?`, `#`.
///
/// White space and control characters are passed over, as browsers do.
#[must_use]
pub fn scheme(address: &str) -> Option<String> {
    let mut found = String::new();
    for c in address.chars().filter(|c| !c.is_whitespace() && !c.is_control()) {
        match c {
            ':' => return Some(found).filter(|scheme| !scheme.is_empty()),
            '/' | '?' | '#' => return None,
            _ => found.extend(c.to_lowercase()),
        }
    }
    None
}

/// Whether `address` is relative or has one of the safe schemes: `http`, `https`, `mailto`, `tel`.
#[must_use]
pub fn is_safe_address(address: &str) -> bool {
    if address.starts_with("https://") {
        return true;
    }
    match scheme(address) {
        Some(scheme) => SAFE_SCHEMES.contains(&scheme.as_str()),
        // `//host/` and `\\host\` leave the site without saying so.
        None => !address.trim_start().starts_with(['\\']) && !address.trim_start().starts_with("//"),
    }
}

/// Percent-encodes a path: all but letters, digits, `-._~/` (the unreserved characters of RFC 3986, and `/`) and the
/// bytes in `also`.
#[must_use]
pub fn percent_encoded(path: &str, also: &[u8]) -> String {
    let mut out = String::with_capacity(path.len());
    for byte in path.bytes() {
        if byte.is_ascii_alphanumeric() || b"-._~/".contains(&byte) || also.contains(&byte) {
            out.push(char::from(byte));
        } else {
            out.push_str(&format!("%{byte:02X}"));
        }
    }
    out
}

/// Decodes percent escapes once. What is no escape, or no UTF-8, stays as it is.
#[must_use]
pub fn percent_decoded(text: &str) -> String {
    let mut bytes = Vec::with_capacity(text.len());
    let raw = text.as_bytes();
    let mut at = 0;
    while at < raw.len() {
        let escape = raw.get(at + 1..at + 3).filter(|_| raw[at] == b'%').and_then(|hex| std::str::from_utf8(hex).ok());
        if let Some(byte) = escape.and_then(|hex| u8::from_str_radix(hex, 16).ok()) {
            bytes.push(byte);
            at += 3;
        } else {
            bytes.push(raw[at]);
            at += 1;
        }
    }
    String::from_utf8(bytes).unwrap_or_else(|_| text.to_owned())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn only_four_schemes_and_relative_paths_are_safe() {
        for safe in ["https://a.example", "HTTP://a", "mailto:a@b", "tel:+49", "a/b.md#c", "/a", "#a", "a?b=c:d", ""] {
            assert!(is_safe_address(safe), "{safe}");
        }
        for unsafe_one in [
            "javascript:alert(1)",
            " java\nscript:x",
            "data:text/html,x",
            "//evil.example",
            "file:///etc",
            "vbscript:x",
        ] {
            assert!(!is_safe_address(unsafe_one), "{unsafe_one}");
        }
    }
}
