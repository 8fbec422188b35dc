//! Tables with named columns: of systems, of teams or of people.

use std::collections::BTreeMap;

use super::intake::{Intake, id_of};
use super::words::tier_of;
use super::{Format, owners};
use crate::diagnostic::{Diagnostic, Help};
use crate::model::{
    Contact, Id, Kind, Link, Owner, Person, Ref, Repository, Runbook, Status, System, SystemKind, Team, Word,
    is_placeholder,
};
use crate::source::{Place, SourceFile, Span, Spanned, is_safe_address};

/// The format.
pub static FORMAT: Format = Format {
    id: "csv",
    title: "CSV tables",
    files: &["*.csv"],
    knows: None,
    is_known_by_name: false,
    follow: None,
    drops: "columns of no known name",
    read,
};

/// A field, and the headers that mean it besides its own name.
const FIELDS: [(&str, &[&str]); 24] = [
    ("system", &["service", "application", "app", "component"]),
    ("person", &["user", "employee"]),
    ("team", &["squad", "group"]),
    ("id", &[]),
    ("name", &["title"]),
    ("summary", &["description"]),
    ("owner", &["owning team", "owned by"]),
    ("contributors", &[]),
    ("domain", &["area"]),
    ("kind", &["type"]),
    ("tier", &["criticality"]),
    ("status", &["lifecycle"]),
    ("depends_on", &["dependencies", "depends on"]),
    ("repository", &["repo", "source"]),
    ("paths", &["path"]),
    ("runbook", &[]),
    ("dashboard", &[]),
    ("lead", &["manager"]),
    ("members", &[]),
    ("parent", &[]),
    ("chat", &["slack", "channel"]),
    ("email", &["mail"]),
    ("handle", &["login", "github"]),
    ("aliases", &[]),
];

/// One row: its cells by field, each with its place.
struct Row {
    cells: BTreeMap<&'static str, Spanned<String>>,
    place: Place,
}

fn read(intake: &mut Intake<'_>) {
    for file in intake.files.clone() {
        take_table(intake, file);
    }
}

fn take_table(intake: &mut Intake<'_>, file: &SourceFile) {
    let text = file.text();
    let first = text.lines().next().unwrap_or_default();
    let separators = [b',', b';', b'\t'];
    let count = |separator: &u8| first.bytes().filter(|byte| byte == separator).count();
    let separator = separators.into_iter().rev().max_by_key(count).unwrap_or(b',');
    let mut reader = csv::ReaderBuilder::new().delimiter(separator).flexible(true).from_reader(text.as_bytes());
    let headers = reader.headers().cloned().unwrap_or_default();
    let fields: Vec<Option<&'static str>> = headers.iter().map(|header| field_of(intake, header)).collect();
    let subject = ["system", "person", "team"].into_iter().find(|subject| fields.contains(&Some(subject)));
    let has_owner = fields.contains(&Some("owner"));
    let Some(subject) = subject.filter(|subject| *subject != "team" || !has_owner).or(has_owner.then_some("system"))
    else {
        let place = Place::new(&file.path, Span::new(0, first.len()));
        let message = "no column of this table holds systems, teams or people";
        let help = "name one with `columns: { system: \"Header\" }`, or `team`, or `person`";
        intake.note(Diagnostic::warning("not-imported", place, message).help(Help::words(help)));
        return;
    };
    let mut at = usize::try_from(reader.position().byte()).unwrap_or(usize::MAX);
    for record in reader.into_records() {
        let record = match record {
            Ok(record) => record,
            Err(error) => {
                let place = Place::new(&file.path, Span::new(at, at));
                intake.note(Diagnostic::warning("csv-syntax", place, format!("this row cannot be read: {error}")));
                continue;
            }
        };
        let start = record.position().map_or(at, |position| usize::try_from(position.byte()).unwrap_or(at));
        let row = row(file, &record, start, &fields);
        at = start;
        match subject {
            "system" => take_system(intake, &row),
            "team" => take_team(intake, &row),
            _ => take_person(intake, &row),
        }
    }
}

/// The field that a header means: as the settings say, else by its own words.
fn field_of(intake: &Intake<'_>, header: &str) -> Option<&'static str> {
    let lower = header.trim().to_lowercase();
    let is_said = |field: &str| intake.setting.columns.get(field).map(|column| column.trim().to_lowercase());
    let said = FIELDS.iter().find(|(field, _)| is_said(field).as_ref() == Some(&lower));
    let own = || {
        FIELDS
            .iter()
            .find(|(field, words)| is_said(field).is_none() && (*field == lower || words.contains(&lower.as_str())))
    };
    said.or_else(own).map(|(field, _)| *field)
}

fn row(file: &SourceFile, record: &csv::StringRecord, start: usize, fields: &[Option<&'static str>]) -> Row {
    let mut cells = BTreeMap::new();
    let mut from = start;
    for (cell, field) in record.iter().zip(fields) {
        // A cell stands where its text is met next; one that is quoted differently stands where the row goes on.
        let found = file.text().get(from..).and_then(|rest| rest.find(cell)).map_or(from, |at| from + at);
        from = found + cell.len();
        let trimmed = cell.trim();
        if let (Some(field), false) = (field, trimmed.is_empty()) {
            let place = Place::new(&file.path, Span::new(found, from));
            cells.entry(*field).or_insert_with(|| Spanned::new(trimmed.to_owned(), place));
        }
    }
    Row { cells, place: Place::new(&file.path, Span::new(start, from)) }
}

impl Row {
    fn text(&self, field: &str) -> Option<Spanned<String>> {
        self.cells.get(field).cloned()
    }

    /// The parts of a cell that holds several: split at `;`, `|` and line ends, else at `,`.
    fn list(&self, field: &str) -> Vec<Spanned<String>> {
        let Some(cell) = self.cells.get(field) else { return Vec::new() };
        let several: &[char] = if cell.contains([';', '|', '\n']) { &[';', '|', '\n'] } else { &[','] };
        let parts = cell.split(several).map(str::trim).filter(|part| !part.is_empty());
        parts.map(|part| Spanned::new(part.to_owned(), cell.place.clone())).collect()
    }

    fn references(&self, field: &str, kind: Kind) -> Vec<Ref> {
        self.list(field).iter().map(|name| reference(name, kind)).collect()
    }

    fn address(&self, field: &str) -> Option<Spanned<String>> {
        self.text(field).filter(|address| is_safe_address(address) && address.contains(':'))
    }

    fn word<T: Word>(&self, field: &str) -> Option<Spanned<T>> {
        let cell = self.text(field)?;
        Some(Spanned::new(T::named(&cell)?, cell.place))
    }
}

fn reference(name: &Spanned<String>, kind: Kind) -> Ref {
    owners::reference(name, kind, id_of(name))
}

/// The id of a row: its `id`, else what its subject or its name becomes.
fn key(intake: &mut Intake<'_>, row: &Row, subject: &str) -> Option<Id> {
    let named = row.text("id").or_else(|| row.text(subject)).or_else(|| row.text("name"));
    if named.is_none() {
        let message = format!("passed over: this row names no {subject}");
        intake.note(Diagnostic::warning("not-imported", row.place.clone(), message));
    }
    named.map(|name| intake.named(&name, id_of(&name)))
}

fn take_system(intake: &mut Intake<'_>, row: &Row) {
    let Some(id) = key(intake, row, "system") else { return };
    let mut system = System::new(id, row.place.clone());
    system.name = row.text("name").or_else(|| row.text("system"));
    system.summary = row.text("summary");
    system.kind = row.word::<SystemKind>("kind");
    system.status = row.word::<Status>("status");
    system.tier = row.text("tier").and_then(|cell| Some(Spanned::new(tier_of(&cell)?, cell.place.clone())));
    system.domain = row.references("domain", Kind::Domain).pop();
    let owners = if row.cells.contains_key("owner") { row.list("owner") } else { row.list("team") };
    let mut owner =
        Owner { named: Vec::new(), place: owners.first().map_or_else(|| row.place.clone(), |o| o.place.clone()) };
    for name in owners {
        let named = Ref { id: intake.named(&name, id_of(&name)), ..reference(&name, Kind::Team) };
        if intake.names_teams() && !is_placeholder(&name) {
            let team = Team { name: Some(name.clone()), ..Team::new(named.id.clone(), name.place.clone()) };
            intake.found.teams.push(team);
        }
        owner.named.push(named);
    }
    system.owner = Some(owner);
    system.contributors = row.references("contributors", Kind::Team);
    system.depends_on = row.references("depends_on", Kind::System);
    system.repositories =
        row.address("repository").map(|url| Repository { url, paths: row.list("paths") }).into_iter().collect();
    system.runbook = row.address("runbook").map(|target| Runbook { target, reviewed: None });
    system.dashboard = row.address("dashboard");
    system.aliases = row.list("aliases");
    intake.found.systems.push(system);
}

fn take_team(intake: &mut Intake<'_>, row: &Row) {
    let Some(id) = key(intake, row, "team") else { return };
    let mut team = Team::new(id, row.place.clone());
    team.name = row.text("name").or_else(|| row.text("team"));
    team.summary = row.text("summary");
    team.parent = row.references("parent", Kind::Team).pop();
    team.lead = row.text("lead").filter(|lead| !is_placeholder(lead)).map(|lead| person(intake, &lead));
    team.lists_members = row.cells.contains_key("members");
    team.members = row.list("members").iter().map(|member| person(intake, member)).collect();
    team.contact = Contact { chat: row.text("chat"), email: row.text("email"), tracker: None };
    team.aliases = row.list("aliases");
    team.links = row.address("repository").map(|url| Link { name: "Repository".into(), url }).into_iter().collect();
    intake.found.teams.push(team);
}

fn person(intake: &mut Intake<'_>, name: &Spanned<String>) -> Ref {
    let named = reference(name, Kind::Person);
    let described = Person { name: Some(name.clone()), ..Person::new(named.id.clone(), name.place.clone()) };
    intake.found.people.push(described);
    named
}

fn take_person(intake: &mut Intake<'_>, row: &Row) {
    let Some(id) = key(intake, row, "person") else { return };
    let name = row.text("name").or_else(|| row.text("person"));
    intake.found.people.push(Person { name, handle: row.text("handle"), ..Person::new(id, row.place.clone()) });
}
