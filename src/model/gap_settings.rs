//! How gaps are judged: the settings below `gaps` in `handbook.yaml`.

use super::{AppliesTo, Fields, Kind, Reader, Ref, Subject, Word};
use crate::diagnostic::{Diagnostic, Severity};
use crate::source::{Spanned, yaml::Node};

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
    pub applies_to: AppliesTo,
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
    /// The problem in a few words; made of the id where none is given.
    pub title: Option<Spanned<String>>,
    /// The gaps' severity.
    pub severity: Severity,
    /// Whether tier and status move the severity.
    pub is_scaled: bool,
    /// Why it matters, for the rule's page.
    pub why: Option<Spanned<String>>,
    /// How to close its gaps.
    pub help: Option<Spanned<String>>,
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

pub(super) fn gaps(fields: &mut Fields<'_, '_>) -> GapSettings {
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
        let Some((rule, is_off)) = custom_rule(inner.reader(), item) else { continue };
        if is_off {
            // As if `rules` began with it: what stands there is said later, and wins.
            read.rules.insert(0, RuleSetting { rule: rule.id.clone(), level: Some(Level::Off), overrides: Vec::new() });
        }
        read.custom.push(rule);
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
    let mut fields = Fields::new(reader, value, Subject::Named("rule", &rule.value));
    let level = fields.word("severity").map(|level| level.value);
    let mut overrides = Vec::new();
    for item in fields.list("overrides") {
        let mut inner = Fields::new(fields.reader(), item, Subject::Words("an override"));
        let applies_to = AppliesTo::of_fields(&mut inner);
        let teams = inner.references("team", Kind::Team);
        let level = inner.word::<Level>("severity");
        inner.finish();
        overrides.extend(level.map(|level| RuleOverride { applies_to, teams, level: level.value }));
    }
    fields.finish();
    Some(RuleSetting { rule, level, overrides })
}

/// A rule, and whether it is off.
fn custom_rule(reader: &mut Reader<'_>, item: Node<'_>) -> Option<(CustomRule, bool)> {
    let mut fields = Fields::new(reader, item, Subject::Words("a custom rule"));
    let (id, on) = (fields.text("id"), fields.word("on"));
    let (when, message) = (fields.text("when"), fields.text("message"));
    let (severity, is_off) = match fields.word("severity").map(|level| level.value) {
        Some(Level::At(severity)) => (severity, false),
        level => (Severity::Warning, level == Some(Level::Off)),
    };
    let is_scaled = fields.flag("scaled").is_some_and(|flag| flag.value);
    let (title, why, help, shows) =
        (fields.text("title"), fields.text("why"), fields.text("help"), fields.texts("shows"));
    let place = fields.place();
    let missing: Vec<&str> =
        ["id", "on", "when", "message"].into_iter().filter(|name| fields.get(name).is_none()).collect();
    fields.finish();
    for name in missing {
        let message = format!("a custom rule has no `{name}`");
        reader.note(Diagnostic::error("missing-field", place.clone(), message));
    }
    let rule =
        CustomRule { id: id?, on: on?, when: when?, message: message?, title, severity, is_scaled, why, help, shows };
    Some((rule, is_off))
}

impl Word for Kind {
    const WORDS: &'static [(&'static str, Self)] = &[
        ("system", Self::System),
        ("team", Self::Team),
        ("domain", Self::Domain),
        ("metric", Self::Metric),
        ("page", Self::Page),
    ];
}
