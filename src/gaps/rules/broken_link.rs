//! `broken-link`: a link or anchor inside the handbook leads nowhere.

use std::collections::BTreeMap;

use crate::diagnostic::{Help, Severity};
use crate::gaps::{Failure, Finding, Rule, Scene, Section, Shows};
use crate::model::{DataAddress, Page};
use crate::routes::{Broken, Nowhere, Target};
use crate::source::{Place, Span, scheme};

/// A link, image, anchor or address in the data that names something inside the handbook, and leads nowhere.
pub static RULE: Rule = Rule {
    id: "broken-link",
    title: "A link leads nowhere",
    severity: Severity::Error,
    is_scaled: false,
    section: Section::Pages,
    shows: &[Shows::F(Failure::F2)],
    doc: include_str!("broken-link.md"),
    find,
};

fn find(scene: &Scene<'_>) -> Vec<Finding> {
    let (followed, mut findings) = (scene.followed(), Vec::new());
    for page in scene.model.pages.values().filter(|page| is_shown(scene, page)) {
        findings.extend(on_page(page, followed.on(page)));
    }
    findings.extend(in_data(scene));
    findings
}

/// Whether a page is the handbook's own and stands in the site: drafts do only where they were asked for.
pub(super) fn is_shown(scene: &Scene<'_>, page: &Page) -> bool {
    !page.file.built_in && (!page.is_draft || scene.routes.route_of(page).is_some())
}

fn on_page(page: &Page, nowhere: &[Nowhere]) -> Vec<Finding> {
    let outline = page.file.outline();
    let mut seen: BTreeMap<&str, usize> = BTreeMap::new();
    let mut findings = Vec::new();
    let found = |written: &str, span: Span, message: String| {
        let finding = Finding::on_page(page, &Place::new(&page.path, span), message);
        finding.field(written.to_owned())
    };
    for Nowhere { link, broken } in nowhere {
        let Some(link) = outline.links.get(*link) else { continue };
        let what = if link.is_image { "the image" } else { "the link" };
        let message = format!("{what} `{}` leads nowhere: {}", link.destination, broken.reason);
        let finding = found(&numbered(&mut seen, &link.destination), link.span, message);
        let is_exact = page.file.text().get(link.span.range()) == Some(&*link.destination);
        findings.push(suggest(finding, broken.clone(), is_exact));
    }
    for (label, span) in &outline.undefined {
        let message = format!("the link `[{label}]` leads nowhere: this page does not define it");
        let help = match scheme(label) {
            Some(_) => Help::words(format!("write the address in round brackets: `({label})`")),
            None => Help::write("define it below the text that uses it", format!("[{label}]: https://…")),
        };
        findings.push(found(&numbered(&mut seen, label), *span, message).help(help));
    }
    findings
}

/// What tells two broken links of one page apart, whatever their lines: the second of the same is `x#2`.
fn numbered<'p>(seen: &mut BTreeMap<&'p str, usize>, written: &'p str) -> String {
    let count = seen.entry(written).or_default();
    *count += 1;
    if *count == 1 { format!("link/{written}") } else { format!("link/{written}#{count}") }
}

fn in_data(scene: &Scene<'_>) -> Vec<Finding> {
    let mut findings = Vec::new();
    for address in scene.model.data_addresses().into_iter().filter(DataAddress::is_inside) {
        let Target::Broken(broken) = scene.routes.resolve_data(scene.links(), &address.url.value) else { continue };
        let message = format!(
            "the {} `{}` of {} leads nowhere: {}",
            address.what, address.url.value, address.title, broken.reason
        );
        let finding = Finding::on(address.entity.kind, &address.entity.id, &address.url.place, message)
            .field(format!("{}/{}", address.what, address.url.value));
        findings.push(suggest(finding, broken, true));
    }
    findings
}

fn suggest(finding: Finding, broken: Broken, is_exact: bool) -> Finding {
    let Some(near) = broken.suggestion else {
        return finding.help(Help::words("name what is there, or take it out"));
    };
    let text = format!("did you mean `{near}`?");
    let help = if is_exact { Help::replace(text, finding.place.clone(), near) } else { Help::words(text) };
    finding.help(help)
}
