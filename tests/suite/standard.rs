//! The examples of the `CommonMark` specification and of GitHub's additions, as the Markdown library's own package holds
//! them, through our pipeline. Where ours differs on purpose, the example is listed with the reason.

use std::collections::BTreeMap;
use std::path::{Path, PathBuf};
use std::sync::Arc;

use bailiwick::model::RawHtml;
use bailiwick::render::to_html;
use bailiwick::site::{Href, Markdown};
use bailiwick::source::{Body, SourceFile, SourcePath};
use scraper::{ElementRef, Html, Node};

/// An example: what is written, and what comes of it.
struct Example {
    markdown: String,
    html: String,
}

/// The folder of the Markdown library's tests in the package that this program is built with.
fn package() -> Option<PathBuf> {
    let lock = std::fs::read_to_string(Path::new(env!("CARGO_MANIFEST_DIR")).join("Cargo.lock")).ok()?;
    let (_, after) = lock.split_once("name = \"pulldown-cmark\"\nversion = \"")?;
    let package = format!("pulldown-cmark-{}", after.split('"').next()?);
    let own = |name| std::env::var_os(name).map(PathBuf::from);
    let home = own("CARGO_HOME").or_else(|| Some(own("HOME")?.join(".cargo")))?;
    let registries = std::fs::read_dir(home.join("registry/src")).ok()?.flatten();
    let folders = registries.map(|registry| registry.path().join(&package).join("tests/suite"));
    folders.into_iter().find(|folder| folder.is_dir())
}

/// The examples in a file of that folder, by number from 1.
fn examples(file: &str) -> Option<Vec<Example>> {
    let Some(folder) = package() else {
        println!("skipped: the package of the Markdown library is not here");
        return None;
    };
    let text = std::fs::read_to_string(folder.join(file)).expect("the package holds its tests");
    let quoted = |part: &str, name: &str| -> String {
        let (_, rest) = part.split_once(&format!("let {name} = r##\"")).expect("an example");
        rest.split_once("\"##;").expect("an end").0.to_owned()
    };
    let tests = text.split("#[test]").skip(1);
    Some(tests.map(|test| Example { markdown: quoted(test, "original"), html: quoted(test, "expected") }).collect())
}

/// Our HTML of a text whose links all lead where they say. Raw HTML is kept, for the specification is about that.
fn ours(text: &str) -> String {
    let file = SourceFile::new(SourcePath::new("content/page.md"), Body::Text(text.into()));
    let lead = |destination: &String| Some(Href { href: destination.clone(), is_outside: true });
    let links: BTreeMap<_, _> =
        file.outline().links.iter().map(|link| (link.destination.clone(), lead(&link.destination))).collect();
    let markdown = Markdown {
        links,
        file: Arc::new(file),
        id_prefix: String::new(),
        skips_title: false,
        deepen: 0,
        raw_html: RawHtml::Keep,
        blocks: BTreeMap::new(),
    };
    to_html(&markdown).html
}

/// HTML in one form: what browsers read of it, without white space that they do not show, and without what our pages add
/// to everything of a kind.
fn normal(html: &str) -> String {
    let fragment = Html::parse_fragment(html);
    let mut out = String::new();
    write(fragment.root_element(), false, &mut out);
    let mut text = out.trim().to_owned();
    for tag in
        ["p", "h", "ul", "ol", "li", "blockquote", "pre", "table", "thead", "tbody", "tr", "td", "th", "div", "hr"]
    {
        for edge in [format!("<{tag}>"), format!("</{tag}>")] {
            text = text.replace(&format!(" {edge}"), &edge).replace(&format!("{edge} "), &edge);
        }
    }
    text
}

fn write(element: ElementRef<'_>, is_pre: bool, out: &mut String) {
    for child in element.children() {
        match child.value() {
            Node::Text(text) if is_pre => out.push_str(text),
            Node::Text(text) => {
                let starts = text.starts_with(|c: char| c.is_ascii_whitespace());
                if starts && !out.ends_with(' ') {
                    out.push(' ');
                }
                let words: Vec<&str> = text.split_ascii_whitespace().collect();
                out.push_str(&words.join(" "));
                if text.ends_with(|c: char| c.is_ascii_whitespace()) && !words.is_empty() {
                    out.push(' ');
                }
            }
            Node::Element(_) => {
                if let Some(element) = ElementRef::wrap(child) {
                    write_element(element, is_pre, out);
                }
            }
            _ => {}
        }
    }
}

fn write_element(element: ElementRef<'_>, is_pre: bool, out: &mut String) {
    let tag = element.value();
    let classes: Vec<&str> = tag.classes().collect();
    let name = match tag.name() {
        // A heading's link to itself.
        "a" if classes.contains(&"anchor") => return,
        // Code with its colours, tables that scroll by themselves: the frame is ours.
        "figure" | "span" | "label" => return write(element, is_pre, out),
        "div" if classes.contains(&"scroll") => return write(element, is_pre, out),
        // The page's title is the only heading of level 1, and no level is skipped below it.
        "h1" | "h2" | "h3" | "h4" | "h5" | "h6" => "h",
        name => name,
    };
    let shown = |(key, value): (&str, &str)| {
        let of_ours = match name {
            "h" => key == "id",
            "a" => matches!(key, "rel" | "class"),
            "img" => matches!(key, "loading" | "decoding" | "width" | "height"),
            "pre" => matches!(key, "tabindex" | "role" | "aria-label" | "class"),
            // Ours is a class, for a strict policy of content forbids styles.
            "td" | "th" => matches!(key, "class" | "style" | "scope"),
            "li" => key == "class",
            _ => false,
        };
        (!of_ours).then(|| format!(" {key}=\"{}\"", bailiwick::routes::decode(value)))
    };
    let attributes: std::collections::BTreeSet<String> = tag.attrs().filter_map(shown).collect();
    out.push_str(&format!("<{name}{}>", attributes.into_iter().collect::<String>()));
    write(element, is_pre || name == "pre", out);
    out.push_str(&format!("</{name}>"));
}

/// Examples that come out differently, each with the reason.
type Known<'k> = &'k [(usize, &'static str)];

/// Holds each of so many examples against its HTML; those listed must differ, or the list is out of date.
fn hold(file: &str, count: usize, known: Known<'_>) {
    let Some(examples) = examples(file) else { return };
    assert_eq!(examples.len(), count, "{file}");
    let mut wrong = Vec::new();
    for (at, example) in examples.iter().enumerate() {
        let number = at + 1;
        let (wanted, came) = (normal(&example.html), normal(&ours(&example.markdown)));
        let is_known = known.iter().any(|(known, _)| *known == number);
        if (wanted == came) == is_known {
            wrong.push(format!("{number}: {:?}\n  wanted {wanted}\n  came   {came}", example.markdown));
        }
    }
    println!("{file}: {} examples, {} differ on purpose", examples.len(), known.len());
    assert!(wrong.is_empty(), "{} of {}:\n{}", wrong.len(), examples.len(), wrong.join("\n"));
}

/// Addresses in running text become links, as on GitHub.
const BARE: &str = "a bare address is a link";
/// What a link may begin with is listed; all else leads nowhere, and is reported.
const SCHEME: &str = "no page links to this scheme";
/// Metadata that a page begins with.
const FRONT_MATTER: &str = "lines between `---` are front matter";
/// Of the references to characters in the address of a raw tag only `&amp;` is undone.
const REFERENCE: &str = "the address of a raw tag, which is looked for as it is written";
/// Browsers take a backslash in an address for a slash.
const BACKSLASH: &str = "an address that begins with a backslash may lead to any site";

#[test]
fn the_examples_of_the_specification() {
    let known = [
        (31, REFERENCE),
        (96, FRONT_MATTER),
        (98, FRONT_MATTER),
        (500, SCHEME),
        (596, SCHEME),
        (598, SCHEME),
        (599, SCHEME),
        (601, SCHEME),
        (602, BARE),
        (606, BARE),
        (608, BARE),
        (611, BARE),
        (612, BARE),
        (630, REFERENCE),
        (631, BACKSLASH),
    ];
    hold("spec.rs", 652, &known);
}

#[test]
fn the_examples_of_githubs_additions() {
    hold("gfm_table.rs", 9, &[]);
    hold("gfm_strikethrough.rs", 3, &[]);
    hold("gfm_tasklist.rs", 2, &[]);
}
