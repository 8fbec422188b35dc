//! All rules that judge a handbook: ours, and then its own.

use std::sync::Arc;

use super::own::OwnRule;
use super::{RuleRef, rules};
use crate::diagnostic::{Diagnostic, did_you_mean};
use crate::model::{Id, Model};
use crate::source::Sources;

/// The rules of a handbook. Cheap to clone.
#[derive(Clone, Debug)]
pub struct Rules {
    all: Arc<[RuleRef]>,
    diagnostics: Arc<[Diagnostic]>,
}

impl Default for Rules {
    /// The program's rules alone.
    fn default() -> Self {
        let all = rules::ALL.iter().copied().map(RuleRef::BuiltIn).collect();
        Self { all, diagnostics: Arc::from([]) }
    }
}

impl Rules {
    /// The rules of a handbook; what is wrong with its own is in [`Rules::diagnostics`].
    #[must_use]
    pub fn of(model: &Model, sources: &Sources) -> Self {
        let (mut own, mut wrong) = (Vec::new(), Vec::new());
        for rule in &model.settings.gaps.custom {
            match OwnRule::compile(rule, model, sources) {
                Ok(rule) => own.push(RuleRef::Own(Arc::new(rule))),
                Err(found) => wrong.extend(found),
            }
        }
        let built_in = rules::ALL.iter().copied().map(RuleRef::BuiltIn);
        Self { all: built_in.chain(own).collect(), diagnostics: wrong.into() }
    }

    /// All rules, in the reference's order; the handbook's own come last, in the order written.
    #[must_use]
    pub fn iter(&self) -> impl DoubleEndedIterator<Item = &RuleRef> {
        self.all.iter()
    }

    /// The handbook's own.
    pub fn own(&self) -> impl Iterator<Item = &OwnRule> {
        self.all.iter().filter_map(|rule| match rule {
            RuleRef::Own(rule) => Some(&**rule),
            RuleRef::BuiltIn(_) => None,
        })
    }

    /// The rule of this id.
    #[must_use]
    pub fn named(&self, id: &str) -> Option<&RuleRef> {
        self.all.iter().find(|rule| rule.id() == id)
    }

    /// The id that was probably meant by one that is unknown.
    #[must_use]
    pub fn nearest(&self, id: &str) -> Option<&str> {
        did_you_mean(id, self.all.iter().map(RuleRef::id))
    }

    /// The ids of all.
    #[must_use]
    pub fn ids(&self) -> Vec<Id> {
        self.all.iter().map(|rule| Id::new(rule.id())).collect()
    }

    /// What is wrong with the handbook's own rules.
    #[must_use]
    pub fn diagnostics(&self) -> &[Diagnostic] {
        &self.diagnostics
    }
}
