//! The addresses in ownership data: of pages and files of the handbook itself, and of other sites.

use super::{EntityRef, Kind, Link, Model, System};
use crate::source::{Spanned, scheme};

/// An address in the data, with what it is.
#[derive(Clone, Debug)]
pub struct DataAddress<'m> {
    /// The entity that has it.
    pub entity: EntityRef,
    /// The entity's name.
    pub title: &'m str,
    /// What it is, in a word: `runbook`.
    pub what: &'static str,
    /// The address as written.
    pub url: &'m Spanned<String>,
}

impl DataAddress<'_> {
    /// Whether it has no scheme: a path below `content/`.
    #[must_use]
    pub fn is_inside(&self) -> bool {
        scheme(&self.url.value).is_none()
    }
}

impl Model {
    /// Every address in the data.
    #[must_use]
    pub fn data_addresses(&self) -> Vec<DataAddress<'_>> {
        let mut found = Vec::new();
        for system in self.systems.values() {
            found.extend(of_system(system));
        }
        for team in self.teams.values() {
            let entity = EntityRef::new(Kind::Team, &team.id);
            found.extend(links(&team.links).map(|(what, url)| DataAddress {
                entity: entity.clone(),
                title: team.title(),
                what,
                url,
            }));
        }
        for metric in self.metrics.values() {
            let entity = EntityRef::new(Kind::Metric, &metric.id);
            found.extend(metric.source.iter().map(|url| DataAddress {
                entity: entity.clone(),
                title: metric.title(),
                what: "source",
                url,
            }));
        }
        found
    }
}

fn of_system(system: &System) -> Vec<DataAddress<'_>> {
    let runbook = system.runbook.as_ref().map(|runbook| ("runbook", &runbook.target));
    let dashboard = system.dashboard.as_ref().map(|url| ("dashboard", url));
    let pipeline = system.deployment.as_ref().and_then(|deployment| deployment.pipeline.as_ref());
    let evidence = system.checks.iter().filter_map(|check| Some(("evidence", check.evidence.as_ref()?)));
    let named = runbook.into_iter().chain(dashboard).chain(pipeline.map(|url| ("pipeline", url))).chain(evidence);
    let entity = EntityRef::new(Kind::System, &system.id);
    let all = named.chain(links(&system.links));
    all.map(|(what, url)| DataAddress { entity: entity.clone(), title: system.title(), what, url }).collect()
}

fn links(links: &[Link]) -> impl Iterator<Item = (&'static str, &Spanned<String>)> {
    links.iter().map(|link| ("link", &link.url))
}
