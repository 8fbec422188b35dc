//! What is known from elsewhere than the files of one moment: history, CODEOWNERS.
//!
//! Whoever reads those hands them to [`Scene::with_facts`](super::Scene::with_facts). Without them the rules of
//! [`rules::ELSEWHERE`](super::rules::ELSEWHERE) find nothing.

use std::collections::BTreeMap;

use super::Unrecorded;
use crate::model::{Date, Id, Model, Ref};
use crate::source::Place;

/// Facts from elsewhere. What nobody looked for is empty.
#[derive(Clone, Debug, Default)]
pub struct Facts {
    /// The owners that each system has had, the first one first, each with the day it became so.
    pub owners: BTreeMap<Id, Vec<Term>>,
    /// What CODEOWNERS files say of paths of systems.
    pub code_owners: Vec<CodeOwner>,
    /// What nobody in the whole handbook records, where only a part of it is judged.
    pub unrecorded: Option<Unrecorded>,
}

impl Facts {
    /// Facts of who owned what, told under the present ids of systems and teams: a new name is no new owner. What the
    /// files say now counts from today where it differs.
    #[must_use]
    pub fn of_owners(past: BTreeMap<Id, Vec<Term>>, model: &Model, as_of: Date) -> Self {
        let mut owners: BTreeMap<Id, Vec<Term>> = BTreeMap::new();
        for (system, terms) in past {
            let Some(system) = model.system_named(&system) else { continue };
            let present = |owner: Id| model.team_named(&owner).map_or(owner, |team| team.id.clone());
            let terms = terms.into_iter().map(|term| Term { owner: term.owner.map(present), ..term });
            owners.entry(system.id.clone()).or_default().extend(terms);
        }
        for (system, terms) in &mut owners {
            terms.sort_by_key(|term| term.since);
            let owner = model.systems.get(system).and_then(|system| model.owner_of(system)).map(|team| team.id.clone());
            terms.extend(owner.map(|owner| Term { owner: Some(owner), since: as_of }));
            terms.dedup_by(|later, earlier| later.owner == earlier.owner);
        }
        Self { owners, ..Self::default() }
    }
}

/// One owner's time with a system.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Term {
    /// The owner, as written; nothing where there was none.
    pub owner: Option<Id>,
    /// The day on which it began.
    pub since: Date,
}

/// What a CODEOWNERS file says of one path.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct CodeOwner {
    /// The system whose path it is.
    pub system: Id,
    /// The path, as the file writes it.
    pub path: String,
    /// Those named, as references of this handbook.
    pub named: Vec<Ref>,
    /// The line.
    pub place: Place,
}
