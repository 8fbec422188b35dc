//! Fields that nobody records: each is one gap of the handbook, and not one of every system or team.
//!
//! A rule says of a finding which field is not there at all ([`Finding::lacks()`]). Where many are asked for that field and
//! none of them has it, the organisation has never begun to record it, and a gap for each would drown all others.
//! [`TABLE`] says who is asked by which rule; whether anybody records it is counted over the whole handbook.

use std::cmp::Reverse;
use std::collections::{BTreeMap, BTreeSet};

use rayon::prelude::*;

use super::judge::{Judge, Weighed};
use super::rules::open_checklist;
use super::{Finding, Gap, Limits};
use crate::diagnostic::Help;
use crate::model::{EVIDENCE, Id, Kind, Model, System, Team};

/// A field for which a rule asks every one of its kind.
pub struct Asked {
    rule: &'static str,
    field: &'static str,
    /// What none of them does: "names a runbook".
    does: &'static str,
    /// Those that are asked, in the plural.
    plural: &'static str,
    of: Of,
}

/// Who is asked, and who has the field.
enum Of {
    Systems { are_asked: Test<System>, record: Test<System> },
    Teams { are_asked: Test<Team>, record: Test<Team> },
}

type Test<T> = fn(&Model, &T) -> bool;

const fn systems(
    (rule, field): (&'static str, &'static str),
    (plural, does): (&'static str, &'static str),
    are_asked: Test<System>,
    record: Test<System>,
) -> Asked {
    Asked { rule, field, does, plural, of: Of::Systems { are_asked, record } }
}

const fn teams((rule, field): (&'static str, &'static str), does: &'static str, record: Test<Team>) -> Asked {
    Asked { rule, field, does, plural: "teams", of: Of::Teams { are_asked: |_, team| !team.is_dissolved(), record } }
}

const IS_LIVE: Test<System> = |_, system| system.is_live();
const IS_OPERATED: Test<System> = |model, system| system.is_production() && model.applies(system, "operate");
const IS_DEPLOYED: Test<System> = |model, system| system.is_production() && model.applies(system, "deploy");
const IS_MAINTAINED: Test<System> = |model, system| system.is_production() && model.applies(system, "maintain");

/// The table. It is printed in the manual. The fields of checklists are asked for by their items.
pub static TABLE: &[Asked] = &[
    systems(("no-domain", "domain"), ("live systems", "is in a domain"), IS_LIVE, |model, system| {
        system.domain.is_some() || !model.domains.is_empty()
    }),
    systems(
        ("no-on-call", "on_call"),
        ("systems in production", "has anybody on call"),
        IS_OPERATED,
        |model, system| {
            system.on_call.is_some() || model.operator_of(system).is_some_and(|team| team.on_call.is_some())
        },
    ),
    systems(("no-runbook", "runbook"), ("systems in production", "names a runbook"), IS_OPERATED, |_, system| {
        system.runbook.is_some()
    }),
    systems(
        ("no-monitoring", "dashboard"),
        ("systems in production", "names a dashboard"),
        IS_OPERATED,
        |_, system| system.dashboard.is_some(),
    ),
    systems(
        ("cannot-deploy-alone", "deployment.independent"),
        ("systems in production", "says whether it can be deployed alone"),
        IS_DEPLOYED,
        |_, system| system.deployment.as_ref().is_some_and(|deployment| deployment.independent.is_some()),
    ),
    systems(("no-metrics", "metrics"), ("systems in production", "names a metric"), IS_OPERATED, |_, system| {
        !system.metrics.is_empty()
    }),
    systems(("stale-review", "reviewed"), ("live systems", "says when it was last reviewed"), IS_LIVE, |_, system| {
        system.reviewed.is_some()
    }),
    systems(
        ("no-debt-review", "debt_reviewed"),
        ("systems in production", "says when its technical debt was gone through"),
        IS_MAINTAINED,
        |_, system| system.debt_reviewed.is_some(),
    ),
    teams(("no-decision-authority", "decides"), "says what it may decide", |_, team| !team.decides.is_empty()),
    teams(("unreachable-team", "contact"), "says how to reach it", |_, team| !team.contact.is_empty()),
    teams(("leaderless-team", "lead"), "names its lead", |_, team| team.lead.is_some()),
    teams(("no-escalation", "on_call.escalation"), "says whom to call next", |_, team| {
        team.on_call.as_ref().is_some_and(|on_call| !on_call.escalation.is_empty())
    }),
    teams(("stale-review", "reviewed"), "says when it was last reviewed", |_, team| team.reviewed.is_some()),
];

impl Asked {
    fn kind(&self) -> Kind {
        match self.of {
            Of::Systems { .. } => Kind::System,
            Of::Teams { .. } => Kind::Team,
        }
    }

    /// How many are asked; nothing where anybody has the field.
    fn lacking(&self, model: &Model) -> Option<usize> {
        match self.of {
            Of::Systems { are_asked, record } => lacking(model, model.systems.values(), (are_asked, record)),
            Of::Teams { are_asked, record } => lacking(model, model.teams.values(), (are_asked, record)),
        }
    }

    /// How many must be asked, at least. That no domain is described is one thing to do from the second system on.
    fn least(&self, limits: &Limits) -> usize {
        if self.field == "domain" { 2 } else { limits.unrecorded as usize }
    }
}

fn lacking<'m, T: 'm>(
    model: &Model,
    all: impl Iterator<Item = &'m T> + Clone,
    (are_asked, record): (Test<T>, Test<T>),
) -> Option<usize> {
    let is_recorded = all.clone().any(|one| record(model, one));
    (!is_recorded).then(|| all.filter(|one| are_asked(model, one)).count())
}

/// A rule, the kind of those it asks, and the field for which it asks them.
type Key = (&'static str, Kind, &'static str);

/// The fields that nobody in a handbook records, though many are asked.
#[derive(Clone, Debug, Default)]
pub struct Unrecorded {
    /// What is said of each.
    messages: BTreeMap<Key, String>,
}

impl Unrecorded {
    /// What nobody in this handbook records. A part of a handbook cannot tell.
    #[must_use]
    pub fn of(model: &Model) -> Self {
        let limits = Limits::of(&model.settings);
        let asked = TABLE.par_iter().filter_map(|asked| {
            let count = asked.lacking(model).filter(|&count| count >= asked.least(&limits))?;
            let Asked { rule, field, does, plural, .. } = asked;
            Some(((*rule, asked.kind(), *field), format!("none of {count} {plural} {does}")))
        });
        let (asked, of_checklists) = rayon::join(|| asked.collect::<Vec<_>>(), || of_checklists(model));
        let of_checklists = of_checklists.into_iter().filter(|(_, count)| *count >= limits.unrecorded as usize);
        let of_checklists = of_checklists.map(|(field, count)| {
            let message = format!("none of the {count} systems that a checklist asks for `{field}` has it");
            ((open_checklist::RULE.id, Kind::System, field), message)
        });
        Self { messages: asked.into_iter().chain(of_checklists).collect() }
    }

    /// The name of the field, where nobody records it.
    #[must_use]
    pub fn field(&self, rule: &str, kind: Kind, field: &str) -> Option<&'static str> {
        self.messages.keys().find(|&&(r, k, f)| r == rule && k == kind && f == field).map(|&(_, _, field)| field)
    }

    /// Makes one gap of the handbook of all that lack the same field. Waived ones stay as they are: somebody has decided
    /// on them.
    pub(super) fn gather(&self, weighed: Vec<Weighed>, judge: &Judge<'_>) -> Vec<Weighed> {
        let key = |one: &Weighed| {
            let field = one.lacks.filter(|_| one.gap.waived.is_none())?;
            self.messages.get_key_value(&(rule_id(&one.gap)?, one.gap.entity.kind, field))
        };
        let mut gathered: BTreeMap<Key, (&String, Vec<Gap>)> = BTreeMap::new();
        let mut all = Vec::with_capacity(weighed.len());
        for one in weighed {
            match key(&one) {
                Some((&key, message)) => gathered.entry(key).or_insert((message, Vec::new())).1.push(one.gap),
                None => all.push(one),
            }
        }
        // What a rule says of a field already, a checklist need not say again of those that only it asks.
        let said: BTreeSet<_> = gathered
            .keys()
            .filter(|key| key.0 != open_checklist::RULE.id)
            .map(|&(_, kind, field)| (kind, field))
            .collect();
        gathered.retain(|key, _| key.0 != open_checklist::RULE.id || !said.contains(&(key.1, key.2)));
        all.extend(gathered.into_iter().filter_map(|(key, (message, gaps))| whole(key, message, (gaps, judge))));
        all
    }
}

/// The fields that items of checklists ask for and no system has, with how many systems are held to such an item.
fn of_checklists(model: &Model) -> Vec<(&'static str, usize)> {
    let items = model.checklists.values().flat_map(|list| &list.items).filter(|item| item.is_required);
    let asked: BTreeSet<&str> = items.filter_map(|item| item.evidence.as_ref()).map(|field| field.as_str()).collect();
    let mut counts: Vec<(&str, usize)> = (EVIDENCE.iter())
        .filter(|(field, is_there)| {
            asked.contains(field) && !model.systems.values().any(|system| is_there(model, system))
        })
        .map(|(field, _)| (*field, 0))
        .collect();
    if counts.is_empty() {
        return counts;
    }
    let held = model.systems.par_iter().fold(
        || vec![0; counts.len()],
        |mut held, (_, system)| {
            let mut is_asked = vec![false; counts.len()];
            for field in open_checklist::fields_asked(model, system) {
                if let Some(at) = counts.iter().position(|(known, _)| *known == field) {
                    is_asked[at] = true;
                }
            }
            held.iter_mut().zip(is_asked).for_each(|(count, is_asked)| *count += usize::from(is_asked));
            held
        },
    );
    let held = held.reduce_with(|one, other| one.into_iter().zip(other).map(|(a, b)| a + b).collect());
    counts.iter_mut().zip(held.unwrap_or_default()).for_each(|((_, count), held)| *count = held);
    counts
}

/// The one gap for all of these.
fn whole((rule, kind, field): Key, message: &str, (gaps, judge): (Vec<Gap>, &Judge<'_>)) -> Option<Weighed> {
    let first = gaps.iter().min_by_key(|gap| (Reverse(gap.severity), &gap.entity))?;
    let finding = Finding::on(Kind::Handbook, &Id::new(""), &first.place, message);
    let finding = finding.field(format!("{kind}/{field}"));
    let finding = finding.evidence(format!("once one {kind} has it, each that lacks it is a gap of its own"));
    let finding = help(first, (rule, kind)).into_iter().fold(finding, Finding::help);
    let mut whole = judge.weighed(first.rule.clone(), finding, first.severity);
    // What each was known by stays, so that a baseline holds whether they are one gap or many.
    whole.gap.parts = gaps.iter().flat_map(known_by).collect();
    Some(whole)
}

/// A gap's fingerprint, or those of its parts, each with what a baseline calls it.
fn known_by(gap: &Gap) -> impl Iterator<Item = (String, String)> {
    let whole = gap.parts.is_empty().then(|| (gap.entity.to_string(), gap.fingerprint.clone()));
    let parts = gap.parts.iter().map(|(name, fingerprint)| (format!("{} {name}", gap.entity), fingerprint.clone()));
    whole.into_iter().chain(parts)
}

/// What the first needs, or to decide against it.
fn help(first: &Gap, (rule, kind): (&str, Kind)) -> [Help; 2] {
    let id = &first.entity.id;
    let own = first.help.first();
    let words = own.map_or("write it", |help| help.text.as_str());
    let begin = format!("{words}; begin with the {kind} that matters most");
    let lines = own.map_or("", |help| help.snippet.as_str());
    let begin = if lines.is_empty() || lines.starts_with("teams:") {
        Help::write(begin, lines)
    } else {
        Help::write(begin, format!("{kind}s:\n  {id}:\n    {}", lines.replace('\n', "\n    ")))
    };
    let decline = if rule == open_checklist::RULE.id {
        "or put a checklist of your own, which does not ask for it, in the place of that one".to_owned()
    } else {
        format!("or say in `handbook.yaml` that it is not kept here: `gaps: {{ rules: {{ {rule}: off }} }}`")
    };
    [begin, Help::words(decline)]
}

fn rule_id(gap: &Gap) -> Option<&'static str> {
    match &gap.rule {
        super::RuleRef::BuiltIn(rule) => Some(rule.id),
        super::RuleRef::Own(_) => None,
    }
}

/// The table as Markdown, for the manual.
#[must_use]
pub fn table() -> String {
    let mut out = "| Field | Asked of | Rule |\n|---|---|---|\n".to_owned();
    for Asked { rule, field, plural, .. } in TABLE {
        out.push_str(&format!("| `{field}` | {plural} | [{rule}](rule:{rule}) |\n"));
    }
    let rule = open_checklist::RULE.id;
    out.push_str(&format!(
        "| the `evidence` of an item | systems that are held to the item | [{rule}](rule:{rule}) |\n"
    ));
    out
}
