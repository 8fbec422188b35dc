//! Live data in a page: what an `ownership` block of its Markdown asks for, and what it shows.

use super::Handbook;
use super::here::{Here, plain};
use super::parts::Name;
use crate::diagnostic::{Diagnostic, Help, did_you_mean};
use crate::gaps::RuleRef;
use crate::model::{Id, Page};
use crate::source::yaml::{self, Node};
use crate::source::{Place, Span};

/// How many rows a block shows.
const MOST_ROWS: usize = 100;

/// What a block shows: a table.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Block {
    /// The heads of its columns.
    pub columns: Vec<String>,
    /// Its rows, a name for each column.
    pub rows: Vec<Vec<Name>>,
    /// How many more there are.
    pub more: usize,
}

/// The rows of what is chosen, a name for each column.
type Rows = fn(&Here<'_>, &[(String, String)], &[&'static str]) -> Vec<Vec<Name>>;

/// A kind of data that can be shown.
struct Show {
    name: &'static str,
    /// By what it can be chosen.
    filters: &'static [&'static str],
    columns: &'static [&'static str],
    /// The columns of a block that names none.
    usual: &'static [&'static str],
    rows: Rows,
}

const SHOWS: [Show; 4] = [
    Show {
        name: "systems",
        filters: &["domain", "owner", "kind", "status", "tier"],
        columns: &["name", "owner", "domain", "kind", "status", "tier", "stages", "gaps", "reviewed", "summary"],
        usual: &["name", "owner", "gaps"],
        rows: systems,
    },
    Show {
        name: "teams",
        filters: &["type", "status"],
        columns: &["name", "lead", "chat", "people", "systems", "stages", "gaps", "summary"],
        usual: &["name", "lead", "chat", "systems"],
        rows: teams,
    },
    Show {
        name: "domains",
        filters: &[],
        columns: &["name", "lead", "systems", "teams", "stages", "gaps", "summary"],
        usual: &["name", "lead", "systems", "gaps"],
        rows: domains,
    },
    Show {
        name: "gaps",
        filters: &["domain", "team", "rule", "severity"],
        columns: &["message", "severity", "rule", "subject", "team"],
        usual: &["severity", "message", "team"],
        rows: gaps,
    },
];

/// A block as it was read.
struct Asked {
    show: &'static Show,
    filters: Vec<(String, String)>,
    columns: Vec<&'static str>,
}

/// What a block with this text shows; nothing where the text is not understood.
pub(super) fn block(here: &Here<'_>, text: &str) -> Option<Block> {
    let (asked, problems) = read(here.handbook, text);
    let asked = asked.filter(|_| problems.is_empty())?;
    let mut rows = (asked.show.rows)(here, &asked.filters, &asked.columns);
    let more = rows.len().saturating_sub(MOST_ROWS);
    rows.truncate(MOST_ROWS);
    let head = |column: &&str| crate::source::slug::capitalised(column);
    Some(Block { columns: asked.columns.iter().map(head).collect(), rows, more })
}

/// What is wrong with the blocks of a page.
pub(super) fn problems(handbook: &Handbook, page: &Page) -> Vec<Diagnostic> {
    let blocks = page.file.outline().live.iter();
    let found = blocks.flat_map(|(text, span)| {
        let (_, problems) = read(handbook, text);
        problems.into_iter().map(move |problem| {
            let at = problem.span.shifted(span.start as usize);
            let diagnostic = Diagnostic::error("ownership-block", Place::new(&page.path, at), problem.message);
            diagnostic.help(Help::words(problem.help))
        })
    });
    found.collect()
}

struct Problem {
    span: Span,
    message: String,
    help: String,
}

impl Problem {
    /// A word that is none of those known.
    fn unknown(node: Node<'_>, what: &str, known: &[&str]) -> Self {
        let written = node.text().unwrap_or_default();
        let near = did_you_mean(written, known.iter().copied());
        let help = near.map_or_else(|| format!("there is {}", listed(known)), |near| format!("did you mean `{near}`?"));
        Self { span: node.span(), message: format!("`{written}` is no {what}"), help }
    }
}

fn listed(known: &[&str]) -> String {
    if known.is_empty() {
        "none".to_owned()
    } else {
        known.iter().map(|one| format!("`{one}`")).collect::<Vec<_>>().join(", ")
    }
}

/// The block, and what is wrong with it.
fn read(handbook: &Handbook, text: &str) -> (Option<Asked>, Vec<Problem>) {
    let document = yaml::parse(text);
    let mut problems: Vec<Problem> = document
        .problems
        .iter()
        .map(|problem| Problem {
            span: problem.span,
            message: problem.message.clone(),
            help: "write it as YAML".into(),
        })
        .collect();
    let whole = Span::new(0, text.trim_end().len());
    let Some(root) = document.root().filter(|root| root.is_mapping()) else {
        let help = "write `show: systems`, and below it `where:` and `columns:`".to_owned();
        problems.push(Problem { span: whole, message: "an ownership block says what it shows".into(), help });
        return (None, problems);
    };
    for (key, _) in root.entries() {
        let known = ["show", "where", "columns"];
        if key.text().is_none_or(|text| !known.contains(&text)) {
            problems.push(Problem::unknown(key, "field of an ownership block", &known));
        }
    }
    let names: Vec<&str> = SHOWS.iter().map(|show| show.name).collect();
    let Some(node) = root.get("show") else {
        let help = format!("add `show:` with one of {}", listed(&names));
        problems.push(Problem { span: whole, message: "an ownership block says what it shows".into(), help });
        return (None, problems);
    };
    let Some(show) = SHOWS.iter().find(|show| Some(show.name) == node.text()) else {
        problems.push(Problem::unknown(node, "kind of data", &names));
        return (None, problems);
    };
    let filters = filters(handbook, show, root.get("where"), &mut problems);
    let columns = columns(show, root.get("columns"), &mut problems);
    (Some(Asked { show, filters, columns }), problems)
}

fn filters(
    handbook: &Handbook,
    show: &Show,
    node: Option<Node<'_>>,
    problems: &mut Vec<Problem>,
) -> Vec<(String, String)> {
    let mut found = Vec::new();
    for (key, value) in node.into_iter().flat_map(Node::entries) {
        let (Some(name), Some(text)) = (key.text(), value.text()) else { continue };
        if !show.filters.contains(&name) {
            problems.push(Problem::unknown(key, &format!("filter of {}", show.name), show.filters));
            continue;
        }
        let known = values(handbook, name);
        if !known.is_empty() && !known.contains(&text) {
            problems.push(Problem::unknown(value, name, &known));
        }
        found.push((name.to_owned(), text.to_owned()));
    }
    found
}

/// What a filter can ask for; nothing where anything can be.
fn values<'h>(handbook: &'h Handbook, filter: &str) -> Vec<&'h str> {
    let model = &handbook.model;
    match filter {
        "domain" => model.domains.keys().map(Id::as_str).collect(),
        "owner" | "team" => model.teams.keys().map(Id::as_str).collect(),
        "rule" => handbook.judgement.rules.iter().map(RuleRef::id).collect(),
        "severity" => vec!["error", "warning", "info"],
        "kind" => vec!["service", "infrastructure", "data"],
        _ => Vec::new(),
    }
}

fn columns(show: &'static Show, node: Option<Node<'_>>, problems: &mut Vec<Problem>) -> Vec<&'static str> {
    let mut found = Vec::new();
    for item in node.into_iter().flat_map(Node::items) {
        match show.columns.iter().find(|column| Some(**column) == item.text()) {
            Some(column) => found.push(*column),
            None => problems.push(Problem::unknown(item, &format!("column of {}", show.name), show.columns)),
        }
    }
    if found.is_empty() { show.usual.to_vec() } else { found }
}

fn fits(filters: &[(String, String)], value: impl Fn(&str) -> String) -> bool {
    filters.iter().all(|(name, wanted)| value(name) == *wanted)
}

fn or_dash(name: Option<Name>) -> Name {
    name.unwrap_or_else(|| plain("–"))
}

fn stages(coverage: &super::parts::CoverageView) -> Name {
    plain(&format!("{}/{}", coverage.covered, coverage.applicable))
}

fn systems(here: &Here<'_>, filters: &[(String, String)], columns: &[&'static str]) -> Vec<Vec<Name>> {
    let model = here.model();
    let mut rows = Vec::new();
    for system in model.systems.values() {
        let row = here.row(system);
        let owner = model.owner_of(system).map(|team| team.id.to_string()).unwrap_or_default();
        let is_wanted = fits(filters, |filter| match filter {
            "domain" => row.domain_id.clone(),
            "owner" => owner.clone(),
            "kind" => row.kind.clone(),
            "status" => row.status.clone(),
            _ => row.tier.map(|tier| tier.to_string()).unwrap_or_default(),
        });
        if !is_wanted {
            continue;
        }
        let cell = |column: &&str| match *column {
            "name" => row.name.clone(),
            "owner" => row.owner.clone(),
            "domain" => or_dash(row.domain.clone()),
            "kind" => plain(&row.kind),
            "status" => plain(&row.status),
            "tier" => or_dash(row.tier.map(|tier| plain(&tier.to_string()))),
            "stages" => stages(&row.coverage),
            "gaps" => plain(&row.gaps.total.to_string()),
            "reviewed" => or_dash(row.reviewed.as_deref().map(plain)),
            _ => or_dash(row.summary.as_deref().map(plain)),
        };
        rows.push(columns.iter().map(cell).collect());
    }
    rows
}

fn teams(here: &Here<'_>, filters: &[(String, String)], columns: &[&'static str]) -> Vec<Vec<Name>> {
    let rows = here.model().teams.values().map(|team| here.team_row(team));
    let wanted = rows.filter(|row| {
        fits(filters, |filter| match filter {
            "type" => row.team_type.clone().unwrap_or_default(),
            _ => row.status.clone(),
        })
    });
    let cells = |row: super::parts::TeamRow| {
        let cell = |column: &&str| match *column {
            "name" => row.name.clone(),
            "lead" => or_dash(row.lead.clone()),
            "chat" => or_dash(row.chat.clone()),
            "people" => plain(&row.members.to_string()),
            "systems" => plain(&row.systems.to_string()),
            "stages" => stages(&row.coverage),
            "gaps" => plain(&row.gaps.total.to_string()),
            _ => or_dash(row.summary.as_deref().map(plain)),
        };
        columns.iter().map(cell).collect()
    };
    wanted.map(cells).collect()
}

fn domains(here: &Here<'_>, _: &[(String, String)], columns: &[&'static str]) -> Vec<Vec<Name>> {
    let cells = |domain| {
        let row = here.domain_row(domain);
        let cell = |column: &&str| match *column {
            "name" => row.name.clone(),
            "lead" => or_dash(row.lead.clone()),
            "systems" => plain(&row.systems.to_string()),
            "teams" => plain(&row.teams.to_string()),
            "stages" => stages(&row.coverage),
            "gaps" => plain(&row.gaps.total.to_string()),
            _ => or_dash(row.summary.as_deref().map(plain)),
        };
        columns.iter().map(cell).collect()
    };
    here.model().domains.values().map(cells).collect()
}

fn gaps(here: &Here<'_>, filters: &[(String, String)], columns: &[&'static str]) -> Vec<Vec<Name>> {
    let id = |id: Option<&Id>| id.map(ToString::to_string).unwrap_or_default();
    let wanted = here.handbook.judgement.gaps.iter().filter(|gap| {
        fits(filters, |filter| match filter {
            "domain" => id(gap.domain.as_ref()),
            "team" => id(gap.team.as_ref()),
            "rule" => gap.rule.id().to_owned(),
            _ => gap.severity.name().to_owned(),
        })
    });
    let cells = |gap: &crate::gaps::Gap| {
        let cell = |column: &&str| match *column {
            "message" => Name { href: Some(here.gap_href(gap)), ..plain(&gap.message) },
            "severity" => plain(gap.severity.name()),
            "rule" => plain(gap.rule.id()),
            "subject" => here.entity(&gap.entity),
            _ => or_dash(gap.team.as_ref().map(|team| here.team_id(team))),
        };
        columns.iter().map(cell).collect()
    };
    wanted.map(cells).collect()
}
