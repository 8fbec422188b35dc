//! Which gap silences which: one root cause, one gap.

use std::collections::{HashMap, HashSet};

use super::{Finding, RuleRef};
use crate::model::{Id, Kind, Model};

/// Where what follows from a cause is not reported.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Scope {
    /// On the same entity.
    Entity,
    /// On the same entity, about the same stage.
    Stage,
    /// On the same entity, about the same name: the part of the field behind its `/`.
    Name,
    /// On the same system, where that leaves nobody to operate it.
    Operation,
    /// On the same team, and on the systems it owns.
    Team,
}

impl Scope {
    /// The scope in words: "on the same system, …".
    #[must_use]
    pub fn words(self) -> &'static str {
        match self {
            Self::Entity => "on the same entity",
            Self::Stage => "on the same stage of the same system",
            Self::Name => "on the same entity, about the same name",
            Self::Operation => "on the same system, if nobody is left who operates it",
            Self::Team => "on the same team and the systems it owns",
        }
    }
}

/// A cause, and what follows from it. A rule may be narrowed to a field: `unknown-owner/owner`.
#[derive(Clone, Copy, Debug)]
pub struct Silence {
    /// The rule whose gap is the cause.
    pub cause: &'static str,
    /// Where what follows is not reported.
    pub scope: Scope,
    /// The rules whose gaps follow.
    pub silenced: &'static [&'static str],
}

const fn row(cause: &'static str, scope: Scope, silenced: &'static [&'static str]) -> Silence {
    Silence { cause, scope, silenced }
}

/// The table. It is printed in the manual.
pub static TABLE: &[Silence] = &[
    row("missing-owner", Scope::Entity, OF_OWNER),
    row("unknown-owner/owner", Scope::Entity, OF_OWNER),
    row("placeholder-owner/owner", Scope::Entity, OF_OWNER),
    row("dissolved-owner/owner", Scope::Entity, OF_OWNER),
    row("person-as-owner/owner", Scope::Entity, OF_OWNER),
    row("split-ownership/owner", Scope::Entity, &["scattered-lifecycle", "disputed-ownership/owner"]),
    row("missing-owner", Scope::Entity, OF_NOBODY),
    row("unknown-owner/owner", Scope::Entity, OF_NOBODY),
    row("placeholder-owner/owner", Scope::Entity, OF_NOBODY),
    row("dissolved-owner/owner", Scope::Entity, OF_NOBODY),
    row("missing-owner", Scope::Operation, OF_OPERATOR),
    row("unknown-owner", Scope::Operation, OF_OPERATOR),
    row("placeholder-owner", Scope::Operation, OF_OPERATOR),
    row("dissolved-owner", Scope::Operation, OF_OPERATOR),
    row("person-as-owner", Scope::Operation, OF_OPERATOR),
    row("split-ownership", Scope::Operation, OF_OPERATOR),
    row("unowned-stage", Scope::Operation, OF_OPERATOR),
    row("unknown-owner/lifecycle", Scope::Stage, &["unowned-stage"]),
    row("placeholder-owner/lifecycle", Scope::Stage, &["unowned-stage"]),
    row("dissolved-owner/lifecycle", Scope::Stage, &["unowned-stage"]),
    row("person-as-owner/lifecycle", Scope::Stage, &["unowned-stage"]),
    row("split-ownership/lifecycle", Scope::Stage, &["unowned-stage"]),
    row("empty-team", Scope::Team, &["leaderless-team", "lead-outside-team", "bus-factor-one", "overloaded-team"]),
    row("bus-factor-one", Scope::Entity, &["overloaded-team"]),
    row("tasks-without-outcome", Scope::Entity, &["idle-team"]),
    row("no-on-call", Scope::Entity, &["no-escalation"]),
    row("no-metrics", Scope::Entity, OF_METRICS),
    row("execution-metrics-only", Scope::Entity, OF_METRICS),
    row("leaderless-domain", Scope::Entity, &["decision-elsewhere"]),
    row("retired-dependency", Scope::Name, &["weaker-dependency"]),
    row("expired-waiver", Scope::Entity, &["useless-waiver"]),
];

/// What follows where no one team is accountable for a system as a whole.
const OF_OWNER: &[&str] = &["disputed-ownership/owner", "no-decision-authority", "bus-factor-one"];
/// What follows where there is nobody to look after a system: what an owner would do, or come back to.
const OF_NOBODY: &[&str] = &[
    "no-runbook",
    "no-monitoring",
    "cannot-deploy-alone",
    "no-reliability-target",
    "no-metrics",
    "stale-review",
    "no-debt-review",
    "open-checklist",
    "expired-attestation",
];
/// What follows where no one team operates a system.
const OF_OPERATOR: &[&str] = &["no-on-call", "no-escalation"];
/// What follows where no metric tells about outcomes.
const OF_METRICS: &[&str] = &["no-reliability-target", "tasks-without-outcome"];

/// Whether gaps of this rule silence others.
pub(super) fn is_cause(rule: &str) -> bool {
    TABLE.iter().any(|row| split(row.cause).0 == rule)
}

/// Drops what follows from something else that was found. A cause that is itself silenced still silences.
pub(super) fn drop_consequences(found: Vec<(RuleRef, Finding)>, model: &Model) -> Vec<(RuleRef, Finding)> {
    let follows = consequences(&found, model);
    found.into_iter().zip(follows).filter(|(_, follows)| !follows).map(|(found, _)| found).collect()
}

/// Which findings follow from another.
fn consequences(found: &[(RuleRef, Finding)], model: &Model) -> Vec<bool> {
    let rows = Rows::of(|row| vec![row.cause]);
    let mut causes: HashSet<(usize, Key<'_>)> = HashSet::new();
    for (rule, finding) in found {
        let keys =
            rows.about(rule.id(), finding).filter_map(|at| Some((at, TABLE[at].scope.of_cause(finding, model)?)));
        causes.extend(keys);
    }
    let rows = Rows::of(|row| row.silenced.to_vec());
    let follows = |(rule, finding): &(RuleRef, Finding)| {
        rows.about(rule.id(), finding).any(|at| causes.contains(&(at, TABLE[at].scope.of_consequence(finding, model))))
    };
    found.iter().map(follows).collect()
}

/// What a cause and its consequence have in common: an entity, and a stage or name on it.
type Key<'f> = (Kind, &'f Id, &'f str);

impl Scope {
    /// What consequences of this cause have; nothing where the cause has none.
    fn of_cause<'f>(self, finding: &'f Finding, model: &Model) -> Option<Key<'f>> {
        match self {
            Self::Operation if !concerns_operation(finding, model) => None,
            _ => Some(self.key(finding)),
        }
    }

    fn of_consequence<'f>(self, finding: &'f Finding, model: &'f Model) -> Key<'f> {
        let is_of_system = self == Self::Team && finding.entity.kind == Kind::System;
        let system = model.systems.get(&finding.entity.id).filter(|_| is_of_system);
        let owner = system.and_then(|system| model.owner_of(system));
        owner.map_or_else(|| self.key(finding), |team| (Kind::Team, &team.id, ""))
    }

    fn key(self, finding: &Finding) -> Key<'_> {
        let part = match self {
            Self::Stage => finding.stage.as_ref().map_or("", Id::as_str),
            Self::Name => finding.field.split_once('/').map_or("", |(_, name)| name),
            Self::Entity | Self::Operation | Self::Team => "",
        };
        (finding.entity.kind, &finding.entity.id, part)
    }
}

/// Whether a finding on a system's owner, or on one of its stages, leaves nobody to operate it.
fn concerns_operation(finding: &Finding, model: &Model) -> bool {
    if let Some(stage) = &finding.stage {
        return stage.as_str() == "operate";
    }
    let system = model.systems.get(&finding.entity.id).filter(|_| finding.entity.kind == Kind::System);
    let operation = system.and_then(|system| model.coverage(system).stage("operate"));
    is_field(&finding.field, "owner") && operation.is_none_or(|standing| !standing.is_own)
}

/// Rows of the table by the rules they name on one side.
struct Rows(HashMap<&'static str, Vec<(usize, &'static str)>>);

impl Rows {
    fn of(side: impl Fn(&Silence) -> Vec<&'static str>) -> Self {
        let mut rows: HashMap<_, Vec<_>> = HashMap::new();
        for (at, row) in TABLE.iter().enumerate() {
            for (rule, field) in side(row).into_iter().map(split) {
                rows.entry(rule).or_default().push((at, field));
            }
        }
        Self(rows)
    }

    /// The rows that speak of this finding.
    fn about<'f>(&'f self, rule: &str, finding: &'f Finding) -> impl Iterator<Item = usize> + 'f {
        let rows = self.0.get(rule).into_iter().flatten();
        rows.filter(|(_, field)| is_field(&finding.field, field)).map(|&(at, _)| at)
    }
}

/// A rule and the field it is narrowed to, `""` where it is not.
fn split(name: &'static str) -> (&'static str, &'static str) {
    name.split_once('/').unwrap_or((name, ""))
}

fn is_field(of_finding: &str, field: &str) -> bool {
    field.is_empty() || of_finding.split('/').next() == Some(field)
}

/// The table as Markdown, for the manual: causes of the same consequences share a line.
#[must_use]
pub fn table() -> String {
    let mut lines: Vec<(&Silence, Vec<String>)> = Vec::new();
    for row in TABLE {
        let same = lines.iter_mut().find(|(other, _)| other.scope == row.scope && other.silenced == row.silenced);
        match same {
            Some((_, causes)) => causes.push(in_words(row.cause)),
            None => lines.push((row, vec![in_words(row.cause)])),
        }
    }
    let mut out = "| While this is open | this is not reported | where |\n|---|---|---|\n".to_owned();
    for (row, causes) in lines {
        let silenced: Vec<String> = row.silenced.iter().map(|name| in_words(name)).collect();
        out.push_str(&format!("| {} | {} | {} |\n", causes.join(", "), silenced.join(", "), row.scope.words()));
    }
    out
}

fn in_words(name: &'static str) -> String {
    match split(name) {
        (rule, "") => format!("`{rule}`"),
        (rule, field) => format!("`{rule}` of `{field}`"),
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::gaps::rules;

    #[test]
    fn the_table_names_rules_and_no_rule_silences_itself() {
        for row in TABLE {
            for (rule, _) in row.silenced.iter().copied().chain([row.cause]).map(split) {
                assert!(rules::named(rule).is_some(), "{rule} is no rule");
            }
            assert!(!row.silenced.iter().any(|name| split(name).0 == split(row.cause).0), "{row:?}");
        }
    }

    #[test]
    fn the_table_is_printed_whole() {
        let table = table();
        for name in TABLE.iter().flat_map(|row| row.silenced.iter().copied().chain([row.cause])) {
            assert!(table.contains(&in_words(name)), "{name} is not printed");
        }
        let of_stages = "of `lifecycle` | `unowned-stage` | on the same stage of the same system |";
        assert_eq!(table.matches(of_stages).count(), 1, "causes of the same consequences share a line");
    }
}
