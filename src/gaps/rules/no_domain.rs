//! `no-domain`: a live system is in no domain.

use crate::diagnostic::{Help, Severity};
use crate::gaps::names::Names;
use crate::gaps::{Failure, Finding, Rule, Scene, Section, Shows};
use crate::model::{Model, Ref, System};

/// The rule.
pub static RULE: Rule = Rule {
    id: "no-domain",
    title: "In no domain",
    severity: Severity::Info,
    is_scaled: false,
    section: Section::Existence,
    shows: &[Shows::F(Failure::F4)],
    doc: include_str!("no-domain.md"),
    find,
};

fn find(scene: &Scene<'_>) -> Vec<Finding> {
    let model = scene.model;
    let mut names = Names::of_domains(model);
    let lost = model.live_systems().filter(|system| is_lost(model, system));
    let mut found: Vec<Finding> = lost.map(|system| of_system(system, (model, &mut names))).collect();
    let domains = model.domains.values().filter_map(|domain| Some((domain, domain.parent.as_ref()?)));
    found.extend(domains.filter(|(_, parent)| is_unknown(model, parent)).map(|(domain, parent)| {
        let message = format!("{}: the parent `{}` is not a domain of this handbook", domain.title(), parent.written);
        proposed(Finding::on_domain(domain, &parent.place, message).field("parent"), parent, &mut names)
    }));
    found
}

fn is_lost(model: &Model, system: &System) -> bool {
    system.domain.as_ref().is_none_or(|domain| is_unknown(model, domain))
}

fn is_unknown(model: &Model, reference: &Ref) -> bool {
    reference.is_legible() && model.domain(reference).is_none()
}

fn of_system(system: &System, (model, names): (&Model, &mut Names<'_>)) -> Finding {
    let Some(domain) = &system.domain else {
        let message = format!("{} is in no domain", system.title());
        let words = if model.domains.is_empty() {
            "describe the domains under `domains`, each with the person who decides, and say which it belongs to"
        } else {
            "say which domain it belongs to"
        };
        let help = Help::write(words, "domain: <domain>");
        return Finding::on_system(system, &system.place, message).field("domain").lacks("domain").help(help);
    };
    let message = format!("{}: the domain `{}` is not a domain of this handbook", system.title(), domain.written);
    proposed(Finding::on_system(system, &domain.place, message).field("domain"), domain, names)
}

fn proposed(finding: Finding, reference: &Ref, names: &mut Names<'_>) -> Finding {
    match names.nearest(reference.id.as_str()) {
        Some(near) => finding.instead(reference, near.as_str()),
        None => finding.help(Help::words("name a domain that exists, or describe this one under `domains`")),
    }
}
