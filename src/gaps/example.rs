//! The examples of a rule's page: YAML or a page that shows a gap, with the line marked where it must be found, and one without.

use super::Rule;

/// The mark of a line on which the rule must find something.
pub const MARK: &str = "# <-- found";

/// A fenced block of a rule's page.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Example {
    /// Whether it shows the gap; else how it looks once the gap is closed.
    pub is_bad: bool,
    /// Whether it is a page; else ownership data.
    pub is_page: bool,
    /// The day it is judged on, where it says one: `as_of=2026-11-25`.
    pub as_of: Option<String>,
    /// Its text.
    pub text: String,
    /// The line of the page on which its text begins, from 1.
    pub line: usize,
}

impl Rule {
    /// The examples of this rule's page, in order.
    #[must_use]
    pub fn examples(&self) -> Vec<Example> {
        all(self.doc)
    }
}

/// The examples of a page, in order.
#[must_use]
pub fn all(doc: &str) -> Vec<Example> {
    let mut examples: Vec<Example> = Vec::new();
    let mut open: Option<Example> = None;
    for (at, line) in doc.lines().enumerate() {
        match (&mut open, line.strip_prefix("```")) {
            (None, Some(info)) => open = Example::begin(info, at + 2),
            (Some(_), Some(_)) => examples.extend(open.take()),
            (Some(example), None) => example.text = format!("{}{line}\n", example.text),
            (None, None) => {}
        }
    }
    examples
}

impl Example {
    fn begin(info: &str, line: usize) -> Option<Self> {
        let mut words = info.split_whitespace();
        let is_page = match words.next()? {
            "yaml" => false,
            "markdown" => true,
            _ => return None,
        };
        let is_bad = match words.next()? {
            "bad" => true,
            "good" => false,
            _ => return None,
        };
        let as_of = words.find_map(|word| word.strip_prefix("as_of=")).map(str::to_owned);
        Some(Self { is_bad, is_page, as_of, text: String::new(), line })
    }

    /// The files of the example: path and text. Ownership data or a page until a line `# content/…` names another file.
    #[must_use]
    pub fn files(&self) -> Vec<(String, String)> {
        let first = if self.is_page { "content/example.md" } else { "content/ownership/example.yaml" };
        let mut files = vec![(first.to_owned(), String::new())];
        for line in self.text.lines() {
            if let Some(path) = line.strip_prefix("# content/") {
                files.push((format!("content/{}", path.trim()), String::new()));
            } else if let Some((_, text)) = files.last_mut() {
                text.push_str(line);
                text.push('\n');
            }
        }
        files.retain(|(_, text)| !text.is_empty());
        files
    }
}
