//! Who has an address, and what is said where two want it.

use std::collections::BTreeMap;

use super::Routes;
use crate::diagnostic::{Diagnostic, Help};
use crate::source::{Place, SourcePath};

impl Routes {
    /// Takes an address, or says who has it. Names are compared as a disk that ignores case would.
    pub(super) fn claim(&mut self, file: &str, place: Option<&Place>) -> bool {
        let folded = file.to_lowercase();
        let Some((first, first_place)) = self.claimed.get(&folded) else {
            self.claimed.insert(folded, (file.to_owned(), place.cloned()));
            return true;
        };
        let how = if first == file { "" } else { ", if letter case is ignored" };
        let message = if first_place.is_none() {
            format!("`{file}` is the address of a page that Bailiwick makes itself{how}")
        } else {
            format!("`{file}` is the address of two things{how}")
        };
        let help = "rename one of them, or say with `about:` on which page this one stands";
        let clash = clash(message, place, first_place.as_ref()).help(Help::words(help));
        self.diagnostics.push(clash);
        false
    }

    /// Says where one thing is a file, and the address of another needs a folder of that name.
    pub(super) fn note_folders(&mut self) {
        let (mut found, mut last) = (BTreeMap::new(), "");
        for (folded, (file, place)) in &self.claimed {
            let folder = folded.rsplit_once('/').map_or("", |(folder, _)| folder);
            if folder == last {
                continue;
            }
            last = folder;
            let above = folded.match_indices('/').map(|(end, _)| &folded[..end]);
            for (first, first_place) in above.filter_map(|name| self.claimed.get(name)) {
                found.entry(first).or_insert_with(|| {
                    let message =
                        format!("`{first}` is the address of a file, and `{file}` needs a folder of that name");
                    let clash = clash(message, place.as_ref(), first_place.as_ref());
                    clash.help(Help::words("rename one of the two"))
                });
            }
        }
        let found: Vec<Diagnostic> = found.into_values().collect();
        self.diagnostics.extend(found);
    }
}

/// A clash of what stands at `place` with what was there first. What has no place is made by this program.
fn clash(message: String, place: Option<&Place>, first: Option<&Place>) -> Diagnostic {
    let settings = || Place::start_of(&SourcePath::new("content/handbook.yaml"));
    let at = place.or(first).cloned().unwrap_or_else(settings);
    let clash = Diagnostic::error("address-clash", at, message);
    match (place, first) {
        (Some(_), Some(other)) => clash.related(other.clone(), "the other one"),
        _ => clash,
    }
}
