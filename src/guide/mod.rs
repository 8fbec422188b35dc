//! The words every handbook starts with: the built-in pages and checklists, embedded in the binary.
//!
//! A handbook replaces a page by one of its own with the same `about:`, and a checklist by one with the same id.
//! This room holds text only; reading it is `source`'s work, as for any other file.

/// Path below `src/guide` and text of each file, in path order.
const FILES: [(&str, &str); 16] = [
    ("checklists.yaml", include_str!("checklists.yaml")),
    ("home.md", include_str!("home.md")),
    (
        "mistakes/confusing-ownership-with-responsibility.md",
        include_str!("mistakes/confusing-ownership-with-responsibility.md"),
    ),
    ("mistakes/focusing-only-on-execution-metrics.md", include_str!("mistakes/focusing-only-on-execution-metrics.md")),
    ("mistakes/ignoring-long-term-health.md", include_str!("mistakes/ignoring-long-term-health.md")),
    ("mistakes/splitting-ownership.md", include_str!("mistakes/splitting-ownership.md")),
    ("pages/faq.md", include_str!("pages/faq.md")),
    ("pages/framework.md", include_str!("pages/framework.md")),
    ("pages/ownership-versus-execution.md", include_str!("pages/ownership-versus-execution.md")),
    ("pages/practice-areas.md", include_str!("pages/practice-areas.md")),
    ("pages/why-execution-is-not-enough.md", include_str!("pages/why-execution-is-not-enough.md")),
    ("stages/build.md", include_str!("stages/build.md")),
    ("stages/deploy.md", include_str!("stages/deploy.md")),
    ("stages/design.md", include_str!("stages/design.md")),
    ("stages/maintain.md", include_str!("stages/maintain.md")),
    ("stages/operate.md", include_str!("stages/operate.md")),
];

/// The guide's files in path order, each as its path below `src/guide` (such as
/// `mistakes/splitting-ownership.md`) and its text, front matter included.
pub fn files() -> impl Iterator<Item = (&'static str, &'static str)> {
    FILES.into_iter()
}

#[cfg(test)]
mod tests {
    use super::files;

    /// The value of a front-matter key, or nothing where the key or the front matter is missing.
    fn front_matter<'a>(text: &'a str, key: &str) -> Option<&'a str> {
        let (head, _) = text.strip_prefix("---\n")?.split_once("\n---\n")?;
        let value = head.lines().find_map(|line| line.strip_prefix(key)?.strip_prefix(": "))?;
        (!value.trim().is_empty()).then_some(value)
    }

    /// What a page at `path` must say it is about: its folder and its own name, but for the one short name.
    fn expected_about(path: &str) -> String {
        let name = path.trim_end_matches(".md");
        match name.split_once('/') {
            Some(("stages", id)) => format!("stage/{id}"),
            Some(("mistakes", id)) => format!("mistake/{id}"),
            Some(("pages", "practice-areas")) => "page/practices".to_owned(),
            Some((_, id)) => format!("page/{id}"),
            None => format!("page/{name}"),
        }
    }

    fn pages() -> impl Iterator<Item = (&'static str, &'static str)> {
        files().filter(|(path, _)| *path != "checklists.yaml")
    }

    #[test]
    fn every_page_has_a_title_a_summary_and_what_it_is_about() {
        assert_eq!(pages().count(), 15);
        for (path, text) in pages() {
            assert!(front_matter(text, "title").is_some(), "{path}: title");
            assert!(front_matter(text, "summary").is_some(), "{path}: summary");
            assert_eq!(front_matter(text, "about"), Some(expected_about(path).as_str()), "{path}");
        }
    }

    #[test]
    fn no_page_repeats_its_title_as_a_heading() {
        for (path, text) in pages() {
            assert!(!text.lines().any(|line| line.starts_with("# ")), "{path}");
        }
    }

    #[test]
    fn each_stage_has_a_checklist_of_eight_items_or_more() {
        let (_, text) = files().find(|(path, _)| *path == "checklists.yaml").expect("the list of files names it");
        let counts: Vec<(&str, usize)> = text
            .split("\n    stage: ")
            .skip(1)
            .map(|part| {
                let stage = part.lines().next().unwrap_or_default();
                (stage, part.matches("- id: ").count())
            })
            .collect();
        let stages: Vec<&str> = counts.iter().map(|(stage, _)| *stage).collect();
        assert_eq!(stages, ["design", "build", "deploy", "operate", "maintain"]);
        assert!(counts.iter().all(|(_, items)| *items >= 8), "{counts:?}");
    }

    #[test]
    fn files_come_in_path_order() {
        let paths: Vec<&str> = files().map(|(path, _)| path).collect();
        assert!(paths.is_sorted(), "{paths:?}");
    }
}
