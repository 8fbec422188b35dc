//! One entry of the settings' `sources`: ownership data kept elsewhere, read in place.

use std::collections::BTreeMap;

use super::{Fields, Id, Kind, Reader, Ref, Status, Subject, SystemKind};
use crate::diagnostic::{Diagnostic, Help};
use crate::source::{Place, Spanned, yaml::Node};

/// Ownership data kept elsewhere, and what the handbook adds to it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct SourceSetting {
    /// The format: `backstage`, `codeowners`, ….
    pub format: Spanned<String>,
    /// Files, folders and globs, relative to the handbook's folder; at least one.
    pub paths: Vec<Spanned<String>>,
    /// Which of a format's dialects.
    pub dialect: Option<Spanned<String>>,
    /// The address of the repository the files lie in.
    pub repository: Option<Spanned<String>>,
    /// Which systems a format without systems gives.
    pub systems: Option<Spanned<String>>,
    /// Whether teams that are only named are taken for teams: not where it says `none`.
    pub teams: Option<Spanned<String>>,
    /// The domain of systems that name none.
    pub domain: Option<Ref>,
    /// The tier of systems that name none.
    pub tier: Option<Spanned<i64>>,
    /// The kind of systems that name none.
    pub kind: Option<Spanned<SystemKind>>,
    /// The status of systems that name none.
    pub status: Option<Spanned<Status>>,
    /// What a name there is called here, by the name in lower case.
    pub names: BTreeMap<String, Id>,
    /// Which column of a table holds which field, by field.
    pub columns: BTreeMap<String, Spanned<String>>,
    /// Where the setting stands.
    pub place: Place,
}

impl SourceSetting {
    /// A setting of this format that reads these paths.
    #[must_use]
    pub fn new(format: Spanned<String>, paths: Vec<Spanned<String>>) -> Self {
        let place = format.place.clone();
        Self {
            format,
            paths,
            dialect: None,
            repository: None,
            systems: None,
            teams: None,
            domain: None,
            tier: None,
            kind: None,
            status: None,
            names: BTreeMap::new(),
            columns: BTreeMap::new(),
            place,
        }
    }

    pub(super) fn read_all(settings: &mut Fields<'_, '_>) -> Vec<Self> {
        let items = settings.list("sources");
        items.into_iter().filter_map(|item| Self::read(settings.reader(), item)).collect()
    }

    fn read(reader: &mut Reader<'_>, item: Node<'_>) -> Option<Self> {
        let mut fields = Fields::new(reader, item, Subject::Words("a source"));
        let place = fields.place();
        let format = fields.text("type");
        let mut paths = fields.texts("paths");
        paths.extend(fields.text("path"));
        let names = texts(&mut fields, "names").into_iter().map(|(name, id)| (name.to_lowercase(), Id::new(&id)));
        let names = names.collect();
        let read = Self {
            dialect: fields.text("dialect"),
            repository: fields.address("repository"),
            systems: fields.text("systems"),
            teams: fields.text("teams"),
            domain: fields.reference("domain", Kind::Domain),
            tier: fields.number("tier", 1..=4),
            kind: fields.word("kind"),
            status: fields.word("status"),
            names,
            columns: texts(&mut fields, "columns").into_iter().collect(),
            ..Self::new(format.clone().unwrap_or_else(|| Spanned::new(String::new(), place.clone())), paths)
        };
        fields.finish();
        let missing = match (&format, read.paths.is_empty()) {
            (None, _) => "type",
            (_, true) => "path",
            _ => return Some(Self { place, ..read }),
        };
        let help = "write `{ type: backstage, path: ../catalog }`: a format, and a file, a folder or a glob";
        let message = format!("this source has no `{missing}`");
        reader.note(Diagnostic::error("missing-field", place, message).help(Help::words(help)));
        None
    }
}

/// A map from words to words.
fn texts(fields: &mut Fields<'_, '_>, key: &'static str) -> Vec<(String, Spanned<String>)> {
    let entries = fields.map(key);
    let read = |(name, value): (Node<'_>, Node<'_>)| Some((name.text()?.to_owned(), fields.reader().text(value, key)?));
    entries.into_iter().filter_map(read).collect()
}
