//! All gaps, and one rule with the gaps it finds.

use std::collections::BTreeMap;

use super::{list, stubs};
use crate::diagnostic::Severity;
use crate::gaps::{Gap, RuleRef, Shows};
use crate::model::{Id, Level};
use crate::routes::Route;
use crate::site::gap::counts;
use crate::site::here::{Here, plain};
use crate::site::parts::{GapCounts, Link, Name};
use crate::site::view::{CountRow, Data, GapsView, Listed, RuleGroup, RuleRow, RuleView, SeverityGroup};

/// Up to this many gaps the page of all gaps shows each whole.
const MOST_WHOLE: usize = 60;
/// Up to this many it shows each.
const MOST: usize = 300;
/// How many of each rule it shows where there are more; the rule's page has them all.
const MOST_PER_RULE: usize = 5;
/// How many teams or domains a table of counts names.
const MOST_ROWS: usize = 30;
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
        is_short: gaps.len() > MOST_WHOLE,
        is_beginning: gaps.len() > MOST,
        waived: here.waived(|_| true),
        by_team: by_team(here, gaps),
        by_domain: by_domain(here, gaps),
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
    let most = if here.handbook.judgement.gaps.len() > MOST { MOST_PER_RULE } else { usize::MAX };
    let rules = groups.into_iter().map(|(rule, gaps)| RuleGroup {
        rule: rule.id().to_owned(),
        name: rule_name(here, rule),
        more: gaps.len().saturating_sub(most),
        gaps: here.gap_views(gaps.into_iter().take(most)),
    });
    SeverityGroup { severity, count: of_severity.len(), rules: rules.collect() }
}

fn by_team<'g>(here: &Here<'_>, gaps: impl IntoIterator<Item = &'g Gap>) -> Listed<CountRow> {
    let name = |id: Option<&Id>| id.map_or_else(|| plain("No team"), |id| here.team_id(id));
    count_by(gaps, |gap| gap.team.as_ref(), name)
}

fn by_domain<'g>(here: &Here<'_>, gaps: impl IntoIterator<Item = &'g Gap>) -> Listed<CountRow> {
    let name = |id: Option<&Id>| {
        let domain = id.and_then(|id| here.model().domains.get(id));
        domain.map_or_else(|| plain("No domain"), |domain| here.domain(domain))
    };
    count_by(gaps, |gap| gap.domain.as_ref(), name)
}

/// Counts gaps by a key; those with the most serious come first.
fn count_by<'g>(
    gaps: impl IntoIterator<Item = &'g Gap>,
    key: impl Fn(&'g Gap) -> Option<&'g Id>,
    name: impl Fn(Option<&Id>) -> Name,
) -> Listed<CountRow> {
    let mut by_key: BTreeMap<Option<&Id>, GapCounts> = BTreeMap::new();
    for gap in gaps {
        by_key.entry(key(gap)).or_default().add(gap.severity);
    }
    let mut rows: Vec<(Option<&Id>, GapCounts)> = by_key.into_iter().collect();
    rows.sort_by_key(|(_, counts)| std::cmp::Reverse((counts.error, counts.warning, counts.info)));
    list::beginning(rows, MOST_ROWS, |(id, counts)| CountRow {
        id: id.map(ToString::to_string).unwrap_or_default(),
        name: name(id),
        counts,
    })
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
    let gaps = here.handbook.relations.by_rule(&here.handbook.judgement, rule.id());
    let counted = if gaps.len() > MOST_WHOLE { gaps } else { Vec::new() };
    Data::Rule(RuleView {
        id: rule.id().to_owned(),
        severity: severity(here, rule),
        is_scaled: rule.is_scaled(),
        section: rule.section().title().to_owned(),
        mistakes: mistakes.collect(),
        failures: failures.collect(),
        gaps: here.gaps_of(&Route::Rule(id.clone())),
        by_team: by_team(here, counted.iter().copied()),
        by_domain: by_domain(here, counted),
        waived: here.waived(|gap| gap.rule.id() == rule.id()),
    })
}
