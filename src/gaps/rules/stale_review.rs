//! `stale-review`: what is written about a team or system may no longer be so.

use crate::diagnostic::{Help, Severity};
use crate::gaps::{Finding, Mistake, Rule, Scene, Section, Shows};
use crate::model::{Date, EntityRef, Kind, Period, Status, TeamStatus};
use crate::source::{Place, Spanned};

/// A team or system whose review is older than the limit, or that was never reviewed.
pub static RULE: Rule = Rule {
    id: "stale-review",
    title: "Nobody has confirmed it for long",
    severity: Severity::Warning,
    is_scaled: false,
    section: Section::LongTerm,
    shows: &[Shows::M(Mistake::M4)],
    doc: include_str!("stale-review.md"),
    find,
};

/// What has a review.
struct Reviewed<'m> {
    entity: EntityRef,
    title: &'m str,
    place: &'m Place,
    day: Option<&'m Spanned<Date>>,
    /// How long a review holds.
    limit: Period,
    /// Whether it is a gap to have no review at all.
    is_needed: bool,
}

fn find(scene: &Scene<'_>) -> Vec<Finding> {
    let review = &scene.model.settings.review;
    let teams = scene.model.teams.values().filter(|team| !team.is_dissolved()).map(|team| Reviewed {
        entity: EntityRef::new(Kind::Team, &team.id),
        title: team.title(),
        place: &team.place,
        day: team.reviewed.as_ref(),
        limit: review.every,
        is_needed: team.status.as_ref().is_none_or(|status| status.value == TeamStatus::Active),
    });
    let systems = scene.model.systems.values().filter(|system| system.status() != Status::Retired);
    let systems = systems.map(|system| Reviewed {
        entity: EntityRef::new(Kind::System, &system.id),
        title: system.title(),
        place: &system.place,
        day: system.reviewed.as_ref(),
        limit: review.of_tier(system.tier()),
        is_needed: system.is_live(),
    });
    teams.chain(systems).filter_map(|what| judge(&what, scene.as_of)).collect()
}

fn judge(what: &Reviewed<'_>, as_of: Date) -> Option<Finding> {
    let found = |place, message| Finding::on(what.entity.kind, &what.entity.id, place, message);
    let finding = match what.day {
        None if what.is_needed => {
            found(what.place, format!("nobody has ever confirmed what is written about {}", what.title))
        }
        Some(reviewed) if what.limit.has_passed(reviewed.value, as_of) => {
            let message = format!(
                "{} was last reviewed on {}, and a review holds for {}",
                what.title, reviewed.value, what.limit
            );
            let finding = found(&reviewed.place, message);
            let is_twice = what.limit.times(2).has_passed(reviewed.value, as_of);
            if is_twice { finding.severity(Severity::Error) } else { finding }
        }
        _ => return None,
    };
    let help = Help::write("read it, mend what is wrong, and write the day", format!("reviewed: {as_of}"));
    Some(finding.field("reviewed").lacks("reviewed").help(help))
}
