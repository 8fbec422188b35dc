//! What fields belong to, in the words of a message.

use std::fmt;

/// What fields belong to. It is put into words where there is something to say of it, and that is seldom.
#[derive(Clone, Copy)]
pub enum Subject<'s> {
    /// In words: "a repository".
    Words(&'s str),
    /// Something by kind and id: "the system `ledger`".
    Named(&'s str, &'s str),
    /// A field of something else: "`data` of the system `ledger`".
    Field(&'s str, &'s Subject<'s>),
}

impl fmt::Display for Subject<'_> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Words(words) => f.write_str(words),
            Self::Named(kind, id) => write!(f, "the {kind} `{id}`"),
            Self::Field(key, of) => write!(f, "`{key}` of {of}"),
        }
    }
}
