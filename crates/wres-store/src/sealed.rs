//! Values on disk with their hash, so that what is read back is what was written there, or nothing.

use crate::{
    atomic::read_regular,
    error::{At, Result, StoreError},
    private,
};
use serde::{Deserialize, Serialize, de::DeserializeOwned};
use std::path::Path;

const BEGIN: &str = "{\"blake3\":\"";
const WHAT: &str = "\",\"what\":";
const VALUE: &str = ",\"value\":";
const END: &str = "}\n";
const DIGITS: usize = 64;

/// Writes a value as JSON with the hash of its text and of `what` it is, so that neither a changed byte nor a file put in another's
/// place is taken for it.
///
/// # Errors
/// [`StoreError::Io`].
pub(crate) fn write<T: Serialize>(path: &Path, what: &str, value: &T) -> Result<()> {
    let text = serde_json::to_string(value).map_err(std::io::Error::other).at("encode", path)?;
    let whole = [BEGIN, &hash(what, &text), WHAT, &quoted(what), VALUE, &text, END].concat();
    private::write_whole(path, whole.as_bytes())
}

/// Reads a value that [`write`] wrote; `None` if there is no file.
///
/// # Errors
/// [`StoreError::Damaged`] if it is not what was written, [`StoreError::Io`].
pub(crate) fn read<T: DeserializeOwned>(path: &Path, what: &str) -> Result<Option<T>> {
    let damaged = |reason: String| StoreError::Damaged { path: path.to_owned(), reason };
    if std::fs::symlink_metadata(path).is_ok_and(|metadata| !metadata.is_file()) {
        return Err(damaged("it is not a regular file".to_owned()));
    }
    let Some(bytes) = read_regular(path)? else { return Ok(None) };
    let text = std::str::from_utf8(&bytes).map_or(None, |whole| value_of(what, whole));
    let text = text.ok_or_else(|| damaged("its bytes are not those that were written".to_owned()))?;
    serde_json::from_str(text).map(Some).map_err(|error| damaged(error.to_string()))
}

/// The text of the value, if the hash is that of it.
fn value_of<'a>(what: &str, whole: &'a str) -> Option<&'a str> {
    let rest = whole.strip_prefix(BEGIN)?.strip_suffix(END)?;
    let (claimed, rest) = rest.split_at_checked(DIGITS)?;
    let text = rest.strip_prefix(WHAT)?.strip_prefix(&*quoted(what))?.strip_prefix(VALUE)?;
    (claimed == hash(what, text)).then_some(text)
}

fn quoted(what: &str) -> String {
    serde_json::Value::from(what).to_string()
}

/// What a file says it is, if its bytes are those that were written.
pub(crate) fn what_is(path: &Path) -> Option<String> {
    #[derive(Deserialize)]
    struct Head {
        what: String,
    }
    let Ok(Some(bytes)) = read_regular(path) else { return None };
    let Ok(whole) = String::from_utf8(bytes) else { return None };
    let Ok(Head { what }) = serde_json::from_str(&whole) else { return None };
    value_of(&what, &whole).is_some().then_some(what)
}

fn hash(what: &str, text: &str) -> String {
    let mut hasher = blake3::Hasher::new();
    hasher.update(&(what.len() as u64).to_le_bytes()).update(what.as_bytes()).update(text.as_bytes());
    hasher.finalize().to_hex().to_string()
}

#[cfg(test)]
mod tests {
    use super::{read, write};
    use std::fs;

    #[test]
    fn no_single_flipped_bit_is_taken_for_what_was_written() {
        let folder = tempfile::tempdir().unwrap();
        let path = folder.path().join("value");
        write(&path, "numbers", &[1, 2, 3]).unwrap();
        assert_eq!(read::<Vec<u32>>(&path, "numbers").unwrap().unwrap(), [1, 2, 3]);
        assert!(read::<Vec<u32>>(&path, "other numbers").is_err());
        let good = fs::read(&path).unwrap();
        serde_json::from_slice::<serde_json::Value>(&good).unwrap();
        for bit in 0..good.len() * 8 {
            let mut bad = good.clone();
            bad[bit / 8] ^= 1 << (bit % 8);
            fs::write(&path, &bad).unwrap();
            assert!(read::<Vec<u32>>(&path, "numbers").is_err(), "bit {bit}");
        }
        for cut in 0..good.len() {
            fs::write(&path, &good[..cut]).unwrap();
            assert!(read::<Vec<u32>>(&path, "numbers").is_err(), "cut {cut}");
        }
        fs::remove_file(&path).unwrap();
        assert!(read::<Vec<u32>>(&path, "numbers").unwrap().is_none());
    }
}
