//! Ownership over the lifecycle: who is accountable for each stage of a system, and in how many stages anybody is.

use std::collections::BTreeMap;

use rayon::prelude::*;

use super::{Id, Model, Ref, Resolved, Stage, StageOwner, System};
use crate::diagnostic::{Diagnostic, Help, did_you_mean};
use crate::source::Place;

/// How a stage of a system is owned.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, serde::Serialize)]
#[serde(rename_all = "kebab-case")]
pub enum StageState {
    /// By exactly one team that exists.
    Covered,
    /// By more than one.
    Split,
    /// By nobody, or by nobody who exists.
    Unowned,
    /// The stage does not apply to this system.
    NotApplicable,
}

/// One stage of one system.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Standing {
    /// The stage.
    pub stage: Id,
    /// How it is owned.
    pub state: StageState,
    /// The existing teams named, in the order written, each once.
    pub teams: Vec<Id>,
    /// Those named, whoever they are.
    pub named: Vec<Ref>,
    /// Why it differs from the owner, where that is said.
    pub why: Option<String>,
    /// Whether the system's `lifecycle` says it; else it falls to the owner.
    pub is_own: bool,
    /// Where it is said: the stage's value, the owner's, or the system's id.
    pub place: Place,
}

/// Covered stages among those that apply.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, serde::Serialize)]
pub struct Count {
    /// Covered stages.
    pub covered: usize,
    /// Stages that apply.
    pub applicable: usize,
}

impl Count {
    /// Adds another count.
    pub fn add(&mut self, other: Self) {
        self.covered += other.covered;
        self.applicable += other.applicable;
    }

    /// The share in whole per cent, rounded down so that only full coverage reads 100; 100 where nothing applies.
    #[must_use]
    pub fn percent(self) -> usize {
        (self.covered * 100).checked_div(self.applicable).unwrap_or(100)
    }
}

/// All stages of one system, in the lifecycle's order.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Coverage {
    /// The stages.
    pub stages: Vec<Standing>,
}

impl Coverage {
    /// The stage of this id.
    #[must_use]
    pub fn stage(&self, id: &str) -> Option<&Standing> {
        self.stages.iter().find(|standing| standing.stage.as_str() == id)
    }

    /// The one team that is accountable for the stage, if there is exactly one.
    #[must_use]
    pub fn accountable(&self, id: &str) -> Option<&Id> {
        let standing = self.stage(id)?;
        if standing.state == StageState::Covered { standing.teams.first() } else { None }
    }

    /// Covered stages among those that apply.
    #[must_use]
    pub fn count(&self) -> Count {
        let applies = |standing: &&Standing| standing.state != StageState::NotApplicable;
        Count {
            covered: self.stages.iter().filter(|standing| standing.state == StageState::Covered).count(),
            applicable: self.stages.iter().filter(applies).count(),
        }
    }
}

/// Those who are named for something.
#[derive(Clone)]
struct Answering {
    /// The teams that are there, each once.
    teams: Vec<Id>,
    /// How many are named, whoever they are.
    count: usize,
}

impl Model {
    /// Spreads each system's ownership over the lifecycle.
    pub(super) fn spread(&mut self) {
        let coverage: BTreeMap<Id, Coverage> =
            self.systems.par_iter().map(|(id, system)| (id.clone(), self.coverage_of(system))).collect();
        self.coverage = coverage;
    }

    /// Notes owners of stages that the lifecycle does not have: they count for nothing.
    pub(super) fn note_unknown_stages(&mut self) {
        let stages = &self.settings.lifecycle.stages;
        let named = self.systems.values().flat_map(|system| &system.lifecycle);
        let unknown = named.filter(|own| stages.iter().all(|stage| stage.id != Id::new(&own.stage)));
        let ids = || stages.iter().map(|stage| stage.id.as_str());
        let noted: Vec<Diagnostic> = unknown
            .map(|own| {
                let message = format!("the lifecycle has no stage `{}`", own.stage.value);
                let help = match did_you_mean(&own.stage, ids()) {
                    Some(near) => Help::replace(format!("did you mean `{near}`?"), own.stage.place.clone(), near),
                    None => Help::words(format!("its stages are {}", ids().collect::<Vec<_>>().join(", "))),
                };
                Diagnostic::error("unknown-stage", own.stage.place.clone(), message).help(help)
            })
            .collect();
        self.diagnostics.extend(noted);
    }

    fn coverage_of(&self, system: &System) -> Coverage {
        let owner = system.owner.as_ref().map_or(&[][..], |owner| &owner.named);
        let of_owner = self.answering(owner);
        let stages = self.settings.lifecycle.stages.iter();
        Coverage { stages: stages.map(|stage| self.stand(system, stage, (owner, &of_owner))).collect() }
    }

    /// How a stage stands, given those who are named as the owner, and who of them is there.
    fn stand(&self, system: &System, stage: &Stage, (owner, of_owner): (&[Ref], &Answering)) -> Standing {
        let own = system.lifecycle.iter().find(|own| Id::new(&own.stage) == stage.id);
        let place = own.map(|own| &own.place).or(system.owner.as_ref().map(|owner| &owner.place));
        let named = own.map_or(owner, |own| &own.named);
        let Answering { teams, count } = own.map_or_else(|| of_owner.clone(), |own| self.answering(&own.named));
        let is_not_applicable = own.is_some_and(|own| own.is_not_applicable);
        Standing {
            stage: stage.id.clone(),
            state: match count {
                _ if is_not_applicable => StageState::NotApplicable,
                _ if teams.is_empty() => StageState::Unowned,
                1 => StageState::Covered,
                _ => StageState::Split,
            },
            teams,
            why: own.and_then(|own: &StageOwner| own.why.as_ref()).map(|why| why.value.clone()),
            is_own: own.is_some(),
            place: place.unwrap_or(&system.place).clone(),
            named: named.to_vec(),
        }
    }

    fn answering(&self, named: &[Ref]) -> Answering {
        Answering { teams: self.existing(named), count: self.count_named(named) }
    }

    /// The ids of the named teams that are there, each once. A dissolved team is not there any more.
    fn existing(&self, named: &[Ref]) -> Vec<Id> {
        let mut teams: Vec<Id> = Vec::new();
        for reference in named {
            let (Resolved::Team(team) | Resolved::FormerTeam(team)) = self.resolve(reference) else { continue };
            if !team.is_dissolved() && !teams.contains(&team.id) {
                teams.push(team.id.clone());
            }
        }
        teams
    }

    /// How many are named, whoever they are; a team that is named twice, or also by an earlier id, is one.
    fn count_named(&self, named: &[Ref]) -> usize {
        let mut distinct: Vec<&Id> = named
            .iter()
            .map(|reference| self.resolve(reference).team().map_or(&reference.id, |team| &team.id))
            .collect();
        distinct.sort();
        distinct.dedup();
        distinct.len()
    }

    /// The one team that answers for the system as a whole, if there is exactly one.
    #[must_use]
    pub fn owner_of(&self, system: &System) -> Option<&super::Team> {
        let named = system.owner.as_ref()?.named.as_slice();
        let is_one = match named {
            [] => false,
            [_] => true,
            _ => self.count_named(named) == 1,
        };
        let may_be_team = |reference: &&Ref| reference.kind.is_none_or(|kind| kind == super::Kind::Team);
        let team = self.team(named.first().filter(may_be_team)?)?;
        if is_one && !team.is_dissolved() { Some(team) } else { None }
    }

    /// The coverage of a system.
    ///
    /// # Panics
    /// Never for a system of this model: all are spread when it is read.
    #[must_use]
    pub fn coverage(&self, system: &System) -> &Coverage {
        self.coverage.get(&system.id).expect("every system was spread when the model was read")
    }
}
