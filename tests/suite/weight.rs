//! What pages weigh in a large organisation, and that what long lists part is still found.

use std::collections::{BTreeMap, BTreeSet};

use bailiwick::render::Site;
use serde_json::Value;

use crate::driver::Handbook;

/// The most that a page may weigh, in bytes and in elements: pages of one thing, and pages that list many.
const TYPICAL: (usize, usize) = (80 * 1024, 1_500);
const LISTING: (usize, usize) = (150 * 1024, 3_000);

fn organisation(teams: u64, systems: u64) -> Handbook {
    let files = crate::generate::organisation(teams, systems);
    Handbook::of(files.iter().map(|(path, text)| (path.as_str(), text.as_str())))
}

/// A handbook in which one team owns everything, in no domain, and one folder holds every page.
fn lopsided(systems: usize) -> Handbook {
    let mut yaml = "teams: { all: { name: All } }\nsystems:\n".to_owned();
    for n in 0..systems {
        yaml.push_str(&format!(
            "  part-{n}: {{ name: Part {n}, owner: all, depends_on: [part-0], status: production }}\n"
        ));
    }
    let mut handbook = Handbook::owning(&yaml);
    for n in 0..700 {
        handbook = handbook.edit(&format!("content/notes/page-{n}.md"), &format!("# Note {n}\n"));
    }
    handbook
}

fn elements(html: &str) -> usize {
    html.as_bytes().windows(2).filter(|pair| pair[0] == b'<' && pair[1].is_ascii_lowercase()).count()
}

/// Renders the pages among `files` and says which are too heavy, and how heavy the heaviest of each kind is.
fn too_heavy(site: &Site, files: &[String]) -> Vec<String> {
    let mut heavy = Vec::new();
    let mut most: BTreeMap<String, (usize, usize)> = BTreeMap::new();
    for file in files.iter().filter(|file| file.ends_with(".html")) {
        let bytes = site.render(file).unwrap_or_else(|fault| panic!("{file} renders: {fault}"));
        let html = String::from_utf8(bytes).expect("a page is text");
        let kind = html.split("data-kind=\"").nth(1).and_then(|rest| rest.split('"').next()).unwrap_or("redirect");
        let limit = if ["system", "person", "page"].contains(&kind) { TYPICAL } else { LISTING };
        let (bytes, count) = (html.len(), elements(&html));
        if bytes > limit.0 || count > limit.1 {
            heavy.push(format!("{file}: {bytes} bytes, {count} elements"));
        }
        let known = most.entry(kind.to_owned()).or_default();
        *known = (known.0.max(bytes), known.1.max(count));
    }
    for (kind, (bytes, count)) in most {
        println!("{kind}: at most {bytes} bytes, {count} elements");
    }
    heavy
}

/// All files but most of the pages of systems and teams, which are alike.
fn sample(site: &Site, every: usize) -> Vec<String> {
    let is_alike = |file: &str| {
        let of =
            |folder: &str| file.strip_prefix(folder).is_some_and(|rest| !rest.contains('/') && rest != "index.html");
        of("systems/") || of("teams/") || file.contains("/all/") || file.contains("/gaps/")
    };
    let files = site.files().into_iter().enumerate();
    files.filter(|(at, file)| !is_alike(file) || at % every == 0).map(|(_, file)| file).collect()
}

#[test]
fn no_page_of_a_large_organisation_is_heavier_than_its_budget() {
    let site = organisation(300, 3_000).site();
    assert_eq!(too_heavy(&site, &sample(&site, 101)), [] as [&str; 0]);
}

#[test]
#[cfg_attr(debug_assertions, ignore = "without optimisation it takes minutes")]
fn no_page_of_a_very_large_organisation_is_heavier_than_its_budget() {
    let site = organisation(1_000, 10_000).site();
    assert_eq!(too_heavy(&site, &sample(&site, 83)), [] as [&str; 0]);
}

#[test]
fn no_page_is_heavy_where_everything_is_in_one_place() {
    let site = lopsided(800).site();
    let files = site.files();
    for parted in ["systems/all/1.html", "teams/all/systems/4.html", "notes/all/4.html"] {
        assert!(files.iter().any(|file| file == parted), "{parted}");
    }
    assert_eq!(too_heavy(&site, &sample(&site, 101)), [] as [&str; 0]);
}

#[test]
fn every_gap_is_found_at_the_address_that_the_data_gives() {
    let site = organisation(60, 1_200).site();
    let gaps: Value = serde_json::from_slice(&site.render("api/v1/gaps.json").expect("rendered")).expect("JSON");
    let gaps = gaps["gaps"].as_array().expect("a list");
    assert!(gaps.len() > 1_000, "{}", gaps.len());
    let mut wanted: BTreeMap<&str, BTreeSet<&str>> = BTreeMap::new();
    for gap in gaps {
        let (file, id) = gap["url"].as_str().and_then(|url| url.split_once('#')).expect("a page and an id");
        wanted.entry(file).or_default().insert(id);
    }
    for (file, ids) in wanted.iter().step_by(7) {
        let page = String::from_utf8(site.render(file).expect("rendered")).expect("text");
        for id in ids {
            assert!(page.contains(&format!(" id=\"{id}\"")), "{file}#{id}");
        }
    }
}

/// What the theme's script goes by: the ids of a long list are in order, and each page says with which one it begins.
#[test]
fn the_pages_of_a_long_list_hold_its_gaps_in_the_order_of_their_ids() {
    let site = organisation(60, 1_200).site();
    let page = |file: &str| String::from_utf8(site.render(file).expect("rendered")).expect("text");
    let is_second = |file: &&String| file.starts_with("gaps/") && file.ends_with("/all/2.html");
    let files = site.files();
    let second = files.iter().find(is_second).expect("a rule that finds more than a page can list");
    let rule = second.trim_end_matches("/all/2.html");
    let html = page(&format!("{rule}.html"));
    let begins: Vec<&str> = html.split("data-from=\"").skip(1).filter_map(|rest| rest.split('"').next()).collect();
    assert!(begins.len() > 1 && begins.is_sorted(), "{begins:?}");
    for (at, first) in begins.iter().enumerate() {
        let html = page(&format!("{rule}/all/{}.html", at + 1));
        let main = html.split("id=\"gaps\"").nth(1).expect("a list");
        let ids: Vec<&str> = main.split("<li id=\"").skip(1).filter_map(|rest| rest.split('"').next()).collect();
        assert_eq!(ids.first(), Some(first));
        assert!(ids.is_sorted() && begins.get(at + 1).is_none_or(|next| ids.last() < Some(next)), "{ids:?}");
    }
}
