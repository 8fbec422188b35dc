//! The registry of formats: plain data, in the order of their ids.

use super::Intake;
use crate::source::SourceFile;

/// A format in which others keep ownership.
#[derive(Debug)]
pub struct Format {
    /// The word for it in settings and commands: `backstage`.
    pub id: &'static str,
    /// What it is called in prose: `Backstage catalog`.
    pub title: &'static str,
    /// Which files of a folder are its, as globs below that folder.
    pub files: &'static [&'static str],
    /// Whether a file of such a name can be of this format; all can where nothing is said.
    pub knows: Option<fn(&SourceFile) -> bool>,
    /// Whether a file of such a name is surely of this format.
    pub is_known_by_name: bool,
    /// Which further files a file names: paths and globs, relative to the handbook's folder.
    pub follow: Option<fn(&SourceFile) -> Vec<String>>,
    /// What such files say that has no place here, for people.
    pub drops: &'static str,
    /// Reads the files of one source.
    pub read: fn(&mut Intake<'_>),
}

/// Every format.
pub static ALL: &[&Format] = &[
    &super::backstage::FORMAT,
    &super::codeowners::FORMAT,
    &super::compass::FORMAT,
    &super::cortex::FORMAT,
    &super::csv::FORMAT,
    &super::datadog::FORMAT,
    &super::gitlab_product::FORMAT,
    &super::kubernetes::FORMAT,
    &super::openstack::FORMAT,
    &super::opslevel::FORMAT,
    &super::owners::FORMAT,
    &super::rust_team::FORMAT,
];

impl Format {
    /// The format of this id, in whatever case.
    #[must_use]
    pub fn named(id: &str) -> Option<&'static Self> {
        ALL.iter().copied().find(|format| format.id.eq_ignore_ascii_case(id.trim()))
    }
}
