//! `stale-page`: what an owned page says may no longer be so.

use super::broken_link::is_shown;
use crate::diagnostic::{Help, Severity};
use crate::gaps::{Finding, Mistake, Rule, Scene, Section, Shows};
use crate::model::Page;

/// A page with an owner whose review is older than the limit.
pub static RULE: Rule = Rule {
    id: "stale-page",
    title: "Nobody has confirmed the page for long",
    severity: Severity::Warning,
    is_scaled: false,
    section: Section::Pages,
    shows: &[Shows::M(Mistake::M4)],
    doc: include_str!("stale-page.md"),
    find,
};

fn find(scene: &Scene<'_>) -> Vec<Finding> {
    let pages = scene.model.pages.values().filter(|page| page.owner.is_some() && is_shown(scene, page));
    pages.filter_map(|page| judge(scene, page)).collect()
}

fn judge(scene: &Scene<'_>, page: &Page) -> Option<Finding> {
    let limit = scene.model.settings.review.every;
    let reviewed = page.reviewed.as_ref().filter(|reviewed| limit.has_passed(reviewed.value, scene.as_of))?;
    let message = format!(
        "\u{201c}{}\u{201d} was last reviewed on {}, and a review holds for {limit}",
        page.title, reviewed.value
    );
    let help = Help::write("read it, mend what is wrong, and write the day", format!("reviewed: {}", scene.as_of));
    Some(Finding::on_page(page, &reviewed.place, message).field("reviewed").help(help))
}
