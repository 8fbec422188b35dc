//! Ids, and references to them as they are written.

use std::borrow::Borrow;
use std::fmt;
use std::sync::Arc;

use unicode_normalization::UnicodeNormalization;

use super::Kind;
use crate::source::Place;

/// The id of an entity, in lower case and composed Unicode, so that references match whatever their case.
#[derive(Clone, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Id(Arc<str>);

impl Id {
    /// The id that `text` stands for.
    #[must_use]
    pub fn new(text: &str) -> Self {
        let is_plain = text.bytes().all(|byte| byte.is_ascii() && !byte.is_ascii_uppercase());
        if is_plain { Self(Arc::from(text)) } else { Self(Arc::from(text.to_lowercase().nfc().collect::<String>())) }
    }

    /// The id as text.
    #[must_use]
    pub fn as_str(&self) -> &str {
        &self.0
    }

    /// Whether `text` is written as ids are: `[a-z0-9][a-z0-9._-]*`.
    #[must_use]
    pub fn is_well_formed(text: &str) -> bool {
        let is_word = |byte: u8| byte.is_ascii_lowercase() || byte.is_ascii_digit();
        text.bytes().next().is_some_and(is_word)
            && text.bytes().all(|byte| is_word(byte) || matches!(byte, b'.' | b'_' | b'-'))
    }
}

impl Borrow<str> for Id {
    fn borrow(&self) -> &str {
        &self.0
    }
}

impl fmt::Display for Id {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.pad(&self.0)
    }
}

impl fmt::Debug for Id {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        fmt::Debug::fmt(&*self.0, f)
    }
}

/// A reference as an author wrote it: an id, and the kind where it was said.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Ref {
    /// The kind, if the reference names it (`person:ana`); else the field decides.
    pub kind: Option<Kind>,
    /// The id it names.
    pub id: Id,
    /// Whether it names something outside the handbook: `external:card-network`.
    pub is_external: bool,
    /// The text as written.
    pub written: String,
    /// Where it stands.
    pub place: Place,
}

impl Ref {
    /// Reads a reference. The error is the spelling it should have had, where the form is another tool's.
    ///
    /// # Errors
    /// Forms with a namespace (`group:default/payments`, `default/payments`) or another tool's kinds (`group:`,
    /// `user:`): the reference meant is in the error, so that reading can go on with it.
    pub fn parse(written: &str, place: Place) -> Result<Self, (Self, String)> {
        let (prefix, rest) = written.split_once(':').map_or(("", written), |(kind, id)| (kind.trim(), id.trim()));
        let lower = prefix.to_lowercase();
        if lower == "page" {
            // A page's id is its path.
            let id = Id::new(rest);
            return Ok(Self { kind: Some(Kind::Page), id, is_external: false, written: written.to_owned(), place });
        }
        let kind = match lower.as_str() {
            "group" => Some(Kind::Team),
            "user" => Some(Kind::Person),
            "component" | "resource" => Some(Kind::System),
            other => Kind::named(other),
        };
        let id = rest.rsplit_once('/').map_or(rest, |(_, id)| id);
        let is_external = lower == "external";
        let is_known = prefix.is_empty() || kind.is_some() || is_external;
        let reference = Self {
            kind,
            id: Id::new(if is_known { id } else { written }),
            is_external,
            written: written.to_owned(),
            place,
        };
        let is_ours = prefix.is_empty() || is_external || Kind::named(prefix).is_some();
        if is_external || (is_ours && !rest.contains('/')) || !is_known || id.is_empty() {
            return Ok(reference);
        }
        let proposed = match kind {
            Some(kind @ Kind::Person) => format!("{kind}:{}", reference.id),
            _ => reference.id.to_string(),
        };
        Err((reference, proposed))
    }

    /// Whether all of it can be seen. One with unusual spaces or joiners is an error of its own, and names nothing.
    #[must_use]
    pub fn is_legible(&self) -> bool {
        self.written.trim() == self.written && !self.written.chars().any(super::fields::is_invisible)
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::source::SourcePath;

    fn parse(text: &str) -> Result<Ref, (Ref, String)> {
        Ref::parse(text, Place::start_of(&SourcePath::new("x.yaml")))
    }

    #[test]
    fn one_team_written_six_ways() {
        for ours in ["team-a", "TEAM-A", "team:team-a", "Team:Team-A"] {
            let read = parse(ours).or_else(
                |(reference, proposed)| {
                    if proposed == "team-a" { Ok::<_, ()>(reference) } else { Err(()) }
                },
            );
            assert_eq!(read.expect("reads").id.as_str(), "team-a", "{ours}");
        }
        for foreign in ["group:team-a", "group:default/team-a", "Group:Team-A", "default/team-a"] {
            let (reference, proposed) = parse(foreign).expect_err("is another tool's form");
            assert_eq!((reference.id.as_str(), proposed.as_str()), ("team-a", "team-a"), "{foreign}");
        }
        assert_eq!(parse("user:default/jo").expect_err("foreign").1, "person:jo");
    }

    #[test]
    fn an_unknown_prefix_stays_part_of_the_id() {
        assert_eq!(parse("what:ever").expect("reads").id.as_str(), "what:ever");
        assert!(parse("external:card/network").expect("reads").is_external);
    }

    #[test]
    fn a_page_is_named_by_its_path() {
        let page = parse("page:runbooks/Ledger.md").expect("reads");
        assert_eq!((page.kind, page.id.as_str()), (Some(Kind::Page), "runbooks/ledger.md"));
    }

    #[test]
    fn ids_fold_case_and_unicode_form() {
        assert_eq!(Id::new("Andre\u{301}"), Id::new("andr\u{e9}"));
        assert!(Id::is_well_formed("a.b_c-1") && !Id::is_well_formed("-a") && !Id::is_well_formed("A"));
    }
}
