//! What other tools need, written from a handbook: one format per file, each a line of [`ALL`].
//!
//! What a format cannot say is left out, and the manual says what that is. What is written is read back to the same
//! owners: a test holds every writer against the reader of its format.

mod aliases;
mod backstage;
mod codeowners;
mod datadog;
mod graph;
pub(super) mod ours;
mod table;

use super::codeowners::Dialect;
use crate::model::{Id, Model, Ref, Status, System, Team, word};
use crate::source::scheme;
use crate::source::yaml::write::Value;

/// A format that is written.
pub struct Writer {
    /// The word for it in commands.
    pub id: &'static str,
    /// What it is, in a sentence.
    pub says: &'static str,
    /// Writes the files of a handbook.
    pub write: fn(&Outgoing<'_>) -> Vec<Written>,
}

/// Every format that is written.
pub static ALL: &[Writer] = &[
    Writer {
        id: "codeowners",
        says: "CODEOWNERS from the systems' repositories and paths, one file for each repository",
        write: codeowners::write,
    },
    Writer { id: "backstage", says: "a Backstage catalog", write: backstage::write },
    Writer { id: "datadog", says: "Datadog entity definitions, version 3", write: datadog::write },
    Writer { id: "owners-aliases", says: "OWNERS_ALIASES with the teams' members", write: aliases::write },
    Writer { id: "csv", says: "tables of systems, teams and people", write: table::write },
    Writer { id: "mermaid", says: "a Mermaid chart of systems by team, and what they need", write: graph::mermaid },
    Writer { id: "graphviz", says: "the same as Graphviz's DOT", write: graph::graphviz },
    Writer { id: "yaml", says: "the handbook's own ownership data in one file", write: ours::write },
];

/// A handbook on its way out.
pub struct Outgoing<'m> {
    /// What it says.
    pub model: &'m Model,
    /// Whose reading a CODEOWNERS file is for.
    pub dialect: Dialect,
    /// How a team is named in repositories; `{team}` is its id, `{org}` the repository's owner.
    pub handle: String,
}

/// A file that was written.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Written {
    /// Its path below the folder it goes to.
    pub path: String,
    /// Its text.
    pub text: String,
}

impl Written {
    fn new(path: &str, text: String) -> Self {
        Self { path: path.to_owned(), text }
    }
}

/// The format of this id.
#[must_use]
pub fn named(id: &str) -> Option<&'static Writer> {
    ALL.iter().find(|writer| writer.id == id)
}

/// What a file that is not to be changed by hand begins with, where the format has comments.
const HEAD: &str = "# Made by bailiwick: change the handbook instead.\n";

/// Text, or nothing.
fn maybe(text: Option<&str>) -> Value {
    text.map_or_else(Value::nothing, Value::text)
}

/// Systems that are not retired, by id.
fn living(model: &Model) -> impl Iterator<Item = &System> {
    model.systems.values().filter(|system| system.status() != Status::Retired)
}

/// Teams that are not dissolved, by id.
fn teams(model: &Model) -> impl Iterator<Item = &Team> {
    model.teams.values().filter(|team| !team.is_dissolved())
}

/// An address of another site; a page of the handbook means nothing to others.
fn outside(address: &str) -> Option<&str> {
    Some(address).filter(|address| scheme(address).is_some())
}

/// Whether a person is not known to have left, on whatever day.
fn is_there(model: &Model, person: &Id) -> bool {
    model.people.get(person).is_none_or(|person| person.left.is_none())
}

/// The members of a team who are there, by id.
fn members<'m>(model: &'m Model, team: &'m Team) -> impl Iterator<Item = &'m Id> {
    team.members.iter().map(|member| &member.id).filter(|id| is_there(model, id))
}

/// The one existing team that owns a system, by id.
fn owner_id<'m>(model: &'m Model, system: &'m System) -> Option<&'m str> {
    model.owner_of(system).map(|team| team.id.as_str())
}

/// Ids of the systems that references name, without those outside the handbook.
fn systems<'m>(model: &'m Model, references: &'m [Ref]) -> impl Iterator<Item = &'m System> {
    references.iter().filter(|reference| !reference.is_external).filter_map(|reference| model.system(reference))
}
