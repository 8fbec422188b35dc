//! A preview that goes on from an earlier reading shows what a fresh one would, whatever was edited in between.

use std::collections::BTreeMap;
use std::sync::Arc;

use bailiwick::render::Site;
use bailiwick::site::Inputs;
use bailiwick::source::Sources;

use crate::driver::TODAY;
use crate::generate::Numbers;

/// Without optimisation each takes half a second.
const EDITS: usize = if cfg!(debug_assertions) { 100 } else { 400 };

/// Every how many edits the bytes themselves are compared, and not only what they are made of.
const RENDERED: usize = 25;

/// The files of a handbook, as texts.
type Files = BTreeMap<String, Vec<u8>>;

/// A handbook that is edited: its files, and the sources that the preview holds of them.
struct Book {
    files: Files,
    sources: Sources,
    numbers: Numbers,
}

impl Book {
    fn new(seed: u64) -> Self {
        Self { files: Files::new(), sources: Sources::default(), numbers: Numbers::new(seed) }
    }

    fn pick<'a>(&mut self, from: &[&'a str]) -> &'a str {
        let at = self.numbers.below(from.len() as u64);
        from[usize::try_from(at).expect("a small number")]
    }

    fn write(&mut self, path: &str, bytes: impl Into<Vec<u8>>) {
        let bytes = bytes.into();
        put(&mut self.sources, path, &bytes);
        self.files.insert(path.to_owned(), bytes);
    }

    fn remove(&mut self, path: &str) {
        self.files.remove(path);
        self.sources.remove(path);
    }

    /// The same files, read by somebody who knows nothing of earlier ones.
    fn read_anew(&self) -> Sources {
        let mut sources = Sources::default();
        for (path, bytes) in &self.files {
            put(&mut sources, path, bytes);
        }
        sources
    }

    fn page(&mut self) -> String {
        let mut matter = format!("title: Page {}\n", self.numbers.below(40));
        let about = ["team/one", "system/a", "page/home", "stage/operate", "mistake/x", "team/nobody", "rule/own"];
        let choices: [(u64, &str, &[&str]); 6] = [
            (25, "about", &about),
            (25, "aliases", &["[old/one]", "[old/two, old/one]", "[/teams/one.html]", "[notes/b.html]"]),
            (15, "draft", &["true", "false", "perhaps"]),
            (50, "owner", &["one", "two", "nobody", "[one, two]"]),
            (30, "reviewed", &["2026-10-01", "2024-01-01", "someday"]),
            (20, "weight", &["1", "-3", "heavy"]),
        ];
        for (per_cent, field, values) in choices {
            if self.numbers.chance(per_cent) {
                matter += &format!("{field}: {}\n", self.pick(values));
            }
        }
        let links = [
            "[l](b.md)",
            "[l](b.md#part-one)",
            "[l](b.md#partone)",
            "[l](a.md#part-two)",
            "[l](../notes/c.md)",
            "[l](team:one)",
            "[l](team:old-one)",
            "[l](system:a#gaps)",
            "[l](rule:own)",
            "[l](../pictures/p.png)",
            "[l](/deep/er/page.md)",
            "[l](../notes/)",
            "[l](/teams/one.html#members)",
            "[undefined][label]",
            "![i](p.png)",
        ];
        let headings = ["Part one", "Part.one", "Part two", "Part one {#three}", "<a id=\"part-two\"></a>"];
        let mut text = format!("---\n{matter}---\n\n# Page\n\n");
        for _ in 0..self.numbers.below(4) {
            let (heading, one, other) = (self.pick(&headings), self.pick(&links), self.pick(&links));
            text += &format!("## {heading}\n\nSee {one} and {other}.\n\n");
        }
        text + self.pick(&["", "```nolanguage\nx\n```\n", "<b>never closed\n", "A note[^1].\n\n[^2]: of nothing\n"])
    }

    fn data(&mut self) -> String {
        let system = |name: &str, book: &mut Self| {
            let owner = book.pick(&["one", "two", "old-one", "nobody", "[one, two]", "\"?\""]);
            let more = book.pick(&[
                "",
                ", tier: 1",
                ", runbook: notes/b.md#part-one",
                ", aliases: [was-a]",
                ", status: retired",
            ]);
            format!("  {name}: {{ name: System {}, owner: {owner}, domain: d{more} }}\n", book.numbers.below(9))
        };
        let mut text = "domains: { d: { name: Domain, lead: ann } }\n".to_owned();
        text +=
            &format!("teams:\n  one: {{ name: Team {}, members: [ann], aliases: [old-one] }}\n", self.numbers.below(9));
        text += self.pick(&["", "  two: { name: Two, lead: ben }\n", "  two: { parent: one }\n"]);
        text += "systems:\n";
        text += &system("a", self);
        let other = self.pick(&["b", "c", "a"]);
        text + &system(other, self)
    }

    fn settings(&mut self) -> String {
        let rule =
            "  custom:\n    - { id: own, on: page, when: \"owner is missing\", message: \"{title} has none\" }\n";
        let gaps = ["", "gaps:\n  rules: { broken-link: off }\n", "gaps:\n  rules: { stale-page: error }\n"];
        let mut text = format!("title: Book {}\n", self.numbers.below(5));
        text += self.pick(&[
            "",
            "urls: directory\n",
            "raw_html: escape\n",
            "theme: mine\n",
            "language: de\n",
            "people: { pages: true }\n",
        ]);
        text += self.pick(&["", "sources:\n  - { type: csv, path: ../beside/all.csv }\n"]);
        text += self.pick(&gaps);
        if self.numbers.chance(30) {
            text += if text.contains("gaps:") { rule } else { "" };
        }
        text
    }

    /// One edit; says which.
    fn edit(&mut self) -> String {
        let pages = ["a", "b", "c", "index", "README"].map(|name| format!("content/notes/{name}.md"));
        let mut pages: Vec<&str> = pages.iter().map(String::as_str).collect();
        pages.extend(["content/deep/er/page.md", "content/top.md", "content/guide/framework.md"]);
        let path = self.pick(&pages).to_owned();
        let kind = self.numbers.below(30);
        match kind {
            // What people do most: to write on in a page.
            20.. => {
                let page = self.page();
                let (_, more) = page.split_once("# Page").expect("a page has a heading");
                let there = self.files.get(&path).cloned().unwrap_or_else(|| page.clone().into_bytes());
                self.write(&path, [&there, more.as_bytes()].concat());
            }
            0..=7 => {
                let page = self.page();
                self.write(&path, page);
            }
            8..=9 => self.remove(&path),
            10 => {
                let to = self.pick(&pages).to_owned();
                if let Some(bytes) = self.files.get(&path).cloned() {
                    self.remove(&path);
                    self.write(&to, bytes);
                }
            }
            11 => {
                let text = self.bad_text();
                self.write(&path, text);
            }
            12..=14 => {
                let file = self.pick(&["content/ownership/a.yaml", "content/ownership/b.yaml"]).to_owned();
                let data = if self.numbers.chance(15) { "teams: [\n".into() } else { self.data() };
                self.write(&file, data);
            }
            15 => self.remove("content/ownership/b.yaml"),
            16 => {
                let settings = self.settings();
                self.write("content/handbook.yaml", settings);
            }
            17 => {
                let row = format!("system,owner\na,{}\nnew,one\n", self.pick(&["one", "two"]));
                self.write("../beside/all.csv", row);
            }
            18 => {
                let word = format!("navigation: Ways {}\n", self.numbers.below(3));
                let file = self.pick(&["themes/default/words/en.yaml", "themes/mine/words/en.yaml"]);
                self.write(file, word);
            }
            _ => {
                let picture = self.pick(&["content/notes/p.png", "content/pictures/p.png"]).to_owned();
                if self.numbers.chance(50) { self.write(&picture, [1, 2, 3]) } else { self.remove(&picture) }
            }
        }
        format!("kind {kind} of {path}")
    }

    fn bad_text(&self) -> Vec<u8> {
        if self.files.len().is_multiple_of(2) { vec![b'#', 0xff] } else { b"---\ntitle: [\n---\n# Broken\n".to_vec() }
    }
}

fn put(sources: &mut Sources, path: &str, bytes: &[u8]) {
    if path.starts_with("..") { sources.set_foreign(path, bytes) } else { sources.set(path, bytes) }
}

/// What each file of the site is made of, or its bytes.
fn made_of(site: &Site) -> BTreeMap<String, Vec<u8>> {
    let made_of = |file: &String| {
        let prepared = site.prepare(file).expect("the site has it");
        match prepared.fingerprint(b"") {
            Some(fingerprint) => fingerprint.into_bytes(),
            None => prepared.bytes().expect("there"),
        }
    };
    site.files().into_iter().map(|file| (file.clone(), made_of(&file))).collect()
}

fn rendered(site: &Site) -> BTreeMap<String, Result<Vec<u8>, String>> {
    let bytes = |file: &String| site.render(file).map_err(|fault| fault.to_string());
    site.files().into_iter().map(|file| (file.clone(), bytes(&file))).collect()
}

/// Everything that is said of the handbook: a line each.
fn said(site: &Site) -> Vec<String> {
    let judgement = &site.handbook().judgement;
    let diagnostics = site.diagnostics().into_iter().map(|diagnostic| format!("{diagnostic:?}"));
    let gaps = judgement.gaps.iter().chain(&judgement.waived).map(|gap| format!("{gap:?}"));
    let redirects = site.handbook().routes.redirects.iter().map(|redirect| format!("{redirect:?}"));
    diagnostics.chain(gaps).chain(redirects).collect()
}

fn assert_equal<T: PartialEq>(warm: &BTreeMap<String, T>, cold: &BTreeMap<String, T>, after: &str) {
    assert!(warm.keys().eq(cold.keys()), "{after}: other files");
    for (file, made) in warm {
        assert!(cold[file] == *made, "{after}: {file}");
    }
}

fn go_on(seed: u64) {
    let mut book = Book::new(seed);
    book.write("content/handbook.yaml", "");
    let (mut warm, mut held): (Option<Site>, usize) = (None, 0);
    for round in 0..EDITS / 2 {
        let mut edited = book.edit();
        if book.numbers.chance(20) {
            edited += &format!(", then {}", book.edit());
        }
        let (as_of, with_drafts) =
            (if book.numbers.chance(10) { TODAY.tomorrow().expect("a day") } else { TODAY }, book.numbers.chance(90));
        let inputs =
            |sources: Sources| Inputs { sources, as_of, with_drafts, redirects: std::collections::BTreeSet::new() };
        let site = match &warm {
            Some(before) => Site::again(before, inputs(book.sources.clone())),
            None => Site::new(inputs(book.sources.clone())),
        };
        let cold = Site::new(inputs(book.read_anew()));
        let after = format!("seed {seed}, round {round}, {edited}");
        assert_eq!(said(&site), said(&cold), "{after}");
        assert_equal(&made_of(&site), &made_of(&cold), &after);
        if round % RENDERED == 0 {
            assert_equal(&rendered(&site), &rendered(&cold), &after);
        }
        let routes = |site: &Site| site.handbook().settled.clone();
        held += usize::from(warm.is_some_and(|before| Arc::ptr_eq(&routes(&before), &routes(&site))));
        warm = Some(site);
    }
    assert!(held > EDITS / 20, "seed {seed}: addresses were kept {held} times, which tells little");
}

#[test]
fn going_on_from_an_earlier_reading_is_reading_anew() {
    std::thread::scope(|scope| {
        for seed in [1, 2] {
            scope.spawn(move || go_on(seed));
        }
    });
}
