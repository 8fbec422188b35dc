//! A build over an older one gives the bytes of a build into an empty folder, whatever was edited in between, with what
//! earlier runs kept and without.

use std::collections::BTreeMap;
use std::fs;
use std::path::Path;

use crate::generate::Numbers;
use crate::program::{folder, run, run_caching, text};

const EDITS: u64 = 30;

/// Where highlighted code is kept, from the handbook's folder.
const CACHE: &str = "kept";

/// Every file below a folder, by path.
fn tree(folder: &Path) -> BTreeMap<String, Vec<u8>> {
    let mut files = BTreeMap::new();
    let mut open = vec![folder.to_path_buf()];
    while let Some(at) = open.pop() {
        for entry in fs::read_dir(&at).expect("a folder").flatten() {
            let path = entry.path();
            if path.is_dir() {
                open.push(path);
            } else {
                let name = path.strip_prefix(folder).expect("below").display().to_string();
                files.insert(name, fs::read(&path).expect("a file"));
            }
        }
    }
    files
}

fn write(book: &Path, path: &str, text: &str) {
    let path = book.join(path);
    fs::create_dir_all(path.parent().expect("above")).expect("made");
    fs::write(path, text).expect("written");
}

fn page(numbers: &mut Numbers, number: u64) -> String {
    let (other, day) = (numbers.below(5), numbers.below(28) + 1);
    format!(
        "---\ntitle: Page {number} of day {day}\n---\n\n# Page\n\nSee [another](page-{other}.md#part-{}) and \
         [one](team:one).\n\n## Part {}\n\n```rust\nlet day = {day};\n```\n",
        numbers.below(3),
        numbers.below(3),
    )
}

/// One edit of the handbook, its theme, what was published, or what was kept.
fn edit(book: &Path, numbers: &mut Numbers) -> String {
    let (kind, number) = (numbers.below(10), numbers.below(5));
    let name = format!("content/notes/page-{number}.md");
    match kind {
        0..=2 => write(book, &name, &page(numbers, number)),
        3 => drop(fs::remove_file(book.join(&name))),
        4 => write(book, "content/handbook.yaml", &format!("title: Book {number}\n")),
        5 => {
            let owned =
                format!("teams:\n  one: {{ name: One {number} }}\nsystems:\n  a: {{ name: A{number}, owner: one }}\n");
            write(book, "content/ownership/all.yaml", &owned);
        }
        6 => write(book, "themes/default/words/en.yaml", &format!("navigation: Ways {number}\n")),
        7 => {
            for kept in fs::read_dir(book.join(CACHE)).into_iter().flatten().flatten() {
                let mut bytes = fs::read(kept.path()).expect("a file");
                let length = u64::try_from(bytes.len()).expect("a small file");
                bytes[usize::try_from(numbers.below(length)).expect("within")] ^= 1;
                fs::write(kept.path(), bytes).expect("written");
            }
        }
        8 => drop(fs::remove_dir_all(book.join("public"))),
        _ => {
            let published = book.join(format!("public/notes/page-{number}.html"));
            if let Ok(bytes) = fs::read(&published) {
                // The same length, so that only the bytes themselves tell.
                fs::write(published, vec![b'x'; bytes.len()]).expect("written");
            }
        }
    }
    format!("kind {kind} of {name}")
}

#[test]
fn a_build_over_an_older_one_gives_the_bytes_of_a_fresh_build() {
    let book = folder(&[("content/handbook.yaml", "title: Book\n"), ("content/notes/page-0.md", "# Page\n")]);
    let mut numbers = Numbers::new(7);
    for round in 0..EDITS {
        let edited = edit(book.path(), &mut numbers);
        let over = run_caching(book.path(), &["build", "--keep-going"], CACHE);
        let elsewhere = folder(&[]);
        let fresh = elsewhere.path().join("out");
        let built = run(book.path(), &["build", "--keep-going", "--out", fresh.to_str().expect("a plain path")]);
        assert_eq!(over.status.code(), built.status.code(), "{}{}", text(&over.stderr), text(&built.stderr));
        let (over, fresh) = (tree(&book.path().join("public")), tree(&fresh));
        assert!(over.keys().eq(fresh.keys()), "round {round}, {edited}");
        for (path, bytes) in &over {
            assert!(fresh[path] == *bytes, "round {round}, {edited}: {path}");
        }
    }
}

#[test]
fn what_another_program_made_is_made_anew() {
    let book = folder(&[("content/handbook.yaml", ""), ("content/a.md", "# A\n")]);
    run(book.path(), &["build"]);
    let manifest = book.path().join("public/.bailiwick-manifest.json");
    let first = fs::read_to_string(&manifest).expect("a manifest");
    assert!(first.contains("\"made_of\""));
    // As an earlier version left it, and as another program would.
    let without: Vec<&str> = first.lines().filter(|line| !line.contains("\"made_of\"")).collect();
    let without = without.join("\n").replace("\",\n    }", "\"\n    }");
    let other = first.replace("\"made_of\": \"", "\"made_of\": \"0");
    for old in [without, other] {
        fs::write(&manifest, old).expect("written");
        let again = run(book.path(), &["build"]);
        assert!(text(&again.stdout).contains(" 0 files written,"), "{}{}", text(&again.stdout), text(&again.stderr));
        assert_eq!(fs::read_to_string(&manifest).expect("a manifest"), first);
    }
}

#[test]
fn timings_name_each_step_and_change_nothing() {
    let book = folder(&[("content/handbook.yaml", ""), ("content/a.md", "# A\n\n```rust\nlet a = 1;\n```\n")]);
    let plain = run(book.path(), &["build", "--out", "plain"]);
    let timed = run(book.path(), &["build", "--out", "timed", "--timings"]);
    assert_eq!(text(&plain.stderr), "");
    assert!(tree(&book.path().join("plain")) == tree(&book.path().join("timed")));
    let said = text(&timed.stderr);
    let steps = ["read", "model", "routes", "rules and relations", "theme", "diagnostics", "files", "put in place"];
    let parts = ["view", "fingerprint", "compare", "context", "markdown", "highlight", "template", "write"];
    for step in steps.iter().chain(&parts) {
        assert!(said.lines().any(|line| line.ends_with(&format!(" ms  {step}"))), "{step}: {said}");
    }
}

#[test]
fn highlighted_code_is_kept_for_the_next_run_and_used() {
    let book = folder(&[("content/handbook.yaml", ""), ("content/a.md", "# A\n\n```rust\nlet kept = 1;\n```\n")]);
    run_caching(book.path(), &["build"], CACHE);
    let names: Vec<String> = tree(&book.path().join(CACHE)).into_keys().collect();
    let [tag, kept] = names.as_slice() else { panic!("{names:?}") };
    assert_eq!(tag, "CACHEDIR.TAG");
    let page = book.path().join("public/a.html");
    let first = fs::read(&page).expect("a page");
    let before = fs::read(book.path().join(CACHE).join(kept)).expect("a cache");
    fs::remove_dir_all(book.path().join("public")).expect("removed");
    run_caching(book.path(), &["build"], CACHE);
    assert!(fs::read(&page).expect("a page") == first);
    assert!(fs::read(book.path().join(CACHE).join(kept)).expect("a cache") == before, "nothing was to be added");
    assert!(text(&before).contains("let"), "the block is in it");
}

#[test]
fn without_a_cache_nothing_is_kept_and_all_is_built() {
    let book = folder(&[("content/handbook.yaml", ""), ("content/a.md", "```rust\nlet a = 1;\n```\n")]);
    let asked = run_caching(book.path(), &["build", "--no-cache"], CACHE);
    assert!(asked.status.success() && !book.path().join(CACHE).exists());
    // A file in its place: nothing can be kept there.
    let taken = run_caching(book.path(), &["build"], "content/a.md");
    assert!(taken.status.success(), "{}", text(&taken.stderr));
    assert_eq!(text(&taken.stderr), "");
}
