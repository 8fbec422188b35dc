//! Atlassian Compass's `compass.yml`. Owners and components are named by opaque ids there: `names` says which they are.

use std::collections::HashMap;

use super::descriptor::take_link;
use super::intake::id_of;
use super::words::{status, tier};
use super::{Format, Intake, Leaf};
use crate::model::{Id, Kind, Owner, Ref, System};

/// The format.
pub static FORMAT: Format = Format {
    id: "compass",
    title: "Compass components",
    files: &["**/compass.yml", "**/compass.yaml"],
    knows: None,
    is_known_by_name: true,
    follow: None,
    drops: "fields and labels other than tier and lifecycle, custom fields",
    read,
};

fn read(intake: &mut Intake<'_>) {
    let files = intake.files.clone();
    let roots: Vec<Leaf<'_>> = files.iter().flat_map(|file| Leaf::roots(file)).filter(|root| root.is_there()).collect();
    for file in &files {
        intake.note_problems(file);
    }
    let mut ids: HashMap<&str, Id> = HashMap::new();
    for root in &roots {
        let Some(plain) = root.at("name").id() else {
            intake.note_unknown(*root, "a component without a `name`");
            continue;
        };
        let id = intake.free_system(&plain, "component");
        ids.insert(root.at("id").str().unwrap_or_default(), id.clone());
        take_component(intake, *root, id);
    }
    // A component that nothing here describes keeps its opaque id, and is a dependency outside.
    for need in intake.found.systems.iter_mut().flat_map(|system| &mut system.depends_on) {
        match ids.get(need.written.as_str()) {
            Some(id) => need.id = id.clone(),
            None => need.is_external = true,
        }
    }
}

fn take_component(intake: &mut Intake<'_>, root: Leaf<'_>, id: Id) {
    let (key, fields) = (root.at("name"), root.at("fields"));
    let mut system = System::new(id, key.place());
    system.name = key.text();
    system.summary = root.at("description").text();
    system.tier = tier(fields.at("tier"));
    system.status = status(fields.at("lifecycle"));
    let owner = root.at("ownerId");
    let place = if owner.is_there() { owner.place() } else { key.place() };
    let named = reference(intake, owner, Kind::Team).into_iter().collect();
    system.owner = Some(Owner { named, place });
    for need in root.at("relationships").at("DEPENDS_ON").items() {
        system.depends_on.extend(reference(intake, need, Kind::System));
    }
    for link in root.at("links").items() {
        take_link(&mut system, link.at("type").str().unwrap_or_default(), link.at("name"), link.at("url"));
    }
    intake.found.systems.push(system);
}

/// What the settings call an opaque id, else its last part.
fn reference(intake: &Intake<'_>, leaf: Leaf<'_>, kind: Kind) -> Option<Ref> {
    let written = leaf.str()?;
    let last = written.rsplit('/').next().unwrap_or(written);
    Some(leaf.reference_to(kind, intake.named(written, id_of(last))))
}
