//! Rules of the handbook's own: `gaps.custom` in `handbook.yaml`, compiled once and asked like ours.
//!
//! A condition is read ([`tokens`], [`parse`], [`access`], [`literal`]) into a [`condition`] over [`fields`]; what is
//! wrong in it is a [`slip`] with its place. Its page is written for it ([`page`]).

mod access;
mod condition;
pub mod fields;
mod literal;
mod message;
mod page;
mod parse;
mod slip;
mod subject;
mod tokens;
mod value;

use self::access::Names;
use self::condition::{Access, Condition};
use self::message::Message;
use self::slip::Slip;
use self::subject::Subject;
use super::{Failure, Finding, Mistake, Scene, Shows, rules};
use crate::diagnostic::{Diagnostic, Help, Severity};
use crate::model::{CustomRule, Id, Kind, Model};
use crate::source::{Sources, Spanned, slug};

pub use self::value::Holds;

/// A rule of the handbook's own.
#[derive(Debug)]
pub struct OwnRule {
    /// Its id.
    pub id: String,
    /// The problem in a few words.
    pub title: String,
    /// The severity of its gaps.
    pub severity: Severity,
    /// Whether tier and status move the severity.
    pub is_scaled: bool,
    /// What its gaps are a sign of.
    pub shows: Vec<Shows>,
    /// Its page, in Markdown.
    pub doc: String,
    on: Kind,
    condition: Condition,
    message: Message,
    help: Option<String>,
}

impl OwnRule {
    /// Understands a rule of the settings.
    ///
    /// # Errors
    /// Everything that is wrong with it.
    pub(super) fn compile(rule: &CustomRule, model: &Model, sources: &Sources) -> Result<Self, Vec<Diagnostic>> {
        let names = Names { model, on: rule.on.value };
        let mut wrong = Vec::new();
        wrong.extend(wrong_id(rule, model));
        let mut keep = |slip: Slip, text: &Spanned<String>| wrong.push(slip.diagnostic(text, sources));
        let condition = parse::parse(&rule.when, &names).map_err(|slip| keep(slip, &rule.when)).ok();
        let message = Message::read(&rule.message, &names).map_err(|slip| keep(slip, &rule.message)).ok();
        let mut shows = Vec::new();
        for name in &rule.shows {
            match shown(name) {
                Some(sign) => shows.push(sign),
                None => keep(unknown_sign(name), name),
            }
        }
        let (Some(condition), Some(message), true) = (condition, message, wrong.is_empty()) else { return Err(wrong) };
        let title = rule.title.as_ref().map_or_else(|| slug::title_of(&rule.id), |title| title.value.clone());
        Ok(Self {
            id: rule.id.value.clone(),
            doc: page::of(rule, &title, &shows),
            title,
            severity: rule.severity,
            is_scaled: rule.is_scaled,
            shows,
            on: rule.on.value,
            condition,
            message,
            help: rule.help.as_ref().map(|help| help.value.trim().to_owned()),
        })
    }

    /// Finds its gaps. Pure.
    #[must_use]
    pub fn find(&self, scene: &Scene<'_>) -> Vec<Finding> {
        let subjects = Subject::all(scene, self.on).into_iter();
        let asked = subjects.filter(|subject| subject.is_there() || self.asks_for_status());
        let found = asked.filter(|subject| self.condition.holds(scene, *subject));
        found.map(|subject| self.finding(scene, subject)).collect()
    }

    /// What is not live is left alone, unless the condition itself says which of it is meant.
    fn asks_for_status(&self) -> bool {
        let is_status = |access: &&Access| matches!(access.name.as_str(), "status" | "draft");
        self.condition.accesses().iter().any(is_status)
    }

    /// It stands where the value stands that the condition names last, if that is written down.
    fn finding<'m>(&self, scene: &Scene<'m>, subject: Subject<'m>) -> Finding {
        let accesses = self.condition.accesses();
        let last = accesses.last().and_then(|access| access.see(scene, subject).place);
        let is_near = |place: &&crate::source::Place| place.path == subject.place().path;
        let place = last.filter(is_near).cloned().unwrap_or_else(|| subject.place());
        let message = self.message.on(scene, subject);
        let mut finding = Finding::on(self.on, &subject.id(), &place, message);
        let mut told: Vec<&str> = Vec::new();
        for access in accesses {
            if !told.contains(&access.name.as_str()) {
                told.push(&access.name);
                let value = access.see(scene, subject).value;
                finding = finding.evidence(format!("`{}` is {value}", access.name));
            }
        }
        match &self.help {
            Some(help) => finding.help(Help::words(help)),
            None => finding,
        }
    }
}

fn wrong_id(rule: &CustomRule, model: &Model) -> Option<Diagnostic> {
    let id = &rule.id;
    let (code, message, help) = if !Id::is_well_formed(id) {
        let message = format!("`{}` is not how rules are named", id.value);
        ("invalid-id", message, format!("write `{}`", slug::slug(id)))
    } else if rules::named(id).is_some() {
        let help = "give it another id; `gaps.rules` sets the severity of a rule that is there".to_owned();
        ("duplicate-id", format!("the program has a rule `{}` of its own", id.value), help)
    } else {
        let first = model.settings.gaps.custom.iter().find(|other| other.id.value == id.value)?;
        if first.id.place == id.place {
            return None;
        }
        let found =
            Diagnostic::error("duplicate-id", id.place.clone(), format!("the rule `{}` is here twice", id.value));
        let help = Help::words("keep one of the two, or give one another id");
        return Some(found.related(first.id.place.clone(), "first here").help(help));
    };
    Some(Diagnostic::error(code, id.place.clone(), message).help(Help::words(help)))
}

/// The mistake or failure of this name: `M1`, `F2`.
fn shown(name: &str) -> Option<Shows> {
    let number = |rest: &str| rest.parse::<usize>().ok().and_then(|number| number.checked_sub(1));
    match name.trim().to_uppercase().split_at_checked(1)? {
        ("M", rest) => Mistake::ALL.get(number(rest)?).copied().map(Shows::M),
        ("F", rest) => Failure::ALL.get(number(rest)?).copied().map(Shows::F),
        _ => None,
    }
}

fn unknown_sign(name: &str) -> Slip {
    let message = format!("`{name}` is neither a mistake nor a failure");
    Slip::new("unknown-word", 0..name.len(), message).help("name mistakes by `M1` to `M4` and failures by `F1` to `F5`")
}
