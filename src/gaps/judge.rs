//! Asks every rule, and makes gaps of what they find.

use std::collections::HashMap;

use rayon::prelude::*;

use super::belonging::Belonging;
use super::identity::{Anchors, fingerprint, parts};
use super::level::{self, Levels};
use super::waive::{self, Waivers};
use super::{Finding, Gap, RuleRef, Rules, Scene, limits, rules, silence};
use crate::diagnostic::{Diagnostic, Severity};

/// What a handbook comes to on a day.
#[derive(Clone, Debug, Default)]
pub struct Judgement {
    /// Open gaps: by severity, the greatest first, then by rule in the registry's order, then by entity and field.
    pub gaps: Vec<Gap>,
    /// Waived gaps, in the same order.
    pub waived: Vec<Gap>,
    /// The rules by which it was judged.
    pub rules: Rules,
    /// Settings and waivers that name rules, limits or entities which do not exist.
    pub diagnostics: Vec<Diagnostic>,
}

/// Judges the scene by every rule.
#[must_use]
pub fn judge(scene: &Scene<'_>) -> Judgement {
    let levels = Levels::of(scene.model);
    let gaps = weigh(found(scene, &levels), scene, &levels);
    let (waived, gaps) = gaps.into_iter().partition(|gap| gap.waived.is_some());
    Judgement { gaps, waived, rules: scene.rules.clone(), diagnostics: diagnostics(scene) }
}

/// A finding, and the rule whose it is.
type FoundBy = (RuleRef, Finding);

/// What all rules find, less what follows from something else that was found.
fn found(scene: &Scene<'_>, levels: &Levels<'_>) -> Vec<(RuleRef, Finding)> {
    silence::drop_consequences(in_two_rounds(scene, levels, &mut ask), scene.model)
}

/// Asks the rules that are on, one after another: `ask` asks one. Together they find what [`judge()`] makes gaps of.
pub fn one_by_one(scene: &Scene<'_>, ask: &mut dyn FnMut(&RuleRef, &Scene<'_>) -> Vec<Finding>) {
    in_two_rounds(scene, &Levels::of(scene.model), &mut |asked, scene| {
        let mut all = Vec::new();
        for rule in asked {
            all.extend(ask(rule, scene).into_iter().map(|found| (RuleRef::clone(rule), found)));
        }
        all
    });
}

/// Asks rules, and then those that want to know what the others found.
fn in_two_rounds(
    scene: &Scene<'_>,
    levels: &Levels<'_>,
    ask: &mut dyn FnMut(&[&RuleRef], &Scene<'_>) -> Vec<FoundBy>,
) -> Vec<FoundBy> {
    let is_afterwards = |rule: &&RuleRef| rules::AFTERWARDS.contains(&rule.id());
    // A cause is asked for also where it is off: else what follows from it would be reported instead.
    let is_asked = |rule: &&RuleRef| !levels.is_off(rule.id()) || silence::is_cause(rule.id());
    let (later, first): (Vec<&RuleRef>, Vec<_>) = scene.rules.iter().filter(is_asked).partition(is_afterwards);
    let mut all = ask(&first, scene);
    let mut after = scene.clone();
    for (rule, finding) in &all {
        after.found.add(rule.id(), &finding.entity);
    }
    all.extend(ask(&later, &after));
    all
}

fn ask(asked: &[&RuleRef], scene: &Scene<'_>) -> Vec<(RuleRef, Finding)> {
    let found = |rule: &&RuleRef| {
        let rule = RuleRef::clone(rule);
        rule.find(scene).into_iter().map(move |found| (rule.clone(), found))
    };
    asked.par_iter().flat_map_iter(found).collect()
}

/// Gives each finding its severity, its owner and what it is known by, and makes one of those that lack what nobody has.
fn weigh(found: Vec<(RuleRef, Finding)>, scene: &Scene<'_>, levels: &Levels<'_>) -> Vec<Gap> {
    let judge = Judge::of(scene);
    let weighed = found.into_par_iter().filter_map(|(rule, finding)| {
        let severity = levels.severity(&rule, &finding, &judge.belonging)?;
        Some(judge.weighed(rule, finding, severity))
    });
    in_order(scene.unrecorded.gather(weighed.collect(), &judge), &scene.rules)
}

/// A gap on its way into a judgement.
pub(super) struct Weighed {
    /// The finding's field, for the order.
    field: String,
    /// The field that is not there at all.
    pub lacks: Option<&'static str>,
    pub gap: Gap,
}

/// Who answers for what, and what is accepted.
pub(super) struct Judge<'m> {
    belonging: Belonging<'m>,
    waivers: Waivers<'m>,
}

impl<'m> Judge<'m> {
    fn of(scene: &Scene<'m>) -> Self {
        Self { belonging: Belonging::of(scene.model), waivers: Waivers::of(scene.model, scene.as_of) }
    }

    /// A gap of a finding.
    pub fn weighed(&self, rule: RuleRef, finding: Finding, severity: Severity) -> Weighed {
        let gap = Gap {
            waived: self.waivers.waived(rule.id(), &finding.entity),
            team: self.belonging.team(&finding.entity, finding.stage.as_ref()),
            domain: self.belonging.domain(&finding.entity),
            // Given when all are in order.
            anchor: String::new(),
            fingerprint: fingerprint(rule.id(), &finding),
            parts: parts(rule.id(), &finding),
            rule,
            severity,
            entity: finding.entity,
            stage: finding.stage,
            message: finding.message,
            place: finding.place,
            related: finding.related,
            evidence: finding.evidence,
            help: finding.help,
        };
        Weighed { field: finding.field, lacks: finding.lacks, gap }
    }
}

/// Puts gaps in the order of a judgement, and gives them their anchors. Gaps are large: each is moved once.
fn in_order(weighed: Vec<Weighed>, rules: &Rules) -> Vec<Gap> {
    let ranks: HashMap<&str, usize> = rules.iter().enumerate().map(|(rank, rule)| (rule.id(), rank)).collect();
    let rank: Vec<Option<usize>> = weighed.iter().map(|one| ranks.get(one.gap.rule.id()).copied()).collect();
    let mut order: Vec<usize> = (0..weighed.len()).collect();
    order.par_sort_by(|&a, &b| {
        let first = rank[a].cmp(&rank[b]);
        let (a, b) = (&weighed[a], &weighed[b]);
        let entity = || (&a.gap.entity, &a.gap.stage).cmp(&(&b.gap.entity, &b.gap.stage));
        first.then_with(entity).then_with(|| (&a.field, &a.gap.place).cmp(&(&b.field, &b.gap.place)))
    });
    let mut gaps: Vec<Option<Gap>> = weighed.into_iter().map(|one| Some(one.gap)).collect();
    // Before severities come into it, so that a change of one moves no anchor.
    let mut anchors = Anchors::default();
    for &at in &order {
        if let Some(gap) = &mut gaps[at] {
            gap.anchor = anchors.make(gap);
        }
    }
    order.sort_by_key(|&at| std::cmp::Reverse(gaps[at].as_ref().map(|gap| gap.severity)));
    order.into_iter().filter_map(|at| gaps[at].take()).collect()
}

/// What is wrong with the settings and waivers by which is judged.
fn diagnostics(scene: &Scene<'_>) -> Vec<Diagnostic> {
    let model = scene.model;
    let mut all = level::check(model, &scene.rules);
    all.extend(limits::check(&model.settings));
    all.extend(waive::check(model, &scene.rules));
    all.extend(scene.rules.diagnostics().iter().cloned());
    all.sort_by(|a, b| a.order().cmp(&b.order()));
    all
}
