//! What a gap is known by: a fingerprint for baselines, and an anchor for links.

use std::collections::HashSet;

use sha2::{Digest, Sha256};

use super::Finding;
use crate::model::{EntityRef, Id};
use crate::source::slug::slug;

/// 16 hexadecimal digits made of rule, entity, stage and field: nothing that a reformatting or a rename of words moves.
pub(super) fn fingerprint(rule: &str, finding: &Finding) -> String {
    let stage = finding.stage.as_ref().map_or("", Id::as_str);
    let identity = format!("{rule}\n{}\n{stage}\n{}", finding.entity, finding.field);
    let mut digits = String::with_capacity(16);
    for byte in Sha256::digest(identity.as_bytes()).iter().take(8) {
        digits.push_str(&format!("{byte:02x}"));
    }
    digits
}

/// Hands out anchors that are distinct on a site.
#[derive(Default)]
pub(super) struct Anchors {
    taken: HashSet<String>,
}

impl Anchors {
    /// `<rule>-<entity id>`, with the stage and a number where they are needed: `split-ownership-ledger-deploy`.
    pub fn make(&mut self, rule: &str, finding: &Finding) -> String {
        let EntityRef { kind, id } = &finding.entity;
        // The handbook as a whole has no id.
        let name = if id.as_str().is_empty() { kind.name().to_owned() } else { legible(id.as_str()) };
        let mut anchor = format!("{rule}-{name}");
        if let Some(stage) = &finding.stage {
            anchor = format!("{anchor}-{}", legible(stage.as_str()));
        }
        let numbered = (2..).map(|number| format!("{anchor}-{number}"));
        let free = std::iter::once(anchor.clone()).chain(numbered).find(|anchor| !self.taken.contains(anchor));
        let free = free.unwrap_or(anchor);
        self.taken.insert(free.clone());
        free
    }
}

/// An id as it may stand in an address.
fn legible(id: &str) -> String {
    if Id::is_well_formed(id) { id.to_owned() } else { slug(id) }
}
