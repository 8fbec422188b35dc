//! Clients that mean no good, or want too much.

use std::sync::mpsc;
use std::thread;

use super::*;

const HOME: &[(&str, &str)] = &[("index.html", "<body>CANARY-HOME</body>")];

#[test]
fn no_path_leads_outside_the_site() {
    let preview = Preview::of(HOME);
    let above = preview.folder.path();
    for file in ["canary.txt", "content-private/canary.txt", "content/../canary.txt"] {
        let path = above.join(file);
        fs::create_dir_all(path.parent().expect("below")).expect("a folder can be made");
        fs::write(path, "CANARY-OUTSIDE").expect("a file can be written");
    }
    let name = above.display().to_string();
    for target in [
        "/../canary.txt",
        "/../../canary.txt",
        "/%2e%2e/canary.txt",
        "/..%2fcanary.txt",
        "/..%2f..%2fcanary.txt",
        "/..%2fcontent-private/canary.txt",
        "/..%2fcontent-private%2fcanary.txt",
        "/%2e%2e%2fcanary.txt",
        "/.//../canary.txt",
        "/a/b/../../../canary.txt",
        &format!("/{name}/canary.txt"),
        &format!("/%2f{name}/canary.txt"),
        "/..%5ccanary.txt",
        "/..\\canary.txt",
        "/%252e%252e/canary.txt",
        "/index.html%00.txt",
        "/%00",
        "../canary.txt",
        "http://localhost/",
        "//evil.example/",
        "//evil.example/..",
    ] {
        let answer = preview.get(target);
        assert!(matches!(answer.status, 400 | 404), "{target}: {answer:?}");
        assert!(!answer.body.contains("CANARY") && !answer.body.contains(&name), "{target}: {answer:?}");
    }
    preview.shows("/", "CANARY-HOME");
}

#[test]
fn only_our_own_names_are_answered() {
    let preview = Preview::of(HOME);
    let port = preview.port();
    for target in ["/", "/-/events?route=", "/-/preview.js"] {
        for host in ["evil.example", "127.0.0.1.evil.example", "localhost.evil.example:80", "notlocalhost", ""] {
            let answer = preview.ask("GET", target, &[&format!("Host: {host}")]);
            assert!(matches!(answer.status, 400 | 403), "{host}: {answer:?}");
            assert!(!answer.body.contains("CANARY"));
        }
    }
    for host in ["localhost", "LOCALHOST", "127.0.0.1", "[::1]"] {
        assert_eq!(preview.ask("GET", "/", &[&format!("Host: {host}:{port}")]).status, 200, "{host}");
    }
    assert!(preview.raw(b"GET / HTTP/1.0\r\n\r\n").starts_with("HTTP/1.1 400"));
    assert_eq!(preview.serving().exposure(), None);
}

#[test]
fn allowed_names_are_answered_on_all_addresses() {
    let settings = Settings {
        host: Some("0.0.0.0".to_owned()),
        allowed_hosts: vec!["docs.example".to_owned()],
        ..Settings::default()
    };
    let preview = Preview::with(HOME, settings, |_| {});
    assert!(preview.serving().exposure().is_some_and(|text| text.contains("everyone")));
    assert_eq!(preview.ask("GET", "/", &["Host: docs.example"]).status, 200);
    assert_eq!(preview.ask("GET", "/", &["Host: evil.example"]).status, 403);
}

#[test]
fn a_foreign_page_is_told_nothing() {
    let preview = Preview::of(HOME);
    for line in
        ["Origin: http://evil.example", "Origin: null", "Origin: http://localhost:1", "Sec-Fetch-Site: cross-site"]
    {
        assert_eq!(preview.ask("GET", "/-/events?route=", &[line]).status, 403, "{line}");
    }
}

#[test]
fn odd_requests_are_refused_and_harm_nobody() {
    let preview = Preview::of(HOME);
    let huge = format!("GET / HTTP/1.1\r\nHost: localhost\r\nX: {}\r\n\r\n", "a".repeat(64 * 1024));
    let long = format!("GET /{} HTTP/1.1\r\nHost: localhost\r\n\r\n", "a".repeat(64 * 1024));
    for (request, status) in [
        ("POST / HTTP/1.1\r\nHost: localhost\r\nContent-Length: 99999999999\r\n\r\n", "405"),
        ("POST / HTTP/1.1\r\nHost: localhost\r\nContent-Length: 99999999999999999999999999\r\n\r\n", "405"),
        ("GET / HTTP/1.1\r\nHost: localhost\r\nContent-Length: 99999999999\r\n\r\n", "200"),
        ("POST / HTTP/1.1\r\nHost: localhost\r\nTransfer-Encoding: chunked\r\n\r\nffffffffff\r\n", "405"),
        ("GET / HTTP/1.1\r\nHost: localhost\r\nContent-Length: -1\r\n\r\n", "400"),
        ("GET / HTTP/1.1\r\nHost: localhost\r\nExpect: 100-continue\r\n\r\n", "417"),
        ("GET / HTTP/1.1\r\nHost: localhost\r\nUpgrade: websocket\r\nConnection: upgrade, close\r\n\r\n", "200"),
        ("PRI * HTTP/2.0\r\n\r\nSM\r\n\r\n", "505"),
        ("\u{16}\u{3}\u{1}\r\n\r\n", "400"),
        (&huge, "431"),
        (&long, "431"),
    ] {
        let answer = preview.raw(request.as_bytes());
        assert!(answer.starts_with(&format!("HTTP/1.1 {status}")), "{request:.60}: {answer:.80}");
    }
    preview.shows("/", "CANARY-HOME");
}

#[test]
fn slow_and_idle_clients_do_not_block_others() {
    let preview = Preview::with(HOME, Settings::default(), |limits| {
        limits.connections = 40;
        limits.head = Duration::from_millis(300);
    });
    let idle: Vec<_> = (0..100).map(|_| preview.connect()).collect();
    preview.shows("/", "CANARY-HOME");
    let mut slow = preview.connect();
    slow.write_all(b"GET / HT").expect("it listens");
    let mut text = String::new();
    let _ = slow.read_to_string(&mut text);
    assert!(text.starts_with("HTTP/1.1 408"), "{text}");
    drop(idle);
    preview.shows("/", "CANARY-HOME");
}

#[test]
fn a_client_that_does_not_read_its_answer_does_not_block_others() {
    let large = "x".repeat(8 * 1024 * 1024);
    let preview = Preview::with(
        &[("index.html", "<body>CANARY-HOME</body>"), ("large.bin", &large)],
        Settings::default(),
        |limits| {
            limits.requests = 3;
            limits.write = Duration::from_millis(300);
        },
    );
    let lazy: Vec<_> = (0..6)
        .map(|_| {
            let mut stream = preview.connect();
            stream.write_all(b"GET /large.bin HTTP/1.1\r\nHost: localhost\r\n\r\n").expect("it listens");
            stream
        })
        .collect();
    preview.shows("/", "CANARY-HOME");
    assert_eq!(preview.get("/large.bin").body.len(), large.len());
    drop(lazy);
}

#[test]
fn a_page_that_makes_the_program_stumble_costs_that_page_only() {
    let preview = Preview::of(&[("index.html", "<body>CANARY-HOME</body>"), ("bad.html", "PANIC")]);
    assert_eq!(preview.get("/bad").status, 500);
    preview.shows("/", "CANARY-HOME");
}

#[test]
fn it_ends_within_a_second_with_tabs_open_and_the_port_free() {
    let mut preview = Preview::of(HOME);
    let port = preview.port();
    let mut tabs: Vec<_> = (0..10).map(|_| preview.tab("")).collect();
    let stop = preview.serving().stop();
    let serving = preview.serving.take().expect("it runs");
    let (sender, ended) = mpsc::channel();
    thread::spawn(move || {
        serving.wait();
        sender.send(()).expect("the test waits");
    });
    let began = Instant::now();
    stop.now();
    ended.recv_timeout(PATIENCE).expect("it ends");
    assert!(began.elapsed() < Duration::from_secs(1), "{:?}", began.elapsed());
    assert!(std::net::TcpListener::bind((Ipv4Addr::LOCALHOST, port)).is_ok(), "the port is free");
    for tab in &mut tabs {
        let _ = tab.0.read_to_string(&mut String::new());
    }
}
