//! The addresses in ownership data that lead to pages and files of the handbook itself.

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

impl Model {
    /// Every address in the data without a scheme: paths below `content/`.
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
            let source = metric.source.iter().filter(|url| is_inside(url));
            found.extend(source.map(|url| DataAddress {
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
    let inside = named.filter(|(_, url)| is_inside(url)).chain(links(&system.links));
    let entity = EntityRef::new(Kind::System, &system.id);
    inside.map(|(what, url)| DataAddress { entity: entity.clone(), title: system.title(), what, url }).collect()
}

fn links(links: &[Link]) -> impl Iterator<Item = (&'static str, &Spanned<String>)> {
    links.iter().map(|link| ("link", &link.url)).filter(|(_, url)| is_inside(url))
}

fn is_inside(url: &Spanned<String>) -> bool {
    scheme(&url.value).is_none()
}
