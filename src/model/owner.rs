//! Who owns: an owner, a stage's owner, who is called.

use super::{Fields, Kind, Period, Reader, Ref, Subject};
use crate::diagnostic::{Diagnostic, Help};
use crate::source::{Place, Spanned, yaml::Node};

/// Whom `owner:` names: one team as it should be, several because people write lists, or nobody.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Owner {
    /// Those named; empty where the key is there and says nothing.
    pub named: Vec<Ref>,
    /// Where the value stands.
    pub place: Place,
}

impl Owner {
    pub(super) fn read(fields: &mut Fields<'_, '_>, key: &'static str) -> Option<Self> {
        let node = fields.raw(key)?;
        let place = fields.reader().place(node.span());
        Some(Self { named: named(fields.reader(), node, key), place })
    }
}

/// A name or a list of names.
fn named(reader: &mut Reader<'_>, node: Node<'_>, key: &str) -> Vec<Ref> {
    if node.is_null() {
        return Vec::new();
    }
    if node.is_sequence() {
        return node.items().filter_map(|item| reader.reference(item, key, Kind::Team)).collect();
    }
    reader.reference(node, key, Kind::Team).into_iter().collect()
}

/// What a system says of one stage of its lifecycle.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct StageOwner {
    /// The stage's id.
    pub stage: Spanned<String>,
    /// Those named; empty means nobody.
    pub named: Vec<Ref>,
    /// Why it is so.
    pub why: Option<Spanned<String>>,
    /// Whether the stage does not apply to this system.
    pub is_not_applicable: bool,
    /// Where the value stands.
    pub place: Place,
}

impl StageOwner {
    pub(super) fn read(reader: &mut Reader<'_>, key: Node<'_>, value: Node<'_>) -> Option<Self> {
        let stage = Spanned::new(key.text()?.to_owned(), reader.place(key.span()));
        let place = reader.place(value.span());
        let mut owner = Self { stage, named: Vec::new(), why: None, is_not_applicable: false, place };
        if value.text() == Some("not-applicable") {
            owner.is_not_applicable = true;
        } else if value.is_mapping() {
            let mut fields = Fields::new(reader, value, Subject::Named("stage", &owner.stage.value));
            owner.named = Owner::read(&mut fields, "team").map(|team| team.named).unwrap_or_default();
            owner.why = fields.text("why");
            fields.finish();
        } else {
            owner.named = named(reader, value, &owner.stage.value);
        }
        Some(owner)
    }
}

/// One step of an escalation: whom to call, and after how long.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Step {
    /// A person or a team.
    pub to: Ref,
    /// How long after the first call; nothing means at once or in order.
    pub after: Option<Period>,
}

/// Who is called when something breaks.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct OnCall {
    /// The rota, as an address.
    pub schedule: Option<Spanned<String>>,
    /// The team that is called, where a system names one.
    pub team: Option<Ref>,
    /// Whom to call next, in order.
    pub escalation: Vec<Step>,
    /// Where it is said.
    pub place: Place,
}

impl OnCall {
    /// Reads a map, a bare address, or a bare team.
    pub(super) fn read(fields: &mut Fields<'_, '_>) -> Option<Self> {
        let node = fields.get("on_call")?;
        let reader = fields.reader();
        let mut on_call = Self { schedule: None, team: None, escalation: Vec::new(), place: reader.place(node.span()) };
        if let Some(text) = node.text() {
            if text.contains("://") {
                on_call.schedule = reader.address(node, "on_call");
            } else {
                on_call.team = reader.reference(node, "on_call", Kind::Team);
            }
            return Some(on_call);
        }
        let mut inner = Fields::new(reader, node, Subject::Words("on_call"));
        on_call.schedule = inner.address("schedule");
        on_call.team = inner.reference("team", Kind::Team);
        for item in inner.list("escalation") {
            on_call.escalation.extend(step(inner.reader(), item));
        }
        inner.finish();
        Some(on_call)
    }
}

fn step(reader: &mut Reader<'_>, item: Node<'_>) -> Option<Step> {
    if !item.is_mapping() {
        return Some(Step { to: reader.reference(item, "escalation", Kind::Team)?, after: None });
    }
    let mut fields = Fields::new(reader, item, Subject::Words("a step of the escalation"));
    let to = fields.reference("to", Kind::Team);
    let after = fields.period("after").map(|after| after.value);
    if to.is_none() {
        let place = fields.place();
        fields.reader().note(
            Diagnostic::error("missing-field", place, "a step of the escalation names nobody")
                .help(Help::words("write `{ to: ana, after: 20m }`, or just `ana`")),
        );
    }
    fields.finish();
    Some(Step { to: to?, after })
}
