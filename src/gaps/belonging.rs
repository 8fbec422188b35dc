//! Whom an entity belongs to: the team whose page shows its gaps, and the domain in which they are counted.

use std::collections::{BTreeMap, HashMap};
use std::sync::OnceLock;

use crate::model::{EntityRef, Id, Kind, Model, Page, System};

/// Who answers for the entities of a model.
pub(super) struct Belonging<'m> {
    model: &'m Model,
    /// The first system, by id, that is judged by each metric.
    by_metric: BTreeMap<&'m Id, &'m System>,
    /// Pages by their path as an id, from the first finding on one.
    pages: OnceLock<HashMap<Id, &'m Page>>,
}

impl<'m> Belonging<'m> {
    pub fn of(model: &'m Model) -> Self {
        let mut by_metric = BTreeMap::new();
        for system in model.systems.values() {
            for metric in &system.metrics {
                by_metric.entry(&metric.id).or_insert(system);
            }
        }
        Self { model, by_metric, pages: OnceLock::new() }
    }

    /// The system that a finding on this entity is about, if it is about one.
    pub fn system(&self, entity: &EntityRef) -> Option<&'m System> {
        match entity.kind {
            Kind::System => self.model.systems.get(&entity.id),
            Kind::Metric => self.by_metric.get(&entity.id).copied(),
            Kind::Waiver => self.system(&self.model.waivers.get(&entity.id)?.on.as_ref()?.value),
            _ => None,
        }
    }

    /// The team itself, the system's owner, else the team of the stage.
    pub fn team(&self, entity: &EntityRef, stage: Option<&Id>) -> Option<Id> {
        match entity.kind {
            Kind::Team => Some(entity.id.clone()),
            Kind::Page => self.page_owner(&entity.id),
            Kind::Waiver if self.system(entity).is_none() => {
                self.team(&self.model.waivers.get(&entity.id)?.on.as_ref()?.value, stage)
            }
            _ => {
                let system = self.system(entity)?;
                let owner = self.model.owner_of(system).map(|team| team.id.clone());
                owner.or_else(|| self.model.coverage(system).accountable(stage?.as_str()).cloned())
            }
        }
    }

    /// The domain itself, or the system's.
    pub fn domain(&self, entity: &EntityRef) -> Option<Id> {
        if entity.kind == Kind::Domain {
            return Some(entity.id.clone());
        }
        let domain = self.system(entity)?.domain.as_ref()?;
        self.model.domain(domain).map(|domain| domain.id.clone())
    }

    fn page_owner(&self, path: &Id) -> Option<Id> {
        let page = self.pages.get_or_init(|| by_path(self.model)).get(path)?;
        let [owner] = page.owner.as_ref()?.named.as_slice() else { return None };
        self.model.team(owner).map(|team| team.id.clone())
    }
}

/// Pages by their path as an id; the first where letter case alone tells two apart.
fn by_path(model: &Model) -> HashMap<Id, &Page> {
    let mut pages = HashMap::with_capacity(model.pages.len());
    for page in model.pages.values() {
        pages.entry(Id::new(page.path.as_str())).or_insert(page);
    }
    pages
}
