//! A gap: a finding with its rule, severity and fingerprint.

use std::borrow::Cow;

use super::RuleRef;
use crate::diagnostic::{Diagnostic, Help, Label, Severity};
use crate::model::{EntityRef, Id};
use crate::source::Place;

/// A place where the data shows that ownership is missing, split, unreal or decaying.
#[derive(Clone, Debug)]
pub struct Gap {
    /// The rule that found it.
    pub rule: RuleRef,
    /// How much it matters here.
    pub severity: Severity,
    /// What it is about.
    pub entity: EntityRef,
    /// The stage it is about, if it is about one.
    pub stage: Option<Id>,
    /// The team whose page shows it: the entity itself, or its accountable team.
    pub team: Option<Id>,
    /// The domain it is counted in.
    pub domain: Option<Id>,
    /// One sentence that says what is wrong.
    pub message: String,
    /// Where.
    pub place: Place,
    /// Other places that take part.
    pub related: Vec<Label>,
    /// What shows it.
    pub evidence: Vec<String>,
    /// How to close it.
    pub help: Vec<Help>,
    /// 16 hexadecimal digits made of rule, entity and field, never of a line.
    pub fingerprint: String,
    /// What it is made of, where that is several things: the name of each, and a fingerprint of its own.
    pub parts: Vec<(String, String)>,
    /// The id by which pages link to it: `split-ownership-ledger-deploy`. Distinct in a site.
    pub anchor: String,
    /// The waiver that silences it, if one does.
    pub waived: Option<Waived>,
}

/// Why a gap is accepted for now.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Waived {
    /// The waiver's id.
    pub waiver: Id,
    /// The reason given.
    pub reason: String,
    /// The last day.
    pub until: crate::model::Date,
    /// Who granted it, as written.
    pub by: Option<String>,
}

impl Gap {
    /// The gap as something said about a place.
    #[must_use]
    pub fn diagnostic(&self) -> Diagnostic {
        Diagnostic {
            code: match &self.rule {
                RuleRef::BuiltIn(rule) => Cow::Borrowed(rule.id),
                RuleRef::Own(rule) => Cow::Owned(rule.id.clone()),
            },
            severity: self.severity,
            message: self.message.clone(),
            place: Some(self.place.clone()),
            related: self.related.clone(),
            notes: self.evidence.clone(),
            help: self.help.clone(),
            fingerprint: Some(self.fingerprint.clone()),
            entity: Some(self.entity.to_string()),
        }
    }
}
