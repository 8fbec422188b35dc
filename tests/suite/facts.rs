//! Rules whose data comes from elsewhere: what they find once somebody hands it to them.

use bailiwick::gaps::{CodeOwner, Facts, Term, judge};
use bailiwick::model::{Id, Ref};
use bailiwick::source::{Place, SourcePath};

use crate::driver::Handbook;

const BOOK: &str = "
teams: { a: { members: [x, y] }, b: {}, c: {} }
systems:
  often: { owner: a }
  seldom: { owner: a, contributors: [b] }
";

/// The messages of a rule on the handbook with these facts.
fn messages(rule: &str, facts: &Facts) -> Vec<String> {
    let checked = Handbook::owning(BOOK).check();
    let judgement = judge(&checked.handbook.scene().with_facts(facts.clone()));
    judgement.gaps.iter().filter(|gap| gap.rule.id() == rule).map(|gap| gap.message.clone()).collect()
}

fn term(owner: &str, (year, month): (i16, i8)) -> Term {
    Term { owner: Some(Id::new(owner)), since: jiff::civil::date(year, month, 1) }
}

#[test]
fn three_owners_within_a_year_are_too_many_and_the_one_before_counts() {
    let often = vec![term("b", (2024, 1)), term("c", (2026, 3)), term("a", (2026, 9))];
    let seldom = vec![term("c", (2020, 1)), term("b", (2024, 1)), term("a", (2026, 9))];
    let facts = Facts { owners: [(Id::new("often"), often), (Id::new("seldom"), seldom)].into(), ..Facts::default() };
    assert_eq!(messages("frequent-handover", &facts), ["often has had 3 owners within twelve months"]);
    assert_eq!(messages("frequent-handover", &Facts::default()), [] as [&str; 0]);
}

#[test]
fn a_path_given_to_another_team_is_drift_unless_that_team_contributes() {
    let place = Place::start_of(&SourcePath::new("content/ownership/all.yaml"));
    let said = |system: &str, team: &str| CodeOwner {
        system: Id::new(system),
        path: "/services/x/".into(),
        named: vec![Ref::parse(team, place.clone()).expect("a reference")],
        place: place.clone(),
    };
    let code_owners = vec![said("often", "b"), said("often", "a"), said("seldom", "b"), said("often", "nobody")];
    let facts = Facts { code_owners, ..Facts::default() };
    assert_eq!(
        messages("codeowners-drift", &facts),
        ["CODEOWNERS gives `/services/x/` to b, and this handbook gives often to a"]
    );
}
