//! The words of a text as search knows them. The theme's script cuts what is asked in the same way.

use unicode_normalization::UnicodeNormalization;
use unicode_normalization::char::is_combining_mark;

/// The longest word that is kept.
const LONGEST: usize = 40;

/// From here on, characters are written without spaces between words.
const DENSE: char = '\u{2e80}';

/// Calls `each` with every word of `text`: small letters without marks; hyphens, slashes and the humps of camelCase
/// divide them. Scripts without spaces give every two neighbours, and the last character of a run.
pub fn each(text: &str, mut each: impl FnMut(&str)) {
    for part in text.split(divides).filter(|part| !part.is_empty()) {
        let mut rest = part;
        while !rest.is_empty() {
            let hump = rest
                .char_indices()
                .zip(rest.chars().skip(1))
                .find(|((_, a), b)| (a.is_ascii_lowercase() || a.is_ascii_digit()) && b.is_ascii_uppercase());
            let end = hump.map_or(rest.len(), |((at, c), _)| at + c.len_utf8());
            plain(&rest[..end], &mut each);
            rest = &rest[end..];
        }
    }
}

fn plain(word: &str, each: &mut impl FnMut(&str)) {
    let mut folded = word.to_lowercase();
    if !folded.is_ascii() {
        folded = folded.nfd().filter(|c| !is_combining_mark(*c)).nfc().collect();
    }
    let mut rest = folded.as_str();
    while let Some(first) = rest.chars().next() {
        let is_dense = first >= DENSE;
        let end = rest.find(|c: char| (c >= DENSE) != is_dense).unwrap_or(rest.len());
        let (run, after) = rest.split_at(end);
        rest = after;
        if is_dense {
            let mut starts = run.char_indices().map(|(at, _)| at).chain([run.len()]).collect::<Vec<_>>();
            starts.push(run.len());
            starts.windows(3).filter(|at| at[0] < at[1]).for_each(|at| each(&run[at[0]..at[2]]));
        } else if run.chars().nth(1).is_some() && run.chars().nth(LONGEST).is_none() {
            each(run);
        }
    }
}

fn divides(c: char) -> bool {
    matches!(c, '\0'..='/' | ':'..='@' | '['..='`' | '{'..='\u{bf}' | '\u{2000}'..='\u{206f}' | '\u{3000}'..='\u{303f}')
        || c.is_whitespace()
        || (c >= DENSE && !c.is_alphanumeric())
}

/// Which of `files` files holds a word: known from its first two letters, so that it is known before the word is
/// written to its end.
pub fn file_of(word: &str, files: usize) -> usize {
    let mut units = word.encode_utf16();
    let first = usize::from(units.next().unwrap_or_default());
    let second = if first >= DENSE as usize { 0 } else { usize::from(units.next().unwrap_or_default()) };
    (first * 31 + second) % files
}

#[cfg(test)]
mod tests {
    use super::*;

    fn words(text: &str) -> Vec<String> {
        let mut found = Vec::new();
        each(text, |word| found.push(word.to_owned()));
        found
    }

    #[test]
    fn a_text_is_cut_into_small_letters_without_marks() {
        assert_eq!(
            words("Payments-API: the Übergabe of fooBar2Baz"),
            ["payments", "api", "the", "ubergabe", "of", "foo", "bar2", "baz"]
        );
        assert_eq!(words("a /s12/** x"), ["s12"]);
    }

    #[test]
    fn scripts_without_spaces_give_neighbours() {
        assert_eq!(words("支付服务"), ["支付", "付服", "服务", "务"]);
        assert_eq!(words("支付API"), ["支付", "付", "api"]);
        assert_eq!(words("\u{feff}支付，付"), ["支付", "付", "付"]);
    }

    #[test]
    fn the_beginning_of_a_word_tells_its_file() {
        for (word, whole) in [("pa", "payments"), ("支", "支付"), ("за", "задача")] {
            assert_eq!(file_of(word, 200), file_of(whole, 200));
        }
    }
}
