//! Code blocks: what their info line asks for, and how they are written.

use std::ops::RangeInclusive;

use super::escape;
use super::highlight::highlight;
use crate::render::Making;

/// How many ranges of lines one word can mark.
const MAX_MARKED: usize = 100;

/// What the line that opens a code block says: `rust {3,5-7} title="src/main.rs" linenos diff`.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Info {
    /// The language; `""` for none.
    pub language: String,
    /// Lines to be marked, counted from 1.
    pub marked: Vec<RangeInclusive<usize>>,
    /// A caption, mostly a file's name.
    pub title: Option<String>,
    /// The number of the first line, where lines are numbered.
    pub first_line: Option<usize>,
    /// Whether the lines' first characters say which were added and removed.
    pub is_diff: bool,
}

impl Info {
    /// Reads an info line. Words it does not know belong to other tools and are passed over.
    pub fn read(info: &str) -> Self {
        let info = info.trim();
        let end = info.find(|c: char| c.is_whitespace() || matches!(c, ',' | '{')).unwrap_or(info.len());
        // Some write `rust:`.
        let language = info[..end].trim_end_matches(':').to_owned();
        let mut found = Self { language, ..Self::default() };
        for word in words(&info[end..]) {
            found.take(word);
        }
        found
    }

    fn take(&mut self, word: &str) {
        if let Some(inner) = word.strip_prefix('{').map(|inner| inner.trim_end_matches('}')) {
            match inner.strip_prefix('.') {
                Some(language) if self.language.is_empty() => language.clone_into(&mut self.language),
                _ => self.marked.extend(inner.split(',').filter_map(lines).take(MAX_MARKED)),
            }
            return;
        }
        let (name, value) = word.split_once('=').unwrap_or((word, ""));
        let value = value.trim_matches(['"', '\'']);
        match name {
            "title" | "file" | "filename" if !value.is_empty() => self.title = Some(value.to_owned()),
            "hl_lines" => self.marked.extend(value.split([',', ' ']).filter_map(lines).take(MAX_MARKED)),
            "linenos" | "linenums" => self.first_line = Some(value.parse().unwrap_or(1)),
            "diff" => self.is_diff = true,
            _ => {}
        }
    }

    fn label(&self) -> String {
        let language = if self.language.is_empty() { "Code".to_owned() } else { format!("Code: {}", self.language) };
        self.title.as_ref().map_or(language.clone(), |title| format!("{language}, {title}"))
    }
}

/// `3`, or `5-7`.
fn lines(text: &str) -> Option<RangeInclusive<usize>> {
    let (first, last) = text.trim().split_once('-').unwrap_or((text.trim(), text.trim()));
    Some(first.trim().parse().ok()?..=last.trim().parse().ok()?)
}

/// Words at white space and commas; quotes and braces hold together what is in them.
fn words(text: &str) -> impl Iterator<Item = &str> {
    let mut holds: Option<char> = None;
    let is_end = move |c: char| {
        match holds {
            Some(end) if c == end => holds = None,
            Some(_) => {}
            None if c == '{' => holds = Some('}'),
            None if matches!(c, '"' | '\'') => holds = Some(c),
            None => return c.is_whitespace() || c == ',',
        }
        false
    };
    text.split(is_end).filter(|word| !word.is_empty())
}

/// The figure of a code block, and whether its language is known.
pub fn figure(info: &Info, code: &str, making: Making<'_>) -> (String, bool) {
    let (signs, bare) = if info.is_diff { split_signs(code) } else { (Vec::new(), code.to_owned()) };
    (making.done)("markdown");
    let highlighted = highlight(&info.language, &bare, making.blocks);
    (making.done)("highlight");
    let body = if info.is_diff || info.first_line.is_some() || !info.marked.is_empty() {
        in_lines(info, &signs, &highlighted.html)
    } else {
        highlighted.html.to_string()
    };
    let caption = info.title.as_deref().map(|title| format!("<figcaption>{}</figcaption>", escape::text(title)));
    let class = if info.language.is_empty() {
        String::new()
    } else {
        format!(" class=\"language-{}\"", escape::attribute(&info.language))
    };
    let html = format!(
        "<figure class=\"code\">{}<pre tabindex=\"0\" role=\"group\" aria-label=\"{}\"><code{class}>{body}</code></pre></figure>\n",
        caption.unwrap_or_default(),
        escape::attribute(&info.label()),
    );
    (html, highlighted.is_known)
}

/// The sign of each line, and the code without them.
fn split_signs(code: &str) -> (Vec<char>, String) {
    let mut signs = Vec::new();
    let mut bare = String::with_capacity(code.len());
    for line in code.split_inclusive('\n') {
        let sign = line.chars().next().filter(|c| matches!(c, '+' | '-' | ' '));
        signs.push(sign.unwrap_or(' '));
        bare.push_str(&line[usize::from(sign.is_some())..]);
    }
    (signs, bare)
}

/// Lines as elements of their own, with numbers, marks and signs.
fn in_lines(info: &Info, signs: &[char], html: &str) -> String {
    let mut out = String::with_capacity(html.len() * 2);
    for (index, line) in html.split_inclusive('\n').enumerate() {
        let sign = signs.get(index).copied();
        let is_marked = info.marked.iter().any(|marked| marked.contains(&(index + 1)));
        let added = match sign {
            Some('+') => " add",
            Some('-') => " del",
            _ => "",
        };
        let mark = if is_marked { " hl" } else { "" };
        let number = info.first_line.map(|first| format!(" data-line=\"{}\"", first.saturating_add(index)));
        let sign = sign.map(String::from).unwrap_or_default();
        out.push_str(&format!("<span class=\"line{mark}{added}\"{}>{sign}{line}", number.unwrap_or_default()));
        out.push_str("</span>");
    }
    out
}
