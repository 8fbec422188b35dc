//! Gaps as pages show them, and the page on which each stands whole.

use super::here::Here;
use super::pages::list;
use super::parts::{GapCounts, GapView, HelpView, RelatedView, WaivedView};
use super::view::Listed;
use crate::gaps::{Gap, Shows};
use crate::model::{EntityRef, Id, Kind};
use crate::routes::{List, Route};

impl<'h> Here<'h> {
    pub fn gaps_on(&self, kind: Kind, id: &Id) -> Vec<&'h Gap> {
        self.handbook.relations.on(&self.handbook.judgement, &EntityRef::new(kind, id))
    }

    pub fn gap_views<'g>(&self, gaps: impl IntoIterator<Item = &'g Gap>) -> Vec<GapView> {
        gaps.into_iter().map(|gap| self.gap(gap)).collect()
    }

    /// Waived gaps that belong to a page: the beginning, where they are many.
    pub fn waived(&self, belongs: impl Fn(&Gap) -> bool) -> Listed<GapView> {
        let waived = self.handbook.judgement.waived.iter().filter(|gap| belongs(gap));
        list::beginning(waived, List::Gaps.most_whole(), |gap| self.gap(gap))
    }

    /// The gaps of a team, domain or rule; those on itself first where only the beginning is shown.
    pub fn gaps_of(&self, of: &Route) -> Listed<GapView> {
        let handbook = self.handbook;
        let mut gaps = handbook.relations.gaps_of(&handbook.judgement, of);
        if gaps.len() > List::Gaps.most_whole() {
            gaps.sort_by_key(|gap| self.home_of(gap) != *of);
        }
        list::listed(self, (of, List::Gaps), &gaps, |gap| self.gap(gap))
    }

    /// The page on which a gap stands whole, whatever else lists it.
    pub fn home_of(&self, gap: &Gap) -> Route {
        let id = &gap.entity.id;
        let own = match gap.entity.kind {
            Kind::System => Some(Route::System(id.clone())),
            Kind::Team if gap.team.as_ref() == Some(id) => Some(Route::Team(id.clone())),
            Kind::Domain if gap.domain.as_ref() == Some(id) => Some(Route::Domain(id.clone())),
            _ => None,
        };
        own.filter(|route| self.to(route).is_some()).unwrap_or_else(|| {
            let rule = Route::Rule(Id::new(gap.rule.id()));
            let handbook = self.handbook;
            handbook.relations.part_with(&handbook.judgement, &rule, &gap.anchor).unwrap_or(rule)
        })
    }

    /// The link to a gap, on the page on which it stands whole.
    pub fn gap_href(&self, gap: &Gap) -> String {
        format!("{}#{}", self.must(&self.home_of(gap)), gap.anchor)
    }

    pub fn gap(&self, gap: &Gap) -> GapView {
        let stage = gap.stage.as_ref().and_then(|id| self.model().settings.lifecycle.stage(id.as_str()));
        GapView {
            id: gap.anchor.clone(),
            href: self.gap_href(gap),
            is_whole: self.handbook.routes.address(&self.home_of(gap)).is_some_and(|home| home.file == self.file),
            severity: gap.severity,
            rule: gap.rule.id().to_owned(),
            rule_title: gap.rule.title().to_owned(),
            rule_href: self.must(&Route::Rule(Id::new(gap.rule.id()))),
            message: gap.message.clone(),
            kind: gap.entity.kind.name().to_owned(),
            subject: self.entity(&gap.entity),
            stage: stage.map(|stage| stage.short.clone()),
            team: gap.team.as_ref().map(|team| self.team_id(team)),
            team_id: gap.team.as_ref().map(ToString::to_string).unwrap_or_default(),
            domain_id: gap.domain.as_ref().map(ToString::to_string).unwrap_or_default(),
            shows: gap.rule.shows().iter().map(|shows| shown(*shows).to_owned()).collect(),
            evidence: gap.evidence.clone(),
            help: gap
                .help
                .iter()
                .map(|help| HelpView { text: help.text.clone(), snippet: help.snippet.clone() })
                .collect(),
            source: self.source(&gap.place),
            related: gap
                .related
                .iter()
                .map(|label| RelatedView { text: label.text.clone(), source: self.source(&label.place) })
                .collect(),
            waived: gap.waived.as_ref().map(|waived| WaivedView {
                reason: waived.reason.clone(),
                until: waived.until.to_string(),
                by: waived.by.as_ref().map(|by| self.model().person_title(&Id::new(by)).to_owned()),
            }),
            fingerprint: gap.fingerprint.clone(),
        }
    }
}

pub(super) fn shown(shows: Shows) -> &'static str {
    match shows {
        Shows::M(mistake) => mistake.name(),
        Shows::F(failure) => failure.name(),
    }
}

pub(super) fn counts<'g>(gaps: impl IntoIterator<Item = &'g Gap>) -> GapCounts {
    let mut counts = GapCounts::default();
    for gap in gaps {
        counts.add(gap.severity);
    }
    counts
}
