//! The file: entries one after another, found by reading their heads once.

use std::collections::HashMap;
use std::fs::{File, OpenOptions};
use std::io::{self, BufReader, BufWriter, Read, Seek, SeekFrom, Write};
use std::path::PathBuf;

use super::Key;
use super::entry::{HEAD, Head};

/// What the file begins with: its format.
const FORMAT: &[u8] = b"bailiwick cache 1\n";

/// How much is read or written at once, in bytes.
const PIECE: usize = 1 << 16;

/// Where an entry stands, and whether this run used it.
#[derive(Clone, Copy, Debug)]
struct Place {
    at: u64,
    head: Head,
    is_used: bool,
}

/// The file of one program.
#[derive(Debug)]
pub(super) struct Log {
    path: PathBuf,
    limit: u64,
    places: HashMap<Key, Place>,
    reader: File,
    /// None where another run adds, or the disk refused.
    writer: Option<BufWriter<File>>,
    /// Where the next entry will stand.
    end: u64,
    /// Up to where the file holds what was added; the rest waits in the writer.
    flushed: u64,
    /// Whether something found no room.
    is_full: bool,
}

impl Log {
    /// Opens the file, or begins it.
    pub fn open(path: PathBuf, limit: u64) -> io::Result<Self> {
        let mut file = OpenOptions::new().read(true).write(true).create(true).truncate(false).open(&path)?;
        let is_ours = file.try_lock().is_ok();
        let reader = File::open(&path)?;
        let (places, mut end) = read(&file).unwrap_or_default();
        let writer = if is_ours {
            // What follows the last whole entry was left by a run that was killed.
            file.set_len(end)?;
            file.seek(SeekFrom::End(0))?;
            if end == 0 {
                file.write_all(FORMAT)?;
                end = FORMAT.len() as u64;
            }
            Some(BufWriter::with_capacity(PIECE, file))
        } else {
            None
        };
        Ok(Self { path, limit, places, reader, writer, end, flushed: end, is_full: false })
    }

    /// The text of a key, if it is here and whole. A damaged one is forgotten, so that it can be added anew.
    pub fn get(&mut self, key: Key) -> Option<String> {
        let Place { at, head, .. } = *self.places.get(&key)?;
        let text = self.text(at, head).ok().filter(|text| head.is_of(text));
        let Some(text) = text.and_then(|text| String::from_utf8(text).ok()) else {
            self.places.remove(&key);
            return None;
        };
        self.places.insert(key, Place { at, head, is_used: true });
        Some(text)
    }

    fn text(&mut self, at: u64, head: Head) -> io::Result<Vec<u8>> {
        if at >= self.flushed
            && let Some(writer) = &mut self.writer
        {
            writer.flush()?;
            self.flushed = self.end;
        }
        let mut text = vec![0; head.length as usize];
        self.reader.seek(SeekFrom::Start(at + HEAD as u64))?;
        self.reader.read_exact(&mut text)?;
        Ok(text)
    }

    /// Adds a text.
    pub fn put(&mut self, key: Key, text: &str) {
        let Some(head) = Head::of(key, text.as_bytes()) else { return };
        let Some(writer) = &mut self.writer else { return };
        let size = HEAD as u64 + u64::from(head.length);
        if self.end + size > self.limit {
            self.is_full = true;
            return;
        }
        if writer.write_all(&head.to_bytes()).and_then(|()| writer.write_all(text.as_bytes())).is_err() {
            // A full disk, perhaps: the next run cuts off what is not whole.
            self.writer = None;
            return;
        }
        self.places.insert(key, Place { at: self.end, head, is_used: true });
        self.end += size;
    }

    /// Ends the run.
    pub fn finish(mut self) {
        // What cannot be written is not kept, and that is all.
        let _ = self.writer.as_mut().map(Write::flush);
        if self.is_full && self.writer.is_some() {
            let _ = self.shrink();
        }
    }

    /// Leaves what this run used, unless that is most of it anyway.
    fn shrink(&mut self) -> io::Result<()> {
        let mut used: Vec<Place> = self.places.values().copied().filter(|place| place.is_used).collect();
        let size: u64 = used.iter().map(|place| HEAD as u64 + u64::from(place.head.length)).sum();
        if size > self.limit / 2 {
            return Ok(());
        }
        used.sort_by_key(|place| place.at);
        let folder = self.path.parent().unwrap_or_else(|| std::path::Path::new("."));
        let mut out = BufWriter::with_capacity(PIECE, tempfile::NamedTempFile::new_in(folder)?);
        out.write_all(FORMAT)?;
        for Place { at, head, .. } in used {
            let text = self.text(at, head)?;
            out.write_all(&head.to_bytes())?;
            out.write_all(&text)?;
        }
        out.into_inner()?.persist(&self.path)?;
        Ok(())
    }
}

/// The entries of a file, and where the last whole one ends; an error where it is not of this format.
fn read(file: &File) -> io::Result<(HashMap<Key, Place>, u64)> {
    let length = file.metadata()?.len();
    let mut reader = BufReader::with_capacity(PIECE, file);
    let mut format = [0; FORMAT.len()];
    reader.read_exact(&mut format)?;
    if format != *FORMAT {
        return Err(io::ErrorKind::InvalidData.into());
    }
    let mut places = HashMap::new();
    let mut at = FORMAT.len() as u64;
    let mut bytes = [0; HEAD];
    while reader.read_exact(&mut bytes).is_ok() {
        let head = Head::read(&bytes);
        let next = at + HEAD as u64 + u64::from(head.length);
        if next > length {
            break;
        }
        reader.seek_relative(i64::from(head.length))?;
        places.insert(head.key, Place { at, head, is_used: false });
        at = next;
    }
    Ok((places, at))
}
