//! Organisations of any size, the same on every run.

/// A small generator of numbers (a linear congruential one, with Knuth's constants): the same on every machine.
pub struct Numbers(u64);

impl Numbers {
    pub fn new(seed: u64) -> Self {
        Self(seed)
    }

    /// A number below `limit`.
    pub fn below(&mut self, limit: u64) -> u64 {
        self.0 = self.0.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1_442_695_040_888_963_407);
        (self.0 >> 33) % limit
    }

    /// Whether something that happens in `per_cent` of cases happens.
    pub fn chance(&mut self, per_cent: u64) -> bool {
        self.below(100) < per_cent
    }
}

/// The ownership data of an organisation: files by path, one per twenty teams and one per two hundred systems.
pub fn organisation(teams: u64, systems: u64) -> Vec<(String, String)> {
    let mut numbers = Numbers::new(42);
    let mut files = vec![("content/handbook.yaml".to_owned(), "title: Generated\n".to_owned())];
    let domains = (teams / 12).max(1);
    let mut text = String::from("domains:\n");
    for domain in 0..domains {
        text.push_str(&format!("  domain-{domain}: {{ name: Domain {domain}, lead: person-{} }}\n", domain * 3));
    }
    files.push(("content/ownership/domains.yaml".into(), text));
    for first in (0..teams).step_by(20) {
        let mut text = String::from("teams:\n");
        for team in first..(first + 20).min(teams) {
            text.push_str(&self::team(team));
        }
        files.push((format!("content/ownership/teams-{first:05}.yaml"), text));
    }
    for first in (0..systems).step_by(200) {
        let mut text = String::from("systems:\n");
        for system in first..(first + 200).min(systems) {
            text.push_str(&self::system(&mut numbers, system, teams, domains));
        }
        files.push((format!("content/ownership/systems-{first:06}.yaml"), text));
    }
    files
}

fn team(team: u64) -> String {
    let people = [team * 3, team * 3 + 1, team * 3 + 2].map(|person| format!("person-{person}")).join(", ");
    format!(
        "  team-{team}:\n    name: Team {team}\n    summary: Answers for part {team} of the whole.\n    type: stream-aligned\n    lead: person-{lead}\n    members: [{people}]\n    contact: {{ chat: \"#team-{team}\" }}\n    on_call: {{ schedule: https://pager.example/{team}, escalation: [person-{lead}] }}\n    decides: [architecture, deployment, incident-response]\n    reviewed: 2026-09-01\n",
        lead = team * 3
    )
}

fn system(numbers: &mut Numbers, system: u64, teams: u64, domains: u64) -> String {
    let owner = numbers.below(teams);
    let mut text = format!(
        "  system-{system}:\n    name: System {system}\n    summary: Does one thing, number {system}.\n    kind: {}\n    domain: domain-{}\n    tier: {}\n    status: production\n",
        ["service", "service", "infrastructure", "data"][usize::try_from(numbers.below(4)).unwrap_or(0)],
        owner % domains,
        1 + numbers.below(4),
    );
    match numbers.below(100) {
        0 => text.push_str("    owner: team-unknown\n"),
        1 => {}
        2 => text.push_str(&format!("    owner: [team-{owner}, team-{}]\n", (owner + 1) % teams)),
        _ => text.push_str(&format!("    owner: team-{owner}\n")),
    }
    if numbers.chance(10) {
        text.push_str(&format!(
            "    lifecycle: {{ deploy: {{ team: team-{}, why: One fleet }} }}\n",
            numbers.below(teams)
        ));
    }
    if system > 3 {
        let first = numbers.below(system);
        text.push_str(&format!("    depends_on: [system-{first}, system-{}]\n", numbers.below(system)));
    }
    text.push_str(&format!(
        "    repositories: [{{ url: https://git.example/r{}, paths: [\"/s{system}/**\"] }}]\n    runbook: https://runbooks.example/{system}\n    dashboard: https://dash.example/{system}\n    deployment: {{ independent: true }}\n    debt_reviewed: 2026-05-01\n    reviewed: 2026-09-01\n",
        system / 50
    ));
    text
}

/// A handbook of `count` pages in folders of fifty, each page linking to others and with a block of code of its own.
pub fn pages(count: u64) -> Vec<(String, String)> {
    pages_at(count, |page| format!("part-{:04}/page-{page:05}", page / 50))
}

/// The same pages in one folder.
pub fn pages_in_one_folder(count: u64) -> Vec<(String, String)> {
    pages_at(count, |page| format!("part/page-{page:05}"))
}

fn pages_at(count: u64, name: fn(u64) -> String) -> Vec<(String, String)> {
    const WORDS: [&str; 12] = [
        "service", "owner", "runbook", "deploy", "incident", "review", "latency", "schema", "gateway", "backup",
        "quota", "audit",
    ];
    let mut numbers = Numbers::new(7);
    let mut files = vec![("content/handbook.yaml".to_owned(), "title: Generated\n".to_owned())];
    for page in 0..count {
        let mut text = format!("---\ntitle: Page {page:05}\nweight: {}\n---\n\n# Page {page:05}\n", page % 50 + 1);
        for section in 1..=5 {
            text.push_str(&format!("\n## Part {section}\n\n"));
            for _ in 0..60 {
                text.push_str(WORDS[usize::try_from(numbers.below(12)).unwrap_or(0)]);
                text.push(' ');
            }
            text.push_str(&format!("and [another](/{}.md#part-{section}).\n", name(numbers.below(count))));
        }
        text.push_str(&format!("\n```yaml\nservice: page-{page:05}\nport: {}\n```\n", 1000 + numbers.below(9000)));
        files.push((format!("content/{}.md", name(page)), text));
    }
    files
}

#[test]
fn an_organisation_is_the_same_on_every_run() {
    assert_eq!(organisation(30, 300), organisation(30, 300));
    let files = organisation(30, 300);
    let handbook = crate::driver::Handbook::of(files.iter().map(|(path, text)| (path.as_str(), text.as_str())));
    let checked = handbook.check();
    assert_eq!(checked.errors(), [] as [&str; 0]);
    assert_eq!(checked.handbook.model.systems.len(), 300);
    assert!(!checked.gaps_of("split-ownership").is_empty());
}
