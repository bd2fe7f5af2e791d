//! What files are: their hash and their encoding, found by going once through their bytes.

use crate::{
    input::open_resolved,
    raw::{
        encoding::Surveyor,
        format::Format,
        text::{valid_part, valid_prefix},
    },
};
use std::{
    collections::HashMap,
    fs::{File, Metadata},
    io::{self, Read},
    path::{Path, PathBuf},
    sync::{Arc, Mutex, PoisonError},
    time::SystemTime,
};

/// Remembers what files are, so that each is gone through once however many stages of a run ask: which submission it is, which
/// encoding it is in, what its receipt says. A file whose length or time of change is another is gone through again. Copies
/// share what they remember.
#[derive(Debug, Clone, Default)]
pub struct Fingerprints(Arc<Mutex<HashMap<PathBuf, Arc<Fingerprint>>>>);

/// What a file is.
#[derive(Debug)]
pub(crate) struct Fingerprint {
    length: u64,
    changed: Option<SystemTime>,
    /// BLAKE3 of the bytes, in hexadecimal.
    pub(crate) blake3: String,
    /// What was seen of the encoding, for a plain text.
    pub(crate) seen: Option<Surveyor>,
}

/// Bytes that show what a file is.
const HEAD: usize = 1 << 16;
/// Bytes that are gone through at a time.
const PIECE: usize = 8 << 20;

impl Fingerprints {
    /// BLAKE3 of a file's bytes, in hexadecimal.
    ///
    /// # Errors
    /// What the system says when it cannot be read.
    pub fn blake3(&self, path: &Path) -> io::Result<String> {
        self.of(path).map(|print| print.blake3.clone())
    }

    /// What a file is.
    pub(crate) fn of(&self, path: &Path) -> io::Result<Arc<Fingerprint>> {
        let mut file = open_resolved(path, u64::MAX)?;
        let (length, changed) = stamp(&file.metadata()?);
        if let Some(known) = self.known(path).filter(|known| (known.length, known.changed) == (length, changed)) {
            return Ok(known);
        }
        let (blake3, seen) = go_through(&mut file)?;
        let print = Arc::new(Fingerprint { length, changed, blake3, seen });
        self.0.lock().unwrap_or_else(PoisonError::into_inner).insert(path.to_owned(), Arc::clone(&print));
        Ok(print)
    }

    /// Whether a file is not what it was when it was gone through.
    pub(crate) fn has_changed(&self, path: &Path) -> bool {
        // One that cannot be looked at any more has changed.
        let now =
            |known: &Fingerprint| std::fs::metadata(path).is_ok_and(|now| stamp(&now) == (known.length, known.changed));
        self.known(path).is_some_and(|known| !now(&known))
    }

    fn known(&self, path: &Path) -> Option<Arc<Fingerprint>> {
        self.0.lock().unwrap_or_else(PoisonError::into_inner).get(path).cloned()
    }
}

fn stamp(metadata: &Metadata) -> (u64, Option<SystemTime>) {
    #[expect(clippy::disallowed_methods, reason = "not every file system says when a file was changed")]
    let changed = metadata.modified().ok();
    (metadata.len(), changed)
}

/// Hashes a file and surveys it if it is a text. Of a large file the next piece is read while all threads look at the last; a
/// small one is left to one thread, since others may be waiting for it.
fn go_through(file: &mut File) -> io::Result<(String, Option<Surveyor>)> {
    let mut hasher = blake3::Hasher::new();
    let mut piece = next_piece(file, Vec::new())?;
    let mut seen = (Format::of(&piece[..piece.len().min(HEAD)]) == Format::Text).then(Surveyor::default);
    let mut spare = Vec::new();
    while !piece.is_empty() {
        if piece.len() < PIECE {
            hasher.update(&piece);
            if let Some(seen) = &mut seen {
                look(seen, &piece, |bytes| {
                    let valid = valid_prefix(bytes).as_bytes();
                    // Only the beginning of a last character may be missing.
                    (bytes.len() - valid.len() < 4).then(|| (valid.len(), crate::raw::encoding::high(valid)))
                });
            }
            spare = next_piece(file, spare)?;
        } else {
            let emptied = std::mem::take(&mut spare);
            let (next, ()) = rayon::join(
                || next_piece(file, emptied),
                || {
                    rayon::join(
                        || {
                            hasher.update_rayon(&piece);
                        },
                        || {
                            if let Some(seen) = &mut seen {
                                look(seen, &piece, valid_part);
                            }
                        },
                    );
                },
            );
            spare = next?;
        }
        std::mem::swap(&mut piece, &mut spare);
    }
    Ok((hasher.finalize().to_hex().to_string(), seen))
}

/// Shows the next piece to a surveyor: quickly where it is good UTF-8, as `valid` finds.
fn look(seen: &mut Surveyor, bytes: &[u8], valid: impl Fn(&[u8]) -> Option<(usize, u64)>) {
    match if seen.expects_a_character() { valid(bytes) } else { None } {
        Some((valid, high)) => {
            seen.skip_valid(&bytes[..valid], high);
            seen.feed(&bytes[valid..]);
        }
        None => seen.feed(bytes),
    }
}

/// Reads until a piece is full or the file ends.
fn next_piece(reader: &mut impl Read, mut piece: Vec<u8>) -> io::Result<Vec<u8>> {
    piece.clear();
    reader.take(PIECE as u64).read_to_end(&mut piece)?;
    Ok(piece)
}

/// Surveys a text that is packed, or not a file of its own.
pub(crate) fn survey_all(reader: &mut dyn Read) -> io::Result<Surveyor> {
    let mut seen = Surveyor::default();
    let mut piece = Vec::new();
    loop {
        piece = next_piece(&mut &mut *reader, piece)?;
        if piece.is_empty() {
            return Ok(seen);
        }
        look(&mut seen, &piece, valid_part);
    }
}

#[cfg(test)]
mod tests {
    use super::{Fingerprints, PIECE};
    use std::{fs, time::Duration};

    #[test]
    fn a_file_is_gone_through_again_only_when_it_has_changed() {
        let folder = tempfile::tempdir().unwrap();
        let path = folder.path().join("staff.csv");
        fs::write(&path, "a,b\n1,2\n").unwrap();
        let prints = Fingerprints::default();
        let first = prints.of(&path).unwrap();
        assert_eq!(first.blake3, blake3::hash(b"a,b\n1,2\n").to_hex().to_string());
        assert!(std::sync::Arc::ptr_eq(&first, &prints.clone().of(&path).unwrap()));
        assert!(!prints.has_changed(&path));
        fs::write(&path, "a,b\n1,3\n").unwrap();
        let later = fs::File::options().write(true).open(&path).unwrap();
        later.set_modified(std::time::SystemTime::now() + Duration::from_secs(5)).unwrap();
        assert!(prints.has_changed(&path));
        assert_eq!(prints.blake3(&path).unwrap(), blake3::hash(b"a,b\n1,3\n").to_hex().to_string());
        fs::remove_file(&path).unwrap();
        assert!(prints.has_changed(&path) && prints.of(&path).is_err());
    }

    #[test]
    fn a_large_file_has_the_hash_and_encoding_that_it_has_in_one_piece() {
        let folder = tempfile::tempdir().unwrap();
        let path = folder.path().join("staff.csv");
        let text = "name,pay\ncaf\u{E9} \u{2013},\u{A3}32,000\n".repeat(2 * PIECE / 28 + 7);
        assert!(text.len() > 2 * PIECE);
        for bytes in [text.as_bytes().to_vec(), [text.as_bytes(), b"\xa3\n"].concat()] {
            fs::write(&path, &bytes).unwrap();
            let print = Fingerprints::default().of(&path).unwrap();
            assert_eq!(print.blake3, blake3::hash(&bytes).to_hex().to_string());
            let mut whole = crate::raw::encoding::Surveyor::default();
            whole.feed(&bytes);
            assert_eq!(print.seen.as_ref().map(|seen| seen.finish(None)), Some(whole.finish(None)));
        }
    }
}
