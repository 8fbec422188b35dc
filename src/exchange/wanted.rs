//! Which files the sources of a handbook are: asked before anything is read.

use super::Format;
use crate::model::{Model, SourceSetting};
use crate::source::{Pattern, SourcePath, Sources};

/// The files that the settings' `sources` name, as patterns; more of them as more has been read.
#[must_use]
pub fn wanted(sources: &Sources) -> Vec<Pattern> {
    let settings = Model::settings_of(sources);
    settings.sources.iter().flat_map(patterns).collect()
}

/// The patterns of one source. A folder stands for those of its files that are the format's.
pub(super) fn patterns(setting: &SourceSetting) -> Vec<Pattern> {
    let below = Format::named(&setting.format.value).map_or(&[][..], |format| format.files);
    setting.paths.iter().flat_map(|path| Pattern::of(path, below)).collect()
}

/// Whether any pattern is met.
pub(super) fn is_match(patterns: &[Pattern], path: &SourcePath) -> bool {
    patterns.iter().any(|pattern| pattern.is_match(path))
}
