//! The HTTP server behind the guard: `tiny_http` on a private socket, a thread per request, and its revival.
//!
//! `tiny_http` has no timeouts, no limit on heads, aborts on a huge `Content-Length`, and its accepting thread dies for
//! good when it fails once. So it never meets a client: the guard reads each request, and hands on a short head
//! without a body. Nobody else can reach the socket, which lies in a folder of this process alone.

use std::io::{self, Cursor, Write};
use std::panic::{AssertUnwindSafe, catch_unwind};
use std::sync::{Arc, Mutex};
use std::thread::{self, JoinHandle};

use tiny_http::{Header, Request, Response, Server, StatusCode};

use super::answer::{Answer, Ask, Reply, Rules, answer, plain};
use super::build::{Current, lock};
use super::event::OPENING;
use super::hub::Hub;
use super::socket::{Address, Stream};

/// Stack of a thread that renders a page, in bytes.
const STACK: usize = 8 * 1024 * 1024;

/// What every request needs.
pub(super) struct Desk {
    /// Whose requests are answered, and below which path.
    pub rules: Rules,
    /// The build that is shown.
    pub current: Current,
    /// The tabs that listen.
    pub hub: Hub,
}

/// The inner server.
pub(super) struct Inner {
    desk: Arc<Desk>,
    open: Mutex<Option<Open>>,
}

/// A server that runs. Its parts end in this order.
struct Open {
    server: Arc<Server>,
    receiver: JoinHandle<()>,
    address: Address,
}

impl Inner {
    /// Opens the server on a private socket.
    ///
    /// # Errors
    /// Where no socket can be made.
    pub(super) fn new(desk: Arc<Desk>) -> io::Result<Self> {
        let open = Mutex::new(Some(Open::new(&desk)?));
        Ok(Self { desk, open })
    }

    /// A connection to it. A server that no longer answers (its socket was cleaned away, its accepting thread died) is
    /// replaced.
    ///
    /// # Errors
    /// Where even a new server cannot be reached, or it was stopped.
    pub(super) fn connect(&self) -> io::Result<Stream> {
        let mut slot = lock(&self.open);
        let open = slot.as_ref().ok_or(io::ErrorKind::NotConnected)?;
        if let Ok(stream) = open.address.connect() {
            return Ok(stream);
        }
        let new = Open::new(&self.desk)?;
        let stream = new.address.connect();
        if let Some(old) = slot.replace(new) {
            old.end();
        }
        stream
    }

    /// Ends it.
    pub(super) fn stop(&self) {
        if let Some(open) = lock(&self.open).take() {
            open.end();
        }
    }
}

impl Open {
    fn new(desk: &Arc<Desk>) -> io::Result<Self> {
        let (listener, address) = Address::listen()?;
        let server = Server::from_listener(listener, None).map_err(io::Error::other)?;
        let server = Arc::new(server);
        let (requests, desk) = (server.clone(), desk.clone());
        let receiver = thread::Builder::new().name("requests".to_owned()).spawn(move || {
            // Ends when unblocked, or when the server can accept no more and a new one will be made.
            while let Ok(request) = requests.recv() {
                let desk = desk.clone();
                let thread = thread::Builder::new().name("request".to_owned()).stack_size(STACK);
                // Without a thread the request is dropped, which answers it with a 500.
                let _ = thread.spawn(move || handle(request, &desk));
            }
        })?;
        Ok(Self { server, receiver, address })
    }

    fn end(self) {
        self.server.unblock();
        // Without its receiver nobody else holds the server, which then ends its accepting thread by itself.
        let _ = self.receiver.join();
        drop(self.server);
        drop(self.address);
    }
}

fn handle(request: Request, desk: &Desk) {
    // The guard passes no request with a body. Should one come, dropping it would reserve what its length claims.
    if request.body_length().is_some_and(|length| length > 0) {
        std::mem::forget(request);
        return;
    }
    let headers = request.headers().iter();
    let headers = headers.map(|h| (h.field.as_str().as_str().to_ascii_lowercase(), h.value.to_string())).collect();
    let ask = Ask { method: request.method().to_string(), target: request.url().to_owned(), headers };
    let reply = catch_unwind(AssertUnwindSafe(|| answer(&ask, &desk.rules, &desk.current.get())));
    let reply = reply.unwrap_or_else(|_| Reply::Answer(plain(500, "The preview stumbled; this is a bug.\n")));
    // A client that has gone is no fault.
    let _ = match reply {
        Reply::Answer(answer) => send(request, answer),
        Reply::Listen(_) if !desk.hub.has_room() => send(request, plain(503, "Too many tabs are connected.\n")),
        Reply::Listen(listen) => {
            let mut line = request.into_writer();
            line.write_all(OPENING.as_bytes()).map(|()| desk.hub.join(line, listen, &desk.current))
        }
    };
}

fn send(request: Request, answer: Answer) -> io::Result<()> {
    let length = answer.body.len();
    let headers = answer.headers.iter().filter_map(|(name, value)| Header::from_bytes(*name, value.as_bytes()).ok());
    let response =
        Response::new(StatusCode(answer.status), headers.collect(), Cursor::new(answer.body), Some(length), None);
    // Always with a length: the guard counts what it passes on.
    request.respond(response.with_chunked_threshold(usize::MAX))
}
