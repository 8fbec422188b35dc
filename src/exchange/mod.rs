//! Other formats, in and out: ownership where it already lives.
//!
//! A handbook names what lies elsewhere under `sources:`. [`wanted()`] says which files those are, so that the disk can be
//! asked for them; [`read`] reads them into a model that has read the handbook's own files, one format per file. What
//! they say keeps its place in the foreign file. A foreign file's slip is a warning and costs what it spoils: a
//! handbook is not stopped by a file that others keep.

mod backstage;
pub mod codeowners;
mod compass;
mod cortex;
mod csv;
mod datadog;
mod descriptor;
mod format;
mod gitlab_product;
mod intake;
mod kubernetes;
mod leaf;
mod openstack;
mod opslevel;
pub mod owners;
mod rust_team;
mod wanted;
mod words;
pub mod write;

pub use format::{ALL, Format};
pub use intake::Intake;
pub use leaf::Leaf;
pub use wanted::{patterns, wanted};
pub use write::ours::to_yaml;

use crate::diagnostic::{Diagnostic, Help, did_you_mean};
use crate::model::{Model, SourceSetting};
use crate::source::Sources;

/// What a handbook's own files say, and the sources that it names.
#[must_use]
pub fn model(sources: &Sources) -> Model {
    let mut model = Model::read(sources);
    read(&mut model, sources);
    model
}

/// Reads the sources that the model's settings name, and joins what they say to what the handbook says.
pub fn read(model: &mut Model, sources: &Sources) {
    let settings = std::mem::take(&mut model.settings.sources);
    if !settings.is_empty() {
        let mut found = Vec::new();
        for taken in settings.iter().map(|setting| read_source(setting, sources)) {
            model.diagnostics.extend(taken.diagnostics);
            found.push(taken.found);
        }
        model.extend(found);
        model.diagnostics.sort_by(|a, b| a.order().cmp(&b.order()));
    }
    model.settings.sources = settings;
}

/// Reads one source by itself.
#[must_use]
pub fn read_source<'a>(setting: &'a SourceSetting, sources: &'a Sources) -> Intake<'a> {
    let mut intake = Intake::new(setting);
    let Some(format) = Format::named(&setting.format.value) else {
        let readable = ALL.iter().map(|format| format.id);
        let help = match did_you_mean(&setting.format.value, readable.clone()) {
            Some(near) => Help::replace(format!("did you mean `{near}`?"), setting.format.place.clone(), near),
            None => Help::words(format!("the formats are {}", readable.collect::<Vec<_>>().join(", "))),
        };
        let message = format!("`{}` is no format that is read", setting.format.value);
        intake.note(Diagnostic::error("unknown-format", setting.format.place.clone(), message).help(help));
        return intake;
    };
    intake.take_files(format, sources);
    (format.read)(&mut intake);
    intake.finish();
    intake
}
