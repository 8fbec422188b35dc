//! The site behind nginx, with the very configuration that the manual gives. Without nginx these tests say so and check
//! nothing.

use std::io::{Read, Write};
use std::net::{TcpListener, TcpStream};
use std::path::{Path, PathBuf};
use std::process::{Child, Command, Stdio};
use std::time::{Duration, Instant};

use crate::html::Page;
use crate::program::{folder, run, text};

/// The policy of the manual's recipe.
const POLICY: &str = "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self' data:; form-action 'self'; \
                      base-uri 'none'; frame-ancestors 'none'";

/// The nginx blocks of the manual's page on publishing, in order.
fn recipes() -> Vec<String> {
    let page = Path::new(env!("CARGO_MANIFEST_DIR")).join("content/reference/publishing.md");
    let page = std::fs::read_to_string(page).expect("the page is there");
    let blocks = page.split("\n```nginx").skip(1);
    let code = |block: &str| Some(block.split_once('\n')?.1.split_once("\n```")?.0.to_owned());
    blocks.map(|block| code(block).expect("a block of code")).collect()
}

fn nginx() -> Option<PathBuf> {
    let path = std::env::var_os("PATH").unwrap_or_default();
    let folders = std::env::split_paths(&path).chain([PathBuf::from("/usr/sbin")]);
    let found = folders.map(|folder| folder.join("nginx")).find(|program| program.is_file());
    if found.is_none() {
        println!("skipped: nginx is not installed");
    }
    found
}

/// A running nginx; it ends with this value.
struct Server {
    nginx: Child,
    port: u16,
}

impl Drop for Server {
    fn drop(&mut self) {
        let _ = self.nginx.kill();
        let _ = self.nginx.wait();
    }
}

/// What a server answers.
struct Answer {
    status: u16,
    head: String,
    body: Vec<u8>,
}

impl Answer {
    fn header(&self, name: &str) -> &str {
        let line =
            self.head.lines().find_map(|line| line.split_once(": ").filter(|(key, _)| key.eq_ignore_ascii_case(name)));
        line.map_or("", |(_, value)| value)
    }

    fn text(&self) -> String {
        String::from_utf8_lossy(&self.body).into_owned()
    }
}

impl Server {
    /// Runs nginx with what stands in its `http` block, in which `PORT` is the port to listen on.
    fn start(nginx: &Path, at: &Path, http: &str) -> Self {
        let free = TcpListener::bind("127.0.0.1:0").expect("a free port");
        let port = free.local_addr().expect("an address").port();
        drop(free);
        let own = at.display();
        let paths = ["client_body", "proxy", "fastcgi", "uwsgi", "scgi"];
        let temporary: String = paths.map(|kind| format!("  {kind}_temp_path {own}/{kind};\n")).concat();
        let configuration = format!(
            "daemon off;\nmaster_process off;\npid {own}/pid;\nerror_log {own}/error.log;\nevents {{}}\nhttp {{\n  include \
             /etc/nginx/mime.types;\n  access_log off;\n{temporary}{}\n}}\n",
            http.replace("PORT", &port.to_string())
        );
        let file = at.join("nginx.conf");
        std::fs::write(&file, configuration).expect("written");
        let mut nginx = Command::new(nginx)
            .args(["-e", &format!("{own}/start.log"), "-p"])
            .arg(at)
            .arg("-c")
            .arg(&file)
            .stderr(Stdio::null())
            .spawn()
            .expect("nginx starts");
        let started = Instant::now();
        while TcpStream::connect(("127.0.0.1", port)).is_err() {
            let log = || std::fs::read_to_string(at.join("start.log")).unwrap_or_default();
            assert!(nginx.try_wait().expect("its state").is_none(), "nginx ended: {}", log());
            assert!(started.elapsed() < Duration::from_secs(20), "nginx does not listen: {}", log());
            std::thread::sleep(Duration::from_millis(20));
        }
        Self { nginx, port }
    }

    fn ask(&self, path: &str, headers: &str) -> Answer {
        let mut stream = TcpStream::connect(("127.0.0.1", self.port)).expect("it listens");
        let request =
            format!("GET {path} HTTP/1.1\r\nHost: intranet.example.com\r\nConnection: close\r\n{headers}\r\n");
        stream.write_all(request.as_bytes()).expect("sent");
        let mut bytes = Vec::new();
        stream.read_to_end(&mut bytes).expect("answered");
        let end = bytes.windows(4).position(|four| four == b"\r\n\r\n").expect("a head");
        let head = String::from_utf8_lossy(&bytes[..end]).into_owned();
        let status = head.split(' ').nth(1).and_then(|status| status.parse().ok()).expect("a status");
        Answer { status, head, body: bytes[end + 4..].to_vec() }
    }

    fn get(&self, path: &str) -> Answer {
        self.ask(path, "")
    }
}

/// A handbook built below `prefix` (`/`, `/eng/`): the folder of it, and the folder that is the host's root.
fn built(prefix: &str, style: &str) -> (tempfile::TempDir, PathBuf) {
    let settings =
        format!("base_url: https://intranet.example.com{prefix}\nurls: {style}\nredirects: [nginx]\ntitle: Ours\n");
    let page = "---\naliases: [/old desk/, \"/q\\\"{1}$2.html\", /größe.html]\n---\n# Desk\n\n## First steps\n\n\
                ```rust\nfn main() {}\n```\n\n| a |\n|:-:|\n| b |\n\n> [!NOTE]\n> n\n\nText[^1].\n\n[^1]: Note.\n";
    let data = "teams: { pay: { name: Payments, aliases: [cash] } }\nsystems: { ledger: { owner: pay } }\n";
    let book =
        folder(&[("content/handbook.yaml", &settings), ("content/desk.md", page), ("content/ownership/a.yaml", data)]);
    let root = book.path().join("www");
    let out = root.join(prefix.trim_matches('/'));
    let build = run(book.path(), &["build", "--out", out.to_str().expect("a plain name")]);
    assert_eq!(build.status.code(), Some(0), "{}", text(&build.stderr));
    (book, root)
}

/// The configuration for a site at the root of a host.
fn at_root(root: &Path) -> String {
    let recipe = recipes()[0].replace("/srv/handbook", &root.display().to_string());
    assert!(recipe.contains("listen 443 ssl;"), "{recipe}");
    recipe.replace("listen 443 ssl;", "listen 127.0.0.1:PORT;")
}

/// The configuration for a site below a path.
fn below(root: &Path) -> String {
    let recipes = recipes();
    let server = format!("{}\nserver {{\n  listen 127.0.0.1:PORT;\n{}\n}}\n", recipes[2], recipes[1]);
    server.replace("/srv/www", &root.display().to_string())
}

/// Every file of a built site.
fn files(folder: &Path) -> Vec<String> {
    let mut open = vec![folder.to_path_buf()];
    let mut found = Vec::new();
    while let Some(at) = open.pop() {
        for entry in std::fs::read_dir(at).expect("a folder").flatten() {
            let path = entry.path();
            if path.is_dir() {
                open.push(path);
            } else {
                found.push(path.strip_prefix(folder).expect("below").to_str().expect("a plain name").to_owned());
            }
        }
    }
    found.sort();
    found
}

fn hold(prefix: &str, style: &str) {
    let Some(nginx) = nginx() else { return };
    let (book, root) = built(prefix, style);
    let http = if prefix == "/" { at_root(&root) } else { below(&root) };
    let state = book.path().join("nginx");
    std::fs::create_dir(&state).expect("made");
    let server = Server::start(&nginx, &state, &http);
    let page = |name: &str| match style {
        "file" => format!("{prefix}{name}.html"),
        _ => format!("{prefix}{name}/"),
    };
    every_file_is_sent(&server, &root, prefix);
    what_is_not_there_is_said(&server, prefix);
    earlier_addresses_lead_on(&server, prefix, style, &page);
    let folder = server.get(&format!("{prefix}teams"));
    assert_eq!((folder.status, folder.header("location")), (301, &*format!("{prefix}teams/")));
    assert_eq!(server.get(&format!("{prefix}teams/")).status, 200);
}

/// Each page and asset with the type, the policy and the caching of the recipe, and nothing in it that the policy forbids.
fn every_file_is_sent(server: &Server, root: &Path, prefix: &str) {
    let mut kept = 0;
    for file in files(&root.join(prefix.trim_matches('/'))) {
        let answer = server.get(&format!("{prefix}{}", bailiwick::routes::encode(&file)));
        let is_hidden = file.split('/').any(|part| part.starts_with('.'));
        // Where it leads on is looked at by itself.
        if answer.status == 301 {
            continue;
        }
        assert_eq!(answer.status, if is_hidden { 404 } else { 200 }, "{file}");
        assert_eq!(answer.header("content-security-policy"), POLICY, "{file}");
        if is_hidden {
            continue;
        }
        let parts: Vec<&str> = file.rsplit('.').collect();
        let is_marked = file.starts_with("assets/") && parts.len() == 3 && parts[1].len() == 8;
        let caching = answer.header("cache-control");
        assert_eq!(caching, if is_marked { "max-age=31536000" } else { "no-cache" }, "{file}");
        kept += usize::from(is_marked);
        if file.ends_with(".html") {
            assert_eq!(answer.header("content-type"), "text/html; charset=utf-8", "{file}");
            obeys_the_policy(&file, &answer.text());
        }
    }
    assert!(kept >= 4, "{kept} assets have names that change");
    let first = server.get(prefix);
    let again = server.ask(prefix, &format!("If-None-Match: {}\r\n", first.header("etag")));
    assert_eq!((again.status, again.body.len()), (304, 0));
}

/// No script, style or handler in the page itself, no other base for its links, and nothing from another host.
fn obeys_the_policy(file: &str, html: &str) {
    let page = Page::of(html);
    let inline =
        ["script:not([src])", "style", "[style]", "base", "iframe", "object", "embed", "[href^='javascript:']"];
    for forbidden in inline {
        assert_eq!(page.count(forbidden), 0, "{file}: {forbidden}");
    }
    let handlers: Vec<String> = page.attributes().into_iter().filter(|name| name.starts_with("on")).collect();
    assert_eq!(handlers, [] as [&str; 0], "{file}");
    let mut loaded = page.all("[src]", "src");
    loaded.extend(page.all("link[rel=stylesheet], link[rel=icon]", "href"));
    assert!(loaded.iter().all(|address| !address.contains("//")), "{file}: {loaded:?}");
}

/// The page for missing addresses, at any depth, with its own style.
fn what_is_not_there_is_said(server: &Server, prefix: &str) {
    for path in ["gone", "gone/", "teams/no/such/page.html", ".bailiwick-manifest.json", "desk.md"] {
        let lost = server.get(&format!("{prefix}{path}"));
        assert_eq!(lost.status, 404, "{path}");
        assert_eq!(lost.header("content-security-policy"), POLICY, "{path}");
        let page = Page::of(&lost.text());
        assert_eq!(page.texts("h1"), ["Page not found"], "{path}");
        let mut asked = page.all("link[rel=stylesheet]", "href");
        asked.extend(page.all("script[src]", "src"));
        asked.extend(page.all("main a[href]", "href").into_iter().filter(|href| !href.starts_with('#')));
        assert!(asked.len() >= 4, "{asked:?}");
        for address in asked {
            assert!(address.starts_with(prefix), "{path}: {address}");
            assert_eq!(server.get(&address).status, 200, "{path}: {address}");
        }
    }
}

fn earlier_addresses_lead_on(server: &Server, prefix: &str, style: &str, page: &dyn Fn(&str) -> String) {
    let desk = page("desk");
    for (from, to) in [
        ("old%20desk/".to_owned(), desk.clone()),
        ("old%20desk".to_owned(), desk.clone()),
        ("old%20desk/index.html".to_owned(), desk.clone()),
        ("q%22%7B1%7D$2.html".to_owned(), desk.clone()),
        ("gr%C3%B6%C3%9Fe.html".to_owned(), desk.clone()),
        (page("teams/cash")[prefix.len()..].to_owned(), page("teams/pay")),
    ] {
        let answer = server.get(&format!("{prefix}{from}?a=b"));
        assert_eq!((answer.status, answer.header("location")), (301, &*format!("{to}?a=b")), "{style}: {from}");
        assert_eq!(server.get(&to).status, 200, "{to}");
    }
}

#[test]
fn nginx_serves_a_site_at_the_root() {
    hold("/", "file");
}

#[test]
fn nginx_serves_a_site_with_directory_addresses_at_the_root() {
    hold("/", "directory");
}

#[test]
fn nginx_serves_a_site_below_a_path() {
    hold("/eng/", "file");
}

#[test]
fn nginx_serves_a_site_with_directory_addresses_below_a_path() {
    hold("/eng/", "directory");
}
