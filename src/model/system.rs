//! Systems: services, infrastructure and data systems.

use super::{Date, Fields, Id, Kind, Link, OnCall, Owner, Period, Reader, Ref, StageOwner, Subject, Word};
use crate::source::{Place, Spanned, yaml::Node};

/// What kind of system it is.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Default)]
#[expect(missing_docs, reason = "the words say it")]
pub enum SystemKind {
    #[default]
    Service,
    Infrastructure,
    Data,
}

impl Word for SystemKind {
    const WORDS: &'static [(&'static str, Self)] =
        &[("service", Self::Service), ("infrastructure", Self::Infrastructure), ("data", Self::Data)];
}

/// How far a system is in its life.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Default)]
#[expect(missing_docs, reason = "the words say it")]
pub enum Status {
    Idea,
    Experimental,
    #[default]
    Production,
    Deprecated,
    Retired,
}

impl Word for Status {
    const WORDS: &'static [(&'static str, Self)] = &[
        ("idea", Self::Idea),
        ("experimental", Self::Experimental),
        ("production", Self::Production),
        ("deprecated", Self::Deprecated),
        ("retired", Self::Retired),
    ];
}

/// A runbook: an address or a page of the handbook.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Runbook {
    /// An address, or a page's path below `content/`.
    pub target: Spanned<String>,
    /// When it was last gone through.
    pub reviewed: Option<Spanned<Date>>,
}

/// How a system is shipped.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Deployment {
    /// Whether it can be deployed without any other.
    pub independent: Option<Spanned<bool>>,
    /// The pipeline, as an address.
    pub pipeline: Option<Spanned<String>>,
    /// Where it is said.
    pub place: Place,
}

/// What a data system holds.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct DataFacts {
    /// How confidential it is.
    pub classification: Option<Spanned<String>>,
    /// Who answers for its quality.
    pub quality_owner: Option<Ref>,
    /// How long it is kept.
    pub retention: Option<Spanned<Period>>,
}

/// Where a system's code lies.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Repository {
    /// The repository, as an address.
    pub url: Spanned<String>,
    /// The paths in it that are this system, as globs; all of it where none is given.
    pub paths: Vec<Spanned<String>>,
}

/// What has been attested, or waived, for one item of a checklist.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Check {
    /// The item's id.
    pub item: Spanned<String>,
    /// The day on which it was done.
    pub done: Option<Spanned<Date>>,
    /// The reason for which it is waived.
    pub waived: Option<Spanned<String>>,
    /// The last day of the waiver.
    pub until: Option<Spanned<Date>>,
    /// Who says so.
    pub by: Option<Ref>,
    /// What shows it, as an address.
    pub evidence: Option<Spanned<String>>,
}

/// A system.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct System {
    /// Its id.
    pub id: Id,
    /// Where its id stands.
    pub place: Place,
    /// Its name; the id where none is given.
    pub name: Option<Spanned<String>>,
    /// What it does, in a sentence.
    pub summary: Option<Spanned<String>>,
    /// What kind of system it is; a service where nothing is said.
    pub kind: Option<Spanned<SystemKind>>,
    /// The domain it belongs to.
    pub domain: Option<Ref>,
    /// 1 (most critical) to 4.
    pub tier: Option<Spanned<i64>>,
    /// How far it is in its life; in production where nothing is said.
    pub status: Option<Spanned<Status>>,
    /// The accountable team.
    pub owner: Option<Owner>,
    /// What other sources say of the accountable team, where a system is described more than once.
    pub owner_elsewhere: Vec<Owner>,
    /// The stages that differ from `owner`.
    pub lifecycle: Vec<StageOwner>,
    /// Who works on it without being accountable.
    pub contributors: Vec<Ref>,
    /// What it needs.
    pub depends_on: Vec<Ref>,
    /// The data systems it writes.
    pub writes: Vec<Ref>,
    /// Where its code lies.
    pub repositories: Vec<Repository>,
    /// What to do when it breaks.
    pub runbook: Option<Runbook>,
    /// Where it is watched, as an address.
    pub dashboard: Option<Spanned<String>>,
    /// How it is shipped.
    pub deployment: Option<Deployment>,
    /// Who is called, where that differs from the owner's.
    pub on_call: Option<OnCall>,
    /// What it holds, if it is a data system.
    pub data: Option<DataFacts>,
    /// The metrics by which it is judged.
    pub metrics: Vec<Ref>,
    /// What has been attested on its checklists.
    pub checks: Vec<Check>,
    /// When its technical debt was last gone through.
    pub debt_reviewed: Option<Spanned<Date>>,
    /// The day on which it ends.
    pub sunset: Option<Spanned<Date>>,
    /// What takes its place.
    pub replaced_by: Option<Ref>,
    /// When this record was last confirmed.
    pub reviewed: Option<Spanned<Date>>,
    /// Earlier ids.
    pub aliases: Vec<Spanned<String>>,
    /// Further links.
    pub links: Vec<Link>,
}

impl System {
    /// A system of which nothing is known but its id.
    #[must_use]
    pub fn new(id: Id, place: Place) -> Self {
        Self {
            id,
            place,
            name: None,
            summary: None,
            kind: None,
            domain: None,
            tier: None,
            status: None,
            owner: None,
            owner_elsewhere: Vec::new(),
            lifecycle: Vec::new(),
            contributors: Vec::new(),
            depends_on: Vec::new(),
            writes: Vec::new(),
            repositories: Vec::new(),
            runbook: None,
            dashboard: None,
            deployment: None,
            on_call: None,
            data: None,
            metrics: Vec::new(),
            checks: Vec::new(),
            debt_reviewed: None,
            sunset: None,
            replaced_by: None,
            reviewed: None,
            aliases: Vec::new(),
            links: Vec::new(),
        }
    }

    pub(super) fn read(id: Id, place: Place, fields: &mut Fields<'_, '_>) -> Self {
        Self {
            id,
            place,
            name: fields.text("name"),
            summary: fields.text("summary"),
            kind: fields.word("kind"),
            domain: fields.reference("domain", Kind::Domain),
            tier: fields.number("tier", 1..=4),
            status: fields.word("status"),
            owner: Owner::read(fields, "owner"),
            owner_elsewhere: Vec::new(),
            lifecycle: lifecycle(fields),
            contributors: fields.references("contributors", Kind::Team),
            depends_on: fields.references("depends_on", Kind::System),
            writes: fields.references("writes", Kind::System),
            repositories: repositories(fields),
            runbook: runbook(fields),
            dashboard: fields.address("dashboard"),
            deployment: deployment(fields),
            on_call: OnCall::read(fields),
            data: data(fields),
            metrics: fields.references("metrics", Kind::Metric),
            checks: checks(fields),
            debt_reviewed: fields.date("debt_reviewed"),
            sunset: fields.date("sunset"),
            replaced_by: fields.reference("replaced_by", Kind::System),
            reviewed: fields.date("reviewed"),
            aliases: fields.texts("aliases"),
            links: fields.links("links"),
        }
    }

    /// Its name, or its id.
    #[must_use]
    pub fn title(&self) -> &str {
        self.name.as_ref().map_or(self.id.as_str(), |name| name.value.as_str())
    }

    /// What kind of system it is.
    #[must_use]
    pub fn kind(&self) -> SystemKind {
        self.kind.as_ref().map(|kind| kind.value).unwrap_or_default()
    }

    /// How far it is in its life.
    #[must_use]
    pub fn status(&self) -> Status {
        self.status.as_ref().map(|status| status.value).unwrap_or_default()
    }

    /// Whether somebody may rely on it: experimental, in production or deprecated.
    #[must_use]
    pub fn is_live(&self) -> bool {
        matches!(self.status(), Status::Experimental | Status::Production | Status::Deprecated)
    }

    /// Whether it is in production.
    #[must_use]
    pub fn is_production(&self) -> bool {
        self.status() == Status::Production
    }

    /// Its tier, where it says one.
    #[must_use]
    pub fn tier(&self) -> Option<i64> {
        self.tier.as_ref().map(|tier| tier.value)
    }
}

fn lifecycle(fields: &mut Fields<'_, '_>) -> Vec<StageOwner> {
    let entries = fields.map("lifecycle");
    entries.into_iter().filter_map(|(stage, value)| StageOwner::read(fields.reader(), stage, value)).collect()
}

fn repositories(fields: &mut Fields<'_, '_>) -> Vec<Repository> {
    let items = fields.list("repositories");
    items.into_iter().filter_map(|item| repository(fields.reader(), item)).collect()
}

fn repository(reader: &mut Reader<'_>, item: Node<'_>) -> Option<Repository> {
    if item.text().is_some() {
        return Some(Repository { url: reader.address(item, "repositories")?, paths: Vec::new() });
    }
    let mut fields = Fields::new(reader, item, Subject::Words("a repository"));
    let (url, paths) = (fields.address("url"), fields.texts("paths"));
    fields.finish();
    Some(Repository { url: url?, paths })
}

fn runbook(fields: &mut Fields<'_, '_>) -> Option<Runbook> {
    let node = fields.get("runbook")?;
    let reader = fields.reader();
    if node.text().is_some() {
        return Some(Runbook { target: reader.address(node, "runbook")?, reviewed: None });
    }
    let mut inner = Fields::new(reader, node, Subject::Words("the runbook"));
    let (target, reviewed) = (inner.address("url"), inner.date("reviewed"));
    inner.finish();
    Some(Runbook { target: target?, reviewed })
}

fn deployment(fields: &mut Fields<'_, '_>) -> Option<Deployment> {
    let mut inner = fields.nested("deployment")?;
    let place = inner.place();
    let read = Deployment { independent: inner.flag("independent"), pipeline: inner.address("pipeline"), place };
    inner.finish();
    Some(read)
}

fn data(fields: &mut Fields<'_, '_>) -> Option<DataFacts> {
    let mut inner = fields.nested("data")?;
    let read = DataFacts {
        classification: inner.text("classification"),
        quality_owner: inner.reference("quality_owner", Kind::Team),
        retention: inner.period("retention"),
    };
    inner.finish();
    Some(read)
}

fn checks(fields: &mut Fields<'_, '_>) -> Vec<Check> {
    let mut read = Vec::new();
    for (item, value) in fields.map("checks") {
        let reader = fields.reader();
        let Some(item) = reader.text(item, "checks") else { continue };
        if let Some(date) = value.text() {
            let done = (!date.is_empty()).then(|| reader.date(value, "checks")).flatten();
            read.push(Check { item, done, waived: None, until: None, by: None, evidence: None });
            continue;
        }
        let name = item.value.clone();
        let mut inner = Fields::new(reader, value, Subject::Named("check", &name));
        read.push(Check {
            item,
            done: inner.date("done"),
            waived: inner.text("waived"),
            until: inner.date("until"),
            by: inner.reference("by", Kind::Person),
            evidence: inner.address("evidence"),
        });
        inner.finish();
    }
    read
}
