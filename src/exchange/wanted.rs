//! Which files the sources of a handbook are: asked before anything is read.

use super::Format;
use crate::model::{Model, SourceSetting};
use crate::source::{Pattern, SourcePath, Sources};

/// The files that the settings' `sources` name, as patterns; more of them as more has been read.
#[must_use]
pub fn wanted(sources: &Sources) -> Vec<Pattern> {
    let settings = Model::settings_of(sources);
    settings.sources.iter().flat_map(|setting| patterns(setting, sources)).collect()
}

/// How often a file that was named may name further files.
const MOST_ROUNDS: usize = 8;

/// The patterns of one source: what its paths mean, and what the files met so name in turn.
#[must_use]
pub fn patterns(setting: &SourceSetting, sources: &Sources) -> Vec<Pattern> {
    let format = Format::named(&setting.format.value);
    let below = format.map_or(&[][..], |format| format.files);
    let mut all: Vec<Pattern> = setting.paths.iter().flat_map(|path| Pattern::of(path, below)).collect();
    let Some(follow) = format.and_then(|format| format.follow) else { return all };
    let mut from = 0;
    for _ in 0..MOST_ROUNDS {
        let new = all.split_off(from);
        let met = sources.files().filter(|file| file.is_foreign && is_match(&new, &file.path));
        let named: Vec<Pattern> = met.flat_map(|file| follow(file)).flat_map(|path| Pattern::of(&path, &[])).collect();
        all.extend(new);
        from = all.len();
        all.extend(named.into_iter().filter(|pattern| !all.contains(pattern)).collect::<Vec<_>>());
        if all.len() == from {
            break;
        }
    }
    all
}

/// Whether any pattern is met.
pub(super) fn is_match(patterns: &[Pattern], path: &SourcePath) -> bool {
    patterns.iter().any(|pattern| pattern.is_match(path))
}
