//! `former-name`: a reference uses an earlier id.

use crate::diagnostic::{Help, Severity};
use crate::gaps::naming::Naming;
use crate::gaps::{Failure, Finding, Rule, Scene, Section, Shows};
use crate::model::{Id, Kind, Model, Ref, Resolved, System, Team};

/// The rule.
pub static RULE: Rule = Rule {
    id: "former-name",
    title: "A former name is used",
    severity: Severity::Info,
    is_scaled: false,
    section: Section::Existence,
    shows: &[Shows::F(Failure::F2)],
    doc: include_str!("former-name.md"),
    find,
};

fn find(scene: &Scene<'_>) -> Vec<Finding> {
    let model = scene.model;
    let mut found: Vec<Finding> = Naming::all(model).iter().filter_map(|naming| of_team(naming, model)).collect();
    for system in model.systems.values() {
        let named = references(system).into_iter().filter(|(_, reference)| !reference.is_external);
        found.extend(named.filter_map(|(field, reference)| {
            let present = former_system(model, reference)?;
            let finding = Finding::on_system(system, &reference.place, message(system.title(), reference, present));
            Some(renamed(finding.field(format!("{field}/{}", reference.id)), reference, &present.id))
        }));
    }
    for team in model.teams.values() {
        found.extend(team.owns.iter().filter_map(|owned| owned_by_former_name(model, team, owned)));
    }
    found
}

fn of_team(naming: &Naming<'_>, model: &Model) -> Option<Finding> {
    let Resolved::FormerTeam(team) = model.resolve(naming.reference) else { return None };
    let finding = naming.finding(&format!("is a former name of {}", team.title()));
    Some(renamed(finding, naming.reference, &team.id))
}

fn owned_by_former_name(model: &Model, team: &Team, owned: &Ref) -> Option<Finding> {
    let present = former_system(model, owned)?;
    let finding = Finding::on_team(team, &owned.place, message(team.title(), owned, present));
    Some(renamed(finding.field(format!("owns/{}", owned.id)), owned, &present.id))
}

fn references(system: &System) -> Vec<(&'static str, &Ref)> {
    let depends_on = system.depends_on.iter().map(|reference| ("depends_on", reference));
    let writes = system.writes.iter().map(|reference| ("writes", reference));
    depends_on.chain(writes).chain(system.replaced_by.iter().map(|reference| ("replaced_by", reference))).collect()
}

fn former_system<'m>(model: &'m Model, reference: &Ref) -> Option<&'m System> {
    if model.is_former(Kind::System, &reference.id) { model.system(reference) } else { None }
}

fn message(title: &str, reference: &Ref, present: &System) -> String {
    format!("{title}: `{}` is a former name of {}", reference.written, present.title())
}

/// Proposes the present id, with the kind where it was written.
fn renamed(finding: Finding, reference: &Ref, present: &Id) -> Finding {
    let text = reference.kind.map_or_else(|| present.to_string(), |kind| format!("{kind}:{present}"));
    finding.help(Help::replace(format!("write `{text}`"), reference.place.clone(), text))
}
