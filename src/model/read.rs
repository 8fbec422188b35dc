//! From files to entities: finds which file holds what, reads each by itself, and brings the parts together.

use std::collections::{BTreeMap, BTreeSet, HashSet};
use std::sync::Arc;

use rayon::prelude::*;

use super::{
    About, Checklist, Domain, Entities, Fields, Id, Matter, Metric, Model, Page, Person, Reader, Settings, Subject,
    System, Team, Waiver,
};
use crate::diagnostic::{Diagnostic, Help, Severity};
use crate::source::{Body, Place, SourceFile, SourcePath, Sources, yaml::Node};

const SETTINGS: &str = "content/handbook.yaml";

/// What one file holds.
#[derive(Default)]
struct Part {
    entities: Entities,
    page: Option<Page>,
    diagnostics: Vec<Diagnostic>,
}

/// What a page's file says, kept with the file; nothing where it cannot be read.
struct Written {
    matter: Option<Arc<Matter>>,
    diagnostics: Vec<Diagnostic>,
}

impl Model {
    /// Reads all files. Never fails: what cannot be understood is in [`Model::diagnostics`].
    #[must_use]
    pub fn read(sources: &Sources) -> Self {
        Self::read_by(sources, read_file)
    }

    /// Reads all files for one answer: what was parsed of a data file is not kept for the next reading, which leaves its
    /// room to the file after it.
    #[must_use]
    pub fn read_once(sources: &Sources) -> Self {
        Self::read_by(sources, |file| {
            let is_page = file.path.extension() == "md";
            let apart = || Arc::new(SourceFile::new(file.path.clone(), file.body.clone()));
            if is_page || file.built_in || file.is_foreign { read_file(file) } else { read_file(&apart()) }
        })
    }

    fn read_by(sources: &Sources, read: fn(&Arc<SourceFile>) -> Part) -> Self {
        let mut model = Self::default();
        model.read_settings(sources);
        let files: Vec<&Arc<SourceFile>> = sources.files().collect();
        let parts: Vec<Part> = files.into_par_iter().map(read).collect();
        // Built-in entities and pages come first, and give way to the handbook's.
        let mut duplicates = Vec::new();
        let mut built_in = Self::default();
        let (mut own_pages, mut built_in_pages) = (Vec::new(), Vec::new());
        for (mut part, file) in parts.into_iter().zip(sources.files()) {
            let (target, pages) =
                if file.built_in { (&mut built_in, &mut built_in_pages) } else { (&mut model, &mut own_pages) };
            pages.extend(part.page.take().map(|page| (page.path.clone(), page)));
            target.take(part, &mut duplicates);
        }
        // Those that come in order are put together without looking for the place of each.
        model.pages = own_pages.into_iter().collect();
        built_in.pages = built_in_pages.into_iter().collect();
        model.diagnostics.extend(duplicates);
        model.lay_over(built_in);
        model.index();
        model.tell_teams_from_namespaces();
        model.note_unknown_stages();
        model.note_unknown_items();
        model.spread();
        model.diagnostics.sort_by(|a, b| a.order().cmp(&b.order()));
        model
    }

    /// The settings alone.
    #[must_use]
    pub fn settings_of(sources: &Sources) -> Settings {
        let mut model = Self::default();
        model.read_settings(sources);
        model.settings
    }

    fn read_settings(&mut self, sources: &Sources) {
        let Some(file) = sources.get(&SourcePath::new(SETTINGS)) else { return };
        let mut reader = Reader::new(&file.path, &mut self.diagnostics);
        if let Some(root) = file.yaml().root() {
            self.settings = Settings::read(&mut reader, root);
        }
    }

    fn take(&mut self, part: Part, duplicates: &mut Vec<Diagnostic>) {
        self.diagnostics.extend(part.diagnostics);
        let entities = part.entities;
        if entities.is_empty() {
            return;
        }
        insert(&mut self.teams, entities.teams, duplicates, |team| ("team", &team.id, &team.place));
        insert(&mut self.people, entities.people, duplicates, |person| ("person", &person.id, &person.place));
        insert(&mut self.domains, entities.domains, duplicates, |domain| ("domain", &domain.id, &domain.place));
        insert(&mut self.systems, entities.systems, duplicates, |system| ("system", &system.id, &system.place));
        insert(&mut self.metrics, entities.metrics, duplicates, |metric| ("metric", &metric.id, &metric.place));
        insert(&mut self.checklists, entities.checklists, duplicates, |list| ("checklist", &list.id, &list.place));
        insert(&mut self.waivers, entities.waivers, duplicates, |waiver| ("waiver", &waiver.id, &waiver.place));
    }

    /// Adds a page of the program's that is made for this handbook, such as that of a rule of its own.
    pub fn add_built_in(&mut self, file: &Arc<SourceFile>) {
        let Part { page, diagnostics, .. } = read_page(file);
        let pages = page.into_iter().map(|page| (page.path.clone(), page)).collect();
        self.lay_over(Self { pages, diagnostics, ..Self::default() });
    }

    /// Lays the built-in entities and pages below the handbook's own.
    fn lay_over(&mut self, built_in: Self) {
        self.diagnostics.extend(built_in.diagnostics);
        for (id, checklist) in built_in.checklists {
            self.checklists.entry(id).or_insert(checklist);
        }
        let own = self.pages.values().filter(|page| !page.is_draft);
        let mut subjects: BTreeSet<About> = own.clone().filter_map(subject).collect();
        let places: HashSet<String> =
            own.filter_map(|page| page.content_path().strip_prefix("guide/").map(str::to_owned)).collect();
        for (path, page) in built_in.pages {
            let is_replaced =
                places.contains(page.path.name()) || subject(&page).is_some_and(|about| subjects.contains(&about));
            if !is_replaced {
                subjects.extend(subject(&page));
                self.pages.insert(path, page);
            }
        }
    }
}

/// What a page is about.
fn subject(page: &Page) -> Option<About> {
    page.about.as_ref().map(|about| about.value.clone())
}

/// Puts entities where they belong; the same id twice is an error that names both places, and the first stays.
fn insert<T>(
    into: &mut BTreeMap<Id, T>,
    entities: Vec<T>,
    duplicates: &mut Vec<Diagnostic>,
    identity: impl Fn(&T) -> (&'static str, &Id, &Place),
) {
    for entity in entities {
        let (kind, id, place) = identity(&entity);
        match into.get(id) {
            None => {
                into.insert(id.clone(), entity);
            }
            Some(first) => duplicates.push(
                Diagnostic::error("duplicate-id", place.clone(), format!("the {kind} `{id}` is here twice"))
                    .related(identity(first).2.clone(), "first here")
                    .help(Help::words("keep one of the two, or give one another id")),
            ),
        }
    }
}

fn read_file(file: &Arc<SourceFile>) -> Part {
    let mut part = Part::default();
    if file.is_foreign {
        return part;
    }
    let is_data = file.path.below("content/ownership").is_some() || file.built_in;
    let is_yaml = matches!(file.path.extension().as_str(), "yaml" | "yml");
    let is_page = file.path.extension() == "md" && (file.built_in || file.path.below("content").is_some());
    let is_settings = file.path.as_str() == SETTINGS;
    if is_page {
        return read_page(file);
    }
    if !(is_settings || (is_data && is_yaml)) {
        note_unpublished(file, &mut part.diagnostics);
        return part;
    }
    if note_unreadable(file, &mut part.diagnostics) {
        return part;
    }
    note_problems(file, &mut part.diagnostics);
    if !is_settings {
        for root in file.yaml().roots() {
            read_data(file, root, &mut part);
        }
    }
    part
}

/// Reads a page once for as long as its bytes stay the same.
fn read_page(file: &Arc<SourceFile>) -> Part {
    let written = file.part(|| {
        let mut diagnostics = Vec::new();
        let is_readable = !note_unreadable(file, &mut diagnostics);
        let matter = is_readable.then(|| {
            note_problems(file, &mut diagnostics);
            Arc::new(Matter::read(file, &mut diagnostics))
        });
        Written { matter, diagnostics }
    });
    let page = written.matter.as_ref().map(|matter| Page::new(file, matter.clone()));
    Part { page, diagnostics: written.diagnostics.clone(), ..Part::default() }
}

/// Notes files that are not published whatever they hold.
fn note_unpublished(file: &SourceFile, diagnostics: &mut Vec<Diagnostic>) {
    if matches!(file.body, Body::SameName) {
        let message = format!("another file has the same name as `{}`, spelled in Unicode's other form", file.path);
        let help = Help::words("rename one of the two: on many disks they are one");
        diagnostics.push(Diagnostic::error("address-clash", Place::start_of(&file.path), message).help(help));
    }
    if matches!(file.body, Body::LeadsOut) {
        let message = format!("`{}` is a link out of the handbook, and is not published", file.path);
        let help = Help::words("copy what it leads to into the handbook, or remove the link");
        diagnostics.push(Diagnostic::warning("link-out", Place::start_of(&file.path), message).help(help));
    }
}

/// Notes why the text of a file cannot be read; whether there is such a reason.
fn note_unreadable(file: &SourceFile, diagnostics: &mut Vec<Diagnostic>) -> bool {
    let help = match &file.body {
        Body::LeadsOut | Body::SameName => {
            note_unpublished(file, diagnostics);
            return true;
        }
        Body::NotUtf8(_) => "save the file as UTF-8",
        Body::TooLarge(_) => "split it: ownership data may lie in any number of files",
        _ => "check its permissions",
    };
    let said = Diagnostic::of_unreadable(Severity::Error, file);
    let is_unreadable = said.is_some();
    diagnostics.extend(said.map(|said| said.help(Help::words(help))));
    is_unreadable
}

/// What the YAML reader found, and a front matter that never ends.
fn note_problems(file: &SourceFile, diagnostics: &mut Vec<Diagnostic>) {
    let problems = file.yaml().problems.iter();
    diagnostics.extend(problems.map(|problem| Diagnostic::of_problem(Severity::Error, &file.path, problem)));
    if file.path.extension() == "md" && crate::source::front_matter::split(file.text()).unclosed {
        let message = "the front matter is never closed, so all of it is shown as text";
        diagnostics.push(
            Diagnostic::error("unclosed-front-matter", Place::start_of(&file.path), message)
                .help(Help::words("end it with a line that holds `---` alone")),
        );
    }
}

/// Reads the top-level keys of a data file.
fn read_data(file: &SourceFile, root: Node<'_>, part: &mut Part) {
    if root.is_null() {
        return;
    }
    let found = &mut part.entities;
    let mut reader = Reader::new(&file.path, &mut part.diagnostics);
    let mut fields = Fields::new(&mut reader, root, Subject::Words("an ownership file"));
    fill(&mut found.teams, entities(&mut fields, "teams", "team", Team::read));
    fill(&mut found.people, entities(&mut fields, "people", "person", Person::read));
    fill(&mut found.domains, entities(&mut fields, "domains", "domain", Domain::read));
    fill(&mut found.systems, entities(&mut fields, "systems", "system", System::read));
    fill(&mut found.metrics, entities(&mut fields, "metrics", "metric", Metric::read));
    fill(&mut found.checklists, entities(&mut fields, "checklists", "checklist", Checklist::read));
    fill(&mut found.waivers, entities(&mut fields, "waivers", "waiver", Waiver::read));
    fields.allow_anchored();
    fields.finish();
}

/// Puts entities behind those that are there; into an empty list without moving any.
fn fill<T>(into: &mut Vec<T>, more: Vec<T>) {
    if into.is_empty() {
        *into = more;
    } else {
        into.extend(more);
    }
}

/// Reads a map from id to entity.
fn entities<T>(
    fields: &mut Fields<'_, '_>,
    key: &'static str,
    kind: &str,
    read: impl Fn(Id, Place, &mut Fields<'_, '_>) -> T,
) -> Vec<T> {
    let Some(node) = fields.get(key) else { return Vec::new() };
    if !node.is_mapping() {
        let help = format!("write each {kind} under its id: `{key}: {{ some-id: {{ … }} }}`");
        let place = fields.reader().place(node.span());
        let message = format!("`{key}` wants a map from id to {kind}, and this is {}", node.describe());
        fields.reader().note(Diagnostic::error("wrong-type", place, message).help(Help::words(help)));
        return Vec::new();
    }
    // An entity is large: to make room for all at once saves moving each of them again and again.
    let mut found = Vec::with_capacity(node.entries().count());
    for (key, value) in node.entries() {
        let Some(id) = entity_id(fields.reader(), key, kind) else { continue };
        let place = fields.reader().place(key.span());
        let subject = id.clone();
        let mut inner = Fields::new(fields.reader(), value, Subject::Named(kind, subject.as_str()));
        found.push(read(id, place, &mut inner));
        inner.finish();
    }
    found
}

/// The id of an entity; where it is not written as ids are, that is noted and the entity kept.
fn entity_id(reader: &mut Reader<'_>, key: Node<'_>, kind: &str) -> Option<Id> {
    let place = reader.place(key.span());
    let Some(text) = key.text() else {
        let message = format!("a {kind} has {} where its id should be", key.describe());
        reader.note(Diagnostic::error("missing-id", place, message).help(Help::words("write each under one word")));
        return None;
    };
    if key.is_null() || text.trim().is_empty() {
        let help = match text {
            "" => format!("give the {kind} an id"),
            word => format!("quote it if `{word}` is meant as text: `\"{word}\"`"),
        };
        let message = format!("this {kind} has no id: `{text}` without quotes means nothing in YAML");
        reader.note(Diagnostic::error("missing-id", place, message).help(Help::words(help)));
        return None;
    }
    if !Id::is_well_formed(text) {
        let proposed = crate::source::slug::slug(text);
        let message = format!("`{text}` is not written as the id of a {kind} is");
        let help = Help::words(format!(
            "ids are lower-case letters, digits, `.`, `_` and `-`: write `{proposed}`, and keep `{text}` as its `name`"
        ));
        reader.note(Diagnostic::error("invalid-id", place, message).help(help));
    }
    Some(Id::new(text))
}
