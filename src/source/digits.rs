//! Bytes as hexadecimal digits: how marks made of hashes are written.

use std::fmt::Write;

/// Two lower-case hexadecimal digits for each of the first `most` bytes.
#[must_use]
pub fn digits(bytes: impl AsRef<[u8]>, most: usize) -> String {
    let first = bytes.as_ref().iter().take(most);
    first.fold(String::with_capacity(2 * most), |mut digits, byte| {
        write!(digits, "{byte:02x}").expect("a text takes all that is written to it");
        digits
    })
}
