//! Ids of headings that an address has lost, while something still stands there.

use super::{Finding, Scene};
use crate::diagnostic::{Help, did_you_mean};
use crate::model::{Id, Kind, Page};
use crate::routes::{Earlier, Route, written_ids};
use crate::source::outline::{Heading, SECTION_IDS};
use crate::source::{Place, SourcePath};

/// Every id that authors had given at an address, and that is not found where the address leads now.
pub(super) fn find(scene: &Scene<'_>, earlier: &Earlier) -> Vec<Finding> {
    let (then, now) = (earlier.routes.texts(&earlier.model), scene.routes.texts(scene.model));
    let mut findings = Vec::new();
    for (route, pages) in &then {
        let was: Vec<&Page> = pages.iter().copied().filter(|page| !page.file.built_in).collect();
        let Some(address) = earlier.routes.address(route).filter(|_| !was.is_empty()) else { continue };
        let Some(to) = scene.routes.leads_to(&address.file) else { continue };
        let page = Then { file: &address.file, was, is: now.get(to).map_or(&[], Vec::as_slice), to };
        findings.extend(page.lost(&earlier.revision));
    }
    findings
}

/// The texts at an address, then and now.
struct Then<'a> {
    file: &'a str,
    was: Vec<&'a Page>,
    is: &'a [&'a Page],
    to: &'a Route,
}

impl<'a> Then<'a> {
    fn lost(&self, revision: &str) -> Vec<Finding> {
        let now = written_ids(self.is);
        let is_made = |id: &str| !matches!(self.to, Route::Page(_)) && SECTION_IDS.contains(&id);
        let then = written_ids(&self.was);
        let lost = then.into_iter().filter(|id| !now.contains(id) && !is_made(id));
        lost.map(|id| {
            let message = format!("`{}#{id}` was an address at `{revision}`, and nothing has this id now", self.file);
            let heading = self.heir(id);
            let finding = match self.is.iter().find(|page| !page.file.built_in) {
                Some(page) => {
                    let place = heading.map_or_else(|| page.place(), |heading| Place::new(&page.path, heading.span));
                    Finding::on_page(page, &place, message)
                }
                None => orphan(self.was[0], message),
            };
            finding.field(format!("address/{}#{id}", self.file)).help(keep(id, heading))
        })
        .collect()
    }

    /// The new heading that most likely took the place of a lost id: of a like id, or the one at its turn.
    fn heir(&self, id: &str) -> Option<&'a Heading> {
        let (was, is) = (headings(&self.was), headings(self.is));
        let is_fresh = |heading: &&&Heading| was.iter().all(|old| old.id != heading.id);
        let fresh: Vec<&Heading> = is.iter().filter(is_fresh).copied().collect();
        if let Some(near) = did_you_mean(id, fresh.iter().map(|heading| heading.id.as_str())) {
            return fresh.into_iter().find(|heading| heading.id == near);
        }
        let at = was.iter().position(|heading| heading.id == id)?;
        let next = match at.checked_sub(1) {
            Some(before) => is.iter().position(|heading| heading.id == was[before].id)? + 1,
            None => 0,
        };
        is.get(next).filter(is_fresh).copied()
    }
}

fn headings<'a>(pages: &[&'a Page]) -> Vec<&'a Heading> {
    pages.iter().filter(|page| !page.file.built_in).flat_map(|page| &page.file.outline().headings).collect()
}

/// A finding on a page whose text is gone from an address that something else keeps.
fn orphan(was: &Page, message: String) -> Finding {
    let settings = Place::start_of(&SourcePath::new("content/handbook.yaml"));
    Finding::on(Kind::Page, &Id::new(was.path.as_str()), &settings, message)
}

fn keep(id: &str, heading: Option<&Heading>) -> Help {
    let Some(heading) = heading else {
        let text = "keep the earlier id where its content stands now";
        return Help::write(text, format!("<a id=\"{id}\"></a>"));
    };
    let line = format!("{} {} {{#{id}}}", "#".repeat(usize::from(heading.level)), heading.text);
    Help::write("keep the earlier id on the heading that took its place", line)
}
