//! The entities that a rule of the handbook's own looks at.

use crate::gaps::Scene;
use crate::model::{Domain, Id, Kind, Metric, Page, System, Team};
use crate::source::Place;

/// One entity of a kind that conditions can speak of.
#[derive(Clone, Copy)]
pub(super) enum Subject<'m> {
    System(&'m System),
    Team(&'m Team),
    Domain(&'m Domain),
    Metric(&'m Metric),
    Page(&'m Page),
}

impl<'m> Subject<'m> {
    /// All entities of a kind, in the order of their ids. The program's own pages are no subject.
    pub fn all(scene: &Scene<'m>, kind: Kind) -> Vec<Self> {
        let model = scene.model;
        match kind {
            Kind::System => model.systems.values().map(Self::System).collect(),
            Kind::Team => model.teams.values().map(Self::Team).collect(),
            Kind::Domain => model.domains.values().map(Self::Domain).collect(),
            Kind::Metric => model.metrics.values().map(Self::Metric).collect(),
            Kind::Page => model.pages.values().filter(|page| !page.file.built_in).map(Self::Page).collect(),
            _ => Vec::new(),
        }
    }

    /// Whether it is there at all: a system that is live, a team that is not dissolved, a page that is no draft.
    pub fn is_there(self) -> bool {
        match self {
            Self::System(system) => system.is_live(),
            Self::Team(team) => !team.is_dissolved(),
            Self::Page(page) => !page.is_draft,
            Self::Domain(_) | Self::Metric(_) => true,
        }
    }

    pub fn title(self) -> &'m str {
        match self {
            Self::System(system) => system.title(),
            Self::Team(team) => team.title(),
            Self::Domain(domain) => domain.title(),
            Self::Metric(metric) => metric.title(),
            Self::Page(page) => &page.title,
        }
    }

    pub fn id(self) -> Id {
        match self {
            Self::System(system) => system.id.clone(),
            Self::Team(team) => team.id.clone(),
            Self::Domain(domain) => domain.id.clone(),
            Self::Metric(metric) => metric.id.clone(),
            Self::Page(page) => Id::new(page.path.as_str()),
        }
    }

    pub fn place(self) -> Place {
        match self {
            Self::System(system) => system.place.clone(),
            Self::Team(team) => team.place.clone(),
            Self::Domain(domain) => domain.place.clone(),
            Self::Metric(metric) => metric.place.clone(),
            Self::Page(page) => page.place(),
        }
    }
}
