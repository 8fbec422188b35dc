//! Names against what is there: teams, people, systems, by id and by alias.

use super::{Domain, Id, Kind, Metric, Model, Ref, System, Team};

/// Words that stand where an owner should, and name nobody.
const PLACEHOLDERS: [&str; 18] = [
    "tbd",
    "tbc",
    "tba",
    "todo",
    "n/a",
    "na",
    "none",
    "nobody",
    "unknown",
    "shared",
    "everyone",
    "everybody",
    "all",
    "various",
    "team",
    "?",
    "-",
    "unassigned",
];

const LONGEST_PLACEHOLDER: usize = "unassigned".len();

/// Whether `text` stands where an owner should, and names nobody.
#[must_use]
pub fn is_placeholder(text: &str) -> bool {
    let text = text.trim();
    let word = text.trim_end_matches(['?', '!', '.']);
    word.len() <= LONGEST_PLACEHOLDER
        && PLACEHOLDERS.iter().any(|known| known.eq_ignore_ascii_case(word) || *known == text)
}

/// What a reference in an owner's place comes down to.
#[derive(Clone, Copy, Debug)]
pub enum Resolved<'m> {
    /// A team, by its id.
    Team(&'m Team),
    /// A team, by an earlier id.
    FormerTeam(&'m Team),
    /// A person.
    Person(&'m Id),
    /// A word that names nobody.
    Placeholder,
    /// Nothing that is known.
    Unknown,
}

impl<'m> Resolved<'m> {
    /// The team, under whatever id.
    #[must_use]
    pub fn team(self) -> Option<&'m Team> {
        match self {
            Self::Team(team) | Self::FormerTeam(team) => Some(team),
            _ => None,
        }
    }
}

impl Model {
    /// What a reference in an owner's place comes down to.
    #[must_use]
    pub fn resolve<'m>(&'m self, reference: &'m Ref) -> Resolved<'m> {
        let id = &reference.id;
        let may_be_team = reference.kind.is_none_or(|kind| kind == Kind::Team);
        if may_be_team && let Some(team) = self.teams.get(id) {
            return Resolved::Team(team);
        }
        if may_be_team && let Some(team) = self.team_aliases.get(id).and_then(|id| self.teams.get(id)) {
            return Resolved::FormerTeam(team);
        }
        let may_be_person = reference.kind.is_none_or(|kind| kind == Kind::Person);
        if reference.kind == Some(Kind::Person) || (may_be_person && self.named_people.contains(id)) {
            return Resolved::Person(id);
        }
        if is_placeholder(&reference.written) { Resolved::Placeholder } else { Resolved::Unknown }
    }

    /// The team a reference names, also by an earlier id.
    #[must_use]
    pub fn team(&self, reference: &Ref) -> Option<&Team> {
        let id = &reference.id;
        self.teams.get(id).or_else(|| self.teams.get(self.team_aliases.get(id)?))
    }

    /// The system a reference names, also by an earlier id.
    #[must_use]
    pub fn system(&self, reference: &Ref) -> Option<&System> {
        self.system_named(&reference.id)
    }

    /// The system of this id or earlier id.
    #[must_use]
    pub fn system_named(&self, id: &Id) -> Option<&System> {
        self.systems.get(id).or_else(|| self.systems.get(self.system_aliases.get(id)?))
    }

    /// The team of this id or earlier id.
    #[must_use]
    pub fn team_named(&self, id: &Id) -> Option<&Team> {
        self.teams.get(id).or_else(|| self.teams.get(self.team_aliases.get(id)?))
    }

    /// The domain a reference names.
    #[must_use]
    pub fn domain(&self, reference: &Ref) -> Option<&Domain> {
        self.domains.get(&reference.id)
    }

    /// The metric a reference names.
    #[must_use]
    pub fn metric(&self, reference: &Ref) -> Option<&Metric> {
        self.metrics.get(&reference.id)
    }

    /// The name of a person: from their record, or the id.
    #[must_use]
    pub fn person_title<'m>(&'m self, id: &'m Id) -> &'m str {
        self.people.get(id).map_or(id.as_str(), |person| person.title())
    }

    /// Whether somebody of this id is described, or named as a member, a lead or in a record.
    #[must_use]
    pub fn names_person(&self, id: &Id) -> bool {
        self.named_people.contains(id)
    }

    /// Whether this id is an earlier id of some team, or of some system.
    #[must_use]
    pub fn is_former(&self, kind: Kind, id: &Id) -> bool {
        match kind {
            Kind::Team => !self.teams.contains_key(id) && self.team_aliases.contains_key(id),
            Kind::System => !self.systems.contains_key(id) && self.system_aliases.contains_key(id),
            _ => false,
        }
    }

    /// Earlier ids of teams that no team has now, with the present ones.
    pub fn former_teams(&self) -> impl Iterator<Item = (&Id, &Id)> {
        self.team_aliases.iter().filter(|(former, _)| !self.teams.contains_key(*former))
    }

    /// Earlier ids of systems that no system has now, with the present ones.
    pub fn former_systems(&self) -> impl Iterator<Item = (&Id, &Id)> {
        self.system_aliases.iter().filter(|(former, _)| !self.systems.contains_key(*former))
    }

    /// The teams above `team`, nearest first; a ring is walked once.
    #[must_use]
    pub fn ancestors<'m>(&'m self, team: &'m Team) -> Vec<&'m Team> {
        let mut above: Vec<&Team> = Vec::new();
        let mut at = team;
        while let Some(parent) = at.parent.as_ref().and_then(|parent| self.team(parent)) {
            if parent.id == team.id || above.iter().any(|seen| seen.id == parent.id) {
                break;
            }
            above.push(parent);
            at = parent;
        }
        above
    }

    /// Who is named, and under which earlier ids; anew each time.
    pub(super) fn index(&mut self) {
        self.team_aliases.clear();
        self.system_aliases.clear();
        self.named_people.clear();
        for team in self.teams.values() {
            for alias in &team.aliases {
                self.team_aliases.entry(Id::new(alias)).or_insert_with(|| team.id.clone());
            }
            let people = team.members.iter().chain(&team.lead);
            self.named_people.extend(people.map(|person| person.id.clone()));
        }
        for system in self.systems.values() {
            for alias in &system.aliases {
                self.system_aliases.entry(Id::new(alias)).or_insert_with(|| system.id.clone());
            }
        }
        self.named_people.extend(self.people.keys().cloned());
        let leads = self.domains.values().filter_map(|domain| domain.lead.as_ref());
        let leads = leads.filter(|lead| lead.kind != Some(Kind::Team));
        self.named_people.extend(leads.map(|lead| lead.id.clone()));
    }
}
