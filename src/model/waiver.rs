//! Waivers: gaps accepted until a day.

use super::{Date, EntityRef, Fields, Id, Kind, Ref};
use crate::diagnostic::{Diagnostic, Help};
use crate::source::{Place, Spanned};

/// A waiver: silences one rule on one entity until a day.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Waiver {
    /// Its id.
    pub id: Id,
    /// Where its id stands.
    pub place: Place,
    /// The rule it silences.
    pub rule: Option<Spanned<String>>,
    /// The entity on which.
    pub on: Option<Spanned<EntityRef>>,
    /// Why.
    pub reason: Option<Spanned<String>>,
    /// The last day on which it holds.
    pub until: Option<Spanned<Date>>,
    /// Who granted it.
    pub by: Option<Ref>,
}

impl Waiver {
    pub(super) fn read(id: Id, place: Place, fields: &mut Fields<'_, '_>) -> Self {
        let rule = fields.text("rule");
        let on = on(fields);
        let (reason, until) = (fields.text("reason"), fields.date("until"));
        let by = fields.reference("by", Kind::Person);
        let missing =
            [("rule", rule.is_none()), ("on", on.is_none()), ("reason", reason.is_none()), ("until", until.is_none())];
        for (field, is_missing) in missing {
            // A value that is there and wrong has been reported already.
            if is_missing && fields.get(field).is_none() {
                let message = format!("the waiver `{id}` has no `{field}`");
                let help = Help::words(
                    "a waiver names its rule, its entity, a reason and an end: `{ rule: …, on: system:…, reason: …, until: 2027-01-31 }`",
                );
                fields.reader().note(Diagnostic::error("missing-field", place.clone(), message).help(help));
            }
        }
        Self { id, place, rule, on, reason, until, by }
    }

    /// Whether it still holds on the day `as_of`.
    #[must_use]
    pub fn holds(&self, as_of: Date) -> bool {
        self.until.as_ref().is_some_and(|until| until.value >= as_of)
    }
}

fn on(fields: &mut Fields<'_, '_>) -> Option<Spanned<EntityRef>> {
    let node = fields.get("on")?;
    let reference = fields.reader().reference(node, "on", Kind::System)?;
    let Some(kind) = reference.kind else {
        let message = format!("`on` does not say what `{}` is", reference.written);
        let help = Help::replace(
            format!("write `system:{}`", reference.id),
            reference.place.clone(),
            format!("system:{}", reference.id),
        );
        fields.reader().note(Diagnostic::error("invalid-reference", reference.place, message).help(help));
        return None;
    };
    Some(Spanned::new(EntityRef::new(kind, &reference.id), reference.place))
}
