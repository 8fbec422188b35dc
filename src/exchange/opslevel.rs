//! The `opslevel.yml` of `OpsLevel`: a service, or the owner of a repository.

use super::descriptor::{owner, take_link};
use super::intake::id_of;
use super::words::{status, tier};
use super::{Format, Intake, Leaf};
use crate::model::{Domain, Kind, Ref, System};
use crate::source::SourceFile;

/// The format.
pub static FORMAT: Format = Format {
    id: "opslevel",
    title: "OpsLevel",
    files: &["**/opslevel.yml", "**/opslevel.yaml"],
    knows: None,
    is_known_by_name: true,
    follow: None,
    drops: "language, framework, tags, environments of tools",
    read,
};

fn read(intake: &mut Intake<'_>) {
    for file in intake.files.clone() {
        intake.note_problems(file);
        for root in Leaf::roots(file).filter(|root| root.is_there()) {
            let services =
                ["service", "component"].into_iter().map(|key| root.at(key)).find(|service| service.is_map());
            match services {
                Some(service) => take_service(intake, service),
                None if root.at("repository").is_map() => take_repository(intake, file, root.at("repository")),
                None => intake.note_unknown(root, "it has neither `service` nor `repository`"),
            }
        }
    }
}

fn take_service(intake: &mut Intake<'_>, service: Leaf<'_>) {
    let key = service.at("name");
    let Some(id) = key.id() else {
        intake.note_unknown(service, "a service without a `name`");
        return;
    };
    let mut system = System::new(intake.free_system(&id, "service"), key.place());
    system.name = key.text();
    system.summary = service.at("description").text();
    system.tier = tier(service.at("tier"));
    system.status = status(service.at("lifecycle"));
    system.owner = Some(owner(intake, service.at("owner"), key));
    system.aliases = service.at("aliases").items().into_iter().filter_map(Leaf::text).collect();
    system.domain = domain(intake, service);
    system.depends_on = service.at("dependencies").items().into_iter().filter_map(needed).collect();
    for tool in service.at("tools").items() {
        take_link(&mut system, tool.at("category").str().unwrap_or_default(), tool.at("name"), tool.at("url"));
    }
    intake.found.systems.push(system);
}

fn needed(leaf: Leaf<'_>) -> Option<Ref> {
    let leaf = if leaf.is_map() { leaf.at("alias") } else { leaf };
    leaf.reference(Kind::System)
}

/// The system a service is part of, else its product.
fn domain(intake: &mut Intake<'_>, service: Leaf<'_>) -> Option<Ref> {
    let named = ["system", "product"].into_iter().map(|key| service.at(key)).find(|named| named.is_there())?;
    let reference = named.reference(Kind::Domain)?;
    let domain = Domain { name: named.text(), ..Domain::new(reference.id.clone(), named.place()) };
    intake.found.domains.push(domain);
    Some(reference)
}

/// A repository has no name of its own in the file: it is called as the folder that holds it.
fn take_repository(intake: &mut Intake<'_>, file: &SourceFile, repository: Leaf<'_>) {
    let folder = file.path.folder();
    let name = folder.rsplit('/').find(|part| !part.is_empty() && *part != "..").unwrap_or("repository");
    let mut system = System::new(intake.free_system(&id_of(name), "repository"), repository.place());
    system.name = Some(repository.say(name));
    system.tier = tier(repository.at("tier"));
    system.owner = Some(owner(intake, repository.at("owner"), repository));
    intake.found.systems.push(system);
}
