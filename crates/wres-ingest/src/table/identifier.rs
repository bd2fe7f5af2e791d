//! Identifiers: hashed as they are written, unless a spreadsheet has damaged them.

use crate::{
    key::IdentifierHasher,
    table::column::{is_missing, oddity},
    values::{self, Read, Trouble},
};
use wres_domain::normalise;

/// Lengths of identifiers that are counted.
pub(crate) const LENGTHS: usize = 20;

/// Words in place of the number of a person, for a post that nobody holds.
const VACANT: [&str; 7] = ["vacant", "vacancy", "vacant post", "unfilled", "tbc", "tba", "no post holder"];

/// Hashes an identifier. It is trimmed and freed of characters that cannot be seen, and nothing else: leading zeros, case and
/// punctuation are part of it.
#[inline]
pub(super) fn identifier(cell: &str, hasher: &IdentifierHasher, lengths: &mut [u64; LENGTHS]) -> Read<u64> {
    let bytes = cell.as_bytes();
    if !bytes.is_empty() && bytes.iter().all(u8::is_ascii_digit) {
        lengths[bytes.len().min(LENGTHS - 1)] += 1;
        return Read::Value(hasher.hash(bytes));
    }
    if is_missing(cell) {
        return Read::Empty((!cell.is_empty()).then_some(Trouble::BlankWord));
    }
    if let Some(trouble) = values::is_error_cell(cell) {
        return Read::Bad(trouble);
    }
    // None of the words has a digit, and nearly every identifier has.
    if cell.len() <= 16 && !bytes.iter().any(u8::is_ascii_digit) && VACANT.contains(&normalise(cell).as_str()) {
        return Read::Empty(Some(Trouble::IdVacant));
    }
    if is_rounded(bytes) {
        return Read::Bad(Trouble::IdDamaged);
    }
    match oddity(cell) {
        Some(odd @ (Trouble::Control | Trouble::Bidirectional)) => {
            let clean = values::without_marks(cell);
            Read::Noted(hasher.hash(values::trim(&clean).as_bytes()), odd)
        }
        Some(odd) => Read::Noted(hasher.hash(bytes), odd),
        None if is_decimal(bytes) => Read::Noted(hasher.hash(bytes), Trouble::IdDecimal),
        None => Read::Value(hasher.hash(bytes)),
    }
}

/// `1.59E+03`.
fn is_rounded(bytes: &[u8]) -> bool {
    let Some(at) = bytes.iter().position(|byte| matches!(byte, b'E' | b'e')) else { return false };
    let (mantissa, power) = (&bytes[..at], &bytes[at + 1..]);
    let power = power.strip_prefix(b"+").unwrap_or(power);
    let point = mantissa.iter().filter(|byte| **byte == b'.').count();
    let plus = bytes.get(at + 1) == Some(&b'+');
    let digits = |part: &[u8]| !part.is_empty() && part.iter().all(u8::is_ascii_digit);
    let whole = mantissa.iter().all(|byte| byte.is_ascii_digit() || *byte == b'.') && !mantissa.is_empty();
    // Without a point or a plus, `12E45` may well be an identifier.
    whole && digits(power) && (plus || point == 1) && point <= 1
}

/// `12345.0`, which a program for tables makes of whole numbers next to empty cells.
fn is_decimal(bytes: &[u8]) -> bool {
    bytes.strip_suffix(b".0").is_some_and(|whole| !whole.is_empty() && whole.iter().all(u8::is_ascii_digit))
}

#[cfg(test)]
mod tests {
    use super::{LENGTHS, identifier, is_rounded};
    use crate::{
        key::IdentifierKey,
        values::{Read, Trouble},
    };
    use wres_domain::SiteId;

    #[test]
    fn identifiers_that_a_spreadsheet_rounded_are_refused_and_others_are_kept_as_they_are() {
        for bad in ["1.59E+03", "1E+05", "2.5e10"] {
            assert!(is_rounded(bad.as_bytes()), "{bad}");
        }
        for good in ["12E45", "E12", "1000", "E+3", "AB1.5E+", ""] {
            assert!(!is_rounded(good.as_bytes()), "{good}");
        }
    }

    #[test]
    fn leading_zeros_and_case_are_part_of_an_identifier() {
        let key = IdentifierKey::from_bytes(b"q8f1c02a9d4e37b5566c0f1129ab8e7d3405f6a7b").unwrap();
        let hasher = key.hasher(&SiteId::new("A").unwrap(), "person");
        let read = |cell: &str| identifier(cell, &hasher, &mut [0; LENGTHS]);
        assert_ne!(read("00123"), read("123"));
        assert_ne!(read("ab1"), read("AB1"));
        assert_eq!(read("12\u{200E}3"), Read::Noted(hasher.hash(b"123"), Trouble::Bidirectional));
        assert_eq!(read("VACANT"), Read::Empty(Some(Trouble::IdVacant)));
        assert_eq!(read("#N/A"), Read::Bad(Trouble::ErrorCell));
        assert!(matches!(read("12345.0"), Read::Noted(_, Trouble::IdDecimal)));
    }
}
