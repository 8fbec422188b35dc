//! The head of a request, read strictly and within limits, before anything else sees it.

/// The largest head that is read, in bytes.
pub(super) const LARGEST_HEAD: usize = 16 * 1024;

/// More header lines than this are refused.
const MOST_HEADERS: usize = 100;

/// What the rest of the preview may know of a request; every other header is left at the door.
const PASSED: [&str; 7] = ["host", "origin", "sec-fetch-site", "if-none-match", "if-range", "range", "accept"];

/// The head of a request.
#[derive(Debug, PartialEq, Eq)]
pub(super) struct Head {
    /// `GET`.
    pub method: String,
    /// `/teams/payments.html?q=1`, in ASCII.
    pub target: String,
    /// Header lines that are passed on, names in lower case.
    pub headers: Vec<(String, String)>,
    /// Whether a body follows. None is ever wanted.
    pub has_body: bool,
    /// Whether the connection may serve another request.
    pub keeps_alive: bool,
}

/// Why a request is refused at the door: a status and a few words.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct Refusal(pub u16, pub &'static str);

/// How many bytes of `bytes` are a whole head, with its empty line; nothing if it is not yet whole.
pub(super) fn length(bytes: &[u8]) -> Option<usize> {
    let start = bytes.iter().take_while(|&&b| b == b'\r' || b == b'\n').count();
    let line_ends = bytes.iter().enumerate().skip(start).filter(|(_, b)| **b == b'\n').map(|(at, _)| at);
    line_ends.into_iter().find_map(|at| match &bytes[at + 1..] {
        [b'\n', ..] => Some(at + 2),
        [b'\r', b'\n', ..] => Some(at + 3),
        _ => None,
    })
}

/// Reads a whole head.
pub(super) fn parse(bytes: &[u8]) -> Result<Head, Refusal> {
    let mut lines = bytes.split(|&b| b == b'\n').map(|line| line.strip_suffix(b"\r").unwrap_or(line));
    let first = lines.find(|line| !line.is_empty()).ok_or(Refusal(400, "an empty request"))?;
    let (method, target, is_old) = request_line(first)?;
    let mut head = Head { method, target, headers: Vec::new(), has_body: false, keeps_alive: !is_old };
    for (number, line) in lines.take_while(|line| !line.is_empty()).enumerate() {
        if number >= MOST_HEADERS {
            return Err(Refusal(431, "too many header lines"));
        }
        let (name, value) = header(line)?;
        take(&mut head, name, value)?;
    }
    let hosts = head.headers.iter().filter(|(name, _)| name == "host").count();
    if hosts == 1 { Ok(head) } else { Err(Refusal(400, "a request must have one Host header")) }
}

fn take(head: &mut Head, name: String, value: String) -> Result<(), Refusal> {
    match name.as_str() {
        "connection" => {
            let value = value.to_ascii_lowercase();
            head.keeps_alive = !value.contains("close") && (head.keeps_alive || value.contains("keep-alive"));
        }
        "content-length" => {
            let is_number = !value.is_empty() && value.bytes().all(|b| b.is_ascii_digit());
            if !is_number {
                return Err(Refusal(400, "Content-Length must be a number"));
            }
            head.has_body |= value.bytes().any(|b| b != b'0');
        }
        "transfer-encoding" => head.has_body = true,
        "expect" => return Err(Refusal(417, "nothing is to be sent here")),
        known if PASSED.contains(&known) && value.is_ascii() => head.headers.push((name, value)),
        _ => {}
    }
    Ok(())
}

fn request_line(line: &[u8]) -> Result<(String, String, bool), Refusal> {
    const MALFORMED: Refusal = Refusal(400, "the first line of a request must be `GET /… HTTP/1.1`");
    let mut words = line.split(|&b| b == b' ');
    let (Some(method), Some(target), Some(version), None) = (words.next(), words.next(), words.next(), words.next())
    else {
        return Err(MALFORMED);
    };
    let is_old = match version {
        b"HTTP/1.1" => false,
        b"HTTP/1.0" => true,
        _ if version.starts_with(b"HTTP/") => return Err(Refusal(505, "only HTTP/1.1 is spoken here")),
        _ => return Err(MALFORMED),
    };
    let is_method = !method.is_empty() && method.len() <= 32 && method.iter().all(u8::is_ascii_alphabetic);
    if !is_method || target.is_empty() || target.iter().any(u8::is_ascii_control) {
        return Err(MALFORMED);
    }
    Ok((String::from_utf8_lossy(method).into_owned(), in_ascii(target), is_old))
}

/// Bytes outside ASCII, as curl sends them, become what a browser would have sent.
fn in_ascii(target: &[u8]) -> String {
    target.iter().fold(String::with_capacity(target.len()), |mut out, &byte| {
        if byte.is_ascii() {
            out.push(char::from(byte));
        } else {
            out.push_str(&format!("%{byte:02X}"));
        }
        out
    })
}

fn header(line: &[u8]) -> Result<(String, String), Refusal> {
    const MALFORMED: Refusal = Refusal(400, "a header line is malformed");
    let colon = line.iter().position(|&b| b == b':').ok_or(MALFORMED)?;
    let (name, value) = (&line[..colon], &line[colon + 1..]);
    let is_name = !name.is_empty() && name.iter().all(|b| b.is_ascii_alphanumeric() || b"!#$%&'*+-.^_`|~".contains(b));
    if !is_name || value.iter().any(|&b| b.is_ascii_control() && b != b'\t') {
        return Err(MALFORMED);
    }
    let name = String::from_utf8_lossy(name).to_ascii_lowercase();
    Ok((name, String::from_utf8_lossy(value).trim().to_owned()))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_head_ends_with_an_empty_line() {
        assert_eq!(length(b"GET / HTTP/1.1\r\nHost: a\r\n\r\nrest"), Some(27));
        assert_eq!(length(b"\r\nGET / HTTP/1.1\n\nrest"), Some(18));
        assert_eq!(length(b"GET / HTTP/1.1\r\nHost: a\r\n"), None);
    }

    #[test]
    fn what_is_passed_on_is_little() {
        let head =
            parse(b"GET /gr\xc3\xb6 HTTP/1.1\r\nHOST: a:1\r\nCookie: x\r\nRange: bytes=0-1\r\n\r\n").expect("good");
        assert_eq!(head.target, "/gr%C3%B6");
        let names: Vec<_> = head.headers.iter().map(|(name, _)| name.as_str()).collect();
        assert_eq!(names, ["host", "range"]);
        assert!(head.keeps_alive && !head.has_body);
    }

    #[test]
    fn bodies_are_noticed_whatever_their_length_claims() {
        let of = |line: &str| parse(format!("POST / HTTP/1.1\r\nHost: a\r\n{line}\r\n\r\n").as_bytes());
        assert!(of("Content-Length: 99999999999999999999999").expect("good").has_body);
        assert!(of("Transfer-Encoding: chunked").expect("good").has_body);
        assert!(!of("Content-Length: 0").expect("good").has_body);
        for bad in ["Content-Length: -1", "Content-Length: 1 2", "Content-Length:", "Expect: 100-continue"] {
            assert!(of(bad).is_err(), "{bad}");
        }
    }

    #[test]
    fn malformed_heads_are_refused_with_a_status() {
        let status = |bytes: &[u8]| parse(bytes).map_err(|refusal| refusal.0).err();
        assert_eq!(status(b"GET / HTTP/1.1\r\n\r\n"), Some(400), "no host");
        assert_eq!(status(b"GET / HTTP/1.1\r\nHost: a\r\nHost: b\r\n\r\n"), Some(400));
        assert_eq!(status(b"GET / HTTP/2.0\r\nHost: a\r\n\r\n"), Some(505));
        assert_eq!(status(b"GET /\r\n\r\n"), Some(400));
        assert_eq!(status(b"GET / x HTTP/1.1\r\nHost: a\r\n\r\n"), Some(400));
        assert_eq!(status(b"GET / HTTP/1.1\r\n folded\r\nHost: a\r\n\r\n"), Some(400));
        assert_eq!(status(b"GET / HTTP/1.1\r\nHost: a\0b\r\n\r\n"), Some(400));
        assert_eq!(status(b"\r\n\r\n"), Some(400));
        let many = format!("GET / HTTP/1.1\r\nHost: a\r\n{}\r\n", "X: y\r\n".repeat(101));
        assert_eq!(status(many.as_bytes()), Some(431));
    }

    #[test]
    fn an_old_client_is_served_once_unless_it_asks_for_more() {
        let keeps = |text: &str| parse(text.as_bytes()).expect("good").keeps_alive;
        assert!(!keeps("GET / HTTP/1.0\r\nHost: a\r\n\r\n"));
        assert!(keeps("GET / HTTP/1.0\r\nHost: a\r\nConnection: Keep-Alive\r\n\r\n"));
        assert!(!keeps("GET / HTTP/1.1\r\nHost: a\r\nConnection: close\r\n\r\n"));
    }
}
