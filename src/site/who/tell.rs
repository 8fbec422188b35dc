//! Fills in the answer from a handbook.

use super::{Contact, Described, GapLine, OnCall, Stage, Status, Step, Subject, Who};
use crate::gaps::Gap;
use crate::model::word;
use crate::model::{Domain, EntityRef, Found, Id, Kind, Page, System, Team};
use crate::site::here::Here;
use crate::site::parts::{Answer, ContactView, Name};
use crate::site::{Handbook, pages};
use crate::source::{Place, SourcePath, scheme};

/// The version of the answer's form.
const VERSION: u8 = 1;

impl Who {
    /// The answer of a handbook to a query that means what was `found`.
    #[must_use]
    pub fn of(handbook: &Handbook, query: &str, found: &Found) -> Self {
        let teller = Teller { here: Here::new(handbook, "index.html") };
        let subjects =
            |entities: &[EntityRef]| entities.iter().map(|entity| teller.subject(entity)).collect::<Vec<_>>();
        let mut who = Self {
            version: VERSION,
            query: query.to_owned(),
            as_of: handbook.as_of.to_string(),
            status: Status::Unknown,
            matched_by: None,
            answer: None,
            also: Vec::new(),
            candidates: Vec::new(),
        };
        match found {
            Found::One { entity, by, also } => {
                who.status = Status::Found;
                who.matched_by = Some(*by);
                who.answer = Some(teller.describe(entity));
                who.also = subjects(also);
            }
            Found::Several(entities) => {
                who.status = Status::Ambiguous;
                who.candidates = subjects(entities);
            }
            Found::Nothing(near) => who.candidates = subjects(near),
        }
        who
    }
}

/// Words what a handbook knows. Its page at hand is the root, so that links are from there.
struct Teller<'h> {
    here: Here<'h>,
}

impl Teller<'_> {
    /// An address that can be followed from a terminal, where the settings say where the site is.
    fn absolute(&self, href: &str) -> String {
        let base = self.here.model().settings.base_url.as_ref().filter(|_| scheme(href).is_none());
        base.map_or_else(|| href.to_owned(), |base| format!("{}{}", base.value, href.trim_start_matches("./")))
    }

    fn subject(&self, entity: &EntityRef) -> Subject {
        let name = self.here.entity(entity);
        Subject {
            entity: entity.to_string(),
            kind: entity.kind.name().to_owned(),
            id: entity.id.to_string(),
            name: name.text,
            url: name.href.map(|href| self.absolute(&href)),
        }
    }

    fn subjects<'i>(&self, kind: Kind, ids: impl IntoIterator<Item = &'i Id>) -> Vec<Subject> {
        let mut ids: Vec<&Id> = ids.into_iter().collect();
        ids.sort();
        ids.dedup();
        ids.into_iter().map(|id| self.subject(&EntityRef::new(kind, id))).collect()
    }

    fn describe(&self, entity: &EntityRef) -> Described {
        let model = self.here.model();
        let id = &entity.id;
        let mut described = match entity.kind {
            Kind::System => model.systems.get(id).map(|system| self.system(system)),
            Kind::Team => model.teams.get(id).map(|team| self.team(team)),
            Kind::Domain => model.domains.get(id).map(|domain| self.domain(domain)),
            Kind::Person => Some(self.person(id)),
            Kind::Page => model.pages.get(&SourcePath::new(id.as_str())).map(|page| self.page(page)),
            _ => None,
        }
        .unwrap_or_default();
        described.subject = self.subject(entity);
        described
    }

    fn system(&self, system: &System) -> Described {
        let (here, model) = (self.here, self.here.model());
        let mut described = self.answered(pages::answer_of_system(&here, system), &system.place);
        described.summary = system.summary.as_ref().map(|summary| summary.value.clone());
        described.status = Some(word(system.status()).to_owned());
        described.tier = system.tier();
        described.owner = model.owner_of(system).map(|team| self.subject(&EntityRef::new(Kind::Team, &team.id)));
        let cells = here.cells(system).into_iter();
        described.stages = cells
            .map(|cell| Stage {
                stage: cell.stage,
                name: cell.name,
                state: cell.state,
                teams: cell.teams.into_iter().map(named).collect(),
                why: cell.why,
            })
            .collect();
        described.dashboard = system.dashboard.as_ref().and_then(|address| here.address(address));
        described.gaps = self.lines(here.gaps_on(Kind::System, &system.id));
        described
    }

    fn team(&self, team: &Team) -> Described {
        let (here, handbook) = (self.here, self.here.handbook);
        let mut described = self.answered(pages::answer_of_team(&here, team), &team.place);
        described.summary = team.summary.as_ref().map(|summary| summary.value.clone());
        described.status = Some(word(team.status.as_ref().map(|status| status.value).unwrap_or_default()).to_owned());
        described.owner = Some(self.subject(&EntityRef::new(Kind::Team, &team.id)));
        described.lead = team.lead.as_ref().map(|lead| named(here.lead(lead)));
        described.members = team.members.iter().map(|member| named(here.person(&member.id))).collect();
        described.systems = self.subjects(Kind::System, here.owned(&team.id).map(|system| &system.id));
        described.gaps = self.lines(handbook.relations.of_team(&handbook.judgement, &team.id));
        described
    }

    fn domain(&self, domain: &Domain) -> Described {
        let (here, handbook) = (self.here, self.here.handbook);
        let systems: Vec<&System> = {
            let ids = handbook.relations.in_domain.get(&domain.id).into_iter().flatten();
            ids.filter_map(|id| here.model().systems.get(id)).collect()
        };
        let owners = systems.iter().filter_map(|system| here.model().owner_of(system)).map(|team| &team.id);
        Described {
            summary: domain.summary.as_ref().map(|summary| summary.value.clone()),
            lead: domain.lead.as_ref().map(|lead| named(here.lead(lead))),
            teams: self.subjects(Kind::Team, owners),
            systems: self.subjects(Kind::System, systems.iter().map(|system| &system.id)),
            gaps: self.lines(handbook.relations.in_domain(&handbook.judgement, &domain.id)),
            ..self.at(&domain.place)
        }
    }

    fn person(&self, id: &Id) -> Described {
        let (here, model) = (self.here, self.here.model());
        let person = model.people.get(id);
        let teams: Vec<&Team> = model.teams.values().filter(|team| team.has(id)).collect();
        let systems = teams.iter().flat_map(|team| here.owned(&team.id)).map(|system| &system.id);
        Described {
            contact: Contact {
                chat: person.and_then(|person| person.handle.as_ref()).map(|handle| handle.value.clone()),
                ..Contact::default()
            },
            teams: self.subjects(Kind::Team, teams.iter().map(|team| &team.id)),
            systems: self.subjects(Kind::System, systems),
            left: person.and_then(|person| person.left.as_ref()).map(|date| date.value.to_string()),
            gaps: self.lines(here.gaps_on(Kind::Person, id)),
            ..person.map(|person| self.at(&person.place)).unwrap_or_default()
        }
    }

    fn page(&self, page: &Page) -> Described {
        let here = self.here;
        let id = Id::new(page.path.as_str());
        let mut owners = page.owner.iter().flat_map(|owner| &owner.named);
        let owner = owners.find_map(|reference| here.model().team(reference));
        Described {
            summary: page.summary.as_ref().map(|summary| summary.value.clone()),
            owner: owner.map(|team| self.subject(&EntityRef::new(Kind::Team, &team.id))),
            why_not: owner.is_none().then(|| "Its front matter names no team.".to_owned()),
            contact: owner.map(|team| contact(&here.contact(team))).unwrap_or_default(),
            reviewed: page.reviewed.as_ref().map(|date| date.value.to_string()),
            gaps: self.lines(here.gaps_on(Kind::Page, &id)),
            ..self.at(&page.place())
        }
    }

    /// What stands on top of a page, as data.
    fn answered(&self, answer: Answer, place: &Place) -> Described {
        let steps = answer.contact.escalation.iter();
        Described {
            why_not: answer.why_not,
            fallback: answer.fallback.map(named),
            fallback_is: answer.fallback_is,
            contact: contact(&answer.contact),
            on_call: OnCall {
                team: answer.contact_of.filter(|name| name.href.is_some()).map(named),
                schedule: answer.contact.schedule.as_deref().map(|address| self.absolute(address)),
                escalation: steps
                    .map(|step| Step { who: named(step.who.clone()), after: step.after.clone() })
                    .collect(),
            },
            runbook: answer.runbook.map(|address| self.absolute(&address)),
            reviewed: answer.reviewed,
            is_stale: answer.is_stale,
            ..self.at(place)
        }
    }

    fn at(&self, place: &Place) -> Described {
        let source = self.here.source(place);
        Described { file: Some(source.file), line: Some(source.line), ..Described::default() }
    }

    fn lines(&self, gaps: Vec<&Gap>) -> Vec<GapLine> {
        let line = |gap: &Gap| {
            let source = self.here.source(&gap.place);
            GapLine {
                rule: gap.rule.id().to_owned(),
                severity: gap.severity,
                message: gap.message.clone(),
                entity: gap.entity.to_string(),
                stage: gap.stage.as_ref().map(ToString::to_string),
                file: source.file,
                line: source.line,
                fingerprint: gap.fingerprint.clone(),
            }
        };
        gaps.into_iter().map(line).collect()
    }
}

fn contact(contact: &ContactView) -> Contact {
    Contact {
        chat: contact.chat.as_ref().map(|chat| chat.text.clone()),
        chat_url: contact.chat.as_ref().and_then(|chat| chat.href.clone()),
        email: contact.email.clone(),
        tracker: contact.tracker.clone(),
    }
}

/// A name with what is wrong with it.
fn named(name: Name) -> String {
    match name.problem {
        Some(problem) => format!("{} ({problem})", name.text),
        None => name.text,
    }
}
