//! Links to other sites, asked whether anything is still there. The only room that speaks to the network, and only where
//! somebody asks for it.
//!
//! 1. [`Cache`] remembers which addresses answered well, and when.
//! 2. [`ask()`] asks the others, a host by one worker at a time, with patience.
//! 3. [`said`] turns a [`Verdict`] into a diagnostic.

mod ask;
mod cache;

pub use ask::{Limits, ask};
pub use cache::Cache;

use crate::diagnostic::{Diagnostic, Help, Severity};
use crate::source::Spanned;

/// What was found at an address.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Verdict {
    /// Something answers. It may want a login first.
    Fine,
    /// It moved for good, to this address.
    Moved(String),
    /// Nothing is there: what was answered.
    Dead(String),
    /// Nobody can tell: what went wrong.
    Unsure(String),
}

/// What there is to say about a link at its place.
#[must_use]
pub fn said(link: &Spanned<String>, verdict: &Verdict) -> Option<Diagnostic> {
    let (written, place) = (&link.value, link.place.clone());
    match verdict {
        Verdict::Fine => None,
        Verdict::Moved(to) => {
            let message = format!("the link `{written}` has moved for good");
            let part = if to.contains('#') { "" } else { &written[without_part(written).len()..] };
            let help = Help::words(format!("write its present address: `{to}{part}`"));
            Some(Diagnostic::new("moved-link", Severity::Info, place, message).help(help))
        }
        Verdict::Dead(why) => {
            let message = format!("the link `{written}` is dead: {why}");
            let help = Help::words("name where it stands now, or take it out");
            Some(Diagnostic::error("dead-link", place, message).help(help))
        }
        Verdict::Unsure(why) => {
            let message = format!("nobody can tell whether the link `{written}` leads somewhere: {why}");
            let help = Help::words("ask again later");
            Some(Diagnostic::warning("unsure-link", place, message).help(help))
        }
    }
}

/// An address without its part, which is never sent.
#[must_use]
pub fn without_part(address: &str) -> &str {
    address.split('#').next().unwrap_or(address)
}
