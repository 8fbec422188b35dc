//! What a rule sees, and what it finds.

use std::collections::HashSet;
use std::sync::Arc;

use super::{Facts, Index, Limits, Rules, Unrecorded};
use crate::diagnostic::{Help, Label, Severity};
use crate::model::{Date, Domain, EntityRef, Id, Kind, Model, Page, Ref, System, Team};
use crate::routes::{Context, Earlier, Followed, Routes};
use crate::source::{Place, Sources};

/// What a rule sees: the model, the addresses, and the day. Made by [`Scene::new`].
#[derive(Clone)]
pub struct Scene<'a> {
    /// Everything the files say.
    pub model: &'a Model,
    /// Every address of the site, for rules about links.
    pub routes: &'a Routes,
    /// All files, for rules about links.
    pub sources: &'a Sources,
    /// The day on which it is judged.
    pub as_of: Date,
    /// The thresholds of rules, as the settings set them.
    pub limits: Limits,
    /// All rules: the program's, and the handbook's own.
    pub rules: Rules,
    /// Who answers for what.
    pub index: Arc<Index<'a>>,
    /// What is known from elsewhere.
    pub facts: Arc<Facts>,
    /// What nobody in the handbook records.
    pub unrecorded: Arc<Unrecorded>,
    /// What the other rules found, for those of [`rules::AFTERWARDS`](super::rules::AFTERWARDS); for all others nothing.
    pub found: Found,
    /// What was published before, where somebody asked for a comparison.
    pub earlier: Option<&'a Earlier>,
    followed: Option<Arc<Followed>>,
}

impl<'a> Scene<'a> {
    /// A scene with the limits of the model's settings, in which nothing has been found yet.
    #[must_use]
    pub fn new(model: &'a Model, routes: &'a Routes, sources: &'a Sources, as_of: Date) -> Self {
        Self {
            model,
            routes,
            sources,
            as_of,
            limits: Limits::of(&model.settings),
            rules: Rules::of(model, sources),
            index: Arc::new(Index::of(model)),
            facts: Arc::default(),
            unrecorded: Arc::new(Unrecorded::of(model)),
            found: Found::default(),
            earlier: None,
            followed: None,
        }
    }

    /// The same scene, in which links have been followed already.
    #[must_use]
    pub fn following(self, followed: Arc<Followed>) -> Self {
        Self { followed: Some(followed), ..self }
    }

    /// The links of pages that lead nowhere.
    #[must_use]
    pub fn followed(&self) -> Arc<Followed> {
        self.followed.clone().unwrap_or_else(|| Arc::new(Followed::of(self.routes, self.links())))
    }

    /// The same scene, with what is known from elsewhere.
    #[must_use]
    pub fn with_facts(self, facts: impl Into<Arc<Facts>>) -> Self {
        let facts = facts.into();
        let unrecorded = facts.unrecorded.clone().map_or(self.unrecorded, Arc::new);
        Self { facts, unrecorded, ..self }
    }

    /// The same scene, to be compared with an earlier time.
    #[must_use]
    pub fn since(mut self, earlier: Option<&'a Earlier>) -> Self {
        self.earlier = earlier;
        self
    }

    /// What links are followed in.
    #[must_use]
    pub fn links(&self) -> Context<'a> {
        Context { model: self.model, sources: self.sources }
    }
}

/// On which entity which rule found something, whether or not a root cause or a waiver silences it.
#[derive(Clone, Debug, Default)]
pub struct Found(HashSet<(String, EntityRef)>);

impl Found {
    /// Notes that a rule found something on an entity.
    pub(super) fn add(&mut self, rule: &str, entity: &EntityRef) {
        self.0.insert((rule.to_owned(), entity.clone()));
    }

    /// Whether the rule of this id found something on the entity.
    #[must_use]
    pub fn has(&self, rule: &str, entity: &EntityRef) -> bool {
        self.0.contains(&(rule.to_owned(), entity.clone()))
    }
}

/// One thing a rule found. The runner makes a [`Gap`](super::Gap) of it.
#[derive(Clone, Debug)]
pub struct Finding {
    /// What it is about.
    pub entity: EntityRef,
    /// The stage it is about, if it is about one.
    pub stage: Option<Id>,
    /// What tells two findings of one rule on one entity apart, for the fingerprint: a field, or a field and a name.
    pub field: String,
    /// The field that is not there at all, where that is what was found: if nobody has it, that is one gap of the handbook.
    pub lacks: Option<&'static str>,
    /// Where one finding is made of several things, such as the open items of a checklist, what each is called: one that
    /// is added is new, though the finding is known.
    pub parts: Vec<String>,
    /// One sentence that says what is wrong with the names filled in; no final stop.
    pub message: String,
    /// Where.
    pub place: Place,
    /// Other places that take part.
    pub related: Vec<Label>,
    /// What shows it: dates, names, figures, a line each.
    pub evidence: Vec<String>,
    /// How to close it.
    pub help: Vec<Help>,
    /// A severity of this finding's own, before tier and settings: "error at twice the limit".
    pub severity: Option<Severity>,
}

impl Finding {
    /// A finding on an entity.
    #[must_use]
    pub fn on(kind: Kind, id: &Id, place: &Place, message: impl Into<String>) -> Self {
        Self {
            entity: EntityRef::new(kind, id),
            stage: None,
            field: String::new(),
            lacks: None,
            parts: Vec::new(),
            message: message.into(),
            place: place.clone(),
            related: Vec::new(),
            evidence: Vec::new(),
            help: Vec::new(),
            severity: None,
        }
    }

    /// A finding on a system.
    #[must_use]
    pub fn on_system(system: &System, place: &Place, message: impl Into<String>) -> Self {
        Self::on(Kind::System, &system.id, place, message)
    }

    /// A finding on a team.
    #[must_use]
    pub fn on_team(team: &Team, place: &Place, message: impl Into<String>) -> Self {
        Self::on(Kind::Team, &team.id, place, message)
    }

    /// A finding on a domain.
    #[must_use]
    pub fn on_domain(domain: &Domain, place: &Place, message: impl Into<String>) -> Self {
        Self::on(Kind::Domain, &domain.id, place, message)
    }

    /// A finding on a page, whose id is its path.
    #[must_use]
    pub fn on_page(page: &Page, place: &Place, message: impl Into<String>) -> Self {
        Self::on(Kind::Page, &Id::new(page.path.as_str()), place, message)
    }

    /// Names the stage.
    #[must_use]
    pub fn stage(mut self, stage: &Id) -> Self {
        self.stage = Some(stage.clone());
        self
    }

    /// Names the field, and what else tells it apart.
    #[must_use]
    pub fn field(mut self, field: impl Into<String>) -> Self {
        self.field = field.into();
        self
    }

    /// Says that the entity does not have this field, one of [`TABLE`](super::unrecorded::TABLE), at all.
    #[must_use]
    pub fn lacks(mut self, field: &'static str) -> Self {
        self.lacks = Some(field);
        self
    }

    /// Names one of several things that the finding is made of.
    #[must_use]
    pub fn part(mut self, name: impl Into<String>) -> Self {
        self.parts.push(name.into());
        self
    }

    /// Adds another place.
    #[must_use]
    pub fn related(mut self, place: &Place, text: impl Into<String>) -> Self {
        self.related.push(Label { place: place.clone(), text: text.into() });
        self
    }

    /// Adds evidence.
    #[must_use]
    pub fn evidence(mut self, line: impl Into<String>) -> Self {
        self.evidence.push(line.into());
        self
    }

    /// Adds help.
    #[must_use]
    pub fn help(mut self, help: Help) -> Self {
        self.help.push(help);
        self
    }

    /// Gives the finding a severity of its own.
    #[must_use]
    pub fn severity(mut self, severity: Severity) -> Self {
        self.severity = Some(severity);
        self
    }

    /// Proposes another name in place of the one written.
    #[must_use]
    pub fn instead(self, reference: &Ref, name: &str) -> Self {
        self.help(Help::replace(format!("did you mean `{name}`?"), reference.place.clone(), name))
    }
}
