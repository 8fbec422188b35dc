//! `broken-permalink`: an address that was published before has gone, and nothing redirects.
//!
//! Which addresses were published before stands in the handbook's history, or in a published site's list of addresses,
//! which a scene does not hold: its findings come from `check --since`. In one moment's files there is nothing to find.

use crate::diagnostic::{Help, Severity};
use crate::gaps::{Failure, Finding, Lost, Rule, Scene, Section, Shows};
use crate::model::{Id, Kind};

/// An address or anchor that was published before, is gone, and is redirected nowhere.
pub static RULE: Rule = Rule {
    id: "broken-permalink",
    title: "A published address is gone",
    severity: Severity::Error,
    is_scaled: false,
    section: Section::Pages,
    shows: &[Shows::F(Failure::F2)],
    doc: include_str!("broken-permalink.md"),
    find,
};

fn find(scene: &Scene<'_>) -> Vec<Finding> {
    scene.facts.lost.iter().map(finding).collect()
}

fn finding(lost: &Lost) -> Finding {
    let message = format!("`{}` was published, is gone, and leads nowhere", lost.address);
    let help = match lost.address.split_once('#') {
        Some((_, anchor)) => Help::words(format!("keep the heading's id: `## … {{#{anchor}}}`")),
        None => {
            Help::write("give the page that took its place the old address", format!("aliases: [/{}]", lost.address))
        }
    };
    Finding::on(Kind::Page, &Id::new(lost.place.path.as_str()), &lost.place, message)
        .field(format!("address/{}", lost.address))
        .help(help)
}
