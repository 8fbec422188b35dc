//! Two stages of a system that belong to different teams, with nobody saying why.

use crate::diagnostic::Help;
use crate::gaps::Finding;
use crate::model::{Model, Standing, System, Team};

/// A stage, and a later one that another team has.
pub(super) struct Handing<'m> {
    system: &'m System,
    from: (&'m Standing, &'m Team),
    to: (&'m Standing, &'m Team),
}

/// The live systems of which one team has the stage `from` and another the stage `to`, without a `why` on either.
pub(super) fn unexplained<'m>(model: &'m Model, from: &'m str, to: &'m str) -> impl Iterator<Item = Handing<'m>> {
    model.live_systems().filter_map(move |system| {
        let side = |stage: &str| {
            let team = model.teams.get(model.coverage(system).accountable(stage)?)?;
            Some((model.coverage(system).stage(stage)?, team))
        };
        let (from, to) = (side(from)?, side(to)?);
        let is_explained = from.0.why.is_some() || to.0.why.is_some();
        (from.1.id != to.1.id && !is_explained).then_some(Handing { system, from, to })
    })
}

impl Handing<'_> {
    /// "Scanners: Parcels builds it, and Network operates it", at the stage that differs from the owner.
    pub fn finding(&self, does: [&str; 2]) -> Finding {
        let ((from, first), (to, second)) = (self.from, self.to);
        let message =
            format!("{}: {} {}, and {} {}", self.system.title(), first.title(), does[0], second.title(), does[1]);
        let (place, other) = if to.is_own { (to, from) } else { (from, to) };
        let named = if to.is_own { (to, second) } else { (from, first) };
        let found = Finding::on_system(self.system, &place.place, message).stage(&to.stage).field("lifecycle").help(
            Help::write(
                format!("give both stages to one team, or say why `{}` is elsewhere", named.0.stage),
                format!("{}: {{ team: {}, why: … }}", named.0.stage, named.1.id),
            ),
        );
        if other.is_own { found.related(&other.place, format!("`{}` is here", other.stage)) } else { found }
    }
}
