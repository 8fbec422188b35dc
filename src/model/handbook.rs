//! The model of a handbook: everything its files say, by kind and id.

use std::collections::{BTreeMap, BTreeSet};

use super::{Checklist, Coverage, Domain, Id, Metric, Page, Person, Settings, System, Team, Waiver};
use crate::diagnostic::Diagnostic;
use crate::source::SourcePath;

/// Everything a handbook's files say. Made by [`Model::read`].
#[derive(Clone, Debug, Default)]
pub struct Model {
    /// The settings.
    pub settings: Settings,
    /// Teams by id.
    pub teams: BTreeMap<Id, Team>,
    /// People who are described, by id.
    pub people: BTreeMap<Id, Person>,
    /// Domains by id.
    pub domains: BTreeMap<Id, Domain>,
    /// Systems by id.
    pub systems: BTreeMap<Id, System>,
    /// Metrics by id.
    pub metrics: BTreeMap<Id, Metric>,
    /// Checklists by id: the stages' own, and others.
    pub checklists: BTreeMap<Id, Checklist>,
    /// Waivers by id.
    pub waivers: BTreeMap<Id, Waiver>,
    /// Pages by path, the built-in guide's among them where no page of the handbook takes their place.
    pub pages: BTreeMap<SourcePath, Page>,
    /// What could not be understood.
    pub diagnostics: Vec<Diagnostic>,
    /// How each system's stages are owned.
    pub coverage: BTreeMap<Id, Coverage>,
    /// Present ids of teams by former id.
    pub(super) team_aliases: BTreeMap<Id, Id>,
    /// Present ids of systems by former id.
    pub(super) system_aliases: BTreeMap<Id, Id>,
    /// Everybody who is named as a member, a lead or in a record.
    pub(super) named_people: BTreeSet<Id>,
}

impl Model {
    /// The systems that somebody may rely on.
    pub fn live_systems(&self) -> impl Iterator<Item = &System> {
        self.systems.values().filter(|system| system.is_live())
    }

    /// The page whose body stands on the page of this kind and id, if there is one.
    #[must_use]
    pub fn page_about(&self, kind: &str, id: &str) -> Option<&Page> {
        self.pages
            .values()
            .find(|page| page.about.as_ref().is_some_and(|about| about.kind == kind && about.id.as_str() == id))
    }
}
