//! Checklists: what must be so before a system is said to be ready for a stage.

use super::{Fields, Id, Kind, Period, Reader, Ref, Status, Subject, System, SystemKind};
use crate::diagnostic::{Diagnostic, Help, did_you_mean};
use crate::source::{Place, Spanned, yaml::Node};

/// The systems that something applies to; nothing said is everything.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct AppliesTo {
    /// Kinds of system.
    pub kinds: Vec<SystemKind>,
    /// Tiers.
    pub tiers: Vec<i64>,
    /// States of life.
    pub statuses: Vec<Status>,
    /// Domains.
    pub domains: Vec<Ref>,
}

impl AppliesTo {
    fn read(fields: &mut Fields<'_, '_>) -> Self {
        let Some(mut inner) = fields.nested("applies_to") else { return Self::default() };
        let read = Self::of_fields(&mut inner);
        inner.finish();
        read
    }

    /// Reads `kind`, `tier`, `status` and `domain`, each one or several.
    pub(super) fn of_fields(fields: &mut Fields<'_, '_>) -> Self {
        Self {
            kinds: fields.words("kind"),
            tiers: tiers(fields),
            statuses: fields.words("status"),
            domains: fields.references("domain", Kind::Domain),
        }
    }

    /// Whether it applies to `system`. A system without a tier is not of any given tier.
    #[must_use]
    pub fn includes(&self, system: &System) -> bool {
        let domain = system.domain.as_ref().map(|domain| &domain.id);
        (self.kinds.is_empty() || self.kinds.contains(&system.kind()))
            && (self.tiers.is_empty() || system.tier().is_some_and(|tier| self.tiers.contains(&tier)))
            && (self.statuses.is_empty() || self.statuses.contains(&system.status()))
            && (self.domains.is_empty()
                || domain.is_some_and(|domain| self.domains.iter().any(|named| named.id == *domain)))
    }
}

fn tiers(fields: &mut Fields<'_, '_>) -> Vec<i64> {
    let mut read = Vec::new();
    for text in fields.texts("tier") {
        match text.value.parse() {
            Ok(tier @ 1..=4) => read.push(tier),
            _ => fields.reader().note(Diagnostic::error(
                "wrong-type",
                text.place,
                format!("`tier` wants a whole number from 1 to 4, and this is `{}`", text.value),
            )),
        }
    }
    read
}

/// One item of a checklist.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Item {
    /// Its id, by which systems attest it.
    pub id: Spanned<String>,
    /// What must be so.
    pub text: String,
    /// Why.
    pub why: Option<String>,
    /// The field of a system that meets it by being there.
    pub evidence: Option<Spanned<String>>,
    /// How long an attestation holds; for ever where nothing is said.
    pub every: Option<Period>,
    /// Whether an open item is a gap, or just good practice.
    pub is_required: bool,
    /// The systems it applies to, among those of its checklist.
    pub applies_to: AppliesTo,
}

/// A checklist.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Checklist {
    /// Its id.
    pub id: Id,
    /// Where its id stands.
    pub place: Place,
    /// Its name; the id where none is given.
    pub name: Option<Spanned<String>>,
    /// The stage it belongs to, if it does.
    pub stage: Option<Spanned<Id>>,
    /// The systems it applies to.
    pub applies_to: AppliesTo,
    /// Its items, in order.
    pub items: Vec<Item>,
}

impl Checklist {
    pub(super) fn read(id: Id, place: Place, fields: &mut Fields<'_, '_>) -> Self {
        let name = fields.text("name");
        let stage = fields.text("stage").map(|stage| Spanned::new(Id::new(&stage), stage.place));
        let applies_to = AppliesTo::read(fields);
        let nodes = fields.list("items");
        let mut items: Vec<Item> = Vec::new();
        for node in nodes {
            let Some(item) = item(fields.reader(), node) else { continue };
            match items.iter().find(|other| other.id.value == item.id.value) {
                Some(first) => {
                    let message = format!("the item `{}` is here twice", item.id.value);
                    let place = first.id.place.clone();
                    fields
                        .reader()
                        .note(Diagnostic::error("duplicate-id", item.id.place, message).related(place, "first here"));
                }
                None => items.push(item),
            }
        }
        Self { id, place, name, stage, applies_to, items }
    }

    /// Its name, or its id.
    #[must_use]
    pub fn title(&self) -> &str {
        self.name.as_ref().map_or(self.id.as_str(), |name| name.value.as_str())
    }
}

fn item(reader: &mut Reader<'_>, node: Node<'_>) -> Option<Item> {
    let mut fields = Fields::new(reader, node, Subject::Words("an item of a checklist"));
    let (id, text) = (fields.text("id"), fields.text("text"));
    let read = Item {
        id: id.clone().unwrap_or_else(|| Spanned::new(String::new(), fields.place())),
        text: text.map(|text| text.value).unwrap_or_default(),
        why: fields.text("why").map(|why| why.value),
        evidence: evidence(&mut fields),
        every: fields.period("every").map(|every| every.value),
        is_required: fields.flag("required").is_none_or(|required| required.value),
        applies_to: AppliesTo::read(&mut fields),
    };
    let place = fields.place();
    fields.finish();
    if id.is_none() {
        reader.note(
            Diagnostic::error("missing-field", place, "an item of a checklist has no `id`")
                .help(Help::words("add `id: …`: systems attest the item by it")),
        );
        return None;
    }
    Some(read)
}

/// The name of a field that can meet an item; one that never can is an error.
fn evidence(fields: &mut Fields<'_, '_>) -> Option<Spanned<String>> {
    let text = fields.text("evidence")?;
    let known = || super::standing::EVIDENCE.iter().map(|(name, _)| *name);
    if known().any(|name| name == text.value) {
        return Some(text);
    }
    let help = match did_you_mean(&text, known()) {
        Some(word) => Help::replace(format!("did you mean `{word}`?"), text.place.clone(), word),
        None => Help::words(format!("use one of {}", super::fields::listed(&known().collect::<Vec<_>>()))),
    };
    let message = format!("no field `{}` can show that an item is met", text.value);
    fields.reader().note(Diagnostic::error("unknown-word", text.place, message).help(help));
    None
}
