//! The thresholds of rules: what they are, what they mean, and how `gaps.limits` sets them.

use crate::diagnostic::{Diagnostic, Help, did_you_mean};
use crate::model::{Period, Settings};

/// A threshold that `gaps.limits` can set.
#[derive(Clone, Copy)]
pub struct Limit {
    /// Its name in `gaps.limits`.
    pub name: &'static str,
    /// The rule that asks for it, where it is one alone.
    pub rule: Option<&'static str>,
    /// Its value where nothing is set, as it would be written.
    pub default: &'static str,
    /// What it means, in a sentence.
    pub meaning: &'static str,
    /// Sets it from text; whether the text is a value for it.
    set: fn(&mut Limits, &str) -> bool,
}

/// All limits, in the order of their names. How long a review holds is a setting of its own, `review`.
pub static ALL: &[Limit] = &[
    Limit {
        name: "debt-review",
        rule: Some("no-debt-review"),
        default: "180d",
        meaning: "How long a look at a system's technical debt (`debt_reviewed`) holds.",
        set: |limits, text| set_period(&mut limits.debt_review, text),
    },
    Limit {
        name: "frequent-handover",
        rule: Some("frequent-handover"),
        default: "3",
        meaning: "So many owners of one system within twelve months are too many.",
        set: |limits, text| set_number(&mut limits.handovers, text),
    },
    Limit {
        name: "overloaded-team",
        rule: Some("overloaded-team"),
        default: "12",
        meaning: "The most a team may own per member; a system counts 4 in tier 1, 3 in tier 2, 2 in tier 3 or \
                  without a tier, and 1 in tier 4.",
        set: |limits, text| set_number(&mut limits.load, text),
    },
    Limit {
        name: "scattered-lifecycle",
        rule: Some("scattered-lifecycle"),
        default: "3",
        meaning: "So many teams over the stages of one system are too many.",
        set: |limits, text| set_number(&mut limits.teams_per_system, text),
    },
    Limit {
        name: "stale-metric",
        rule: Some("stale-metric"),
        default: "90d",
        meaning: "How old the newest measurement of a metric may be.",
        set: |limits, text| set_period(&mut limits.measurement, text),
    },
    Limit {
        name: "unrecorded",
        rule: None,
        default: "20",
        meaning: "So many systems or teams that are asked for a field, of which none has it, are one gap of the handbook.",
        set: |limits, text| set_number(&mut limits.unrecorded, text),
    },
];

/// The thresholds in force.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Limits {
    /// How long a look at technical debt holds.
    pub debt_review: Period,
    /// How many owners within twelve months are too many.
    pub handovers: u32,
    /// The most a team may own per member, in weighted systems.
    pub load: u32,
    /// How many teams over the stages of one system are too many.
    pub teams_per_system: u32,
    /// How old the newest measurement may be.
    pub measurement: Period,
    /// How many that lack a field, and none that has it, are one gap of the handbook.
    pub unrecorded: u32,
}

impl Default for Limits {
    fn default() -> Self {
        let mut limits = Self {
            debt_review: Period::days(0),
            handovers: 0,
            load: 0,
            teams_per_system: 0,
            measurement: Period::days(0),
            unrecorded: 0,
        };
        for limit in ALL {
            let is_value = (limit.set)(&mut limits, limit.default);
            debug_assert!(is_value, "the default of `{}` is a value for it", limit.name);
        }
        limits
    }
}

impl Limits {
    /// The limits as the settings set them; what is no limit, or no value for one, is passed over.
    #[must_use]
    pub fn of(settings: &Settings) -> Self {
        let mut limits = Self::default();
        for (name, value) in &settings.gaps.limits {
            if let Some(limit) = named(name) {
                (limit.set)(&mut limits, value);
            }
        }
        limits
    }

    /// How much a system of this tier counts in a team's load.
    #[must_use]
    pub fn weight(tier: Option<i64>) -> u32 {
        match tier {
            Some(1) => 4,
            Some(2) => 3,
            Some(4) => 1,
            _ => 2,
        }
    }
}

/// Notes what in `gaps.limits` is no limit, or no value for one.
pub(super) fn check(settings: &Settings) -> Vec<Diagnostic> {
    settings
        .gaps
        .limits
        .iter()
        .filter_map(|(name, value)| {
            let Some(limit) = named(name) else {
                let message = format!("there is no limit `{}`", name.value);
                let help = match did_you_mean(name, ALL.iter().map(|limit| limit.name)) {
                    Some(near) => Help::replace(format!("did you mean `{near}`?"), name.place.clone(), near),
                    None => Help::words(format!("the limits are {}", listed())),
                };
                return Some(Diagnostic::error("unknown-limit", name.place.clone(), message).help(help));
            };
            let is_value = (limit.set)(&mut Limits::default(), value);
            (!is_value).then(|| {
                let message = format!("`{}` is no value for the limit `{}`", value.value, limit.name);
                let help = Help::words(format!("write it like its default, `{}`", limit.default));
                Diagnostic::error("wrong-type", value.place.clone(), message).help(help)
            })
        })
        .collect()
}

/// All limits as a Markdown table, for the manual.
#[must_use]
pub fn table() -> String {
    let mut out = "| Limit | Default | Means |\n|---|---|---|\n".to_owned();
    for Limit { name, default, meaning, rule, .. } in ALL {
        let of = rule.map_or(String::new(), |rule| format!(" ([rule](rule:{rule}))"));
        out.push_str(&format!("| `{name}`{of} | `{default}` | {meaning} |\n"));
    }
    out
}

fn named(name: &str) -> Option<&'static Limit> {
    ALL.iter().find(|limit| limit.name == name)
}

fn listed() -> String {
    ALL.iter().map(|limit| format!("`{}`", limit.name)).collect::<Vec<_>>().join(", ")
}

fn set_number(number: &mut u32, text: &str) -> bool {
    let read = text.trim().parse().ok().filter(|&read| read > 0);
    *number = read.unwrap_or(*number);
    read.is_some()
}

fn set_period(period: &mut Period, text: &str) -> bool {
    let read = Period::parse(text).filter(|read| read.in_days() > 0);
    *period = read.unwrap_or(*period);
    read.is_some()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_default_is_a_value_and_names_are_in_order() {
        let mut limits = Limits::default();
        for limit in ALL {
            assert!((limit.set)(&mut limits, limit.default), "{}", limit.name);
        }
        assert_eq!((limits.load, limits.measurement), (12, Period::days(90)));
        assert!(ALL.is_sorted_by_key(|limit| limit.name));
    }
}
