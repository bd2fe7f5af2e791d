//! Configuration as text, whatever editor saved it.

use super::load::ConfigError;
use std::path::Path;

/// The text of a file that should be UTF-8: a byte-order mark is left out, and UTF-16 with a mark is decoded.
///
/// # Errors
/// What is wrong with it, with the line, and how to save it.
pub(crate) fn plain_text(bytes: &[u8]) -> Result<String, String> {
    let utf16 = |bytes: &[u8], unit: fn([u8; 2]) -> u16| {
        let units: Vec<u16> = bytes.chunks_exact(2).map(|pair| unit([pair[0], pair[1]])).collect();
        let whole = bytes.len().is_multiple_of(2);
        String::from_utf16(&units)
            .ok()
            .filter(|_| whole)
            .ok_or_else(|| "it is not whole UTF-16 text; save it as UTF-8".into())
    };
    let rest = match bytes {
        [0xEF, 0xBB, 0xBF, rest @ ..] => rest,
        [0xFF, 0xFE, rest @ ..] => return utf16(rest, u16::from_le_bytes),
        [0xFE, 0xFF, rest @ ..] => return utf16(rest, u16::from_be_bytes),
        bytes => bytes,
    };
    std::str::from_utf8(rest).map(str::to_owned).map_err(|error| {
        let line = 1 + rest.iter().take(error.valid_up_to()).filter(|byte| **byte == b'\n').count();
        format!(
            "line {line} holds a character that is not UTF-8; the file is probably in Windows-1252. Save it as UTF-8 (in Notepad: \
             Save as, Encoding UTF-8)"
        )
    })
}

/// Reads a configuration or mapping file as text.
///
/// # Errors
/// [`ConfigError`] if it cannot be read or is no text, with the file.
pub fn read_text(path: &Path) -> Result<String, ConfigError> {
    let bytes = std::fs::read(path).map_err(|source| ConfigError::Read { path: path.to_owned(), source })?;
    plain_text(&bytes).map_err(|message| ConfigError::Content { path: path.to_owned(), message })
}

#[cfg(test)]
mod tests {
    use super::plain_text;

    #[test]
    fn a_mark_is_no_character_and_bytes_that_are_not_utf_8_are_named_by_their_line() {
        assert_eq!(plain_text(b"\xEF\xBB\xBFsite = 1").as_deref(), Ok("site = 1"));
        assert_eq!(plain_text(b"\xFF\xFEa\0b\0").as_deref(), Ok("ab"));
        assert_eq!(plain_text(b"\xFE\xFF\0a\0b").as_deref(), Ok("ab"));
        let wrong = plain_text(b"a = 1\nb = \"caf\xE9\"\n").unwrap_err();
        assert!(wrong.contains("line 2") && wrong.contains("UTF-8"), "{wrong}");
        assert!(plain_text(b"\xFF\xFEa").is_err());
    }
}
