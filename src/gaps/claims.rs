//! What teams say that they own, by system: the second statement, which must agree with the systems' own.

use std::collections::HashMap;

use crate::model::{Id, Kind, Model, Ref, System, Team};

/// Which teams list a system under `owns`. Dissolved teams claim nothing.
pub(super) struct Claims<'m> {
    by_system: HashMap<&'m Id, Vec<Claim<'m>>>,
}

/// One team's claim.
pub(super) struct Claim<'m> {
    pub team: &'m Team,
    /// The entry of `owns`.
    pub owned: &'m Ref,
}

impl<'m> Claims<'m> {
    pub fn of(model: &'m Model) -> Self {
        let mut by_system: HashMap<_, Vec<Claim<'_>>> = HashMap::new();
        for team in model.teams.values().filter(|team| !team.is_dissolved()) {
            for owned in team.owns.iter().filter(|owned| owned.kind.is_none_or(|kind| kind == Kind::System)) {
                let Some(system) = model.system(owned) else { continue };
                let claims = by_system.entry(&system.id).or_default();
                if claims.iter().all(|claim| claim.team.id != team.id) {
                    claims.push(Claim { team, owned });
                }
            }
        }
        Self { by_system }
    }

    /// The claims on a system, in the order of the teams' ids.
    pub fn on(&self, system: &System) -> &[Claim<'m>] {
        self.by_system.get(&system.id).map_or(&[], Vec::as_slice)
    }
}
