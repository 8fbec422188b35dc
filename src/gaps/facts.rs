//! What is known from elsewhere than the files of one moment: history, CODEOWNERS.
//!
//! Whoever reads those hands them to [`Scene::with_facts`](super::Scene::with_facts). Without them the rules of
//! [`rules::ELSEWHERE`](super::rules::ELSEWHERE) find nothing.

use std::collections::BTreeMap;

use crate::model::{Date, Id, Ref};
use crate::source::Place;

/// Facts from elsewhere. What nobody looked for is empty.
#[derive(Clone, Debug, Default)]
pub struct Facts {
    /// The owners that each system has had, the first one first, each with the day it became so.
    pub owners: BTreeMap<Id, Vec<Term>>,
    /// What CODEOWNERS files say of paths of systems.
    pub code_owners: Vec<CodeOwner>,
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
