//! The rules, in the reference's order. A rule is a `.rs` and a `.md` here, and its two lines below.

use super::Rule;

mod missing_owner;

/// All rules, in the reference's order.
pub static ALL: &[&Rule] = &[
    // Does an owner exist?
    &missing_owner::RULE,
];

/// Rules that are asked after all others, and see in [`Scene::found`](super::Scene::found) what those found.
pub static AFTERWARDS: &[&str] = &["expired-waiver", "useless-waiver"];

/// Rules that are described and not written yet: settings and waivers may name them already.
pub static COMING: &[&str] = &[
    "unknown-owner",
    "circular-parent",
    "placeholder-owner",
    "person-as-owner",
    "dissolved-owner",
    "former-name",
    "undeclared-dependency",
    "unmapped-path",
    "no-domain",
    "split-ownership",
    "disputed-ownership",
    "unowned-stage",
    "scattered-lifecycle",
    "build-without-operate",
    "operate-without-maintain",
    "paged-not-owning",
    "data-many-writers",
    "no-decision-authority",
    "leaderless-domain",
    "decision-elsewhere",
    "no-escalation",
    "unreachable-team",
    "leaderless-team",
    "lead-outside-team",
    "empty-team",
    "idle-team",
    "tasks-without-outcome",
    "person-left",
    "bus-factor-one",
    "overloaded-team",
    "frequent-handover",
    "no-on-call",
    "no-runbook",
    "no-monitoring",
    "cannot-deploy-alone",
    "no-reliability-target",
    "target-missed",
    "weaker-dependency",
    "execution-metrics-only",
    "no-metrics",
    "stale-metric",
    "vague-metric",
    "stale-review",
    "no-debt-review",
    "no-sunset",
    "sunset-passed",
    "retired-dependency",
    "open-checklist",
    "expired-attestation",
    "expired-waiver",
    "useless-waiver",
    "codeowners-drift",
    "broken-link",
    "broken-permalink",
    "stale-page",
];

/// The rule of this id.
#[must_use]
pub fn named(id: &str) -> Option<&'static Rule> {
    ALL.iter().copied().find(|rule| rule.id == id)
}
