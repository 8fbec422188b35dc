//! Pages: Markdown with front matter.

use std::ops::Deref;
use std::sync::Arc;

use super::{Date, Fields, Id, Owner, Reader, Subject};
use crate::diagnostic::{Diagnostic, Help, Severity, did_you_mean};
use crate::source::{Place, SourceFile, SourcePath, Spanned, slug, yaml::Node};

/// On which page a page's body stands: `team/payments`, `mistake/splitting-ownership`, `page/framework`.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct About {
    /// What it is about: `team`, `system`, `domain`, `stage`, `mistake`, `rule`, `checklist` or `page`.
    pub kind: &'static str,
    /// The id of it.
    pub id: Id,
}

/// The kinds of things a page can be about.
const ABOUT_KINDS: [&str; 8] = ["team", "system", "domain", "stage", "mistake", "rule", "checklist", "page"];

/// A Markdown page. Cheap to clone: what its file says of it is shared.
#[derive(Clone, Debug)]
pub struct Page {
    /// Its file's path.
    pub path: SourcePath,
    /// Its file.
    pub file: Arc<SourceFile>,
    matter: Arc<Matter>,
}

/// What a page's file says of it: its front matter, and what stands in for it.
#[derive(Debug)]
pub struct Matter {
    /// Its title: from the front matter, the first heading, or the file's name.
    pub title: String,
    /// What it says, in a sentence.
    pub summary: Option<Spanned<String>>,
    /// The page on which its body stands, if it has no address of its own.
    pub about: Option<Spanned<About>>,
    /// Its order among its siblings, lower first; then by title.
    pub weight: i64,
    /// Earlier addresses.
    pub aliases: Vec<Spanned<String>>,
    /// Whether it is not to be published.
    pub is_draft: bool,
    /// Who owns it.
    pub owner: Option<Owner>,
    /// When it was last confirmed.
    pub reviewed: Option<Spanned<Date>>,
    /// When it was written or last changed, as its author says: the later of `date` and `updated`.
    pub updated: Option<Date>,
    /// Whether it shows a list of its contents.
    pub has_contents: bool,
}

impl Deref for Page {
    type Target = Matter;

    fn deref(&self) -> &Matter {
        &self.matter
    }
}

impl Matter {
    /// Reads the front matter of `file`.
    pub(super) fn read(file: &SourceFile, diagnostics: &mut Vec<Diagnostic>) -> Self {
        let mut matter = Self::bare(file);
        let mut own = Vec::new();
        let mut reader = Reader::new(&file.path, &mut own);
        if let Some(root) = file.yaml().root() {
            matter.fill(&mut reader, root);
        }
        diagnostics.extend(own.into_iter().map(soften));
        matter
    }

    fn bare(file: &SourceFile) -> Self {
        let heading = file.outline().title();
        Self {
            title: heading.map_or_else(|| title_of_name(&file.path), str::to_owned),
            summary: None,
            about: about_rule(file),
            weight: 0,
            aliases: Vec::new(),
            is_draft: false,
            owner: None,
            reviewed: None,
            updated: None,
            has_contents: true,
        }
    }

    fn fill(&mut self, reader: &mut Reader<'_>, root: Node<'_>) {
        let mut fields = Fields::new(reader, root, Subject::Words("the front matter"));
        if let Some(title) = fields.text("title") {
            self.title = title.value;
        }
        self.summary = fields.text("summary");
        self.about = about(&mut fields).or_else(|| self.about.take());
        self.weight = fields.number("weight", -1_000_000..=1_000_000).map_or(0, |weight| weight.value);
        self.aliases = fields.texts("aliases");
        self.is_draft = fields.flag("draft").is_some_and(|draft| draft.value);
        self.owner = Owner::read(&mut fields, "owner");
        self.reviewed = fields.date("reviewed");
        self.updated = ["date", "updated"].into_iter().filter_map(|key| fields.day(key)).max();
        self.has_contents = fields.flag("toc").is_none_or(|toc| toc.value);
        fields.finish();
    }
}

impl Page {
    /// The page of `file`, of which this is said.
    pub(super) fn new(file: &Arc<SourceFile>, matter: Arc<Matter>) -> Self {
        Self { path: file.path.clone(), file: file.clone(), matter }
    }

    /// The day on which it last changed, as far as its front matter says: `date`, `updated` or `reviewed`, the latest.
    #[must_use]
    pub fn changed(&self) -> Option<Date> {
        let reviewed = self.reviewed.as_ref().map(|date| date.value);
        self.updated.max(reviewed)
    }

    /// Where its title stands, or its beginning.
    #[must_use]
    pub fn place(&self) -> Place {
        let title = self.file.yaml().root().and_then(|root| root.get("title"));
        let heading = self.file.outline().headings.first().map(|heading| heading.span);
        Place::new(&self.path, title.map(Node::span).or(heading).unwrap_or_default())
    }

    /// Its path below `content/`, or below the built-in guide.
    #[must_use]
    pub fn content_path(&self) -> &str {
        self.path.below("content").or_else(|| self.path.below("guide")).unwrap_or(self.path.as_str())
    }
}

/// The built-in text of a rule is about the rule, without saying so.
fn about_rule(file: &SourceFile) -> Option<Spanned<About>> {
    let name = file.path.below("rules").filter(|_| file.built_in)?;
    let about = About { kind: "rule", id: Id::new(name.trim_end_matches(".md")) };
    Some(Spanned::new(about, Place::start_of(&file.path)))
}

/// Front matter often holds other tools' fields. Those are worth a word, and no reason to publish nothing.
fn soften(mut diagnostic: Diagnostic) -> Diagnostic {
    let is_slip = diagnostic.help.iter().any(|help| help.edit.is_some());
    if diagnostic.code == "unknown-field" && !is_slip {
        diagnostic.severity = Severity::Warning;
    }
    diagnostic
}

fn about(fields: &mut Fields<'_, '_>) -> Option<Spanned<About>> {
    let text = fields.text("about")?;
    let found = text.value.split_once('/').and_then(|(kind, id)| {
        let kind = ABOUT_KINDS.into_iter().find(|known| known.eq_ignore_ascii_case(kind))?;
        Some(About { kind, id: Id::new(id) })
    });
    if let Some(about) = found {
        return Some(Spanned::new(about, text.place));
    }
    let kind = text.value.split('/').next().unwrap_or_default();
    let help = match did_you_mean(kind, ABOUT_KINDS) {
        Some(word) => format!("did you mean `{word}/…`?"),
        None => "write `team/payments`, `system/ledger`, `stage/operate` or the like".to_owned(),
    };
    let message = format!("`about` wants a kind and an id, and this is `{}`", text.value);
    fields.reader().note(Diagnostic::error("wrong-type", text.place, message).help(Help::words(help)));
    None
}

/// `on-call_for newcomers.md` becomes "On call for newcomers"; an index or README takes its folder's name.
fn title_of_name(path: &SourcePath) -> String {
    let stem = path.name().rsplit_once('.').map_or(path.name(), |(stem, _)| stem);
    let is_index = stem.eq_ignore_ascii_case("index") || stem.eq_ignore_ascii_case("readme");
    let folder = path.folder().rsplit('/').next().unwrap_or_default();
    slug::title_of(if is_index && !folder.is_empty() { folder } else { stem })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn names_become_titles() {
        let title = |path: &str| title_of_name(&SourcePath::new(path));
        assert_eq!(title("content/on-call_for newcomers.md"), "On call for newcomers");
        assert_eq!(title("content/runbooks/README.md"), "Runbooks");
    }
}
