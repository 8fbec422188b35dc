//! All gaps, and one rule with the gaps it finds.

use std::collections::BTreeMap;

use super::stubs;
use crate::diagnostic::Severity;
use crate::gaps::{Gap, RuleRef, Shows};
use crate::model::{Id, Level};
use crate::routes::Route;
use crate::site::here::{Here, counts, plain};
use crate::site::parts::{GapCounts, Link, Name};
use crate::site::view::{CountRow, Data, GapsView, RuleGroup, RuleRow, RuleView, SeverityGroup};

/// How many gaps of one rule the page of all gaps shows; the rule's page has them all.
const MOST_PER_RULE: usize = 60;
/// How many gaps a rule shows as evidence in a guide.
const MOST_EVIDENCE: usize = 6;

pub fn show(here: &Here<'_>) -> Data {
    let handbook = here.handbook;
    let gaps = &handbook.judgement.gaps;
    let errors = handbook.diagnostics().into_iter().filter(|diagnostic| diagnostic.severity == Severity::Error);
    Data::Gaps(GapsView {
        counts: counts(gaps),
        groups: Severity::ALL
            .into_iter()
            .map(|severity| group(here, severity))
            .filter(|group| group.count > 0)
            .collect(),
        waived: here.waived(|_| true),
        by_team: count_by(
            gaps,
            |gap| gap.team.as_ref(),
            |id| id.map_or_else(|| plain("No team"), |id| here.team_id(id)),
        ),
        by_domain: count_by(
            gaps,
            |gap| gap.domain.as_ref(),
            |id| {
                let domain = id.and_then(|id| here.model().domains.get(id));
                domain.map_or_else(|| plain("No domain"), |domain| here.domain(domain))
            },
        ),
        rules: handbook.judgement.rules.iter().map(|rule| rule_row(here, rule)).collect(),
        errors: errors.map(|error| in_words(here, error)).collect(),
    })
}

fn in_words(here: &Here<'_>, error: &crate::diagnostic::Diagnostic) -> String {
    match &error.place {
        Some(place) => {
            let source = here.source(place);
            format!("{}:{}: {}", source.file, source.line, error.message)
        }
        None => error.message.clone(),
    }
}

fn group(here: &Here<'_>, severity: Severity) -> SeverityGroup {
    let of_severity: Vec<&Gap> = here.handbook.judgement.gaps.iter().filter(|gap| gap.severity == severity).collect();
    let mut groups: Vec<(&RuleRef, Vec<&Gap>)> = Vec::new();
    for gap in &of_severity {
        match groups.iter_mut().find(|(rule, _)| rule.id() == gap.rule.id()) {
            Some((_, gaps)) => gaps.push(gap),
            None => groups.push((&gap.rule, vec![gap])),
        }
    }
    let rules = groups.into_iter().map(|(rule, gaps)| RuleGroup {
        rule: rule.id().to_owned(),
        name: rule_name(here, rule),
        more: gaps.len().saturating_sub(MOST_PER_RULE),
        gaps: here.gap_views(gaps.into_iter().take(MOST_PER_RULE)),
    });
    SeverityGroup { severity, count: of_severity.len(), rules: rules.collect() }
}

/// Counts gaps by a key; those with the most serious come first.
fn count_by<'g>(
    gaps: &'g [Gap],
    key: impl Fn(&'g Gap) -> Option<&'g Id>,
    name: impl Fn(Option<&Id>) -> Name,
) -> Vec<CountRow> {
    let mut by_key: BTreeMap<Option<&Id>, GapCounts> = BTreeMap::new();
    for gap in gaps {
        by_key.entry(key(gap)).or_default().add(gap.severity);
    }
    let mut rows: Vec<CountRow> = by_key
        .into_iter()
        .map(|(id, counts)| CountRow { id: id.map(ToString::to_string).unwrap_or_default(), name: name(id), counts })
        .collect();
    rows.sort_by_key(|row| std::cmp::Reverse((row.counts.error, row.counts.warning, row.counts.info)));
    rows
}

fn rule_name(here: &Here<'_>, rule: &RuleRef) -> Name {
    here.name(rule.title(), &Route::Rule(Id::new(rule.id())))
}

/// A rule with some of the gaps it finds.
pub fn rule_row(here: &Here<'_>, rule: &RuleRef) -> RuleRow {
    let gaps = here.handbook.relations.by_rule(&here.handbook.judgement, rule.id());
    RuleRow {
        id: rule.id().to_owned(),
        name: rule_name(here, rule),
        severity: severity(here, rule),
        gaps: gaps.len(),
        evidence: here.gap_views(gaps.into_iter().take(MOST_EVIDENCE)),
    }
}

/// The severity the settings give the rule, or its own.
fn severity(here: &Here<'_>, rule: &RuleRef) -> String {
    let settings = here.model().settings.gaps.rules.iter().rev().find(|setting| setting.rule.value == rule.id());
    match settings.and_then(|setting| setting.level) {
        Some(Level::Off) => "off".to_owned(),
        Some(Level::At(severity)) => severity.name().to_owned(),
        None => rule.severity().name().to_owned(),
    }
}

pub fn show_rule(here: &Here<'_>, id: &Id) -> Data {
    let Some(rule) = here.handbook.judgement.rules.named(id.as_str()) else { return stubs::not_found(here) };
    let mistakes = rule.shows().iter().filter_map(|shows| match shows {
        Shows::M(mistake) => Some(Link {
            text: mistake.name().to_owned(),
            href: format!("{}#{}", here.must(&Route::Mistakes), mistake.id()),
        }),
        Shows::F(_) => None,
    });
    let failures = rule.shows().iter().filter_map(|shows| match shows {
        Shows::F(failure) => Some(failure.name().to_owned()),
        Shows::M(_) => None,
    });
    Data::Rule(RuleView {
        id: rule.id().to_owned(),
        severity: severity(here, rule),
        is_scaled: rule.is_scaled(),
        section: rule.section().title().to_owned(),
        mistakes: mistakes.collect(),
        failures: failures.collect(),
        gaps: here.gap_views(here.handbook.relations.by_rule(&here.handbook.judgement, rule.id())),
        waived: here.waived(|gap| gap.rule.id() == rule.id()),
    })
}
