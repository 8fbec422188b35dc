//! One system: who owns it, how to reach them, its whole life, its gaps.

use super::{badge, checklists, list, stubs, team};
use crate::model::{Id, Kind, Metric, Ref, System, Team, word};
use crate::routes::Route;
use crate::site::here::{Here, plain, with_problem};
use crate::site::parts::{Answer, ContactView, Fact, Name};
use crate::site::view::{Data, MetricView, Neighbour, SystemView};

/// How many systems that use or write it a system's page names.
const MOST_BESIDE: usize = 60;

pub fn show(here: &Here<'_>, id: &Id) -> Data {
    let Some(system) = here.model().systems.get(id) else { return stubs::not_found(here) };
    let model = here.model();
    let relations = &here.handbook.relations;
    let used_by = relations.used_by.get(id).into_iter().flatten().filter_map(|id| model.systems.get(id));
    let writers = relations.written_by.get(id).into_iter().flatten();
    Data::System(Box::new(SystemView {
        row: here.row(system),
        answer: answer(here, system),
        sunset: system.sunset.as_ref().map(|date| date.value.to_string()),
        replaced_by: system.replaced_by.as_ref().map(|next| system_name(here, next)),
        contributors: system.contributors.iter().map(|team| here.named(team)).collect(),
        depends_on: system.depends_on.iter().map(|reference| neighbour(here, reference)).collect(),
        used_by: list::beginning(used_by, MOST_BESIDE, |system| beside(here, system)),
        writes: system.writes.iter().map(|reference| system_name(here, reference)).collect(),
        written_by: list::beginning(writers, MOST_BESIDE, |id| here.system_id(id)),
        gaps: list::beginning(here.gaps_on(Kind::System, id), usize::MAX, |gap| here.gap(gap)),
        waived: here.waived(|gap| gap.entity.kind == Kind::System && gap.entity.id == *id),
        checklists: checklists::of_system(here, system),
        metrics: system.metrics.iter().map(|reference| metric(here, reference)).collect(),
        facts: facts(here, system),
        share: badge::view(here, &Route::System(id.clone())),
        links: team::links(here, &system.links),
    }))
}

/// Who owns it, and how to reach them; where nobody does, whom to ask instead.
pub fn answer(here: &Here<'_>, system: &System) -> Answer {
    let model = here.model();
    let review = model.settings.review.of_tier(system.tier());
    let reviewed = system.reviewed.as_ref().map(|date| date.value);
    let mut answer = Answer {
        runbook: system.runbook.as_ref().and_then(|runbook| here.address(&runbook.target)),
        reviewed: reviewed.map(|date| date.to_string()),
        is_stale: system.is_live() && team::is_stale(reviewed, review, here.handbook.as_of),
        ..Answer::default()
    };
    if let Some(owner) = model.owner_of(system) {
        answer.owner = Some(here.team(owner));
        answer.contact = here.contact(owner);
        // People talk to the owner, whoever is called.
        if let Some(called) = called(here, system).filter(|called| called.id != owner.id) {
            let reached = here.contact(called);
            (answer.contact.schedule, answer.contact.escalation) = (reached.schedule, reached.escalation);
            answer.contact_of = Some(here.team(called));
        }
    } else {
        answer.why_not = Some(why_not(here, system));
        fall_back(here, system, &mut answer);
    }
    if let Some(on_call) = &system.on_call {
        here.add_on_call(&mut answer.contact, on_call);
    }
    answer
}

/// The team that is called: named by the system, or the one that operates it.
fn called<'h>(here: &Here<'h>, system: &System) -> Option<&'h Team> {
    let model = here.model();
    let named = system.on_call.as_ref().and_then(|on_call| on_call.team.as_ref());
    let operator = || model.coverage(system).accountable("operate").and_then(|id| model.teams.get(id));
    named.and_then(|team| model.team(team)).or_else(operator)
}

/// Why there is no owner, in a sentence.
fn why_not(here: &Here<'_>, system: &System) -> String {
    let named = system.owner.as_ref().map(|owner| owner.named.as_slice()).unwrap_or_default();
    match named {
        [] => "The data names no team.".to_owned(),
        [only] => {
            let name = here.owner(only);
            let problem = name.problem.map_or_else(String::new, |problem| format!(": {problem}"));
            format!("The data names “{}”{problem}.", name.text)
        }
        several => {
            let names: Vec<String> = several.iter().map(|reference| here.owner(reference).text).collect();
            format!("The data names several teams: {}.", names.join(", "))
        }
    }
}

/// The lead of the domain, or whom the settings name: there is always somebody.
fn fall_back(here: &Here<'_>, system: &System, answer: &mut Answer) {
    let model = here.model();
    let settings = &model.settings.fallback;
    let domain = system.domain.as_ref().and_then(|domain| model.domain(domain));
    let team = settings.team.as_ref().and_then(|team| model.team(team));
    if let Some(lead) = domain.and_then(|domain| domain.lead.as_ref()) {
        answer.fallback = Some(here.lead(lead));
        answer.fallback_is = domain.map(|domain| format!("who leads the domain {}", domain.title()));
        // The data has no way to reach a person: the buttons lead to the settings' fallback, and say so.
        let other = settings.contact.is_some().then(|| plain("this handbook's fallback"));
        answer.contact_of = team.map(|team| here.team(team)).or(other);
    } else if let Some(team) = team {
        answer.fallback = Some(here.team(team));
        answer.fallback_is = Some("this handbook's fallback".to_owned());
    }
    answer.contact = team.map_or_else(ContactView::default, |team| here.contact(team));
    if let Some(contact) = &settings.contact {
        answer.contact.chat = Some(here.chat(contact));
        answer.fallback.get_or_insert_with(|| here.chat(contact));
        answer.fallback_is.get_or_insert_with(|| "this handbook's fallback".to_owned());
    }
}

/// A system as a reference names it.
pub(super) fn system_name(here: &Here<'_>, reference: &Ref) -> Name {
    if reference.is_external {
        return plain(reference.id.as_str());
    }
    match here.model().system(reference) {
        Some(system) => here.system(system),
        None => with_problem(&reference.written, "not a system of this handbook"),
    }
}

fn neighbour(here: &Here<'_>, reference: &Ref) -> Neighbour {
    match here.model().system(reference).filter(|_| !reference.is_external) {
        Some(system) => beside(here, system),
        None => Neighbour {
            name: system_name(here, reference),
            owner: None,
            tier: None,
            is_external: reference.is_external,
            is_unowned: false,
        },
    }
}

fn beside(here: &Here<'_>, system: &System) -> Neighbour {
    Neighbour {
        name: here.system(system),
        owner: Some(here.owner_of(system)),
        tier: system.tier(),
        is_external: false,
        is_unowned: here.model().owner_of(system).is_none(),
    }
}

fn metric(here: &Here<'_>, reference: &Ref) -> MetricView {
    match here.model().metric(reference) {
        Some(metric) => describe(here, metric),
        None => MetricView {
            name: reference.written.clone(),
            measures: None,
            is_outcome: false,
            target: None,
            newest: None,
            date: None,
            is_met: None,
            source: None,
            values: Vec::new(),
        },
    }
}

fn describe(here: &Here<'_>, metric: &Metric) -> MetricView {
    let as_of = here.handbook.as_of;
    let newest = metric.newest(as_of);
    let unit = metric.unit.as_ref().map(|unit| unit.value.as_str()).unwrap_or_default();
    let with_unit = |text: &str| format!("{text} {unit}").trim_end().to_owned();
    let known = metric.measurements.iter().filter(|measurement| measurement.date.value <= as_of);
    MetricView {
        name: metric.title().to_owned(),
        measures: metric.measures.as_ref().map(|measures| word(measures.value).to_owned()),
        is_outcome: metric.is_outcome(),
        target: metric.target.as_ref().map(|target| with_unit(&target.text)),
        newest: newest.map(|newest| with_unit(&newest.value.to_string())),
        date: newest.map(|newest| newest.date.value.to_string()),
        is_met: newest.zip(metric.target.as_ref()).map(|(newest, target)| target.is_met(newest.value)),
        source: metric.source.as_ref().and_then(|source| here.address(source)),
        values: known.map(|measurement| measurement.value).collect(),
    }
}

/// The facts that on-call and newcomers look for. One that is not recorded says so.
fn facts(here: &Here<'_>, system: &System) -> Vec<Fact> {
    let linked = |text: &str, address: Option<String>| Name { text: text.to_owned(), href: address, problem: None };
    let fact = |name: &str, values: Vec<Name>| Fact { name: name.to_owned(), values, more: 0 };
    let repositories = system.repositories.iter().map(|repository| {
        let paths: Vec<&str> = repository.paths.iter().map(|path| path.value.as_str()).collect();
        let text = if paths.is_empty() {
            repository.url.value.clone()
        } else {
            format!("{} ({})", repository.url.value, paths.join(", "))
        };
        linked(&text, here.address(&repository.url))
    });
    let deployment = system.deployment.as_ref();
    let pipeline = deployment.and_then(|deployment| deployment.pipeline.as_ref());
    let independent = deployment.and_then(|deployment| deployment.independent.as_ref());
    let mut facts = vec![
        fact("Repositories", repositories.collect()),
        fact("Runbook", system.runbook.iter().map(|r| linked(&r.target.value, here.address(&r.target))).collect()),
        fact("Dashboard", system.dashboard.iter().map(|d| linked(&d.value, here.address(d))).collect()),
        fact("Pipeline", pipeline.iter().map(|p| linked(&p.value, here.address(p))).collect()),
        fact("Deploys alone", independent.iter().map(|flag| plain(if flag.value { "yes" } else { "no" })).collect()),
        fact("Debt reviewed", system.debt_reviewed.iter().map(|date| plain(&date.value.to_string())).collect()),
        fact("Record reviewed", system.reviewed.iter().map(|date| plain(&date.value.to_string())).collect()),
    ];
    if let Some(data) = &system.data {
        facts.push(fact("Classification", data.classification.iter().map(|text| plain(text)).collect()));
        facts.push(fact("Answers for quality", data.quality_owner.iter().map(|team| here.named(team)).collect()));
        facts.push(fact("Kept for", data.retention.iter().map(|period| plain(&period.value.to_string())).collect()));
    }
    if !system.aliases.is_empty() {
        facts.push(fact("Earlier ids", system.aliases.iter().map(|alias| plain(alias)).collect()));
    }
    facts
}
