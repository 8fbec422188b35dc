//! How an entry is written: its key, a check, the length of its text, and the text.

use sha2::{Digest, Sha256};

use super::Key;

/// What stands before a text.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct Head {
    pub key: Key,
    /// Of key and text, so that one whose writing was cut off is not believed.
    pub check: [u8; 8],
    pub length: u32,
}

/// The bytes of a head.
pub(super) const HEAD: usize = 28;

impl Head {
    /// The head of a text; none where it is too long for one.
    pub fn of(key: Key, text: &[u8]) -> Option<Self> {
        Some(Self { key, check: check(key, text), length: u32::try_from(text.len()).ok()? })
    }

    pub fn to_bytes(self) -> [u8; HEAD] {
        let mut bytes = [0; HEAD];
        bytes[..16].copy_from_slice(&self.key.0);
        bytes[16..24].copy_from_slice(&self.check);
        bytes[24..].copy_from_slice(&self.length.to_le_bytes());
        bytes
    }

    pub fn read(bytes: &[u8; HEAD]) -> Self {
        let (mut key, mut check, mut length) = ([0; 16], [0; 8], [0; 4]);
        key.copy_from_slice(&bytes[..16]);
        check.copy_from_slice(&bytes[16..24]);
        length.copy_from_slice(&bytes[24..]);
        Self { key: Key(key), check, length: u32::from_le_bytes(length) }
    }

    /// Whether this is the head of that text.
    pub fn is_of(&self, text: &[u8]) -> bool {
        self.check == check(self.key, text)
    }
}

fn check(key: Key, text: &[u8]) -> [u8; 8] {
    let mut hash = Sha256::new();
    hash.update(key.0);
    hash.update(text);
    let mut check = [0; 8];
    check.copy_from_slice(&hash.finalize()[..8]);
    check
}
