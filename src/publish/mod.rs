//! Putting a site on disk without ever destroying anything.
//!
//! 1. [`Target::check`] finds out whether a folder is fit to publish into; nothing is written.
//! 2. [`Publication::start`] reads which files there are ours, looks at what stands where files are to be, and refuses
//!    where something foreign does; nothing is written.
//! 3. [`Publication::write`] puts each file that differs aside, under a temporary name in the target. Until the last
//!    one is there, the old site is whole, whatever fails.
//! 4. [`Publication::finish`] makes the steps of the change and takes them in order: the manifest of old and new
//!    files, new folders, renames, deletions, the manifest of what is there now.
//!
//! A run killed between any two steps leaves each file old or new, and a manifest that names all of them, so that the
//! next run heals it. Where nothing differs there are no steps. What is in a file is nothing to this room.

mod error;
mod manifest;
mod names;
mod publication;
mod steps;
mod survey;
mod target;

pub use error::PublishError;
pub use manifest::MANIFEST;
pub use publication::{Outcome, Publication};
pub use target::{Surroundings, Target};

#[cfg(test)]
mod tests;
