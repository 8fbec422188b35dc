//! `bailiwick init --from CHECKOUT`: a handbook that reads ownership where a checkout keeps it.

use std::path::Path;

use anyhow::{Context, Result, bail};

use super::super::{Outcome, checkout, site};
use super::{beginning, write};
use crate::diagnostic::plural;
use crate::exchange::{self, Format};
use crate::model::SourceSetting;
use crate::source::yaml::write::scalar;
use crate::source::{Place, SourcePath, Spanned, read_foreign};

/// A format that the checkout has files of.
struct Source {
    format: &'static Format,
    files: usize,
    entities: usize,
    systems: usize,
}

/// Looks for every format in the checkout, and writes settings that name what was found.
///
/// # Errors
/// Where nothing is found, or a file of the handbook is there already.
pub fn run(folder: &Path, checkout: &Path) -> Result<Outcome> {
    let settings = folder.join("content/handbook.yaml");
    if settings.symlink_metadata().is_ok() {
        bail!("`{}` is there already, and nothing is ever overwritten", settings.display());
    }
    let checkout = checkout.canonicalize().with_context(|| format!("cannot open `{}`", checkout.display()))?;
    std::fs::create_dir_all(folder).with_context(|| format!("cannot create `{}`", folder.display()))?;
    let root = folder.canonicalize()?;
    let path = site::relative(&root, &checkout.to_string_lossy());
    let found = find(&root, &path);
    if found.is_empty() {
        let names = known().flat_map(|format| format.files).copied().collect::<Vec<_>>();
        bail!(
            "nothing in `{}` says who owns what\nhelp: looked for {}; name other files under `sources:` in handbook.yaml",
            checkout.display(),
            names.join(", ")
        );
    }
    let name = checkout.file_name().map_or_else(String::new, |name| name.to_string_lossy().into_owned());
    let repository = repository(&checkout);
    write(&settings, &text(&name, &path, repository.as_deref(), &found))?;
    let index = folder.join("content/index.md");
    if index.symlink_metadata().is_err() {
        write(&index, include_str!("from.md"))?;
    }
    anstream::println!("Started a handbook in {}, which reads where it lies:\n", site::shown(&root));
    for source in &found {
        let (title, files) = (source.format.title, plural(source.files, "file"));
        anstream::println!("  {title}: {} teams, people, domains and systems in {files}", source.entities);
    }
    beginning(folder);
    Ok(Outcome::Fine)
}

/// Formats that are known by the names of their files.
fn known() -> impl Iterator<Item = &'static Format> {
    exchange::ALL.iter().copied().filter(|format| format.is_known_by_name)
}

/// Every format of which the checkout has files with something in them.
fn find(root: &Path, path: &str) -> Vec<Source> {
    let said = |text: &str| Spanned::new(text.to_owned(), Place::start_of(&SourcePath::new("settings")));
    let settings: Vec<SourceSetting> =
        known().map(|format| SourceSetting::new(said(format.id), vec![said(path)])).collect();
    let sources = read_foreign(root, |sources| {
        settings.iter().flat_map(|setting| exchange::patterns(setting, sources)).collect()
    });
    let mut found = Vec::new();
    for (format, setting) in known().zip(&settings) {
        let taken = exchange::read_source(setting, &sources);
        if !taken.found.is_empty() {
            let (files, systems) = (taken.files.len(), taken.found.systems.len());
            found.push(Source { format, files, entities: taken.found.len(), systems });
        }
    }
    found
}

fn text(name: &str, path: &str, repository: Option<&str>, found: &[Source]) -> String {
    let title = if name.is_empty() { "Ownership handbook".to_owned() } else { format!("{name} ownership handbook") };
    let mut text = format!(
        "# The settings of this handbook. Every key has a default.\ntitle: {}\n\
         description: Who owns what, for its whole life, and whom to ask.\n\n\
         # Ownership data that is kept elsewhere, and read in place on every build.\nsources:\n",
        scalar(&title)
    );
    // Paths make systems only where nothing else does: else each thing would be there twice.
    let is_by_path = |format: &Format| ["codeowners", "owners"].contains(&format.id);
    let has_systems = found.iter().any(|source| source.systems > 0 && !is_by_path(source.format));
    for source in found {
        text.push_str(&format!("  - type: {}\n    path: {}\n", source.format.id, scalar(path)));
        if let Some(repository) = repository.filter(|_| is_by_path(source.format)) {
            text.push_str(&format!("    repository: {}\n", scalar(repository)));
        }
        if has_systems && is_by_path(source.format) {
            text.push_str("    systems: none    # another source says what the systems are; take this line out to have the paths too\n");
        }
    }
    text
}

/// The address of the checkout's remote repository, as a browser opens it.
fn repository(checkout: &Path) -> Option<String> {
    let url = checkout::origin(checkout)?;
    let url = match url.strip_prefix("git@").and_then(|rest| rest.split_once(':')) {
        Some((host, path)) => format!("https://{host}/{path}"),
        None => url,
    };
    // An address may carry a name and a secret before its host.
    let rest = url.strip_prefix("https://")?;
    let bare = rest.split_once('/').map(|(host, path)| (host.rsplit('@').next().unwrap_or(host), path))?;
    Some(format!("https://{}/{}", bare.0, bare.1.trim_end_matches(".git")))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_remote_is_an_address_without_secrets() {
        for (url, is) in [
            ("git@git.example:acme/shop.git", "https://git.example/acme/shop"),
            ("https://me:secret@git.example/acme/shop.git", "https://git.example/acme/shop"),
        ] {
            let folder = tempfile::tempdir().expect("a folder");
            std::fs::create_dir(folder.path().join(".git")).expect("a folder");
            let other = "[remote \"fork\"]\n\turl = https://git.example/me/shop\n";
            let config = format!("{other}[remote \"origin\"]\n\turl = {url}\n");
            std::fs::write(folder.path().join(".git/config"), config).expect("written");
            assert_eq!(repository(folder.path()).as_deref(), Some(is));
        }
    }
}
