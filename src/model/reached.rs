//! Which checklists a system is held to: those of the stages it has reached, and those of their own that apply to it.

use super::{Checklist, Model, Status, System};

impl Model {
    /// Whether `system` has come as far as the stage in its life. An idea is designed; an experiment is built, too;
    /// what is in production or deprecated is in all stages; what is retired is in none.
    #[must_use]
    pub fn has_reached(&self, system: &System, stage: &str) -> bool {
        match system.status() {
            Status::Idea => stage == "design",
            Status::Experimental => matches!(stage, "design" | "build"),
            Status::Production | Status::Deprecated => true,
            Status::Retired => false,
        }
    }

    /// The checklists that `system` is held to, by id: of stages it has reached and to which it is subject, and of no
    /// stage where they apply to it. A checklist of no stage waits until the system is live, unless it names the
    /// system's status.
    pub fn checklists_reached<'m>(&'m self, system: &'m System) -> impl Iterator<Item = &'m Checklist> {
        self.checklists.values().filter(move |list| {
            let is_due = match &list.stage {
                Some(stage) => self.has_reached(system, stage.as_str()) && self.applies(system, stage.as_str()),
                None => system.is_live() || !list.applies_to.statuses.is_empty(),
            };
            is_due && list.applies_to.includes(system)
        })
    }
}
