//! The words of all texts, with the entries that have them.

use std::collections::BTreeMap;

use serde_json::{Map, Value};

use super::base36;
use super::words::{each, file_of};

/// Where a word stands, by how much that says of an entry.
#[derive(Clone, Copy)]
pub enum Field {
    /// In a page's title.
    Title,
    /// In what a record says besides its name, or in a page's summary.
    Record,
    /// In a page's text.
    Text,
}

/// Above this many entries, a word that most texts have is kept without them: it tells nothing apart.
const MOST_COMMON: usize = 400;

/// The entries that have a word, by field.
type Having = [Vec<u32>; 3];

/// Words by the file that holds them.
pub struct Texts {
    files: Vec<BTreeMap<String, Having>>,
    entries: usize,
}

impl Texts {
    /// No words yet, in this many files.
    pub fn new(files: usize) -> Self {
        Self { files: vec![BTreeMap::new(); files], entries: 0 }
    }

    /// Adds the words of a text that belongs to the entry `number`. Entries come in the order of their numbers.
    pub fn add(&mut self, number: u32, field: Field, text: &str) {
        self.entries = self.entries.max(number as usize + 1);
        let files = self.files.len();
        each(text, |word| {
            let words = &mut self.files[file_of(word, files)];
            let having = match words.get_mut(word) {
                Some(having) => having,
                None => words.entry(word.to_owned()).or_default(),
            };
            // The field that says most comes first.
            if having[..=field as usize].iter().all(|numbers| numbers.last() != Some(&number)) {
                having[field as usize].push(number);
            }
        });
    }

    /// What the file `number` holds: for each word its entries by field, fields divided by `|` and trailing empty ones
    /// left out, entries as differences in base 36; `*` for a word of most entries.
    pub fn file(&self, number: usize) -> Option<Value> {
        let words = self.files.get(number)?;
        let all: Map<String, Value> =
            words.iter().map(|(word, having)| (word.clone(), Value::from(self.written(having)))).collect();
        Some(Value::from(all))
    }

    fn written(&self, having: &Having) -> String {
        if having.iter().map(Vec::len).sum::<usize>() > MOST_COMMON.max(self.entries / 2) {
            return "*".to_owned();
        }
        let fields: Vec<String> = having.iter().map(|numbers| differences(numbers)).collect();
        fields.join("|").trim_end_matches('|').to_owned()
    }
}

fn differences(numbers: &[u32]) -> String {
    let mut last = 0;
    let mut written = Vec::with_capacity(numbers.len());
    for number in numbers {
        written.push(base36((number - last) as usize));
        last = *number;
    }
    written.join(" ")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_word_knows_its_entries_by_field() {
        let mut texts = Texts::new(1);
        texts.add(3, Field::Title, "Deploy");
        texts.add(3, Field::Text, "deploy again");
        texts.add(40, Field::Text, "Deploy deploy");
        let file = texts.file(0).expect("the only file");
        assert_eq!(file["deploy"], "3||14");
        assert_eq!(file["again"], "||3");
        assert!(texts.file(1).is_none());
    }
}
