//! Which value a name in a condition or a message means.

use std::ops::Range;

use super::condition::{Access, Getter, Via};
use super::fields::{self, Field};
use super::slip::Slip;
use super::value::Holds;
use crate::diagnostic::did_you_mean;
use crate::model::{Id, Kind, Model, is_placeholder};

/// What names are looked up in.
pub(super) struct Names<'n> {
    pub model: &'n Model,
    /// The kind of entity that the rule looks at.
    pub on: Kind,
}

/// Fields of another entity that can be asked through one that is named: `owner.reviewed`.
const THROUGH: [(&str, Via, Kind); 2] = [("owner", Via::Owner, Kind::Team), ("domain", Via::Domain, Kind::Domain)];

/// The value of this name.
pub(super) fn access(name: &str, at: &Range<usize>, names: &Names<'_>) -> Result<Access, Slip> {
    find(name, names).ok_or_else(|| unknown(name, at.clone(), names))
}

/// The value of this name, if there is one.
pub(super) fn find(name: &str, names: &Names<'_>) -> Option<Access> {
    let made = |via, get| Some(Access { name: name.to_owned(), via, get, counts: false });
    // The template language's own way to say whose field it is.
    let own = name.strip_prefix(names.on.name()).and_then(|rest| rest.strip_prefix('.')).unwrap_or(name);
    if let Some(field) = named(names.on, own) {
        return made(Via::Itself, Getter::Field(field));
    }
    if let Some(stage) = own.strip_prefix("lifecycle.").filter(|_| names.on == Kind::System) {
        let stage = names.model.settings.lifecycle.stage(stage)?;
        return made(Via::Itself, Getter::Stage(stage.id.clone()));
    }
    let (first, rest) = own.split_once('.')?;
    let (_, via, kind) = through(names.on).into_iter().find(|(through, ..)| *through == first)?;
    made(via, Getter::Field(named(kind, rest)?))
}

fn named(kind: Kind, name: &str) -> Option<&'static Field> {
    fields::of(kind).iter().find(|field| field.name == name)
}

/// The ways on from an entity of a kind.
fn through(on: Kind) -> Vec<(&'static str, Via, Kind)> {
    THROUGH.into_iter().filter(|(name, ..)| named(on, name).is_some()).collect()
}

fn unknown(name: &str, at: Range<usize>, names: &Names<'_>) -> Slip {
    let own = fields::of(names.on).iter().map(|field| field.name.to_owned());
    let far = through(names.on)
        .into_iter()
        .flat_map(|(first, _, kind)| fields::of(kind).iter().map(move |field| format!("{first}.{}", field.name)));
    let stages = names.model.settings.lifecycle.stages.iter().filter(|_| names.on == Kind::System);
    let all: Vec<String> = own.chain(far).chain(stages.map(|stage| format!("lifecycle.{}", stage.id))).collect();
    let list = || {
        let names = fields::of(names.on).iter().map(|field| format!("`{}`", field.name)).collect::<Vec<_>>();
        format!("its fields are {}", names.join(", "))
    };
    let message = format!("a {} has no field `{name}` that rules can ask for", names.on);
    Slip::new("unknown-field", at, message).meant(name, all.iter().map(String::as_str), list)
}

impl Names<'_> {
    /// A text that stands for a value of this kind: the id of an entity must be one that is there.
    pub fn known(&self, holds: Holds, text: &str, at: Range<usize>) -> Result<String, Slip> {
        let (Holds::Reference(kind) | Holds::References(kind)) = holds else { return Ok(text.to_owned()) };
        let model = self.model;
        let bare = text.strip_prefix(kind.name()).and_then(|rest| rest.strip_prefix(':')).unwrap_or(text);
        let id = Id::new(bare);
        let ids: Vec<&str> = match kind {
            Kind::Team => model.teams.keys().map(Id::as_str).collect(),
            Kind::System => model.systems.keys().map(Id::as_str).collect(),
            Kind::Domain => model.domains.keys().map(Id::as_str).collect(),
            Kind::Metric => model.metrics.keys().map(Id::as_str).collect(),
            // Nobody needs a record to be named.
            _ => return Ok(id.to_string()),
        };
        // Rules may well look for what people write where they know no owner, or for what is somewhere else.
        if ids.contains(&id.as_str()) || is_placeholder(text) || text.starts_with("external:") {
            return Ok(id.to_string());
        }
        let former = match kind {
            Kind::Team => model.team_named(&id).map(|team| team.id.to_string()),
            _ => model.system_named(&id).filter(|_| kind == Kind::System).map(|system| system.id.to_string()),
        };
        if let Some(present) = former {
            return Ok(present);
        }
        let message = format!("there is no {kind} `{text}`");
        let slip = Slip::new("unknown-entity", at, message);
        match did_you_mean(id.as_str(), ids) {
            Some(near) => Err(Slip { help: format!("did you mean `{near}`?"), instead: Some(near.to_owned()), ..slip }),
            None => Err(slip.help(format!("name a {kind} by its id"))),
        }
    }
}
