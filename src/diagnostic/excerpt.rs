//! The few lines of a file that are shown under a diagnostic, made safe to show, with places carried over.

use std::collections::BTreeMap;
use std::ops::Range;

use super::visible::in_source;
use crate::source::{SourceFile, Span};

/// What is left out of long lines. A part cut off in front would falsify the column that is told with it.
#[derive(Clone, Copy, Debug)]
pub(super) enum Cut {
    /// What is further than this many bytes behind the last place.
    Behind(usize),
    /// What is further than this many bytes from any place.
    Around(usize),
}

/// Lines of a file from the first that is spoken of to the last.
///
/// Lines between that nobody speaks of are left empty: they are not shown, and files can be long.
#[derive(Debug, PartialEq, Eq)]
pub(super) struct Excerpt {
    /// The number of its first line, from 1.
    pub first_line: usize,
    /// The text, lines ended by `\n` whatever the file ends them with.
    pub text: String,
    /// Where each place that was asked for stands in the text, in the order they were given.
    pub places: Vec<Range<usize>>,
}

impl Excerpt {
    /// The lines where `spans` begin; each span is held to its first line.
    #[must_use]
    pub fn of(file: &SourceFile, spans: &[Span], cut: Cut) -> Self {
        let mut by_line: BTreeMap<usize, Vec<usize>> = BTreeMap::new();
        for (index, span) in spans.iter().enumerate() {
            by_line.entry(file.lines().line(span.start)).or_default().push(index);
        }
        let first_line = by_line.keys().next().copied().unwrap_or(1);
        let last_line = by_line.keys().next_back().copied().unwrap_or(1);
        let mut excerpt = Self { first_line, text: String::new(), places: vec![0..0; spans.len()] };
        for line in first_line..=last_line {
            if line > first_line {
                excerpt.text.push('\n');
            }
            match by_line.get(&line) {
                Some(indices) => excerpt.push(&Line::of(file, line), spans, (indices, cut)),
                // One line between two others is shown rather than dots.
                None if by_line.contains_key(&(line - 1)) => {
                    excerpt.push(&Line::of(file, line), spans, (&[], cut));
                }
                None => {}
            }
        }
        excerpt
    }

    fn push(&mut self, line: &Line<'_>, spans: &[Span], (indices, cut): (&[usize], Cut)) {
        let ranges: Vec<Range<usize>> = indices.iter().map(|&index| line.hold(spans[index])).collect();
        let window = line.window(&ranges, cut);
        if window.start > 0 {
            self.text.push('…');
        }
        let base = self.text.len();
        self.text.push_str(&in_source(&line.text[window.clone()]));
        for (&index, range) in indices.iter().zip(&ranges) {
            let at = |offset: usize| {
                base + in_source(&line.text[window.start..offset.clamp(window.start, window.end)]).len()
            };
            self.places[index] = at(range.start)..at(range.end);
        }
        if window.end < line.text.len() {
            self.text.push('…');
        }
    }
}

/// A line of a file, without its end.
struct Line<'a> {
    text: &'a str,
    start: usize,
}

impl<'a> Line<'a> {
    fn of(file: &'a SourceFile, line: usize) -> Self {
        let span = file.lines().line_span(file.text(), line).unwrap_or_default();
        Self { text: file.text().get(span.range()).unwrap_or_default(), start: span.start as usize }
    }

    /// The part of a span that lies on this line, from the line's start.
    fn hold(&self, span: Span) -> Range<usize> {
        let range = span.range();
        let at = |offset: usize| self.text.floor_char_boundary(offset.saturating_sub(self.start));
        at(range.start)..at(range.end)
    }

    /// The part of the line that is shown.
    fn window(&self, ranges: &[Range<usize>], cut: Cut) -> Range<usize> {
        let (before, around) = match cut {
            Cut::Behind(around) => (usize::MAX, around),
            Cut::Around(around) => (around, around),
        };
        let first = ranges.iter().map(|range| range.start).min().unwrap_or(0);
        let last = ranges.iter().map(|range| range.end.min(range.start + around)).max().unwrap_or(0);
        let start = self.text.floor_char_boundary(first.saturating_sub(before));
        let end = self.text.floor_char_boundary(last.saturating_add(around));
        start..end
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::source::Sources;

    fn excerpt(text: &str, spans: &[(usize, usize)], cut: Cut) -> Excerpt {
        let sources = Sources::of([("a.yaml", text)]);
        let file = sources.files().next().expect("one file");
        let spans: Vec<Span> = spans.iter().map(|&(start, end)| Span::new(start, end)).collect();
        Excerpt::of(file, &spans, cut)
    }

    #[test]
    fn lines_nobody_speaks_of_are_left_empty() {
        let shown = excerpt("a: 1\r\nb: 2\r\nc: 3\r\nd: 4\r\ne: 5\r\n", &[(24, 25), (6, 7)], Cut::Behind(80));
        assert_eq!((shown.first_line, shown.text.as_str()), (2, "b: 2\nc: 3\n\ne: 5"));
        assert_eq!(shown.places, [11..12, 0..1]);
    }

    #[test]
    fn hidden_characters_have_stand_ins_and_places_follow() {
        let shown = excerpt("a\u{202e}: owner", &[(6, 11)], Cut::Behind(80));
        assert_eq!(shown.text, "a�: owner");
        assert_eq!(&shown.text[shown.places[0].clone()], "owner");
    }

    #[test]
    fn a_long_line_is_cut_around_its_places_and_a_long_place_at_its_end() {
        let line = format!("{}owner{}", "ä".repeat(50), "ö".repeat(50));
        let shown = excerpt(&line, &[(100, 105)], Cut::Around(6));
        assert_eq!(shown.text, "…äääownerööö…");
        assert_eq!(&shown.text[shown.places[0].clone()], "owner");
        assert_eq!(excerpt(&line, &[(100, 105)], Cut::Behind(6)).text, format!("{}ownerööö…", "ä".repeat(50)));
        assert_eq!(excerpt(&"x".repeat(100), &[(0, 100)], Cut::Around(10)).text, format!("{}…", "x".repeat(20)));
    }

    #[test]
    fn a_place_over_several_lines_is_held_to_its_first() {
        let shown = excerpt("a:\n  b: 1\n", &[(0, 9)], Cut::Behind(80));
        assert_eq!((shown.text.as_str(), &shown.places[0]), ("a:", &(0..2)));
    }
}
