//! The settings of a handbook: `content/handbook.yaml`. Every key has a default.

use super::{Fields, Kind, Lifecycle, Period, Reader, Ref, Word};
use crate::diagnostic::Severity;
use crate::source::{Place, Spanned, yaml::Node};

/// How pages are addressed.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Default)]
pub enum UrlStyle {
    /// `teams/payments.html`: works on any host, and from a file share.
    #[default]
    File,
    /// `teams/payments/`.
    Directory,
}

impl Word for UrlStyle {
    const WORDS: &'static [(&'static str, Self)] = &[("file", Self::File), ("directory", Self::Directory)];
}

/// What is done with raw HTML in pages.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Default)]
pub enum RawHtml {
    /// Written as it is.
    Keep,
    /// Cleaned of everything that can run or load.
    #[default]
    Sanitize,
    /// Shown as text.
    Escape,
}

impl Word for RawHtml {
    const WORDS: &'static [(&'static str, Self)] =
        &[("keep", Self::Keep), ("sanitize", Self::Sanitize), ("escape", Self::Escape)];
}

/// A severity a rule can be set to, or `off`.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Level {
    /// The rule is not asked.
    Off,
    /// Its gaps have this severity.
    At(Severity),
}

impl Word for Level {
    const WORDS: &'static [(&'static str, Self)] = &[
        ("error", Self::At(Severity::Error)),
        ("warning", Self::At(Severity::Warning)),
        ("info", Self::At(Severity::Info)),
        ("off", Self::Off),
    ];
}

/// From which severity on `check` fails; `never` where it does not.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum FailOn {
    /// Gaps of this severity and above.
    At(Severity),
    /// Only files that cannot be understood.
    Never,
}

impl Word for FailOn {
    const WORDS: &'static [(&'static str, Self)] = &[
        ("error", Self::At(Severity::Error)),
        ("warning", Self::At(Severity::Warning)),
        ("info", Self::At(Severity::Info)),
        ("never", Self::Never),
    ];
}

/// Whom a page names where a system has no owner.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Fallback {
    /// A team.
    pub team: Option<Ref>,
    /// A way to reach it, as people write it.
    pub contact: Option<Spanned<String>>,
}

/// Where the handbook's own sources lie.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct RepositorySettings {
    /// Pattern of an address that edits a file; `{path}` and `{line}` are filled in.
    pub edit: Option<Spanned<String>>,
    /// Pattern of an address that shows a commit; `{sha}` is filled in.
    pub commit: Option<Spanned<String>>,
}

/// How long a review holds.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Review {
    /// For everything.
    pub every: Period,
    /// For a tier of its own.
    pub tiers: Vec<(i64, Period)>,
}

impl Default for Review {
    fn default() -> Self {
        Self { every: Period::days(180), tiers: Vec::new() }
    }
}

impl Review {
    /// How long a review of something of this tier holds.
    #[must_use]
    pub fn of_tier(&self, tier: Option<i64>) -> Period {
        let own = self.tiers.iter().find(|(of, _)| Some(*of) == tier);
        own.map_or(self.every, |&(_, every)| every)
    }
}

/// One rule's setting: a level, and levels for a part of the systems.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct RuleSetting {
    /// The rule's id, as written.
    pub rule: Spanned<String>,
    /// Its level everywhere.
    pub level: Option<Level>,
    /// Its level where a condition holds; the last that holds wins.
    pub overrides: Vec<RuleOverride>,
}

/// A rule's level for systems of a kind, tier, status, domain or owning team. What is not said holds for all.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct RuleOverride {
    /// Which systems.
    pub applies_to: super::AppliesTo,
    /// Which owning teams.
    pub teams: Vec<Ref>,
    /// The level there.
    pub level: Level,
}

/// A rule of the handbook's own.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct CustomRule {
    /// Its id.
    pub id: Spanned<String>,
    /// The kind of entity it looks at.
    pub on: Spanned<Kind>,
    /// When it finds a gap: an expression over the entity's fields.
    pub when: Spanned<String>,
    /// What the gap says; the entity's fields can be filled in.
    pub message: Spanned<String>,
    /// The gaps' severity.
    pub severity: Severity,
    /// The mistakes and failures it shows: `M1`, `F2`.
    pub shows: Vec<Spanned<String>>,
}

/// How gaps are judged.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct GapSettings {
    /// Settings per rule, in the order written.
    pub rules: Vec<RuleSetting>,
    /// From which severity on `check` fails.
    pub fail_on: FailOn,
    /// Thresholds by name, as written.
    pub limits: Vec<(Spanned<String>, Spanned<String>)>,
    /// Rules of the handbook's own.
    pub custom: Vec<CustomRule>,
}

impl Default for GapSettings {
    fn default() -> Self {
        Self { rules: Vec::new(), fail_on: FailOn::At(Severity::Error), limits: Vec::new(), custom: Vec::new() }
    }
}

/// Ownership data kept elsewhere.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct SourceSetting {
    /// The format: `backstage`, `codeowners`, ….
    pub format: Option<Spanned<String>>,
    /// Where the setting stands.
    pub place: Place,
}

/// The settings of a handbook.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Settings {
    /// The site's title.
    pub title: String,
    /// What the site is, in a sentence.
    pub description: String,
    /// The address under which it is published, with a final `/`; only for what must be absolute.
    pub base_url: Option<Spanned<String>>,
    /// The language of its words, as in HTML's `lang`.
    pub language: String,
    /// The theme's name.
    pub theme: String,
    /// How pages are addressed.
    pub urls: UrlStyle,
    /// What is done with raw HTML in pages.
    pub raw_html: RawHtml,
    /// Whether search engines are asked to stay away.
    pub is_hidden_from_robots: bool,
    /// Whether each person gets a page.
    pub has_people_pages: bool,
    /// Whom to ask where nobody owns.
    pub fallback: Fallback,
    /// Pattern of the address of a chat channel; `{name}` is filled in.
    pub chat: Option<Spanned<String>>,
    /// Where the handbook's sources lie.
    pub repository: RepositorySettings,
    /// The order of the sections.
    pub navigation: Vec<Spanned<String>>,
    /// A text above every page.
    pub banner: Option<String>,
    /// A text below every page.
    pub footer: Option<String>,
    /// How long a review holds.
    pub review: Review,
    /// How gaps are judged.
    pub gaps: GapSettings,
    /// The stages.
    pub lifecycle: Lifecycle,
    /// Data kept elsewhere.
    pub sources: Vec<SourceSetting>,
}

impl Default for Settings {
    fn default() -> Self {
        Self {
            title: "Engineering ownership handbook".into(),
            description: String::new(),
            base_url: None,
            language: "en".into(),
            theme: "default".into(),
            urls: UrlStyle::File,
            raw_html: RawHtml::Sanitize,
            is_hidden_from_robots: false,
            has_people_pages: false,
            fallback: Fallback::default(),
            chat: None,
            repository: RepositorySettings::default(),
            navigation: Vec::new(),
            banner: None,
            footer: None,
            review: Review::default(),
            gaps: GapSettings::default(),
            lifecycle: Lifecycle::default(),
            sources: Vec::new(),
        }
    }
}

impl Settings {
    /// Reads the root of `handbook.yaml`.
    pub(super) fn read(reader: &mut Reader<'_>, root: Node<'_>) -> Self {
        let mut fields = Fields::new(reader, root, "`handbook.yaml`".into());
        let mut settings = Self::default();
        let words = [
            ("title", &mut settings.title),
            ("description", &mut settings.description),
            ("language", &mut settings.language),
            ("theme", &mut settings.theme),
        ];
        for (key, target) in words {
            if let Some(text) = fields.text(key) {
                *target = text.value;
            }
        }
        settings.read_site(&mut fields);
        settings.fallback = fallback(&mut fields);
        settings.repository = repository(&mut fields);
        settings.review = review(&mut fields);
        settings.gaps = gaps(&mut fields);
        settings.lifecycle = Lifecycle::read(&mut fields);
        settings.sources = sources(&mut fields);
        fields.finish();
        settings
    }

    fn read_site(&mut self, fields: &mut Fields<'_, '_>) {
        self.base_url = fields.address("base_url").map(|mut url| {
            if !url.value.ends_with('/') {
                url.value.push('/');
            }
            url
        });
        self.urls = fields.word("urls").map(|urls| urls.value).unwrap_or_default();
        self.raw_html = fields.word("raw_html").map(|raw| raw.value).unwrap_or_default();
        self.is_hidden_from_robots = fields.text("robots").is_some_and(|robots| robots.value == "noindex");
        self.chat = fields.text("chat");
        self.navigation = fields.texts("navigation");
        self.banner = fields.text("banner").map(|text| text.value);
        self.footer = fields.text("footer").map(|text| text.value);
        if let Some(mut people) = fields.nested("people") {
            self.has_people_pages = people.flag("pages").is_some_and(|pages| pages.value);
            people.finish();
        }
    }
}

fn fallback(fields: &mut Fields<'_, '_>) -> Fallback {
    let Some(mut inner) = fields.nested("fallback") else { return Fallback::default() };
    let read = Fallback { team: inner.reference("team", Kind::Team), contact: inner.text("contact") };
    inner.finish();
    read
}

fn repository(fields: &mut Fields<'_, '_>) -> RepositorySettings {
    let Some(mut inner) = fields.nested("repository") else { return RepositorySettings::default() };
    let read = RepositorySettings { edit: inner.address("edit"), commit: inner.address("commit") };
    inner.finish();
    read
}

fn review(fields: &mut Fields<'_, '_>) -> Review {
    let mut read = Review::default();
    let Some(mut inner) = fields.nested("review") else { return read };
    if let Some(every) = inner.period("every") {
        read.every = every.value;
    }
    for (tier, every) in inner.map("tiers") {
        let reader = inner.reader();
        let every = reader.text(every, "tiers").and_then(|text| Period::parse(&text));
        match (tier.text().and_then(|text| text.parse().ok()), every) {
            (Some(tier), Some(every)) => read.tiers.push((tier, every)),
            _ => reader.wrong_type(tier, "tiers", "tiers with a length of time each (`1: 90d`)"),
        }
    }
    inner.finish();
    read
}

fn gaps(fields: &mut Fields<'_, '_>) -> GapSettings {
    let mut read = GapSettings::default();
    let Some(mut inner) = fields.nested("gaps") else { return read };
    for (rule, value) in inner.map("rules") {
        read.rules.extend(rule_setting(inner.reader(), rule, value));
    }
    if let Some(fail_on) = inner.word("fail_on") {
        read.fail_on = fail_on.value;
    }
    for (name, value) in inner.map("limits") {
        let reader = inner.reader();
        read.limits.extend(reader.text(name, "limits").zip(reader.text(value, "limits")));
    }
    for item in inner.list("custom") {
        read.custom.extend(custom_rule(inner.reader(), item));
    }
    inner.finish();
    read
}

fn rule_setting(reader: &mut Reader<'_>, rule: Node<'_>, value: Node<'_>) -> Option<RuleSetting> {
    let rule = reader.text(rule, "rules")?;
    if value.text().is_some() {
        let level = reader.word(value, &rule.value).map(|level| level.value);
        return Some(RuleSetting { rule, level, overrides: Vec::new() });
    }
    let mut fields = Fields::new(reader, value, format!("the rule `{}`", rule.value));
    let level = fields.word("severity").map(|level| level.value);
    let mut overrides = Vec::new();
    for item in fields.list("overrides") {
        let mut inner = Fields::new(fields.reader(), item, "an override".into());
        let applies_to = super::AppliesTo::of_fields(&mut inner);
        let teams = inner.references("team", Kind::Team);
        let level = inner.word::<Level>("severity");
        inner.finish();
        overrides.extend(level.map(|level| RuleOverride { applies_to, teams, level: level.value }));
    }
    fields.finish();
    Some(RuleSetting { rule, level, overrides })
}

fn custom_rule(reader: &mut Reader<'_>, item: Node<'_>) -> Option<CustomRule> {
    let mut fields = Fields::new(reader, item, "a custom rule".into());
    let (id, on) = (fields.text("id"), fields.word("on"));
    let (when, message) = (fields.text("when"), fields.text("message"));
    let severity = match fields.word("severity").map(|level| level.value) {
        Some(Level::At(severity)) => severity,
        _ => Severity::Warning,
    };
    let shows = fields.texts("shows");
    let place = fields.place();
    fields.finish();
    let missing =
        [("id", id.is_none()), ("on", on.is_none()), ("when", when.is_none()), ("message", message.is_none())];
    for (name, _) in missing.into_iter().filter(|(_, is_missing)| *is_missing) {
        let message = format!("a custom rule has no `{name}`");
        reader.note(crate::diagnostic::Diagnostic::error("missing-field", place.clone(), message));
    }
    Some(CustomRule { id: id?, on: on?, when: when?, message: message?, severity, shows })
}

impl Word for Kind {
    const WORDS: &'static [(&'static str, Self)] =
        &[("system", Self::System), ("team", Self::Team), ("domain", Self::Domain), ("metric", Self::Metric)];
}

fn sources(fields: &mut Fields<'_, '_>) -> Vec<SourceSetting> {
    let items = fields.list("sources");
    let mut read = Vec::new();
    for item in items {
        let place = fields.reader().place(item.span());
        let format = item.get("type").and_then(|format| fields.reader().text(format, "type"));
        read.push(SourceSetting { format, place });
    }
    read
}
