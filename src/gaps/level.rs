//! How much a finding matters: the rule's default, the tier, and what the settings say.

use std::collections::BTreeMap;

use super::belonging::Belonging;
use super::{Finding, RuleRef, Rules};
use crate::diagnostic::{Diagnostic, Help, Severity, did_you_mean};
use crate::model::{AppliesTo, Id, Level, Model, RuleOverride, RuleSetting, Settings, Status, System};

/// The settings of rules, by rule.
pub(super) struct Levels<'m> {
    model: &'m Model,
    settings: BTreeMap<&'m str, &'m RuleSetting>,
}

impl<'m> Levels<'m> {
    pub fn of(model: &'m Model) -> Self {
        let rules = model.settings.gaps.rules.iter();
        Self { model, settings: rules.map(|setting| (setting.rule.as_str(), setting)).collect() }
    }

    /// Whether the rule is off wherever it could look.
    pub fn is_off(&self, rule: &str) -> bool {
        let setting = self.settings.get(rule);
        setting.is_some_and(|setting| setting.level == Some(Level::Off) && setting.overrides.is_empty())
    }

    /// The severity of a finding; nothing where the settings say off.
    ///
    /// What the settings say is final. Else the finding's own severity or the rule's, moved by the tier if the rule is.
    pub fn severity(&self, rule: &RuleRef, finding: &Finding, belonging: &Belonging<'_>) -> Option<Severity> {
        match self.set_level(rule, finding, belonging) {
            Some(Level::Off) => None,
            Some(Level::At(severity)) => Some(severity),
            None => {
                let severity = finding.severity.unwrap_or(rule.severity());
                let system = belonging.system(&finding.entity).filter(|_| rule.is_scaled());
                Some(system.map_or(severity, |system| scaled(severity, system)))
            }
        }
    }

    /// What the settings say of a finding: the last override that holds, else the level everywhere.
    fn set_level(&self, rule: &RuleRef, finding: &Finding, belonging: &Belonging<'_>) -> Option<Level> {
        let setting = self.settings.get(rule.id())?;
        let holds = |part: &&RuleOverride| {
            let system = belonging.system(&finding.entity);
            let is_there = match system {
                Some(system) => part.applies_to.includes(system),
                None => includes_domain(&part.applies_to, belonging.domain(&finding.entity).as_ref()),
            };
            is_there && self.includes_team(part, belonging.team(&finding.entity, finding.stage.as_ref()).as_ref())
        };
        let level = setting.overrides.iter().rev().find(holds).map(|part| part.level);
        level.or(setting.level)
    }

    fn includes_team(&self, part: &RuleOverride, team: Option<&Id>) -> bool {
        let named =
            |id: &Id| part.teams.iter().any(|named| self.model.team(named).is_some_and(|named| named.id == *id));
        part.teams.is_empty() || team.is_some_and(named)
    }
}

/// Whether a condition holds for something that is no system: it may only speak of domains.
fn includes_domain(condition: &AppliesTo, domain: Option<&Id>) -> bool {
    let speaks_of_systems =
        !(condition.kinds.is_empty() && condition.tiers.is_empty() && condition.statuses.is_empty());
    let named = |domain: &Id| condition.domains.iter().any(|named| named.id == *domain);
    let is_in_domain = condition.domains.is_empty() || domain.is_some_and(named);
    !speaks_of_systems && is_in_domain
}

/// One step up for tier 1, one step down for tier 4 and for ideas and experiments; both is neither.
pub(super) fn scaled(severity: Severity, system: &System) -> Severity {
    let is_heavy = system.tier() == Some(1);
    let is_light = system.tier() == Some(4) || matches!(system.status(), Status::Idea | Status::Experimental);
    match (severity, is_heavy, is_light) {
        (Severity::Info, true, false) | (Severity::Error, false, true) => Severity::Warning,
        (Severity::Warning, true, false) => Severity::Error,
        (Severity::Warning, false, true) => Severity::Info,
        _ => severity,
    }
}

/// Notes what in `gaps.rules` names no rule, and which teams and domains of overrides are none.
pub(super) fn check(model: &Model, rules: &Rules) -> Vec<Diagnostic> {
    let settings = &model.settings.gaps.rules;
    let unknown = settings.iter().filter_map(|setting| unknown_rule((&model.settings, rules), &setting.rule));
    let teams = settings.iter().flat_map(|setting| &setting.overrides).flat_map(|part| &part.teams);
    let strangers = teams.filter(|team| model.team(team).is_none()).map(|team| {
        let message = format!("the team `{}` of an override is not a team of this handbook", team.written);
        let near = did_you_mean(team.id.as_str(), model.teams.keys().map(Id::as_str));
        let help = match near {
            Some(near) => Help::replace(format!("did you mean `{near}`?"), team.place.clone(), near),
            None => Help::words("name a team by its id, or remove the override"),
        };
        Diagnostic::error("unknown-team", team.place.clone(), message).help(help)
    });
    unknown.chain(strangers).chain(unknown_domains(model)).collect()
}

/// Errors where an override or a checklist is for a domain that is not there, and so for nothing.
fn unknown_domains(model: &Model) -> impl Iterator<Item = Diagnostic> + '_ {
    let overrides = model.settings.gaps.rules.iter().flat_map(|setting| &setting.overrides);
    let lists = model.checklists.values();
    let of_lists = lists.flat_map(|list| list.items.iter().map(|item| &item.applies_to).chain([&list.applies_to]));
    let named = overrides.map(|part| &part.applies_to).chain(of_lists).flat_map(|part| &part.domains);
    named.filter(|named| model.domain(named).is_none()).map(|named| {
        let message = format!("the domain `{}` is not a domain of this handbook", named.written);
        let help = match did_you_mean(named.id.as_str(), model.domains.keys().map(Id::as_str)) {
            Some(near) => Help::replace(format!("did you mean `{near}`?"), named.place.clone(), near),
            None => Help::words("name a domain by its id"),
        };
        Diagnostic::error("unknown-domain", named.place.clone(), message).help(help)
    })
}

/// An error where `name` is no rule, neither ours nor the handbook's own.
pub(super) fn unknown_rule(
    (settings, rules): (&Settings, &Rules),
    name: &crate::source::Spanned<String>,
) -> Option<Diagnostic> {
    // A rule with an error in it is named all the same: one error is enough.
    let own = settings.gaps.custom.iter().map(|rule| rule.id.as_str());
    let known: Vec<&str> = rules.iter().map(RuleRef::id).chain(own).collect();
    if known.contains(&name.as_str()) {
        return None;
    }
    let message = format!("there is no rule `{}`", name.value);
    let help = match did_you_mean(name, known) {
        Some(near) => Help::replace(format!("did you mean `{near}`?"), name.place.clone(), near),
        None => Help::words("`bailiwick rules` lists the rules"),
    };
    Some(Diagnostic::error("unknown-rule", name.place.clone(), message).help(help))
}
