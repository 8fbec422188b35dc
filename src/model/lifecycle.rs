//! The stages of a system's life. A handbook can rename, add and drop stages.

use super::{Fields, Id, Reader, Subject};
use crate::source::slug::capitalised;
use crate::source::yaml::Node;

/// A stage of the lifecycle.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Stage {
    /// Its id.
    pub id: Id,
    /// Its name: "Design and architecture".
    pub name: String,
    /// One word, for narrow places: "Design".
    pub short: String,
    /// The question it answers: "Who decides its shape?"
    pub question: String,
}

/// The stages, in order.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Lifecycle {
    /// The stages, in order; at least one.
    pub stages: Vec<Stage>,
}

/// The five stages of end-to-end responsibility: id, name, question.
const BUILT_IN: [(&str, &str, &str); 5] = [
    ("design", "Design and architecture", "Who decides its shape?"),
    ("build", "Development and implementation", "Who changes it?"),
    ("deploy", "Deployment and infrastructure", "Who ships and runs it?"),
    ("operate", "Monitoring and reliability", "Who is woken, and who answers for its promises?"),
    ("maintain", "Long-term maintenance", "Who keeps it healthy, pays its debt, retires it?"),
];

impl Default for Lifecycle {
    fn default() -> Self {
        let stages = BUILT_IN.map(|(id, name, question)| Stage {
            id: Id::new(id),
            name: name.to_owned(),
            short: capitalised(id),
            question: question.to_owned(),
        });
        Self { stages: stages.into() }
    }
}

impl Lifecycle {
    /// The built-in stages as the settings' `lifecycle` changes them: a map renames or adds, `null` drops.
    pub(super) fn read(settings: &mut Fields<'_, '_>) -> Self {
        let mut lifecycle = Self::default();
        for (key, value) in settings.map("lifecycle") {
            lifecycle.change(settings.reader(), key, value);
        }
        if lifecycle.stages.is_empty() { Self::default() } else { lifecycle }
    }

    fn change(&mut self, reader: &mut Reader<'_>, key: Node<'_>, value: Node<'_>) {
        let id = Id::new(key.text().unwrap_or_default());
        if value.is_null() {
            self.stages.retain(|stage| stage.id != id);
            return;
        }
        let at = self.stages.iter().position(|stage| stage.id == id).unwrap_or_else(|| {
            let short = capitalised(id.as_str());
            self.stages.push(Stage { id, name: short.clone(), short, question: String::new() });
            self.stages.len() - 1
        });
        let stage = &mut self.stages[at];
        if let Some(name) = value.text() {
            name.clone_into(&mut stage.name);
            return;
        }
        let mut fields = Fields::new(reader, value, Subject::Named("stage", stage.id.as_str()));
        for (key, target) in [("name", &mut stage.name), ("short", &mut stage.short), ("question", &mut stage.question)]
        {
            if let Some(text) = fields.text(key) {
                *target = text.value;
            }
        }
        fields.finish();
    }

    /// The stage of this id.
    #[must_use]
    pub fn stage(&self, id: &str) -> Option<&Stage> {
        self.stages.iter().find(|stage| stage.id.as_str() == id)
    }
}
