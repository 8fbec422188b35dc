//! What a site brings along for those who publish it: redirects for servers.

use crate::driver::Handbook;
use crate::program::{folder, run, text};

const MOVED: [(&str, &str); 2] = [
    ("content/desk.md", "---\naliases: [/old place/, \"a$b\", \"ü*:\\\"x\\\".html\"]\n---\n# Desk\n"),
    ("content/ownership/a.yaml", "teams:\n  payments: { name: Payments, aliases: [cash] }\n"),
];

fn map(settings: &str, file: &str) -> Vec<String> {
    let built = Handbook::of(MOVED).edit("content/handbook.yaml", settings).build();
    built.file(file).lines().skip(1).map(str::to_owned).collect()
}

#[test]
fn earlier_addresses_are_written_down_for_each_server_that_is_named() {
    let all = "redirects: [netlify, nginx, apache]\n";
    assert_eq!(
        map(all, "_redirects"),
        [
            "/%C3%BC%2A%3A%22x%22.html  /desk.html  301!",
            "/a$b.html  /desk.html  301!",
            "/old%20place  /desk.html  301!",
            "/old%20place/  /desk.html  301!",
            "/old%20place/index.html  /desk.html  301!",
            "/teams/cash.html  /teams/payments.html  301!",
        ]
    );
    let nginx = map(&format!("base_url: https://h.example/eng%20ops\n{all}"), "redirects.nginx");
    assert!(nginx.contains(&"\"/eng ops/old place/\" \"/eng%20ops/desk.html\";".to_owned()), "{nginx:#?}");
    assert!(nginx.contains(&"\"/eng ops/ü*:\\\"x\\\".html\" \"/eng%20ops/desk.html\";".to_owned()), "{nginx:#?}");
    assert_eq!(nginx.len(), 6);
    let apache = map(&format!("base_url: https://h.example/eng/\nurls: directory\n{all}"), ".htaccess");
    assert!(apache.contains(&"RedirectMatch 301 \"^/eng/teams/cash/$\" \"/eng/teams/payments/\"".to_owned()));
    assert!(apache.contains(&"RedirectMatch 301 \"^/eng/teams/cash$\" \"/eng/teams/payments/\"".to_owned()));
}

#[test]
fn no_map_is_written_unless_asked_for_and_the_pages_that_lead_on_stay() {
    let built = Handbook::of(MOVED).build();
    let maps = ["_redirects", "redirects.nginx", ".htaccess"];
    assert!(maps.iter().all(|map| !built.files.contains_key(*map)));
    let asked = Handbook::of(MOVED).edit("content/handbook.yaml", "redirects: [nginx]\n").build();
    assert!(asked.files.contains_key("redirects.nginx") && !asked.files.contains_key(".htaccess"));
    assert!(asked.file("teams/cash.html").contains("payments.html"));
}

#[test]
fn a_map_belongs_to_the_site_and_takes_no_file_of_the_handbooks_own() {
    let book = folder(&MOVED.map(|(path, content)| (path, content)));
    std::fs::write(book.path().join("content/handbook.yaml"), "redirects: [nginx]\n").expect("written");
    let build = run(book.path(), &["build", "--redirects", "netlify", "--redirects", "apache"]);
    assert_eq!(build.status.code(), Some(0), "{}", text(&build.stderr));
    let public = book.path().join("public");
    let manifest = std::fs::read_to_string(public.join(".bailiwick-manifest.json")).expect("written");
    for map in ["_redirects", "redirects.nginx", ".htaccess"] {
        assert!(public.join(map).is_file() && manifest.contains(&format!("\"{map}\"")), "{map}");
    }
    // What is no longer asked for goes again.
    assert_eq!(run(book.path(), &["build"]).status.code(), Some(0));
    assert!(public.join("redirects.nginx").is_file() && !public.join("_redirects").exists());

    let slip = run(book.path(), &["build", "--redirects", "ngnix"]);
    assert_eq!(slip.status.code(), Some(2));
    assert!(text(&slip.stderr).contains("netlify, nginx, apache"), "{}", text(&slip.stderr));
    std::fs::write(book.path().join("content/_redirects"), "/mine /yours\n").expect("written");
    assert_eq!(run(book.path(), &["build"]).status.code(), Some(0));
    let clash = run(book.path(), &["build", "--redirects", "netlify"]);
    assert_eq!(clash.status.code(), Some(1));
    assert!(text(&clash.stderr).contains("`_redirects` is the address of a page that Bailiwick makes itself"));
}

#[test]
fn a_word_that_is_no_server_is_an_error_with_its_place() {
    let checked = Handbook::of([]).edit("content/handbook.yaml", "redirects: [nginx, apahce]\n").check();
    assert_eq!(checked.errors(), ["content/handbook.yaml:1:20 unknown-word"]);
}
