//! Backstage catalog files: components, APIs, resources and templates, the systems and domains they belong to, and the
//! groups and users that own them.
//!
//! [`catalog`] collects the entities and resolves references as Backstage does; [`entities`] turns them into ours. A
//! `Location` names further files, which are read too.

mod catalog;
mod entities;

use catalog::{Catalog, DOMAINS, SYSTEMS};

use super::{Format, Intake, Leaf};
use crate::source::SourceFile;

/// The format.
pub static FORMAT: Format = Format {
    id: "backstage",
    title: "Backstage catalog",
    files: &["**/catalog-info.yaml", "**/catalog-info.yml", "**/*.yaml", "**/*.yml"],
    knows: Some(knows),
    is_known_by_name: true,
    follow: Some(targets),
    drops: "types other than those that say a kind, annotations other than those of repositories, tags, definitions of APIs",
    read,
};

fn read(intake: &mut Intake<'_>) {
    let catalog = Catalog::read(intake);
    for entity in &catalog.entities {
        match entity.key.0.as_str() {
            "user" => entities::take_user(intake, entity),
            "group" => entities::take_group(intake, &catalog, entity),
            _ if entity.is(&DOMAINS) => entities::take_domain(intake, &catalog, entity),
            _ if entity.is(&SYSTEMS) => entities::take_system(intake, &catalog, entity),
            _ => {}
        }
    }
    entities::relate(intake, &catalog);
}

/// Catalog files have any name. One that is no catalog file is passed over without being parsed.
fn knows(file: &SourceFile) -> bool {
    ["catalog-info.yaml", "catalog-info.yml"].contains(&file.path.name()) || file.text().contains("backstage.io/")
}

/// The files that the locations of a file lead to: paths and globs, relative to the handbook's folder.
pub(super) fn targets(file: &SourceFile) -> Vec<String> {
    // Most files have none, and need not be parsed for that.
    let has_any = ["Location", "location"].iter().any(|word| file.text().contains(word));
    let roots = has_any.then(|| Leaf::roots(file)).into_iter().flatten();
    let locations =
        roots.filter(|root| root.at("kind").str().is_some_and(|kind| kind.eq_ignore_ascii_case("location")));
    let targets = locations.flat_map(|root| {
        let spec = root.at("spec");
        [spec.at("target"), spec.at("targets")].into_iter().flat_map(Leaf::items)
    });
    let files = targets.filter_map(Leaf::str).filter(|target| !target.contains("://"));
    files.map(|target| format!("{}/{target}", file.path.folder())).collect()
}
