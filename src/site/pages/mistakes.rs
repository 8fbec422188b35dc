//! The common mistakes: four chapters, each with what shows it today.

use std::collections::BTreeSet;

use super::gaps::rule_row;
use crate::gaps::{Mistake, RuleRef, Shows};
use crate::model::EntityRef;
use crate::site::here::Here;
use crate::site::view::{Data, MistakeView, MistakesView};

/// How many entities a chapter names.
const MOST_SHOWN: usize = 30;

pub fn show(here: &Here<'_>) -> Data {
    Data::Mistakes(MistakesView { mistakes: Mistake::ALL.iter().map(|mistake| chapter(here, *mistake)).collect() })
}

fn chapter(here: &Here<'_>, mistake: Mistake) -> MistakeView {
    let handbook = here.handbook;
    let shows = |rule: &&RuleRef| rule.shows().contains(&Shows::M(mistake));
    let mut found: Vec<_> = handbook.judgement.rules.iter().filter(shows).map(|rule| rule_row(here, rule)).collect();
    found.sort_by_key(|row| std::cmp::Reverse(row.gaps));
    let gaps: Vec<_> =
        handbook.judgement.gaps.iter().filter(|gap| gap.rule.shows().contains(&Shows::M(mistake))).collect();
    let entities: BTreeSet<&EntityRef> = gaps.iter().map(|gap| &gap.entity).collect();
    let page = here.model().page_about("mistake", mistake.id());
    MistakeView {
        id: mistake.id().to_owned(),
        number: mistake as usize + 1,
        title: page.map_or_else(|| mistake.name().to_owned(), |page| page.title.clone()),
        gaps: gaps.len(),
        more: entities.len().saturating_sub(MOST_SHOWN),
        shown_by: entities.into_iter().take(MOST_SHOWN).map(|entity| here.entity(entity)).collect(),
        rules: found,
    }
}
