//! The rules, in the reference's order. A rule is a `.rs` and a `.md` here, and its two lines below.

use super::Rule;

mod broken_link;
mod broken_permalink;
mod build_without_operate;
mod bus_factor_one;
mod cannot_deploy_alone;
mod circular_parent;
mod codeowners_drift;
mod data_many_writers;
mod decision_elsewhere;
mod disputed_ownership;
mod dissolved_owner;
mod empty_team;
mod execution_metrics_only;
mod expired_attestation;
mod expired_waiver;
mod former_name;
pub mod frequent_handover;
mod idle_team;
mod lead_outside_team;
mod leaderless_domain;
mod leaderless_team;
mod missing_owner;
mod no_debt_review;
mod no_decision_authority;
mod no_domain;
mod no_escalation;
mod no_metrics;
mod no_monitoring;
mod no_on_call;
mod no_reliability_target;
mod no_runbook;
mod no_sunset;
pub(super) mod open_checklist;
mod operate_without_maintain;
mod overloaded_team;
mod paged_not_owning;
mod person_as_owner;
mod person_left;
mod placeholder_owner;
mod retired_dependency;
mod scattered_lifecycle;
mod split_ownership;
mod stale_metric;
mod stale_page;
mod stale_review;
mod sunset_passed;
mod target_missed;
mod tasks_without_outcome;
mod undeclared_dependency;
mod unknown_owner;
mod unmapped_path;
mod unowned_stage;
mod unreachable_team;
mod useless_waiver;
mod vague_metric;
mod weaker_dependency;

/// All rules, in the reference's order.
pub static ALL: &[&Rule] = &[
    // Does an owner exist?
    &missing_owner::RULE,
    &unknown_owner::RULE,
    &placeholder_owner::RULE,
    &person_as_owner::RULE,
    &dissolved_owner::RULE,
    &circular_parent::RULE,
    &former_name::RULE,
    &undeclared_dependency::RULE,
    &unmapped_path::RULE,
    &no_domain::RULE,
    // Is it one owner, for the whole life?
    &split_ownership::RULE,
    &disputed_ownership::RULE,
    &unowned_stage::RULE,
    &scattered_lifecycle::RULE,
    &build_without_operate::RULE,
    &operate_without_maintain::RULE,
    &paged_not_owning::RULE,
    &data_many_writers::RULE,
    // Is ownership more than responsibility?
    &no_decision_authority::RULE,
    &leaderless_domain::RULE,
    &decision_elsewhere::RULE,
    &no_escalation::RULE,
    &unreachable_team::RULE,
    &leaderless_team::RULE,
    &lead_outside_team::RULE,
    &empty_team::RULE,
    &idle_team::RULE,
    &tasks_without_outcome::RULE,
    // People
    &person_left::RULE,
    &bus_factor_one::RULE,
    &overloaded_team::RULE,
    &frequent_handover::RULE,
    // Production
    &no_on_call::RULE,
    &no_runbook::RULE,
    &no_monitoring::RULE,
    &cannot_deploy_alone::RULE,
    &no_reliability_target::RULE,
    &target_missed::RULE,
    &weaker_dependency::RULE,
    // Metrics
    &execution_metrics_only::RULE,
    &no_metrics::RULE,
    &stale_metric::RULE,
    &vague_metric::RULE,
    // The long term
    &stale_review::RULE,
    &no_debt_review::RULE,
    &no_sunset::RULE,
    &sunset_passed::RULE,
    &retired_dependency::RULE,
    &open_checklist::RULE,
    &expired_attestation::RULE,
    &expired_waiver::RULE,
    &useless_waiver::RULE,
    &codeowners_drift::RULE,
    // Pages
    &broken_link::RULE,
    &broken_permalink::RULE,
    &stale_page::RULE,
];

/// Rules that are asked after all others, and see in [`Scene::found`](super::Scene::found) what those found.
pub static AFTERWARDS: &[&str] = &["expired-waiver", "useless-waiver"];

/// Rules whose findings come from more than one moment's files: from history, or from a source of another format.
pub static ELSEWHERE: &[&str] = &["frequent-handover", "codeowners-drift", "broken-permalink"];

/// The rule of this id.
#[must_use]
pub fn named(id: &str) -> Option<&'static Rule> {
    ALL.iter().copied().find(|rule| rule.id == id)
}
