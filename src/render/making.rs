//! What making a file may use besides its view, and whom it tells how far it is.

use super::phrases::{NONE, Phrases};

/// Those who have files made give this along: it changes nothing about the bytes.
#[derive(Clone, Copy)]
pub struct Making<'a> {
    /// Told after each step which one is done, for those who measure: nothing here has a clock.
    pub done: &'a dyn Fn(&'static str),
    /// Highlighted code of earlier runs, where it is kept.
    pub blocks: Option<&'a dyn Blocks>,
    /// How the program's own words are said; the theme's, which go into what a page is made of.
    pub(super) phrases: &'a Phrases,
}

/// Highlighted code of earlier runs of this very program. What it gives is taken at its word.
pub trait Blocks: Sync {
    /// The HTML of a block of code in a language, if it is kept.
    fn get(&self, language: &str, code: &str) -> Option<String>;
    /// Keeps the HTML of a block, where that can be done.
    fn put(&self, language: &str, code: &str, html: &str);
}

impl<'a> Making<'a> {
    /// With those who are told, and what is kept.
    #[must_use]
    pub fn new(done: &'a dyn Fn(&'static str), blocks: Option<&'a dyn Blocks>) -> Self {
        Self { done, blocks, phrases: &NONE }
    }
}

impl Default for Making<'_> {
    fn default() -> Self {
        Self::new(&|_| {}, None)
    }
}
