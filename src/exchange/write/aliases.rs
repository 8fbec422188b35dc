//! Kubernetes' `OWNERS_ALIASES`: each team with the handles of its members.

use super::{HEAD, Outgoing, Written, members, teams};
use crate::source::yaml::write::Value;

pub(super) fn write(outgoing: &Outgoing<'_>) -> Vec<Written> {
    let model = outgoing.model;
    let aliases = teams(model).map(|team| {
        let handles = members(model, team).map(|id| {
            let handle = model.people.get(id).and_then(|person| person.handle.as_ref());
            handle.map_or_else(|| id.to_string(), |handle| handle.value.trim_start_matches('@').to_owned())
        });
        (team.id.to_string(), Value::List(handles.map(Value::text).collect()))
    });
    let value = Value::Map(vec![("aliases".to_owned(), Value::map(aliases))]);
    vec![Written::new("OWNERS_ALIASES", format!("{HEAD}{}", value.to_document()))]
}
