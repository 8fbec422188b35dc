//! The theme: its pages' outline, its colours, its weight, and themes laid over it.

use std::collections::{BTreeMap, BTreeSet};
use std::path::Path;

use bailiwick::source::outline::{SECTION_IDS, THEME_ID};

use crate::driver::Handbook;
use crate::html::Page;

fn example() -> Handbook {
    Handbook::at(Path::new(env!("CARGO_MANIFEST_DIR")))
}

fn theme_file(name: &str) -> String {
    let path = Path::new(env!("CARGO_MANIFEST_DIR")).join("themes/default").join(name);
    std::fs::read_to_string(path).expect("a file of the default theme")
}

fn templates() -> Vec<(String, String)> {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("themes/default/templates");
    let entries = std::fs::read_dir(folder).expect("the templates").flatten();
    let named = entries.map(|entry| entry.file_name().into_string().expect("a plain name"));
    named.map(|name| (name.clone(), theme_file(&format!("templates/{name}")))).collect()
}

#[test]
fn no_page_skips_a_level_of_headings_in_either_style_of_addresses() {
    let settings = std::fs::read_to_string(Path::new(env!("CARGO_MANIFEST_DIR")).join("content/handbook.yaml"));
    let settings = settings.expect("the example's settings").replace("urls: file", "urls: directory");
    for handbook in [example(), example().edit("content/handbook.yaml", &settings)] {
        let built = handbook.build();
        let mut skipped = Vec::new();
        for (file, html) in built.pages() {
            let mut last = 0;
            for level in Page::of(html).names("h1, h2, h3, h4, h5, h6") {
                let level: u8 = level[1..].parse().expect("a heading's level");
                if level > last + 1 {
                    skipped.push(format!("{file}: h{last} then h{level}"));
                }
                last = level;
            }
        }
        assert_eq!(skipped, [] as [&str; 0]);
    }
}

#[test]
fn nothing_stands_inline_that_a_strict_content_policy_would_block() {
    for (file, html) in example().build().pages() {
        let page = Page::of(html);
        assert_eq!(page.count("style, [style], script:not([src]), iframe, object, embed, base"), 0, "{file}");
        let handlers = page.attributes().into_iter().filter(|name| name.starts_with("on")).collect::<Vec<_>>();
        assert_eq!(handlers, [] as [&str; 0], "{file}");
    }
}

#[test]
fn templates_give_out_only_ids_of_the_theme_and_of_sections() {
    let allowed: BTreeSet<&str> = SECTION_IDS.into_iter().collect();
    for (name, text) in templates() {
        for part in text.split(" id=\"").skip(1) {
            let id = part.split('"').next().expect("a first part");
            let is_ours = id.starts_with(THEME_ID) || id.starts_with("{{ ") || allowed.contains(id);
            assert!(is_ours, "{name}: {id}");
        }
        for part in text.split("<heading id=\"").skip(1) {
            let id = part.split('"').next().expect("a first part");
            assert!(allowed.contains(id), "{name}: {id}");
        }
    }
}

#[test]
fn only_texts_that_were_made_safe_are_written_as_they_are() {
    for (name, text) in templates() {
        assert!(!text.contains("| safe") && !text.contains("|safe"), "{name}");
    }
}

/// The colours of `:root` by name, light and dark.
fn tokens(css: &str) -> BTreeMap<String, [String; 2]> {
    let mut found = BTreeMap::new();
    for part in css.split("--").skip(1) {
        let named = part.split_once(":light-dark(").filter(|(name, _)| !name.contains(':'));
        let Some((name, rest)) = named else { continue };
        let values = rest.split(')').next().expect("a first part");
        let (light, dark) = values.split_once(',').expect("two colours");
        found.insert(name.to_owned(), [light.to_owned(), dark.to_owned()]);
    }
    found
}

/// Relative luminance, as WCAG 2.2 has it.
fn luminance(colour: &str) -> f64 {
    let hex = colour.trim_start_matches('#');
    let hex: String = if hex.len() == 3 { hex.chars().flat_map(|c| [c, c]).collect() } else { hex.to_owned() };
    let part = |at: usize| {
        let value = f64::from(u8::from_str_radix(&hex[at..at + 2], 16).expect("a hexadecimal colour")) / 255.0;
        if value <= 0.04045 { value / 12.92 } else { ((value + 0.055) / 1.055).powf(2.4) }
    };
    0.2126 * part(0) + 0.7152 * part(2) + 0.0722 * part(4)
}

fn contrast(a: &str, b: &str) -> f64 {
    let (a, b) = (luminance(a), luminance(b));
    (a.max(b) + 0.05) / (a.min(b) + 0.05)
}

#[test]
fn every_text_is_readable_on_every_surface_in_both_schemes() {
    let tokens = tokens(&theme_file("assets/style.css"));
    let surfaces = ["bg", "sunk", "raise", "hover", "acc-s", "code"];
    let tinted = [("crit", "crit-s"), ("warn", "warn-s"), ("info", "info-s"), ("ok", "ok-s"), ("key", "code")];
    let mut pairs: Vec<(&str, &str, f64)> = Vec::new();
    for text in ["text", "mute", "acc", "acc-h", "crit", "warn", "info", "ok"] {
        pairs.extend(surfaces.map(|surface| (text, surface, 4.5)));
    }
    for (colour, surface) in tinted {
        pairs.extend([(colour, surface, 4.5), ("text", surface, 4.5), ("mute", surface, 4.5), ("acc", surface, 4.5)]);
    }
    pairs.extend([("on-acc", "acc", 4.5), ("on-acc", "acc-h", 4.5), ("bg", "text", 4.5)]);
    pairs.extend(["bg", "sunk", "raise"].map(|surface| ("edge", surface, 3.0)));
    let mut weak = Vec::new();
    for (text, surface, limit) in &pairs {
        for scheme in [0, 1] {
            let ratio = contrast(&tokens[*text][scheme], &tokens[*surface][scheme]);
            if ratio < *limit {
                weak.push(format!("{text} on {surface}, scheme {scheme}: {ratio:.2}"));
            }
        }
    }
    assert!(pairs.len() * 2 >= 136, "{}", pairs.len());
    assert_eq!(weak, [] as [&str; 0]);
}

#[test]
fn the_light_colours_stand_the_same_where_schemes_are_not_known() {
    let css = theme_file("assets/style.css");
    for (name, [light, _]) in tokens(&css) {
        assert!(css.contains(&format!("--{name}:{light};")) || css.contains(&format!("--{name}:{light}\n")), "{name}");
    }
}

#[test]
fn every_class_of_highlighted_code_has_a_look() {
    let css = theme_file("assets/style.css");
    for (class, _) in bailiwick::render::classes() {
        let named = [",", ")", "{", " ", ".", ":"].iter().any(|after| css.contains(&format!(".{class}{after}")));
        assert!(named, "{class}");
    }
}

#[test]
fn every_word_that_a_template_says_is_in_the_table() {
    let table = theme_file("words/en.yaml");
    let keys: BTreeSet<&str> = table.lines().filter_map(|line| line.split_once(':').map(|(key, _)| key)).collect();
    for (name, text) in templates() {
        for (at, _) in text.match_indices("w.") {
            let part = &text[at + 2..];
            let is_word = |c: char| c.is_ascii_alphanumeric() || matches!(c, '_' | '.');
            if text[..at].ends_with(is_word) || !part.starts_with(|c: char| c.is_ascii_lowercase()) {
                continue;
            }
            let end = part.find(|c: char| !(c.is_ascii_lowercase() || c == '_')).unwrap_or(part.len());
            assert!(keys.contains(&part[..end]), "{name}: {}", &part[..end]);
        }
    }
}

#[test]
fn pages_and_assets_keep_to_their_weight() {
    let built = example().build();
    let heaviest = |beginning: &str, ending: &str| {
        let fits = |path: &str| path.starts_with(beginning) && path.ends_with(ending) && !path.ends_with("/index.html");
        let found = built.files.iter().filter(|(path, _)| fits(path));
        found.map(|(_, bytes)| bytes.len()).max().expect("such a file")
    };
    assert!(heaviest("assets/style.", ".css") <= 20 * 1024, "{}", heaviest("assets/style.", ".css"));
    assert!(heaviest("assets/figures.", ".css") <= 3 * 1024);
    // Three KiB, and a hundred bytes for each value that is filtered by without scripts.
    assert!(heaviest("assets/report.", ".css") <= 3 * 1024 + 400, "{}", heaviest("assets/report.", ".css"));
    assert!(heaviest("assets/print.", ".css") <= 2 * 1024);
    assert!(heaviest("assets/theme.", ".js") <= 512);
    assert!(heaviest("assets/app.", ".js") <= 15 * 1024, "{}", heaviest("assets/app.", ".js"));
    assert!(heaviest("assets/search.", ".js") <= 18 * 1024, "{}", heaviest("assets/search.", ".js"));
    for (file, limit) in [("teams/", 60), ("systems/", 60), ("runbooks/", 60), ("guide/", 60)] {
        assert!(heaviest(file, ".html") <= limit * 1024, "{file}: {}", heaviest(file, ".html"));
    }
}

#[test]
fn a_theme_replaces_files_one_by_one_and_can_extend_what_it_replaces() {
    let theme = [
        ("content/handbook.yaml", "theme: acme"),
        ("content/ownership/a.yaml", "teams: { one: { name: One } }"),
        (
            "themes/acme/templates/team.html",
            "{% extends \"themes/default/templates/team.html\" %}{% block tags %}<b>{{ w.hello }}</b>{% endblock %}",
        ),
        ("themes/acme/words/en.yaml", "hello: Hello from Acme\nmenu: The menu"),
        ("themes/acme/assets/theme.css", ":root { --acc: #0a0 }"),
    ];
    let built = Handbook::of(theme).build();
    let page = built.file("teams/one.html");
    assert!(page.contains("<b>Hello from Acme</b>") && page.contains("aria-label=\"The menu\""), "{page}");
    assert!(page.contains("id=\"systems\""), "the rest of the default template is there");
    let sheets = Page::of(page).all("link[rel=stylesheet]", "href");
    assert!(sheets.iter().any(|href| href.starts_with("../assets/theme.")), "{sheets:?}");
    assert!(built.file("index.html").contains("The menu"));
}

fn faults(files: &[(&str, &str)]) -> Vec<bailiwick::render::Fault> {
    let settings = [("content/handbook.yaml", "theme: acme"), ("content/ownership/a.yaml", "teams: { one: {} }")];
    let site = Handbook::of(settings.into_iter().chain(files.iter().copied())).site();
    let broken = site.render("teams/one.html").err();
    site.faults().iter().cloned().chain(broken).collect()
}

#[test]
fn a_broken_template_is_named_with_its_place() {
    let path = "themes/acme/templates/team.html";
    let place = |text: &str| {
        let found = faults(&[(path, text)]);
        let fault = found.first().unwrap_or_else(|| panic!("no fault in {text}"));
        (fault.file.clone(), fault.line, fault.column, fault.message.clone())
    };
    let (file, line, _, _) = place("<p>\n{% if %}");
    assert_eq!((file.as_str(), line), (path, 2));
    let (file, line, column, message) = place("<p>\n\n  {{ 1 | nosuch }}");
    assert_eq!((file.as_str(), line, column), (path, 3, 10), "{message}");
    assert!(message.contains("nosuch"), "{message}");
    let (file, _, _, message) = place("{% extends \"gone.html\" %}");
    assert!(file == path && message.contains("gone.html"), "{file} {message}");
}

#[test]
fn a_template_that_asks_for_what_is_not_there_is_told_what_is() {
    let found = faults(&[("themes/acme/templates/team.html", "<p>\n{{ ownr.name }}")]);
    let fault = found.first().expect("a fault");
    assert_eq!((fault.file.as_str(), fault.line, fault.kind.as_str()), ("themes/acme/templates/team.html", 2, "team"));
    assert!(fault.fields.iter().any(|field| field == "answer"), "{:?}", fault.fields);
}

#[test]
fn a_theme_that_is_not_there_and_words_that_cannot_be_read_are_faults() {
    assert!(faults(&[])[0].message.contains("there is no theme `acme`"));
    let found = faults(&[("themes/acme/words/en.yaml", "menu: a\nmenu: b\n")]);
    assert_eq!((found[0].file.as_str(), found[0].line), ("themes/acme/words/en.yaml", 2));
}

/// Every key of a table with the shape of what stands there: deeper keys, and how many values a list has.
fn shape(prefix: &str, value: &serde_yaml::Value, keys: &mut BTreeSet<String>) {
    match value {
        serde_yaml::Value::Mapping(map) => {
            for (key, value) in map {
                shape(&format!("{prefix}.{}", key.as_str().expect("a key is text")), value, keys);
            }
        }
        serde_yaml::Value::Sequence(list) if list.iter().all(serde_yaml::Value::is_mapping) => {
            for value in list {
                let id = value.get("id").and_then(serde_yaml::Value::as_str).unwrap_or("item");
                keys.insert(format!("{prefix}.{id}"));
            }
        }
        serde_yaml::Value::Sequence(list) => drop(keys.insert(format!("{prefix} has {}", list.len()))),
        value => {
            let text = value.as_str().unwrap_or_default();
            let mut names: Vec<&str> = text.split('{').skip(1).filter_map(|rest| rest.split('}').next()).collect();
            names.sort_unstable();
            keys.insert(format!("{prefix} with {names:?}"));
        }
    }
}

#[test]
fn both_languages_have_every_word_with_the_same_values_in_it() {
    let [english, german] = ["en", "de"].map(|language| {
        let table: serde_yaml::Value =
            serde_yaml::from_str(&theme_file(&format!("words/{language}.yaml"))).expect("a table of words");
        let mut keys = BTreeSet::new();
        shape("", &table, &mut keys);
        keys
    });
    assert_eq!(english.difference(&german).collect::<Vec<_>>(), [] as [&String; 0], "missing in German");
    assert_eq!(german.difference(&english).collect::<Vec<_>>(), [] as [&String; 0], "missing in English");
    assert!(english.len() > 250, "{}", english.len());
}

/// The words between the values of the phrases that have any, where they tell a phrase from what people write.
fn marks(phrases: &BTreeMap<String, String>) -> Vec<String> {
    let open = phrases.keys().filter(|text| text.contains('{'));
    let pieces = open.flat_map(|text| text.split(['{', '}']).step_by(2)).filter(|piece| piece.len() > 10);
    pieces.map(str::to_owned).collect()
}

#[test]
fn sentences_with_values_in_them_are_said_in_the_language_of_the_handbook() {
    let german = example().edit("content/handbook.yaml", "language: de\nbase_url: https://h.example/\n").build();
    let table: BTreeMap<String, serde_yaml::Value> =
        serde_yaml::from_str(&theme_file("words/en.yaml")).expect("a table of words");
    let marks = marks(&serde_yaml::from_value(table["phrases"].clone()).expect("phrases"));
    assert!(marks.len() > 15, "{marks:?}");
    let mut english = Vec::new();
    for (file, html) in german.pages().filter(|(file, _)| !file.starts_with("guide/")) {
        let page = Page::of(html);
        let said = page.texts("h1, title, .crumbs, .answer .small").into_iter();
        let said = said.chain(page.all("main [aria-label]", "aria-label")).chain(page.all(".broken", "title"));
        let said = said.chain(page.all("meta[name=description]", "content"));
        english.extend(said.filter(|said| marks.iter().any(|mark| said.contains(mark))).map(|said| (file, said)));
    }
    assert_eq!(english, [] as [(&str, String); 0]);
    let ledger = Page::of(german.file("systems/ledger.html"));
    let description = &ledger.all("meta[name=description]", "content")[0];
    assert!(description.starts_with("Ledger: verantwortlich ist "), "{description}");
}

#[test]
fn a_handbook_speaks_its_language() {
    let german = example().edit("content/handbook.yaml", "language: de\n").build();
    let page = german.file("systems/ledger.html");
    for word in ["lang=\"de\"", "Zum Inhalt springen", "Verantwortliches Team", "Lebenszyklus", "Abhängigkeiten"] {
        assert!(page.contains(word), "{word}");
    }
    assert!(!page.contains("Skip to content"));
    let table = |language: &str| -> BTreeMap<String, serde_yaml::Value> {
        serde_yaml::from_str(&theme_file(&format!("words/{language}.yaml"))).expect("a table of words")
    };
    let phrases: BTreeMap<String, String> = serde_yaml::from_value(table("de")["phrases"].clone()).expect("phrases");
    let mut english = Vec::new();
    for (file, html) in german.pages().filter(|(file, _)| !file.starts_with("guide/")) {
        for text in Page::of(html).texts("dt, .crumbs li, .st, .side > p, .profile h3, main .tag:not(a)") {
            if phrases.get(text.trim()).is_some_and(|said| *said != text.trim()) {
                english.push(format!("{file}: {text}"));
            }
        }
    }
    assert_eq!(english, [] as [&str; 0]);
    let script = german.files.iter().find(|(file, _)| file.starts_with("assets/app.")).expect("the script").1;
    assert!(String::from_utf8_lossy(script).contains("Link kopiert"));
}

#[test]
fn colours_that_cannot_be_read_are_warned_of() {
    let theme =
        [("content/handbook.yaml", "theme: acme"), ("themes/acme/assets/theme.css", ":root {\n  --acc: #0c0;\n}\n")];
    let found = Handbook::of(theme).site().diagnostics();
    let weak: Vec<_> = found.iter().filter(|one| one.code == "low-contrast").collect();
    assert!(!weak.is_empty() && weak.iter().all(|one| one.severity == bailiwick::diagnostic::Severity::Warning));
    let place = weak[0].place.as_ref().expect("a place");
    assert_eq!(place.path.to_string(), "themes/acme/assets/theme.css");
    assert_eq!(Handbook::of([("content/handbook.yaml", "")]).site().diagnostics().len(), 0);
}
