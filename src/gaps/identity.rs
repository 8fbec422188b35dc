//! What a gap is known by: a fingerprint for baselines, and an anchor for links.

use std::collections::{HashMap, HashSet};

use sha2::{Digest, Sha256};

use super::{Finding, Gap};
use crate::model::{EntityRef, Id};
use crate::source::digits;
use crate::source::slug::slug;

/// 16 hexadecimal digits made of rule, entity, stage and field: nothing that a reformatting or a rename of words moves.
pub(super) fn fingerprint(rule: &str, finding: &Finding) -> String {
    of_identity(&identity(rule, finding))
}

/// The things a finding is made of, each with a fingerprint of its own.
pub(super) fn parts(rule: &str, finding: &Finding) -> Vec<(String, String)> {
    let whole = identity(rule, finding);
    let parts = finding.parts.iter();
    parts.map(|part| (part.clone(), of_identity(&format!("{whole}\n{part}")))).collect()
}

fn identity(rule: &str, finding: &Finding) -> String {
    let stage = finding.stage.as_ref().map_or("", Id::as_str);
    format!("{rule}\n{}\n{stage}\n{}", finding.entity, finding.field)
}

fn of_identity(identity: &str) -> String {
    digits(Sha256::digest(identity.as_bytes()), 8)
}

/// Hands out anchors that are distinct on a site, in the order they are asked for.
#[derive(Default)]
pub(super) struct Anchors {
    taken: HashSet<String>,
    next: HashMap<String, usize>,
}

impl Anchors {
    /// `<rule>-<entity id>`, with the stage and a number where they are needed: `split-ownership-ledger-deploy`.
    pub fn make(&mut self, gap: &Gap) -> String {
        let anchor = anchor(gap);
        if self.taken.insert(anchor.clone()) {
            return anchor;
        }
        let number = self.next.entry(anchor.clone()).or_insert(2);
        loop {
            let numbered = format!("{anchor}-{number}");
            *number += 1;
            if self.taken.insert(numbered.clone()) {
                return numbered;
            }
        }
    }
}

fn anchor(gap: &Gap) -> String {
    let EntityRef { kind, id } = &gap.entity;
    // The handbook as a whole has no id.
    let name = if id.as_str().is_empty() { kind.name().to_owned() } else { legible(id.as_str()) };
    match &gap.stage {
        Some(stage) => format!("{}-{name}-{}", gap.rule.id(), legible(stage.as_str())),
        None => format!("{}-{name}", gap.rule.id()),
    }
}

/// An id as it may stand in an address.
fn legible(id: &str) -> String {
    if Id::is_well_formed(id) { id.to_owned() } else { slug(id) }
}
