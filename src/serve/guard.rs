//! Stands before the HTTP server: takes connections, reads heads within limits, and shows the greedy out.

use std::collections::BTreeMap;
use std::io::{ErrorKind, Read, Write};
use std::net::{Ipv4Addr, Ipv6Addr, Shutdown, SocketAddr, TcpListener, TcpStream};
use std::sync::atomic::{AtomicBool, AtomicU64, Ordering};
use std::sync::{Arc, Condvar, Mutex, PoisonError};
use std::thread;
use std::time::{Duration, Instant};

use super::build::lock;
use super::clock;
use super::head::{self, Head, Refusal};
use super::inner::Inner;
use super::limits::Limits;
use super::relay::{Ending, relay};

/// Stack of a thread that passes bytes on, in bytes.
const STACK: usize = 128 * 1024;

/// How much of an unwanted body is read before the connection is closed, in bytes.
const LINGER: usize = 256 * 1024;

/// The guard.
pub(super) struct Guard {
    inner: Inner,
    limits: Limits,
    stopped: AtomicBool,
    next: AtomicU64,
    connections: Mutex<BTreeMap<u64, Connection>>,
    free: Mutex<usize>,
    freed: Condvar,
}

struct Connection {
    stream: Arc<TcpStream>,
    phase: Phase,
    since: Instant,
}

#[derive(Clone, Copy, PartialEq, Eq)]
enum Phase {
    Waiting,
    Answering,
    Listening,
}

impl Guard {
    /// A guard before `inner`.
    pub(super) fn new(inner: Inner, limits: Limits) -> Self {
        Self {
            inner,
            limits,
            stopped: AtomicBool::new(false),
            next: AtomicU64::new(0),
            connections: Mutex::default(),
            free: Mutex::new(limits.requests),
            freed: Condvar::new(),
        }
    }

    /// Takes connections until it is stopped; then the port is free.
    pub(super) fn accept(self: &Arc<Self>, listener: &TcpListener) {
        loop {
            let accepted = listener.accept();
            if self.stopped.load(Ordering::Relaxed) {
                return;
            }
            match accepted {
                Ok((stream, _)) => self.admit(self.next.fetch_add(1, Ordering::Relaxed), stream),
                // No file left for another connection, most likely: some will be closed soon.
                Err(_) => thread::sleep(Duration::from_millis(20)),
            }
        }
    }

    fn admit(self: &Arc<Self>, number: u64, stream: TcpStream) {
        let stream = Arc::new(stream);
        {
            let mut connections = lock(&self.connections);
            if connections.len() >= self.limits.connections && !self.show_one_out(&mut connections) {
                return;
            }
            connections
                .insert(number, Connection { stream: stream.clone(), phase: Phase::Waiting, since: clock::now() });
        }
        let guard = self.clone();
        let port = stream.local_addr().map_or(0, |address| address.port());
        let thread = thread::Builder::new().name(format!("client-{port}")).stack_size(STACK);
        let spawned = thread.spawn(move || {
            guard.converse(number, &stream);
            lock(&guard.connections).remove(&number);
        });
        if spawned.is_err() {
            lock(&self.connections).remove(&number);
        }
    }

    /// Ends the connection that has waited longest for a request, or else one that is answered very slowly.
    fn show_one_out(&self, connections: &mut BTreeMap<u64, Connection>) -> bool {
        let now = clock::now();
        let oldest = |phase: Phase, least: Duration| {
            let fit = connections
                .iter()
                .filter(|(_, one)| one.phase == phase && now.saturating_duration_since(one.since) >= least);
            fit.min_by_key(|(_, one)| one.since).map(|(number, _)| *number)
        };
        let chosen = oldest(Phase::Waiting, Duration::ZERO).or_else(|| oldest(Phase::Answering, self.limits.write));
        let Some(connection) = chosen.and_then(|number| connections.remove(&number)) else { return false };
        // Its thread wakes up and ends by itself.
        let _ = connection.stream.shutdown(Shutdown::Both);
        true
    }

    fn set_phase(&self, number: u64, phase: Phase) {
        if let Some(connection) = lock(&self.connections).get_mut(&number) {
            connection.phase = phase;
            connection.since = clock::now();
        }
    }

    /// Serves one connection to its end.
    fn converse(&self, number: u64, stream: &TcpStream) {
        let _ = stream.set_nodelay(true);
        let _ = stream.set_write_timeout(Some(self.limits.write));
        let mut pending = Vec::new();
        while !self.stopped.load(Ordering::Relaxed) {
            self.set_phase(number, Phase::Waiting);
            match next_head(stream, &mut pending, &self.limits) {
                Ok(Some(head)) => {
                    let is_whole = self.serve(number, &head, stream);
                    if is_whole && head.keeps_alive && !head.has_body {
                        continue;
                    }
                }
                Ok(None) => {}
                Err(refusal) => refuse(stream, refusal),
            }
            break;
        }
        linger(stream);
    }

    /// Serves one request; false where the connection must end with it.
    fn serve(&self, number: u64, head: &Head, stream: &TcpStream) -> bool {
        let Some(permit) = self.permit() else {
            refuse(stream, Refusal(503, "too many requests at once"));
            return false;
        };
        self.set_phase(number, Phase::Answering);
        let Ok(server) = self.inner.connect() else {
            refuse(stream, Refusal(503, "the preview is ending"));
            return false;
        };
        let ending = relay(head, stream, server, || {
            drop(permit);
            self.set_phase(number, Phase::Listening);
        });
        ending.is_ok_and(|ending| ending == Ending::Whole)
    }

    /// Leave to answer one request, or nothing where too many take too long.
    fn permit(&self) -> Option<Permit<'_>> {
        let deadline = clock::now() + self.limits.head;
        let mut free = lock(&self.free);
        while *free == 0 {
            let left = deadline.saturating_duration_since(clock::now());
            if left.is_zero() || self.stopped.load(Ordering::Relaxed) {
                return None;
            }
            self.show_out_a_slow_reader();
            let step = left.min(Duration::from_millis(100));
            (free, _) = self.freed.wait_timeout(free, step).unwrap_or_else(PoisonError::into_inner);
        }
        *free -= 1;
        Some(Permit(self))
    }

    fn show_out_a_slow_reader(&self) {
        let now = clock::now();
        let connections = lock(&self.connections);
        let slow = connections.values().filter(|one| one.phase == Phase::Answering);
        if let Some(one) = slow.min_by_key(|one| one.since)
            && now.saturating_duration_since(one.since) >= self.limits.write
        {
            let _ = one.stream.shutdown(Shutdown::Both);
        }
    }

    /// Ends all connections, and the listeners of `addresses`.
    pub(super) fn stop(&self, addresses: &[SocketAddr]) {
        self.stopped.store(true, Ordering::Relaxed);
        self.inner.stop();
        for connection in lock(&self.connections).values() {
            let _ = connection.stream.shutdown(Shutdown::Both);
        }
        for &address in addresses {
            // Wakes the thread that waits for connections.
            let _ = TcpStream::connect_timeout(&reachable(address), Duration::from_millis(200));
        }
    }
}

/// Leave to answer a request; it is given back when this is dropped.
struct Permit<'a>(&'a Guard);

impl Drop for Permit<'_> {
    fn drop(&mut self) {
        *lock(&self.0.free) += 1;
        self.0.freed.notify_one();
    }
}

/// An address under which a listener on all addresses can be reached.
fn reachable(address: SocketAddr) -> SocketAddr {
    let mut reachable = address;
    if address.ip().is_unspecified() {
        reachable.set_ip(if address.is_ipv4() { Ipv4Addr::LOCALHOST.into() } else { Ipv6Addr::LOCALHOST.into() });
    }
    reachable
}

/// Reads the next head; nothing where the client has no more. `pending` holds what was read beyond it.
fn next_head(mut stream: &TcpStream, pending: &mut Vec<u8>, limits: &Limits) -> Result<Option<Head>, Refusal> {
    let mut deadline = clock::now() + if pending.is_empty() { limits.idle } else { limits.head };
    let mut chunk = [0; 4096];
    loop {
        if let Some(length) = head::length(pending) {
            let head = head::parse(&pending[..length]);
            pending.drain(..length);
            return head.map(Some);
        }
        if pending.len() > head::LARGEST_HEAD {
            return Err(Refusal(431, "the head of the request is too large"));
        }
        let left = deadline.saturating_duration_since(clock::now());
        let ready = !left.is_zero() && stream.set_read_timeout(Some(left)).is_ok();
        match if ready { stream.read(&mut chunk) } else { Err(ErrorKind::TimedOut.into()) } {
            Ok(0) => return Ok(None),
            Ok(count) => {
                if pending.is_empty() {
                    deadline = clock::now() + limits.head;
                }
                pending.extend_from_slice(&chunk[..count]);
            }
            Err(error) if error.kind() == ErrorKind::Interrupted => {}
            Err(_) if pending.is_empty() => return Ok(None),
            Err(_) => return Err(Refusal(408, "the request took too long")),
        }
    }
}

fn refuse(mut stream: &TcpStream, Refusal(status, reason): Refusal) {
    let body = format!("{reason}\n");
    let length = body.len();
    let text = format!(
        "HTTP/1.1 {status} Refused\r\nContent-Type: text/plain; charset=utf-8\r\nContent-Length: {length}\r\n\
         Cache-Control: no-store\r\nServer: bailiwick\r\nConnection: close\r\n\r\n{body}"
    );
    // A client that does not read its refusal has nothing to learn from it.
    let _ = stream.write_all(text.as_bytes());
}

/// Closes a connection so that the answer arrives even where the client still sends: a bounded rest is read first.
fn linger(mut stream: &TcpStream) {
    let deadline = clock::now() + Duration::from_secs(1);
    let mut chunk = [0; 4096];
    let mut taken = 0;
    let _ = stream.shutdown(Shutdown::Write);
    let _ = stream.set_read_timeout(Some(Duration::from_millis(200)));
    while taken < LINGER && clock::now() < deadline {
        match stream.read(&mut chunk) {
            Ok(count) if count > 0 => taken += count,
            _ => break,
        }
    }
    let _ = stream.shutdown(Shutdown::Both);
}
