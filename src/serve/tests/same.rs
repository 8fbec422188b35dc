//! What the preview sends is what a build holds, but for the preview's own script.

use std::path::Path;

use super::*;
use crate::exchange;
use crate::render::Site;
use crate::site::Inputs;
use crate::source::{Disk, percent_encoded};

/// Status and body of an answer, as bytes.
fn get(port: u16, target: &str) -> (u16, String, Vec<u8>) {
    let mut stream = TcpStream::connect((Ipv4Addr::LOCALHOST, port)).expect("it listens");
    write!(stream, "GET {target} HTTP/1.1\r\nHost: localhost\r\nConnection: close\r\n\r\n").expect("it listens");
    let mut answer = Vec::new();
    stream.read_to_end(&mut answer).expect("an answer");
    let end = answer.windows(4).position(|four| four == b"\r\n\r\n").expect("a head");
    let head = String::from_utf8_lossy(&answer[..end]).into_owned();
    let status = head.split(' ').nth(1).and_then(|status| status.parse().ok()).expect("a status");
    (status, head, answer.split_off(end + 4))
}

/// A page without what the preview puts into it.
fn without_script(page: &[u8]) -> Vec<u8> {
    let text = std::str::from_utf8(page).expect("pages are UTF-8");
    let (before, rest) =
        text.split_once("<link rel=\"stylesheet\" href=\"/-/preview.css\"").expect("the preview's lines");
    let (_, after) = rest.split_once("defer></script>").expect("the preview's script");
    format!("{before}{after}").into_bytes()
}

#[test]
fn every_file_of_the_example_handbook_is_sent_as_it_is_built() {
    let disk = || Disk::new(Path::new(env!("CARGO_MANIFEST_DIR"))).with_foreign(exchange::wanted);
    let as_of = jiff::civil::date(2026, 11, 25);
    let source = Box::new(crate::serve::Preview::new(disk(), move || as_of));
    let serving = start_within(source, Settings::default(), Arc::new(|_| {}), Limits::within(1024));
    let serving = serving.expect("a port is free");
    let sources = disk().read().expect("the example handbook is there");
    let site = Site::new(Inputs { sources, as_of, with_drafts: true, redirects: std::collections::BTreeSet::new() });
    for file in site.files() {
        let (status, head, body) = get(serving.port(), &format!("/{}", percent_encoded(&file, b"@$!,")));
        if let Some(redirect) = site.handbook().routes.redirects.get(&file) {
            let to = site.handbook().routes.address(&redirect.to).expect("an address");
            assert!(matches!(status, 301 | 302 | 307 | 308) && head.contains(&to.href), "{file}: {head}");
            continue;
        }
        let built = site.render(&file).expect("the example is sound");
        let is_page = Path::new(&file).extension().is_some_and(|ending| ending == "html");
        let sent = if is_page { without_script(&body) } else { body };
        assert_eq!(status, 200, "{file}");
        assert!(sent == built, "{file} is sent otherwise than it is built");
    }
}
