//! Whether the colours that a theme sets leave texts readable.

use std::collections::BTreeMap;

use super::fault::Fault;
use crate::diagnostic::{Diagnostic, Help, Severity};
use crate::source::Span;

/// Texts by the surfaces they stand on, with the least contrast that each needs.
const PAIRS: [(&str, &[&str], f64); 8] = [
    ("text", &SURFACES, 4.5),
    ("mute", &SURFACES, 4.5),
    ("acc", &SURFACES, 4.5),
    ("acc-h", &SURFACES, 4.5),
    ("on-acc", &["acc", "acc-h"], 4.5),
    ("acc", &["crit-s", "warn-s", "info-s", "ok-s"], 4.5),
    ("edge", &["bg", "sunk", "raise"], 3.0),
    ("key", &["code"], 4.5),
];

const SURFACES: [&str; 6] = ["bg", "sunk", "raise", "hover", "acc-s", "code"];

/// A colour in the light and in the dark scheme, and where it is set.
#[derive(Clone, Copy)]
struct Token {
    colours: [[u8; 3]; 2],
    span: Span,
}

/// A warning for each pair of colours with too little contrast that the stylesheet `own` brings about, at the place of
/// the colour that it sets. Colours written in another way than `#…` and `light-dark(#…, #…)` are passed over.
pub(super) fn warnings(default: &str, path: &str, own: &str) -> Vec<Diagnostic> {
    let set = tokens(own);
    let mut all = tokens(default);
    all.extend(set.iter().map(|(name, token)| (*name, *token)));
    let mut found = Vec::new();
    for (text, surfaces, limit) in PAIRS {
        for surface in surfaces {
            let Some(place) = set.get(text).or_else(|| set.get(surface)) else { continue };
            let (Some(above), Some(below)) = (all.get(text), all.get(surface)) else { continue };
            for (scheme, name) in ["light", "dark"].iter().enumerate() {
                let ratio = contrast(above.colours[scheme], below.colours[scheme]);
                if ratio < limit {
                    let message =
                        format!("`--{text}` on `--{surface}` has a contrast of {ratio:.1} to 1 in the {name} scheme");
                    found.push(warning(path, place.span, message, limit));
                }
            }
        }
    }
    found
}

fn warning(path: &str, span: Span, message: String, limit: f64) -> Diagnostic {
    let fault = Fault { span, ..Fault::of_file(path, message) };
    let help = Help::words(format!("choose colours with at least {limit} to 1, or people cannot read it"));
    Diagnostic { severity: Severity::Warning, code: "low-contrast".into(), ..fault.diagnostic() }.help(help)
}

/// The colours that a stylesheet sets, by name; the last of one name counts.
fn tokens(css: &str) -> BTreeMap<&str, Token> {
    let mut found = BTreeMap::new();
    for (at, _) in css.match_indices("--") {
        let Some((name, rest)) = css[at + 2..].split_once(':') else { continue };
        let is_name = |name: &str| !name.is_empty() && name.chars().all(|c| c.is_ascii_alphanumeric() || c == '-');
        let end = rest.find([';', '}']).unwrap_or(rest.len());
        if let Some(colours) = Some(rest[..end].trim()).filter(|_| is_name(name)).and_then(colours) {
            found.insert(name, Token { colours, span: Span::new(at, at + 2 + name.len()) });
        }
    }
    found
}

fn colours(value: &str) -> Option<[[u8; 3]; 2]> {
    match value.strip_prefix("light-dark(").and_then(|inner| inner.strip_suffix(')')) {
        Some(inner) => {
            let (light, dark) = inner.split_once(',')?;
            Some([colour(light.trim())?, colour(dark.trim())?])
        }
        None => colour(value).map(|colour| [colour, colour]),
    }
}

/// `#abc` or `#aabbcc`.
fn colour(text: &str) -> Option<[u8; 3]> {
    let hex = text.strip_prefix('#').filter(|hex| hex.chars().all(|c| c.is_ascii_hexdigit()))?;
    let wide: String = if hex.len() == 3 { hex.chars().flat_map(|c| [c, c]).collect() } else { hex.to_owned() };
    let part = |at: usize| wide.get(at..at + 2).and_then(|part| u8::from_str_radix(part, 16).ok());
    if wide.len() == 6 { Some([part(0)?, part(2)?, part(4)?]) } else { None }
}

/// The ratio of two colours' luminances, as WCAG 2.2 has it.
fn contrast(a: [u8; 3], b: [u8; 3]) -> f64 {
    let (a, b) = (luminance(a), luminance(b));
    (a.max(b) + 0.05) / (a.min(b) + 0.05)
}

fn luminance(colour: [u8; 3]) -> f64 {
    let part = |value: u8| {
        let value = f64::from(value) / 255.0;
        if value <= 0.04045 { value / 12.92 } else { ((value + 0.055) / 1.055).powf(2.4) }
    };
    0.2126 * part(colour[0]) + 0.7152 * part(colour[1]) + 0.0722 * part(colour[2])
}

#[cfg(test)]
mod tests {
    use super::*;

    const DEFAULT: &str =
        ":root{--bg:light-dark(#fff,#141311);--acc:light-dark(#1d4ed8,#93b4ff);--on-acc:light-dark(#fff,#0d1526)}";

    #[test]
    fn black_on_white_is_21_to_1() {
        assert!((contrast([0, 0, 0], [255, 255, 255]) - 21.0).abs() < 0.01);
    }

    #[test]
    fn a_colour_that_cannot_be_read_is_named_with_its_place() {
        let own = ":root {\n  --acc: #0a0;\n}";
        let found = warnings(DEFAULT, "themes/acme/assets/theme.css", own);
        let texts: Vec<&str> = found.iter().map(|one| one.message.as_str()).collect();
        assert_eq!(
            texts,
            [
                "`--acc` on `--bg` has a contrast of 3.1 to 1 in the light scheme",
                "`--on-acc` on `--acc` has a contrast of 3.1 to 1 in the light scheme",
            ]
        );
        assert_eq!(found[0].place.as_ref().map(|place| place.span.start), Some(10));
        assert!(found.iter().all(|one| one.severity == Severity::Warning));
    }

    #[test]
    fn readable_colours_and_other_values_are_passed_over() {
        let own = ":root { --acc: light-dark(#0b6e4f, #6fd6ae); --on-acc: light-dark(#fff, #06130e); --r: 4px; --bg: var(--x) }";
        assert_eq!(warnings(DEFAULT, "a.css", own).len(), 0);
    }
}
