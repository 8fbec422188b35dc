//! Words that other formats use for what we have words of our own for.

use super::Leaf;
use crate::model::Status;
use crate::source::Spanned;

/// Statuses by the words that people and tools use.
const STATUSES: [(&str, Status); 24] = [
    ("idea", Status::Idea),
    ("planned", Status::Idea),
    ("pre-alpha", Status::Idea),
    ("pre-release", Status::Experimental),
    ("experimental", Status::Experimental),
    ("development", Status::Experimental),
    ("dev", Status::Experimental),
    ("alpha", Status::Experimental),
    ("beta", Status::Experimental),
    ("staging", Status::Experimental),
    ("preview", Status::Experimental),
    ("production", Status::Production),
    ("prod", Status::Production),
    ("active", Status::Production),
    ("live", Status::Production),
    ("generally_available", Status::Production),
    ("ga", Status::Production),
    ("deprecated", Status::Deprecated),
    ("sunset", Status::Deprecated),
    ("retired", Status::Retired),
    ("archived", Status::Retired),
    ("decommissioned", Status::Retired),
    ("end-of-life", Status::Retired),
    ("end_of_life", Status::Retired),
];

/// The status that a word for a lifecycle stands for.
pub(super) fn status(leaf: Leaf<'_>) -> Option<Spanned<Status>> {
    let word = leaf.str()?.to_lowercase();
    let found = STATUSES.iter().find(|(known, _)| *known == word)?;
    Some(Spanned::new(found.1, leaf.place()))
}

/// A tier written as a number, or with a word before it (`tier1`, `Tier 1`, `tier_1`), or as how critical it is, from
/// `critical` to `low`.
pub(super) fn tier(leaf: Leaf<'_>) -> Option<Spanned<i64>> {
    Some(Spanned::new(tier_of(leaf.str()?)?, leaf.place()))
}

/// The tier that a text is.
pub(super) fn tier_of(text: &str) -> Option<i64> {
    let word = text.trim().to_lowercase();
    let words = ["critical", "high", "medium", "low"];
    if let Some(at) = words.iter().position(|known| *known == word) {
        return i64::try_from(at + 1).ok();
    }
    let digits = word.trim_start_matches("tier").trim_start_matches([' ', '-', '_']);
    digits.parse().ok().filter(|tier| (1..=4).contains(tier))
}

#[cfg(test)]
mod tests {
    use super::tier_of;

    #[test]
    fn a_tier_is_a_number_from_one_to_four() {
        assert_eq!(["1", "tier_2", "Tier 3", "tier-4"].map(tier_of), [Some(1), Some(2), Some(3), Some(4)]);
        assert_eq!(["Critical", "high", "medium", "low"].map(tier_of), [Some(1), Some(2), Some(3), Some(4)]);
        assert_eq!(["0", "5", "gold", ""].map(tier_of), [None; 4]);
    }
}
