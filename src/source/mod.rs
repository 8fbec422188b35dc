//! The files of one moment, and places in them.
//!
//! This room is the only reader of the handbook's disk. It gives every later room the same few things: paths
//! ([`SourcePath`]), places ([`Place`]), files whose parsed forms are kept as long as their bytes stay the same
//! ([`SourceFile`]), YAML with spans ([`yaml`]), front matter ([`front_matter`]) and Markdown outlines ([`outline`]).
//! It must not know what a team is.

mod address;
pub mod dialect;
mod digits;
mod disk;
mod file;
mod foreign;
pub mod front_matter;
pub mod outline;
mod path;
mod pattern;
mod place;
pub mod slug;
mod tree;
pub mod yaml;

pub use address::{is_safe_address, percent_decoded, percent_encoded, scheme};
pub use digits::digits;
pub use disk::{Disk, DiskError, find_root, is_published};
pub use file::{Body, Note, SourceFile};
pub use foreign::{Wanted, in_rounds, read_foreign};
pub use path::SourcePath;
pub use pattern::Pattern;
pub use place::{LineIndex, Place, Position, Span, Spanned};
pub use tree::{Sources, is_text};
