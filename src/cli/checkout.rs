//! What a checkout says of where it came from.

use std::path::Path;

/// The address of a checkout's remote `origin`, as its settings have it.
pub fn origin(checkout: &Path) -> Option<String> {
    let config = std::fs::read_to_string(checkout.join(".git/config")).ok()?;
    let lines = config.lines().map(str::trim).skip_while(|line| *line != "[remote \"origin\"]").skip(1);
    let settings = lines.take_while(|line| !line.starts_with('[')).filter_map(|line| line.split_once('='));
    settings
        .map(|(key, value)| (key.trim(), value.trim()))
        .find(|(key, _)| *key == "url")
        .map(|(_, url)| url.to_owned())
}
