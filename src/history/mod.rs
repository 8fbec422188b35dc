//! The handbook as it was: the files of a git revision, read through the `git` program.
//!
//! Only plumbing commands that read are called (`rev-parse`, `ls-tree`, `cat-file`): the working tree, the index and the
//! references stay untouched, and nothing is fetched. [`files`] gives the [`Sources`](crate::source::Sources) of a
//! revision; what they mean is for others to say. Nothing here runs unless somebody asks for a revision.

mod git;
mod listing;

pub use git::{HistoryError, files};
