//! A handbook that has been read and judged: everything its pages show.

use std::collections::{BTreeMap, BTreeSet};
use std::sync::{Arc, OnceLock};

use super::here::Here;
use super::relations::{Placed, Relations};
use super::view::Data;
use super::{SiteView, View, pages};
use crate::diagnostic::Diagnostic;
use crate::exchange::{self, codeowners::Said};
use crate::gaps::{CodeOwner, Facts, Judgement, Rules, Scene, Term, Unrecorded, judge, rules};
use crate::guide;
use crate::model::{Date, Found, Id, Model, Page, RedirectMap, System};
use crate::routes::{Context, Earlier, Edited, Followed, Route, Routes};
use crate::source::{SourceFile, SourcePath, Sources};

/// What a site is made of besides its theme.
#[derive(Clone)]
pub struct Inputs {
    /// The handbook's files.
    pub sources: Sources,
    /// The day on which it is judged.
    pub as_of: Date,
    /// Whether drafts are shown.
    pub with_drafts: bool,
    /// Servers for which earlier addresses are written down, besides those that the settings name.
    pub redirects: BTreeSet<RedirectMap>,
}

/// What is known of earlier times, where somebody looked into the history; else nothing.
#[derive(Clone, Default)]
pub struct Past<'a> {
    /// What was published at some time before: addresses that were there then and are gone are looked for.
    pub earlier: Option<&'a Earlier>,
    /// The owners that each system has had.
    pub owners: BTreeMap<Id, Vec<Term>>,
}

/// A handbook, read and judged.
pub struct Handbook {
    /// All files, the built-in guide's among them.
    pub sources: Sources,
    /// What they say.
    pub model: Model,
    /// Every address.
    pub routes: Arc<Routes>,
    /// Every gap.
    pub judgement: Judgement,
    /// The day on which it was judged.
    pub as_of: Date,
    /// What is the same on every page.
    pub site: SiteView,
    pub(super) relations: Relations,
    followed: Arc<Followed>,
    /// The addresses without those of long lists: what a later reading may begin with.
    pub settled: Arc<Routes>,
    /// What is wrong with the live data that pages ask for.
    live: Vec<Diagnostic>,
    with_drafts: bool,
    /// What was known from elsewhere when it was judged.
    facts: Arc<Facts>,
    /// Systems that were put aside unjudged. They stay until the handbook goes: to take them apart would take as long as
    /// to answer a query.
    aside: BTreeMap<Id, System>,
}

/// What stands at a route.
pub enum Shown {
    /// A page for the theme.
    Page(Box<View>),
    /// The bytes of a file.
    Bytes(Vec<u8>),
}

impl Handbook {
    /// Reads and judges. Never fails: what is wrong is in [`Handbook::diagnostics`].
    #[must_use]
    pub fn load(inputs: Inputs) -> Self {
        Self::load_since(inputs, Past::default(), &mut |_| {})
    }

    /// The same, made of what still holds of an earlier reading of the same handbook: equal in all to [`Handbook::load`].
    #[must_use]
    pub fn load_again(previous: &Self, inputs: Inputs) -> Self {
        let (sources, model, rules) = Read::files(inputs.sources, &inputs.redirects, Model::read);
        let read = Read::routed_again(previous, (sources, model), &rules, inputs.with_drafts);
        let code_owners = code_owners(exchange::codeowners::said(&read.model, &read.sources));
        read.judged(inputs.as_of, Facts { code_owners, ..Facts::default() }, None)
    }

    /// Reads and judges, with what is known of earlier times. Says after each step which one is done, for those who
    /// measure: nothing here has a clock.
    #[must_use]
    pub fn load_since(inputs: Inputs, past: Past<'_>, done: &mut dyn FnMut(&'static str)) -> Self {
        let read = Read::of(inputs.sources, inputs.with_drafts, &inputs.redirects, done);
        let code_owners = code_owners(exchange::codeowners::said(&read.model, &read.sources));
        let facts = Facts { code_owners, ..Facts::of_owners(past.owners, &read.model, inputs.as_of) };
        let handbook = read.judged(inputs.as_of, facts, past.earlier);
        done("rules and relations");
        handbook
    }

    /// What its rules see.
    #[must_use]
    pub fn scene(&self) -> Scene<'_> {
        let scene = Scene::new(&self.model, &self.routes, &self.sources, self.as_of).with_facts(self.facts.clone());
        scene.following(self.followed.clone())
    }

    /// Reads, finds what `query` means, and judges no more than that has to do with.
    #[must_use]
    pub fn about(inputs: Inputs, query: &str) -> (Found, Self) {
        let (sources, model, rules) = Read::files(inputs.sources, &inputs.redirects, Model::read_once);
        let found = exchange::codeowners::find(&model, &sources, query);
        // A part does not tell what the whole lacks.
        let unrecorded = Some(Unrecorded::of(&model));
        let (model, rest) = model.around(&found.entities());
        let read = Read::routed((sources, model), &rules, inputs.with_drafts);
        let code_owners = code_owners(exchange::codeowners::said(&read.model, &read.sources));
        let mut handbook = read.judged(inputs.as_of, Facts { code_owners, unrecorded, ..Facts::default() }, None);
        handbook.aside = rest;
        (found, handbook)
    }

    /// Reads, and judges with what a CODEOWNERS file says besides the handbook's own sources.
    #[must_use]
    pub fn held_against(inputs: Inputs, said: impl FnOnce(&Model, &Sources) -> Vec<Said>) -> Self {
        let read = Read::of(inputs.sources, inputs.with_drafts, &inputs.redirects, &mut |_| {});
        let code_owners = code_owners(said(&read.model, &read.sources));
        read.judged(inputs.as_of, Facts { code_owners, ..Facts::default() }, None)
    }

    /// Everything that was not understood, by file and place.
    #[must_use]
    pub fn diagnostics(&self) -> Vec<&Diagnostic> {
        let mut all: Vec<&Diagnostic> =
            [&self.model.diagnostics, &self.routes.diagnostics, &self.judgement.diagnostics, &self.live]
                .into_iter()
                .flatten()
                .collect();
        all.sort_by(|a, b| a.order().cmp(&b.order()));
        all
    }

    /// The page whose text stands at a route: the handbook's own before the guide's.
    pub(super) fn page_on(&self, route: &Route) -> Option<&Page> {
        self.model.pages.get(self.relations.placed.page_on.get(route)?)
    }

    /// Whether drafts are shown.
    #[must_use]
    pub fn shows_drafts(&self) -> bool {
        self.with_drafts
    }

    /// What stands at `route`, which stands in the output as `file`.
    ///
    /// # Errors
    /// Where a file that is copied has gone since it was listed.
    pub fn show(&self, file: &str, route: &Route) -> std::io::Result<Shown> {
        match route {
            Route::File(path) => self.sources.bytes(path).map(Shown::Bytes),
            Route::Data(name) => Ok(Shown::Bytes(pages::data(self, name))),
            _ => Ok(Shown::Page(Box::new(self.view(file, route)))),
        }
    }

    /// The page at the earlier address `file`.
    #[must_use]
    pub fn show_redirect(&self, file: &str, to: &Route) -> View {
        pages::redirect(&Here::new(self, file), to)
    }

    fn view(&self, file: &str, route: &Route) -> View {
        let here = Here::new(self, file);
        let (data, bodies) = pages::show(&here, route);
        let frame = super::framing::frame(&here, route, &data, &bodies);
        View { frame, data, bodies }
    }
}

/// A handbook that has been read, and not judged yet.
struct Read {
    sources: Sources,
    model: Model,
    routes: Arc<Routes>,
    followed: Arc<Followed>,
    placed: Arc<Placed>,
    with_drafts: bool,
}

impl Read {
    fn of(
        sources: Sources,
        with_drafts: bool,
        redirects: &BTreeSet<RedirectMap>,
        done: &mut dyn FnMut(&'static str),
    ) -> Self {
        let (sources, model, rules) = Self::files(sources, redirects, Model::read);
        done("model");
        let read = Self::routed((sources, model), &rules, with_drafts);
        done("routes");
        read
    }

    /// All files with the built-in ones, what they say, and the ids of all rules.
    fn files(
        mut sources: Sources,
        redirects: &BTreeSet<RedirectMap>,
        read: fn(&Sources) -> Model,
    ) -> (Sources, Model, Vec<Id>) {
        for file in built_in() {
            sources.share(file.clone());
        }
        let mut model = read(&sources);
        model.settings.redirects.extend(redirects);
        exchange::read(&mut model, &sources);
        let rules = add_own_rules(&mut model, &mut sources);
        (sources, model, rules)
    }

    fn routed((sources, model): (Sources, Model), rules: &[Id], with_drafts: bool) -> Self {
        let routes = Routes::of(&model, &sources, rules, with_drafts);
        let followed = Followed::of(&routes, Context { model: &model, sources: &sources });
        let placed = Arc::new(Placed::of(&model, &routes));
        Self { sources, model, routes: Arc::new(routes), followed: Arc::new(followed), placed, with_drafts }
    }

    /// The same with the addresses of an earlier reading, where they still hold.
    fn routed_again(previous: &Handbook, read: (Sources, Model), rules: &[Id], with_drafts: bool) -> Self {
        let (sources, model) = &read;
        let edited = edited(previous, sources, model).filter(|edited| previous.settled.hold(edited));
        let Some(edited) = edited.filter(|_| previous.with_drafts == with_drafts) else {
            return Self::routed(read, rules, with_drafts);
        };
        let followed = previous.followed.again(&edited, &previous.settled, Context { model, sources });
        let (routes, placed) = (previous.settled.clone(), previous.relations.placed.clone());
        let (sources, model) = read;
        Self { sources, model, routes, followed: Arc::new(followed), placed, with_drafts }
    }

    /// Judges: with what is known from elsewhere, and what was there earlier.
    fn judged(self, as_of: Date, facts: Facts, earlier: Option<&Earlier>) -> Handbook {
        let Self { sources, model, routes, followed, placed, with_drafts } = self;
        let facts = Arc::new(facts);
        let scene = Scene::new(&model, &routes, &sources, as_of).with_facts(facts.clone()).since(earlier);
        let scene = scene.following(followed.clone());
        let judgement = judge(&scene);
        let relations = Relations::of(&model, &judgement, placed);
        let mut handbook = Handbook {
            sources,
            model,
            judgement,
            as_of,
            site: SiteView::default(),
            relations,
            followed,
            settled: routes.clone(),
            routes,
            live: Vec::new(),
            with_drafts,
            facts,
            aside: BTreeMap::new(),
        };
        for (of, list, length) in pages::long_lists(&handbook) {
            Arc::make_mut(&mut handbook.routes).add_list(&of, list, length);
        }
        for file in pages::search_files(&handbook) {
            Arc::make_mut(&mut handbook.routes).add_data(&file);
        }
        handbook.site = super::navigation::site(&handbook);
        let pages = handbook.model.pages.values().filter(|page| !page.file.built_in);
        handbook.live = pages.flat_map(|page| super::live::problems(&handbook, page)).collect();
        handbook
    }
}

/// The pages that were edited since an earlier reading; nothing where anything else changed.
fn edited<'a>(previous: &'a Handbook, sources: &Sources, model: &'a Model) -> Option<Vec<Edited<'a>>> {
    let page = |path: &SourcePath| {
        let (before, after) = (previous.model.pages.get(path)?, model.pages.get(path)?);
        let is_own = !before.file.built_in && !after.file.built_in;
        is_own.then_some(Edited { before, after })
    };
    sources.edited_since(&previous.sources)?.into_iter().map(page).collect()
}

/// What CODEOWNERS files say, as rules ask for it.
fn code_owners(said: Vec<Said>) -> Vec<CodeOwner> {
    let owner =
        |said: Said| CodeOwner { system: said.system, path: said.pattern, named: said.named, place: said.place };
    said.into_iter().map(owner).collect()
}

/// Adds the pages of the handbook's own rules; the ids of all rules.
fn add_own_rules(model: &mut Model, sources: &mut Sources) -> Vec<Id> {
    let rules = Rules::of(model, sources);
    for rule in rules.own() {
        let path = SourcePath::new(&format!("rules/{}.md", rule.id));
        let file = Arc::new(SourceFile::built_in(path, &rule.doc));
        model.add_built_in(&file);
        sources.share(file);
    }
    rules.ids()
}

/// The addresses that the files of an earlier time came to. `revision` is how whoever asked names that time.
#[must_use]
pub fn earlier(revision: &str, sources: Sources) -> Earlier {
    let (sources, model, rules) = Read::files(sources, &BTreeSet::new(), Model::read);
    let routes = Routes::of(&model, &sources, &rules, false);
    Earlier { revision: revision.to_owned(), model, routes }
}

/// The guide and the rules' texts. They never change, so what is parsed of them is kept for every handbook.
fn built_in() -> &'static [Arc<SourceFile>] {
    static FILES: OnceLock<Vec<Arc<SourceFile>>> = OnceLock::new();
    FILES.get_or_init(|| {
        let guide = guide::files().map(|(path, text)| (format!("guide/{path}"), text));
        let rules = rules::ALL.iter().map(|rule| (format!("rules/{}.md", rule.id), rule.doc));
        let file = |(path, text): (String, &str)| Arc::new(SourceFile::built_in(SourcePath::new(&path), text));
        guide.chain(rules).map(file).collect()
    })
}

/// Handbooks are shared between threads.
const _: fn() = || {
    fn is_shared<T: Send + Sync>() {}
    is_shared::<Arc<Handbook>>();
    is_shared::<Data>();
};
