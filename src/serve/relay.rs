//! Hands one request on to the server behind the guard, and its answer back, at the client's pace but not for ever.

use std::io::{self, ErrorKind, Read, Write};
use std::net::TcpStream;
use std::time::{Duration, Instant};

use super::clock;
use super::head::Head;
use super::socket::Stream;

/// How often a silent line is looked after: has its client gone?
const LOOK: Duration = Duration::from_millis(500);

/// The largest head of an answer, in bytes; ours are far smaller.
const LARGEST: usize = 16 * 1024;

/// A client slower than this, in bytes a second, is cut off after [`GRACE`].
const SLOWEST: u64 = 16 * 1024;

/// How long a client may be slow.
const GRACE: Duration = Duration::from_secs(20);

/// How an answer ended.
#[derive(Debug, PartialEq, Eq)]
pub(super) enum Ending {
    /// It is whole, and the client knows where it ends.
    Whole,
    /// Only the connection's end tells its end.
    Cut,
}

/// Hands on a request and its answer. `streams` is called when the answer turns out to be a line that stays open.
pub(super) fn relay(head: &Head, client: &TcpStream, mut server: Stream, streams: impl FnOnce()) -> io::Result<Ending> {
    server.write_all(request(head).as_bytes())?;
    server.set_read_timeout(Some(LOOK))?;
    let mut buffer = Vec::with_capacity(4096);
    let answer = loop {
        if let Some(answer) = Reading::of(&buffer, head.method == "HEAD") {
            break answer;
        }
        if buffer.len() > LARGEST || read_some(&mut server, &mut buffer)? == Some(0) {
            return Err(ErrorKind::InvalidData.into());
        }
    };
    let mut sink = client;
    sink.write_all(&buffer)?;
    if let Some(expected) = answer.expected {
        return pass(&mut server, client, expected.saturating_sub(buffer.len() - answer.head));
    }
    streams();
    stream(&mut server, client)
}

/// The request as the server behind the guard sees it: one at a time, and always in the newest form.
fn request(head: &Head) -> String {
    let first = format!("{} {} HTTP/1.1\r\nConnection: close\r\n", head.method, head.target);
    let lines = head.headers.iter().map(|(name, value)| format!("{name}: {value}\r\n"));
    first + &lines.collect::<String>() + "\r\n"
}

/// Reads what there is; nothing where there is nothing yet.
fn read_some(server: &mut Stream, buffer: &mut Vec<u8>) -> io::Result<Option<usize>> {
    let mut chunk = [0; 16 * 1024];
    match server.read(&mut chunk) {
        Ok(count) => {
            buffer.extend_from_slice(&chunk[..count]);
            Ok(Some(count))
        }
        Err(error) if is_silence(&error) => Ok(None),
        Err(error) => Err(error),
    }
}

fn is_silence(error: &io::Error) -> bool {
    matches!(error.kind(), ErrorKind::WouldBlock | ErrorKind::TimedOut | ErrorKind::Interrupted)
}

/// Passes the rest of a body on: `expected` bytes more.
fn pass(server: &mut Stream, mut client: &TcpStream, expected: usize) -> io::Result<Ending> {
    let began = clock::now();
    let mut left = expected;
    let mut buffer = Vec::new();
    while left > 0 {
        buffer.clear();
        match read_some(server, &mut buffer)? {
            Some(0) => return Ok(Ending::Cut),
            Some(count) => left = left.saturating_sub(count),
            None => {}
        }
        client.write_all(&buffer)?;
        if is_too_slow(began, expected - left) {
            return Err(ErrorKind::TimedOut.into());
        }
    }
    Ok(Ending::Whole)
}

fn is_too_slow(began: Instant, sent: usize) -> bool {
    let took = clock::now().saturating_duration_since(began);
    took > GRACE && (sent as u64) < took.as_secs() * SLOWEST
}

/// Passes events on as they come, until one side has gone.
fn stream(server: &mut Stream, mut client: &TcpStream) -> io::Result<Ending> {
    let mut buffer = Vec::new();
    loop {
        buffer.clear();
        match read_some(server, &mut buffer)? {
            Some(0) => return Ok(Ending::Cut),
            Some(_) => client.write_all(&buffer)?,
            None if has_gone(client)? => return Ok(Ending::Cut),
            None => {}
        }
    }
}

fn has_gone(client: &TcpStream) -> io::Result<bool> {
    client.set_nonblocking(true)?;
    let seen = client.peek(&mut [0]);
    client.set_nonblocking(false)?;
    match seen {
        Ok(count) => Ok(count == 0),
        Err(error) => Ok(!is_silence(&error)),
    }
}

/// What the head of an answer says of its length.
struct Reading {
    /// The head's length with its empty line.
    head: usize,
    /// The body's length; none where the connection's end tells it.
    expected: Option<usize>,
}

impl Reading {
    /// Reads the head of an answer, once it is whole.
    fn of(bytes: &[u8], is_head: bool) -> Option<Self> {
        const END: &[u8] = b"\r\n\r\n";
        let head = bytes.windows(END.len()).position(|window| window == END)? + END.len();
        let text = String::from_utf8_lossy(&bytes[..head]).to_ascii_lowercase();
        let is_empty = is_head || text.split(' ').nth(1).is_some_and(|status| status == "304" || status == "204");
        let length = text.lines().find_map(|line| line.strip_prefix("content-length:"));
        let expected = length.and_then(|length| length.trim().parse().ok());
        Some(Self { head, expected: expected.map(|length| if is_empty { 0 } else { length }) })
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_answer_says_how_long_it_is_or_that_it_stays_open() {
        let expected = |text: &str, is_head| Reading::of(text.as_bytes(), is_head).map(|reading| reading.expected);
        assert_eq!(expected("HTTP/1.1 200 OK\r\nContent-Length: 7\r\n\r\n1234567", false), Some(Some(7)));
        assert_eq!(expected("HTTP/1.1 200 OK\r\nContent-Length: 7\r\n\r\n", true), Some(Some(0)));
        assert_eq!(expected("HTTP/1.1 304 Not Modified\r\nContent-Length: 7\r\n\r\n", false), Some(Some(0)));
        assert_eq!(expected("HTTP/1.1 200 OK\r\nConnection: close\r\n\r\n: hi", false), Some(None));
        assert_eq!(expected("HTTP/1.1 200 OK\r\nContent-Le", false), None);
    }
}
