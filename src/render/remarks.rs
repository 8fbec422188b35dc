//! What of the pages' Markdown is not shown as its authors meant it.

use std::collections::{BTreeMap, BTreeSet};

use rayon::prelude::*;

use super::markdown::{is_known, notes};
use crate::diagnostic::{Diagnostic, Help, Severity};
use crate::model::{Page, RawHtml};
use crate::site::{Handbook, Markdown};
use crate::source::{Note, Place, Span};

/// A note for each code language that is not known, tag that nothing closes, and footnote that nothing refers to, once
/// for each page however many pages show its text. What was found is kept with the file.
#[must_use]
pub fn remarks(handbook: &Handbook) -> Vec<Diagnostic> {
    let raw_html = handbook.model.settings.raw_html;
    let is_shown = |page: &&Page| !page.file.built_in && (!page.is_draft || handbook.shows_drafts());
    let pages: Vec<&Page> = handbook.model.pages.values().filter(is_shown).collect();
    let infos: BTreeSet<&String> = pages.iter().flat_map(|page| &page.file.outline().code_infos).collect();
    let unknown: BTreeSet<&String> = infos.into_iter().filter(|info| !is_known(info)).collect();
    // Only the outline is read of pages that have nothing to note.
    let may_say = |page: &&Page| {
        let outline = page.file.outline();
        outline.has_extras || outline.code_infos.iter().any(|info| unknown.contains(info))
    };
    let found = pages.into_par_iter().filter(may_say);
    found.flat_map_iter(|page| of_page(page, raw_html)).collect()
}

fn of_page(page: &Page, raw_html: RawHtml) -> Vec<Diagnostic> {
    let find = || {
        // Tags are only missed where they are cleaned, so one way of treating them finds all there is.
        let (file, raw_html) = (page.file.clone(), RawHtml::Sanitize);
        let (id_prefix, links, blocks) = (String::new(), BTreeMap::new(), BTreeMap::new());
        notes(&Markdown { file, links, id_prefix, skips_title: true, deepen: 0, raw_html, blocks })
    };
    let found = page.file.notes(find).iter();
    let counts = |note: &&Note| raw_html == RawHtml::Sanitize || note.code != "unclosed-tag";
    found.filter(counts).map(|note| diagnostic(page, note)).collect()
}

fn diagnostic(page: &Page, note: &Note) -> Diagnostic {
    let (severity, help) = match note.code {
        "unknown-language" => (Severity::Info, "use a language's usual name, or `text` where there is none"),
        "unclosed-tag" => {
            (Severity::Warning, "close the tag in the same paragraph or list item, or put it in backticks")
        }
        _ => (Severity::Warning, "refer to it with its mark, or take it out"),
    };
    let start = note.at as usize;
    let line = page.file.text().get(start..).and_then(|rest| rest.lines().next()).unwrap_or_default();
    let place = Place::new(&page.path, Span::new(start, start + line.trim_end().len()));
    Diagnostic::new(note.code, severity, place, note.text.as_str()).help(Help::words(help))
}
