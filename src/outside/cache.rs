//! Which addresses answered well, and when: kept on disk, so that they are not asked on every run.

use std::collections::BTreeMap;
use std::io::Write;
use std::path::Path;
use std::time::Duration;

use serde::{Deserialize, Serialize};

use super::Verdict;

/// The version of the format that this program writes.
const VERSION: u32 = 1;

/// Addresses that answered well. What did not answer is not remembered: it may be mended a minute later.
#[derive(Clone, Debug, Serialize, Deserialize)]
pub struct Cache {
    version: u32,
    answers: BTreeMap<String, Answer>,
}

/// A good answer.
#[derive(Clone, Debug, Serialize, Deserialize)]
struct Answer {
    /// When it came, in seconds since 1970.
    at: u64,
    /// Where the address moved for good.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    moved: Option<String>,
}

impl Default for Cache {
    fn default() -> Self {
        Self { version: VERSION, answers: BTreeMap::new() }
    }
}

impl Cache {
    /// What the file remembers that is not older than `age` at `now`, in seconds since 1970. A file that is not there, or
    /// that nobody understands, remembers nothing.
    #[must_use]
    pub fn read(file: &Path, now: u64, age: Duration) -> Self {
        let read = std::fs::read(file).ok().and_then(|bytes| serde_json::from_slice::<Self>(&bytes).ok());
        let mut cache = read.filter(|cache| cache.version == VERSION).unwrap_or_default();
        cache.answers.retain(|_, answer| answer.at <= now && now - answer.at < age.as_secs());
        cache
    }

    /// What is remembered of an address.
    #[must_use]
    pub fn get(&self, address: &str) -> Option<Verdict> {
        let answer = self.answers.get(address)?;
        Some(answer.moved.clone().map_or(Verdict::Fine, Verdict::Moved))
    }

    /// Remembers a good answer that came at `now`, in seconds since 1970.
    pub fn keep(&mut self, address: &str, verdict: &Verdict, now: u64) {
        let moved = match verdict {
            Verdict::Fine => None,
            Verdict::Moved(to) => Some(to.clone()),
            Verdict::Dead(_) | Verdict::Unsure(_) => return,
        };
        self.answers.insert(address.to_owned(), Answer { at: now, moved });
    }

    /// Writes the file whole or not at all.
    ///
    /// # Errors
    /// Where its folder cannot be made or written.
    pub fn write(&self, file: &Path) -> std::io::Result<()> {
        let folder = file.parent().unwrap_or(Path::new("."));
        std::fs::create_dir_all(folder)?;
        let mut aside = tempfile::NamedTempFile::new_in(folder)?;
        aside.write_all(&serde_json::to_vec(self)?)?;
        aside.persist(file)?;
        Ok(())
    }
}
