//! HTTP as real hosts speak it.

use std::net::{Ipv6Addr, TcpStream};

use super::*;

const SITE: &[(&str, &str)] = &[
    ("index.html", "<body><h1>Home</h1></body>"),
    ("404.html", "<body>lost</body>"),
    ("teams/index.html", "<body>Teams</body>"),
    ("teams/payments.html", "<body>Payments</body>"),
    ("größe.html", "<body>Größe</body>"),
    ("assets/style.css", "a{}"),
    ("film.mp4", "0123456789"),
];

#[test]
fn pages_are_answered_as_real_hosts_do() {
    let preview = Preview::of(SITE);
    for method in ["GET", "HEAD"] {
        for (target, status, location) in [
            ("/", 200, None),
            ("/index.html", 200, None),
            ("/teams", 302, Some("/teams/")),
            ("/teams/", 200, None),
            ("/teams/index.html", 200, None),
            ("/teams/payments", 200, None),
            ("/teams/payments/", 302, Some("/teams/payments")),
            ("/teams/payments/?q=1", 302, Some("/teams/payments?q=1")),
            ("/gr%C3%B6%C3%9Fe.html", 200, None),
            ("/nothing", 404, None),
            ("/a/b/c/", 404, None),
        ] {
            let answer = preview.ask(method, target, &[]);
            assert_eq!((answer.status, answer.header("location")), (status, location), "{method} {target}");
            assert_eq!(answer.body.is_empty(), method == "HEAD" || status == 302, "{method} {target}");
        }
    }
    let (get, head) = (preview.get("/"), preview.ask("HEAD", "/", &[]));
    assert_eq!(get.header("content-length"), head.header("content-length"));
    assert_eq!(get.header("content-type"), Some("text/html; charset=utf-8"));
    assert_eq!(get.header("cache-control"), Some("no-cache"));
    assert!(preview.get("/nothing").body.contains("lost"));
}

#[test]
fn only_pages_get_the_script_and_nothing_but_the_script() {
    let preview = Preview::of(SITE);
    let page = preview.get("/teams/payments").body;
    let lines = &page[page.find("<link").expect("injected")..page.find("</body>").expect("whole")];
    assert_eq!(page.replace(lines, ""), "<body>Payments</body>");
    assert_eq!(preview.get("/assets/style.css").body, "a{}");
    for ours in ["/-/preview.js", "/-/preview.css"] {
        assert_eq!(preview.get(ours).status, 200);
    }
}

#[test]
fn what_did_not_change_is_not_sent_again() {
    let preview = Preview::of(SITE);
    for target in ["/", "/assets/style.css"] {
        let tag = preview.get(target).header("etag").expect("tagged").to_owned();
        let again = |tag: &str| preview.ask("GET", target, &[&format!("If-None-Match: {tag}")]);
        assert_eq!(again(&tag).status, 304);
        assert_eq!(again(&format!("\"x\", W/{tag}")).body, "");
        assert_eq!(again("\"x\"").status, 200);
    }
    let tag = preview.get("/").header("etag").expect("tagged").to_owned();
    preview.write("index.html", "<body>Other</body>");
    preview.shows("/", "Other");
    assert_ne!(preview.get("/").header("etag"), Some(tag.as_str()));
}

#[test]
fn a_part_of_a_film_can_be_asked_for() {
    let preview = Preview::of(SITE);
    let part = preview.ask("GET", "/film.mp4", &["Range: bytes=2-4"]);
    assert_eq!((part.status, part.body.as_str()), (206, "234"));
    assert_eq!(part.header("content-range"), Some("bytes 2-4/10"));
    assert_eq!(preview.ask("GET", "/film.mp4", &["Range: bytes=99-"]).status, 416);
    assert_eq!(preview.ask("GET", "/film.mp4", &["Range: bytes=0-1,3-4"]).status, 200);
    assert_eq!(preview.ask("GET", "/film.mp4", &["Range: bytes=2-4", "If-Range: \"old\""]).status, 200);
}

#[test]
fn other_methods_are_refused_with_those_that_are_not() {
    let preview = Preview::of(SITE);
    for method in ["POST", "PUT", "DELETE", "OPTIONS", "BREW"] {
        let answer = preview.ask(method, "/", &["Content-Length: 5"]);
        assert_eq!((answer.status, answer.header("allow")), (405, Some("GET, HEAD")), "{method}");
    }
}

#[test]
fn below_a_base_path_nothing_else_is_served() {
    let settings = Settings { base_path: "eng".to_owned(), ..Settings::default() };
    let preview = Preview::with(SITE, settings, |_| {});
    assert!(preview.serving().url().ends_with("/eng/"));
    for (target, status, location) in [
        ("/eng/", 200, None),
        ("/eng", 302, Some("/eng/")),
        ("/eng/teams", 302, Some("/eng/teams/")),
        ("/eng/-/preview.js", 200, None),
        ("/", 404, None),
        ("/teams/", 404, None),
        ("/-/preview.js", 404, None),
        ("/english/", 404, None),
    ] {
        let answer = preview.get(target);
        assert_eq!((answer.status, answer.header("location")), (status, location), "{target}");
    }
    assert!(preview.get("/eng/teams/").body.contains("src=\"/eng/-/preview.js\""));
}

#[test]
fn an_earlier_address_leads_to_the_new_one() {
    let preview = Preview::of(&[("b.html", "<body>b</body>"), ("a.html.moved", "b.html#part")]);
    let answer = preview.get("/a?q=1");
    assert_eq!((answer.status, answer.header("location")), (302, Some("/b.html?q=1#part")));
}

#[test]
fn both_loopback_addresses_answer_on_one_connection_for_many_requests() {
    let preview = Preview::of(SITE);
    for address in preview.serving().addresses() {
        let mut stream = TcpStream::connect(address).expect("it listens");
        stream.set_read_timeout(Some(PATIENCE)).expect("a timeout can be set");
        let one = b"GET /assets/style.css HTTP/1.1\r\nHost: localhost\r\n\r\n";
        let last = b"GET / HTTP/1.1\r\nHost: localhost\r\nConnection: close\r\n\r\n";
        stream.write_all(&[&one[..], one, last].concat()).expect("it listens");
        let mut text = String::new();
        stream.read_to_string(&mut text).expect("it answers");
        assert_eq!(text.matches("HTTP/1.1 200 OK").count(), 3, "{text}");
        assert!(text.find("a{}") < text.find("Home"), "in order");
    }
    let has_v6 = std::net::TcpListener::bind((Ipv6Addr::LOCALHOST, 0)).is_ok();
    assert_eq!(preview.serving().addresses().len(), 1 + usize::from(has_v6));
}
