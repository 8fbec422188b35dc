//! Asks every rule, and makes gaps of what they find.

use std::collections::HashMap;

use rayon::prelude::*;

use super::belonging::Belonging;
use super::identity::{Anchors, fingerprint, parts};
use super::level::{self, Levels};
use super::waive::{self, Waivers};
use super::{Finding, Gap, RuleRef, Rules, Scene, limits, rules, silence};
use crate::diagnostic::Diagnostic;

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

/// What all rules find, less what follows from something else that was found.
fn found(scene: &Scene<'_>, levels: &Levels<'_>) -> Vec<(RuleRef, Finding)> {
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
    silence::drop_consequences(all, scene.model)
}

fn ask(asked: &[&RuleRef], scene: &Scene<'_>) -> Vec<(RuleRef, Finding)> {
    let found = |rule: &&RuleRef| {
        let rule = RuleRef::clone(rule);
        rule.find(scene).into_iter().map(move |found| (rule.clone(), found))
    };
    asked.par_iter().flat_map_iter(found).collect()
}

/// Gives each finding its severity, its owner and what it is known by.
fn weigh(found: Vec<(RuleRef, Finding)>, scene: &Scene<'_>, levels: &Levels<'_>) -> Vec<Gap> {
    let (belonging, waivers) = (Belonging::of(scene.model), Waivers::of(scene.model, scene.as_of));
    let weighed = found.into_par_iter().filter_map(|(rule, finding)| {
        let severity = levels.severity(&rule, &finding, &belonging)?;
        let (order, fingerprint) = (finding.field.clone(), fingerprint(rule.id(), &finding));
        let parts = parts(rule.id(), &finding);
        let gap = Gap {
            waived: waivers.waived(rule.id(), &finding.entity),
            team: belonging.team(&finding.entity, finding.stage.as_ref()),
            domain: belonging.domain(&finding.entity),
            // Given when all are in order.
            anchor: String::new(),
            fingerprint,
            parts,
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
        Some((order, gap))
    });
    in_order(weighed.collect(), &scene.rules)
}

/// Puts gaps in the order of a judgement, and gives them their anchors. Gaps are large: each is moved once.
fn in_order(weighed: Vec<(String, Gap)>, rules: &Rules) -> Vec<Gap> {
    let ranks: HashMap<&str, usize> = rules.iter().enumerate().map(|(rank, rule)| (rule.id(), rank)).collect();
    let rank: Vec<Option<usize>> = weighed.iter().map(|(_, gap)| ranks.get(gap.rule.id()).copied()).collect();
    let mut order: Vec<usize> = (0..weighed.len()).collect();
    order.par_sort_by(|&a, &b| {
        let ((a_field, a_gap), (b_field, b_gap)) = (&weighed[a], &weighed[b]);
        let first = rank[a].cmp(&rank[b]);
        let entity = || (&a_gap.entity, &a_gap.stage).cmp(&(&b_gap.entity, &b_gap.stage));
        first.then_with(entity).then_with(|| (a_field, &a_gap.place).cmp(&(b_field, &b_gap.place)))
    });
    let mut gaps: Vec<Option<Gap>> = weighed.into_iter().map(|(_, gap)| Some(gap)).collect();
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
