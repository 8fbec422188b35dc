//! What can stand at an address.

use super::Part;
use crate::model::Id;
use crate::source::SourcePath;

/// A thing that a site shows at an address of its own.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Route {
    /// The home page.
    Home,
    /// All teams.
    Teams,
    /// One team.
    Team(Id),
    /// One team's page for newcomers.
    Start(Id),
    /// All systems.
    Systems,
    /// One system.
    System(Id),
    /// All domains.
    Domains,
    /// One domain.
    Domain(Id),
    /// All people; only where people have pages.
    People,
    /// One person; only where people have pages.
    Person(Id),
    /// The lifecycle's stages.
    Lifecycle,
    /// One stage with its checklist.
    Stage(Id),
    /// All checklists that belong to no stage.
    Checklists,
    /// One checklist that belongs to no stage.
    Checklist(Id),
    /// Systems by stages.
    Matrix,
    /// The common mistakes.
    Mistakes,
    /// The five steps to ownership.
    Framework,
    /// The ownership profile.
    Profile,
    /// The practice areas.
    Practices,
    /// All gaps.
    Gaps,
    /// One rule, and the gaps it finds.
    Rule(Id),
    /// A Markdown page with an address of its own.
    Page(SourcePath),
    /// A folder of pages without an index of its own; its path below `content/`.
    Section(String),
    /// Everything from A to Z, and search.
    Search,
    /// A small card of a system or team, for a frame on other sites.
    Card(Box<Route>),
    /// One page of a list that is too long for the page it belongs to.
    Part(Box<Part>),
    /// The page for addresses that do not exist.
    NotFound,
    /// A file copied as it is.
    File(SourcePath),
    /// A generated file that is no page, by its path: `sitemap.xml`, `api/v1/teams.json`.
    Data(String),
}

impl Route {
    /// Whether it is a page that people read, as opposed to a file.
    #[must_use]
    pub fn is_page(&self) -> bool {
        !matches!(self, Self::File(_) | Self::Data(_))
    }
}
