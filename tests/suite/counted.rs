//! Broken links of real handbooks, counted a second time: with another reader of Markdown, another of HTML and a way of
//! following links of its own. What the two counts differ in has a reason, or the test fails.

use std::collections::{BTreeMap, BTreeSet};

use bailiwick::source::slug::slug;

use crate::driver::{Built, Checked};
use crate::html::Page;
use crate::real_input::{corpus, handbook};

/// A link of a page that leads nowhere.
type Broken = (String, String);

/// A text as the other readers find it.
fn read(text: &str) -> Page {
    let mut options = markdown::Options::gfm();
    options.parse.constructs.frontmatter = true;
    options.compile.allow_dangerous_html = true;
    options.compile.allow_dangerous_protocol = true;
    options.compile.gfm_tagfilter = false;
    Page::of(&markdown::to_html_with_options(text, &options).expect("Markdown has no errors"))
}

/// The links and images of a text, as browsers find them.
fn links(page: &Page) -> Vec<String> {
    let mut found = page.all("[href]", "href");
    found.extend(page.all("[src]", "src"));
    found
}

/// The ids that GitHub gives to the headings of a text: lower case, nothing but letters, digits, `_`, `-` and a `-` for each
/// space, and the second of the same is the first with `-1`.
fn github(page: &Page) -> BTreeSet<String> {
    let mut times: BTreeMap<String, usize> = BTreeMap::new();
    let mut ids = BTreeSet::new();
    for heading in page.texts("h1, h2, h3, h4, h5, h6") {
        let kept: String =
            heading.to_lowercase().chars().filter(|c| c.is_alphanumeric() || "_- ".contains(*c)).collect();
        let id = kept.replace(' ', "-");
        let before = times.entry(id.clone()).or_default();
        ids.insert(if *before == 0 { id } else { format!("{id}-{before}") });
        *before += 1;
    }
    ids
}

/// What a destination means to a browser: its path from the site's root and its part; nothing for other sites.
fn place(from: &str, destination: &str) -> Option<(Option<String>, String)> {
    let before = destination.split(['/', '?', '#']).next().unwrap_or_default();
    if before.contains(':') || destination.starts_with("//") {
        return None;
    }
    let (path, part) = destination.split_once('#').unwrap_or((destination, ""));
    let path = bailiwick::routes::decode(path.split('?').next().unwrap_or_default());
    let mut parts: Vec<&str> = if path.starts_with('/') { Vec::new() } else { from.split('/').collect() };
    if !path.starts_with('/') && !path.is_empty() {
        parts.pop();
    }
    for name in path.split('/') {
        match name {
            "" | "." => {}
            ".." => {
                if parts.pop().is_none() {
                    return Some((None, part.to_owned()));
                }
            }
            other => parts.push(other),
        }
    }
    Some((Some(parts.join("/")), bailiwick::routes::decode(part)))
}

/// What of a handbook can be led to.
struct There<'a> {
    sources: &'a BTreeSet<String>,
    built: &'a Built,
    ids: BTreeMap<String, BTreeSet<String>>,
    /// The ids that the headings of a source have on GitHub, by its path.
    github: BTreeMap<String, BTreeSet<String>>,
}

impl There<'_> {
    /// The file of the site that a path means: written as a source, as an address, or as a folder.
    fn file(&self, path: &str) -> Option<String> {
        let stem = path.strip_suffix(".md").or_else(|| path.strip_suffix(".html")).unwrap_or(path);
        let folder = |path: &str| if path.is_empty() { "index.html".to_owned() } else { format!("{path}/index.html") };
        let readme = stem.rsplit_once('/').map_or(stem, |(_, name)| name).eq_ignore_ascii_case("readme");
        let above = stem.rsplit_once('/').map_or("", |(above, _)| above);
        let is_source = path.ends_with(".md") && !self.sources.contains(path);
        let candidates =
            [path.to_owned(), format!("{stem}.html"), folder(path), if readme { folder(above) } else { String::new() }];
        candidates.into_iter().filter(|_| !is_source).find(|file| self.built.files.contains_key(file))
    }

    fn is_there(&self, path: &str, part: &str) -> bool {
        let Some(file) = self.file(path) else { return false };
        // A page as a whole is `#top` to browsers, and `#readme` on GitHub.
        if ["", "top", "readme"].contains(&part) || !file.ends_with(".html") {
            return true;
        }
        let names = [path.to_owned(), format!("{path}.md"), format!("{path}/index.md"), format!("{path}/README.md")];
        let on_github = names.iter().any(|name| self.github.get(name).is_some_and(|ids| ids.contains(part)));
        // An id that is not there, but comes to a heading's when made readable, is written as that one.
        on_github || self.ids.get(&file).is_some_and(|ids| ids.contains(part) || ids.contains(&slug(part)))
    }
}

/// `[text][label]` with a label that nobody defines is plain text to a browser. Its author meant a link.
const UNDEFINED: &str = "a label that nobody defines";
/// The other reader's own links between a footnote and its mark.
const FOOTNOTE: &str = "a footnote of the other reader";
/// A scheme that no page may hold, such as a slip in `https:`, leads out of the site, and is counted nowhere.
const SCHEME: &str = "a scheme";
/// `-     See [it](there)`: five spaces behind the dash of a list make the text code, in which there are no links. The
/// other reader takes them for one; a third one, markdown-it, agrees with ours.
const CODE: &str = "code in a list";

/// Why one count has this link and the other not.
fn reason((page, link): &Broken) -> Option<&'static str> {
    if link.starts_with('[') {
        Some(UNDEFINED)
    } else if link.starts_with("#user-content-fn") {
        Some(FOOTNOTE)
    } else if link.split(['/', '?', '#']).next().is_some_and(|first| first.contains(':')) {
        Some(SCHEME)
    } else if page.ends_with("serving-as-a-messenger-during-incidents.md")
        && link.ends_with("#how-we-disclose-security-vulnerabilities")
    {
        Some(CODE)
    } else {
        None
    }
}

/// The broken links that `check` reports.
fn reported(checked: &Checked) -> BTreeSet<Broken> {
    let gaps = checked.gaps().iter().filter(|gap| gap.rule.id() == "broken-link");
    let broken = gaps.map(|gap| {
        let page = gap.place.path.below("content").unwrap_or_default().to_owned();
        let written = gap.message.split('`').nth(1).unwrap_or_default();
        (page, bailiwick::routes::decode(written))
    });
    broken.collect()
}

/// The broken links that the other readers find.
fn counted(checked: &Checked, built: &Built) -> BTreeSet<Broken> {
    let own = checked.handbook.model.pages.values().filter(|page| !page.file.built_in && !page.is_draft);
    let read: BTreeMap<&str, Page> = own.map(|page| (page.content_path(), read(page.file.text()))).collect();
    let files = checked.handbook.sources.below("content");
    let sources = files.filter_map(|file| Some(file.path.below("content")?.to_owned())).collect();
    let there = There {
        sources: &sources,
        built,
        ids: built.pages().map(|(file, html)| (file.to_owned(), Page::of(html).ids().into_iter().collect())).collect(),
        github: read.iter().map(|(path, page)| ((*path).to_owned(), github(page))).collect(),
    };
    let mut counted = BTreeSet::new();
    for (from, page) in &read {
        for link in links(page) {
            let is_broken = match place(from, &link) {
                None => false,
                Some((None, _)) => true,
                Some((Some(path), part)) => !there.is_there(&path, &part),
            };
            if is_broken {
                counted.insert(((*from).to_owned(), bailiwick::routes::decode(&link)));
            }
        }
    }
    counted
}

/// Holds both counts against each other: so many links are in both, and so many in one alone, for these reasons.
fn count(name: &str, in_both: usize, in_one: &[(&str, usize)]) {
    let Some(folder) = corpus(&format!("content/{name}")) else { return };
    let (book, _) = handbook(&folder);
    let checked = book.check();
    let (reported, counted) = (reported(&checked), counted(&checked, &book.build()));
    println!("{name}: {} reported, {} counted", reported.len(), counted.len());
    let mut reasons: BTreeMap<&str, usize> = BTreeMap::new();
    let mut unexplained = Vec::new();
    for broken in reported.symmetric_difference(&counted) {
        match reason(broken) {
            Some(reason) => *reasons.entry(reason).or_default() += 1,
            None => unexplained.push((reported.contains(broken), broken)),
        }
    }
    assert!(unexplained.is_empty(), "{name}: reported or not, and the link: {unexplained:#?}");
    assert_eq!(reasons, in_one.iter().copied().collect(), "{name}");
    assert_eq!(reported.intersection(&counted).count(), in_both, "{name}");
}

#[test]
fn the_sourcegraph_handbook() {
    count("sourcegraph-handbook", 350, &[(UNDEFINED, 5), (FOOTNOTE, 8), (CODE, 1)]);
}

#[test]
fn the_18f_handbook() {
    count("18f-handbook", 25, &[(UNDEFINED, 10), (FOOTNOTE, 4), (SCHEME, 1)]);
}

#[test]
fn the_gds_way() {
    count("gds-way", 88, &[(FOOTNOTE, 2)]);
}

#[test]
fn the_artsy_readme() {
    count("artsy-readme", 15, &[(UNDEFINED, 3), (FOOTNOTE, 2)]);
}

#[test]
fn the_mercari_checklist() {
    count("mercari-production-readiness", 0, &[]);
}
