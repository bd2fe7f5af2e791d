//! Where the cells of a column come from, and what is done to them before they are read.

use crate::values::{self, Read};
use wres_domain::parsed;

/// Where the cells of a column come from.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) enum Origin {
    /// From the file, as they stand.
    File,
    /// From the mapping: the same in every row.
    Stated(String),
    /// From several cells of the row, with a space between those that are not empty.
    Together(Vec<u32>),
}

/// What is done to a cell before it is read.
#[derive(Debug, Clone, Copy, PartialEq)]
pub(crate) enum Change {
    /// A number in another unit.
    Unit(Unit),
    /// A score: yes from this number on.
    CutOff(f64),
}

/// Times or over a number.
#[derive(Debug, Clone, Copy, PartialEq)]
pub(crate) struct Unit {
    over: bool,
    by: f64,
}

impl Unit {
    /// Reads `hours / 37`, `months * 12` or `/ 37`: words that a person reads, a sign, and a number above 0.
    pub(crate) fn of(text: &str) -> Option<Self> {
        let at = text.find(['/', '*', '\u{D7}'])?;
        let (words, rest) = text.split_at(at);
        let sign = rest.chars().next()?;
        let by: f64 = parsed(rest[sign.len_utf8()..].trim())?;
        let readable = words.chars().all(|c| c.is_alphabetic() || c == ' ' || c == '_');
        (readable && by.is_finite() && by > 0.0).then_some(Self { over: sign == '/', by })
    }

    fn applied(self, number: f64) -> f64 {
        if self.over { number / self.by } else { number * self.by }
    }
}

impl Change {
    /// Writes what a cell says once it is changed. A cell that holds no number stays as it is, and is judged as such.
    pub(crate) fn write(self, cell: &str, out: &mut String) {
        out.clear();
        // Amounts may have a pound sign and thousands; they are read in pence.
        let number = match (values::number(cell), values::money(cell)) {
            (Read::Value(number) | Read::Noted(number, _), _) => Some(number),
            (Read::Bad(_), Read::Value(pence)) => Some(pence as f64 / 100.0),
            _ => None,
        };
        match (self, number) {
            (Self::Unit(unit), Some(number)) => {
                // Six decimals are more than any unit has, and none of the noise of division.
                out.push_str(format!("{:.6}", unit.applied(number)).trim_end_matches('0').trim_end_matches('.'));
            }
            (Self::CutOff(least), Some(number)) => out.push_str(if number >= least { "yes" } else { "no" }),
            (_, None) => out.push_str(cell),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::{Change, Unit};

    fn changed(change: Change, cell: &str) -> String {
        let mut out = "before".to_owned();
        change.write(cell, &mut out);
        out
    }

    #[test]
    fn a_unit_is_words_a_sign_and_a_number() {
        let unit = |text: &str| Change::Unit(Unit::of(text).unwrap());
        assert_eq!(changed(unit("hours / 37"), "18.5"), "0.5");
        assert_eq!(changed(unit("hours / 36.25"), "36.25"), "1");
        assert_eq!(changed(unit("months * 12"), "£2,500.10"), "30001.2");
        assert_eq!(changed(unit("/ 37"), "n/a"), "n/a");
        for wrong in ["37", "hours / 0", "hours / -1", "hours / x", "h1 / 37", ""] {
            assert_eq!(Unit::of(wrong), None, "{wrong}");
        }
    }

    #[test]
    fn a_score_is_yes_from_the_cut_off_on_and_a_word_stays_a_word() {
        let passed = Change::CutOff(70.0);
        assert_eq!(["70", "69.9", "100", "Yes", ""].map(|cell| changed(passed, cell)), ["yes", "no", "yes", "Yes", ""]);
    }
}
