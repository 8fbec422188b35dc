//! Gaps, matrix and checklists as CSV, for spreadsheets (RFC 4180, with a header line).

use super::checklists::count;
use crate::model::StageState;
use crate::routes::Routes;
use crate::site::Handbook;
use crate::site::here::Here;

/// All open gaps, one a line.
pub fn gaps(handbook: &Handbook) -> String {
    let here = Here::new(handbook, "gaps.csv");
    let mut csv = String::from("severity,rule,entity,stage,team,domain,message,file,line,fingerprint\r\n");
    for gap in &handbook.judgement.gaps {
        let source = here.source(&gap.place);
        let text = |id: &Option<crate::model::Id>| id.as_ref().map(ToString::to_string).unwrap_or_default();
        line(
            &mut csv,
            &[
                gap.severity.name(),
                gap.rule.id(),
                &gap.entity.to_string(),
                &text(&gap.stage),
                &text(&gap.team),
                &text(&gap.domain),
                &gap.message,
                &source.file,
                &source.line.to_string(),
                &gap.fingerprint,
            ],
        );
    }
    csv
}

/// Live systems by stages: the accountable team, or why there is none.
pub fn matrix(handbook: &Handbook) -> String {
    let model = &handbook.model;
    let mut csv = String::from("system,owner");
    for stage in &model.settings.lifecycle.stages {
        csv.push(',');
        csv.push_str(&field(stage.id.as_str()));
    }
    csv.push_str(",covered,applicable\r\n");
    for system in model.live_systems() {
        let coverage = model.coverage(system);
        let owner = model.owner_of(system).map_or("", |team| team.id.as_str());
        let mut fields = vec![system.id.to_string(), owner.to_owned()];
        fields.extend(coverage.stages.iter().map(|standing| match standing.state {
            StageState::Covered => standing.teams.first().map(ToString::to_string).unwrap_or_default(),
            StageState::Split => "(split)".to_owned(),
            StageState::Unowned => "(nobody)".to_owned(),
            StageState::NotApplicable => "(not applicable)".to_owned(),
        }));
        let count = coverage.count();
        fields.extend([count.covered.to_string(), count.applicable.to_string()]);
        line(&mut csv, &fields.iter().map(String::as_str).collect::<Vec<_>>());
    }
    csv
}

/// Live systems by the items of the checklist whose file is `name`: how each system stands on each item.
pub fn checklist(handbook: &Handbook, name: &str) -> String {
    let model = &handbook.model;
    let Some(list) = model.checklists.values().find(|list| Routes::checklist_csv(&list.id) == name) else {
        return String::new();
    };
    let mut csv = String::new();
    let items = list.items.iter().map(|item| item.id.value.as_str());
    line(&mut csv, &["system", "owner"].into_iter().chain(items).chain(["done", "applicable"]).collect::<Vec<_>>());
    for system in model.live_systems().filter(|system| list.applies_to.includes(system)) {
        let standings = model.standing(system, list, handbook.as_of);
        let (done, applicable) = count(&standings);
        let (done, applicable) = (done.to_string(), applicable.to_string());
        let owner = model.owner_of(system).map_or("", |team| team.id.as_str());
        let mut fields = vec![system.id.as_str(), owner];
        fields.extend(standings.iter().map(|standing| standing.state.detail()));
        fields.extend([done.as_str(), applicable.as_str()]);
        line(&mut csv, &fields);
    }
    csv
}

fn line(csv: &mut String, fields: &[&str]) {
    let fields: Vec<String> = fields.iter().map(|text| field(text)).collect();
    csv.push_str(&fields.join(","));
    csv.push_str("\r\n");
}

/// A field: quoted where it must be, and never read as a formula.
fn field(text: &str) -> String {
    let text = if text.starts_with(['=', '+', '-', '@', '\t', '\r']) { format!("'{text}") } else { text.to_owned() };
    if text.contains([',', '"', '\n', '\r']) { format!("\"{}\"", text.replace('"', "\"\"")) } else { text }
}
