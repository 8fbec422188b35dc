//! The handbook as it was: the files of a git revision, and who owned what when, read through the `git` program.
//!
//! Only commands that read are called (`rev-parse`, `ls-tree`, `cat-file`, `log`): the working tree, the index and the
//! references stay untouched, and nothing is fetched. [`files`] gives the [`Sources`](crate::source::Sources) of a
//! revision, [`owners`](owners()) the owners of a span of time; what they mean is for others to say. Nothing here runs
//! unless somebody asks for it.

mod git;
mod listing;
mod owners;

pub use git::{HistoryError, files};
pub use owners::{Since, owners};
