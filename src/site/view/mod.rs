//! The views: what each kind of page shows. They are the theme's interface.

mod entities;
mod gaps;
mod guide;
mod list;
mod share;
mod stages;
mod start;
mod texts;

use std::collections::BTreeMap;
use std::sync::Arc;

use serde::Serialize;

use super::frame::Frame;
use super::live::Block;
use crate::model::RawHtml;
use crate::source::SourceFile;

pub use entities::{
    DomainView, DomainsView, HelpRow, HomeView, MetricView, Neighbour, PeopleView, PersonView, SystemGroup, SystemView,
    SystemsView, TeamView, TeamsView,
};
pub use gaps::{CountRow, GapsView, RuleGroup, RuleRow, RuleView, SeverityGroup};
pub use guide::{
    AreaView, FactorView, FrameworkView, MistakeView, MistakesView, PracticesView, ProfileRow, ProfileView,
    StepProgress,
};
pub use list::{ListView, Listed, PartLink};
pub use share::{BadgeView, CardView, ShareView};
pub use stages::{ChecklistsView, LifecycleView, MatrixSummary, MatrixView, StageRow, StageView, StandingRow};
pub use start::StartView;
pub use texts::{IndexEntry, LetterGroup, NotFoundView, PageRow, PageView, RedirectView, SearchView, SectionView};

/// One page: what is around it, what it shows, and the Markdown that stands on it.
#[derive(Clone, Debug)]
pub struct View {
    /// What is around it; its `kind` names the template.
    pub frame: Frame,
    /// What it shows.
    pub data: Data,
    /// Markdown by name: `main`, or the id of a mistake.
    pub bodies: BTreeMap<String, Markdown>,
}

/// Markdown to be shown on a page, its links already followed.
#[derive(Clone, Debug)]
pub struct Markdown {
    /// The page's file.
    pub file: Arc<SourceFile>,
    /// Where each destination leads, as written in the page; nothing for one that leads nowhere.
    pub links: BTreeMap<String, Option<Href>>,
    /// What stands before each heading's id: `""`, or `splitting-ownership--` for a chapter of a longer page.
    pub id_prefix: String,
    /// Whether its first heading is left out, because the page's own title says it.
    pub skips_title: bool,
    /// How far headings are moved down: 0, or 1 where the text stands below a heading of the page.
    pub deepen: u8,
    /// What is done with raw HTML.
    pub raw_html: RawHtml,
    /// What its `ownership` blocks show, by their text; one that is not understood is missing, and shown as it is.
    pub blocks: BTreeMap<String, Block>,
}

/// Where a link leads, ready to be written.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Href {
    /// The address.
    pub href: String,
    /// Whether it leaves the site.
    pub is_outside: bool,
}

/// What a page shows, by kind. Templates see the fields of the kind at hand.
#[derive(Clone, Debug, Serialize)]
#[serde(untagged)]
#[expect(missing_docs, reason = "each variant is documented at its view")]
pub enum Data {
    Home(HomeView),
    Teams(TeamsView),
    Team(Box<TeamView>),
    Start(Box<StartView>),
    Card(Box<CardView>),
    Systems(SystemsView),
    System(Box<SystemView>),
    Domains(DomainsView),
    Domain(DomainView),
    People(PeopleView),
    Person(PersonView),
    Lifecycle(LifecycleView),
    Stage(StageView),
    Checklists(ChecklistsView),
    Matrix(MatrixView),
    Mistakes(MistakesView),
    Framework(FrameworkView),
    Profile(ProfileView),
    Practices(PracticesView),
    Gaps(GapsView),
    Rule(RuleView),
    Page(PageView),
    Section(SectionView),
    Search(SearchView),
    List(Box<ListView>),
    NotFound(NotFoundView),
    Redirect(RedirectView),
}
