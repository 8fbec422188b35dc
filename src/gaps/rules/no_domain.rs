//! `no-domain`: a live system is in no domain.

use crate::diagnostic::{Help, Severity};
use crate::gaps::names::Names;
use crate::gaps::{Failure, Finding, Rule, Scene, Section, Shows};
use crate::model::{Id, Kind, Model, Ref, System};

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
    let lost: Vec<&System> = model.live_systems().filter(|system| is_lost(model, system)).collect();
    let mut names = Names::of_domains(model);
    let mut found: Vec<Finding> = match lost.as_slice() {
        // Nobody described a domain yet: that is one thing to do, not one for each system.
        [first, _, ..] if model.domains.is_empty() && lost.iter().all(|system| system.domain.is_none()) => {
            vec![of_handbook(first, lost.len())]
        }
        _ => lost.into_iter().map(|system| of_system(system, &mut names)).collect(),
    };
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

fn of_system(system: &System, names: &mut Names<'_>) -> Finding {
    let Some(domain) = &system.domain else {
        let message = format!("{} is in no domain", system.title());
        let help = Help::write("say which domain it belongs to", "domain: <domain>");
        return Finding::on_system(system, &system.place, message).field("domain").help(help);
    };
    let message = format!("{}: the domain `{}` is not a domain of this handbook", system.title(), domain.written);
    proposed(Finding::on_system(system, &domain.place, message).field("domain"), domain, names)
}

fn of_handbook(first: &System, systems: usize) -> Finding {
    let message = format!("no domain is described, and {systems} live systems are in none");
    let help = Help::write(
        "describe the domains, each with the person who decides, and say of each system which it is in",
        "domains:\n  money: { name: Money, lead: ana }",
    );
    Finding::on(Kind::Handbook, &Id::new(""), &first.place, message).field("domain").help(help)
}

fn proposed(finding: Finding, reference: &Ref, names: &mut Names<'_>) -> Finding {
    match names.nearest(reference.id.as_str()) {
        Some(near) => finding.instead(reference, near.as_str()),
        None => finding.help(Help::words("name a domain that exists, or describe this one under `domains`")),
    }
}
