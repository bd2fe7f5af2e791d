//! What reading a cell gave.

/// The outcome of reading one cell.
#[derive(Debug, Clone, Copy, PartialEq)]
pub(crate) enum Read<T> {
    /// A value.
    Value(T),
    /// A value, and something to say about how it was read.
    Noted(T, Trouble),
    /// No value, which is in order unless the column is required; with something to say about why.
    Empty(Option<Trouble>),
    /// Something that is not a value.
    Bad(Trouble),
}

impl<T> Read<T> {
    /// The same with another value.
    pub(super) fn map<U>(self, to: impl FnOnce(T) -> U) -> Read<U> {
        match self {
            Self::Value(value) => Read::Value(to(value)),
            Self::Noted(value, trouble) => Read::Noted(to(value), trouble),
            Self::Empty(trouble) => Read::Empty(trouble),
            Self::Bad(trouble) => Read::Bad(trouble),
        }
    }
}

/// What can be said about a cell. Each has its words in the catalogue of findings.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub(crate) enum Trouble {
    /// The cell is empty and must not be.
    RequiredBlank,
    /// A word that means empty, such as `N/A`.
    BlankWord,
    /// An error of the spreadsheet, such as `#DIV/0!`.
    ErrorCell,
    /// `#####`: the column was too narrow when the sheet was saved as text.
    Hashes,
    /// Not a date.
    DateUnreadable,
    /// Day, month and year in an order that nobody declared.
    DateOrderUndeclared,
    /// Fits another order than the declared one.
    DateOrderContradicted,
    /// A day that no calendar has.
    DateImpossible,
    /// A year outside 1900 to 2199 that is no known open end.
    DateYear,
    /// An open end, such as 31/12/9999: no date.
    DateOpenEnd,
    /// A number that stands for a date in a spreadsheet.
    DateSerial,
    /// An instant with a zone, where no zone of the site is declared.
    DateInstant,
    /// A year of two digits.
    DateTwoDigitYear,
    /// A date of birth after the snapshot, or more than 110 years before it.
    BirthDateImplausible,
    /// Not a number.
    NumberUnreadable,
    /// Commas and points that do not say which is the decimal point.
    NumberSeparators,
    /// Too large for what it is.
    NumberTooLarge,
    /// Not whole where a count belongs.
    NumberNotWhole,
    /// Negative where that makes no sense.
    NumberNegative,
    /// A percentage where the plain number belongs; taken as the share it is.
    NumberPercent,
    /// A share below 0 or above 1: perhaps a percentage without its sign.
    ShareOutside,
    /// `k` for a thousand.
    NumberThousands,
    /// A count with its percentage in the same cell; the count was taken.
    CountWithShare,
    /// A dash in a count: nil, or not available?
    CountDash,
    /// A pay that is by the hour, month or another period, or a range.
    MoneyNotAnnual,
    /// Not yes or no.
    FlagUnknown,
    /// Asked and not answered: neither yes nor no.
    FlagUndeclared,
    /// Not in the code list.
    CodeUnknown,
    /// Not in the declared list of ethnicity.
    EthnicityUnknown,
    /// A footnote mark glued to a value.
    Footnote,
    /// An identifier that a spreadsheet turned into a number such as 1.59E+03.
    IdDamaged,
    /// An identifier that ends in `.0`.
    IdDecimal,
    /// A post that nobody holds.
    IdVacant,
    /// A grade that the mapping does not place on the ladder.
    GradeUnmapped,
    /// Text that a spreadsheet would take for a formula.
    Formula,
    /// Control characters.
    Control,
    /// Marks that turn the direction of writing.
    Bidirectional,
    /// Text that was decoded with the wrong encoding once before.
    Mojibake,
    /// A row with more cells than the header.
    RowTooWide,
    /// Text after a closing quotation mark.
    Malformed,
    /// A cell longer than the limit.
    CellTooLong,
    /// A row that repeats another exactly.
    Repeat,
}

/// Words that mean an empty cell everywhere. `NA` is not among them: it is also a name and a code.
pub(crate) fn is_blank_word(text: &str) -> bool {
    const WORDS: [&str; 9] = ["-", "\u{2013}", "\u{2014}", "n/a", "null", "(null)", "(blank)", "[null]", "--"];
    text.len() <= 7 && WORDS.iter().any(|word| text.eq_ignore_ascii_case(word))
}

/// Whether the cell is an error of the spreadsheet or a column that was too narrow, and which.
pub(crate) fn is_error_cell(text: &str) -> Option<Trouble> {
    const ERRORS: [&str; 10] =
        ["#DIV/0!", "#N/A", "#NAME?", "#NULL!", "#NUM!", "#REF!", "#VALUE!", "#SPILL!", "#CALC!", "#GETTING_DATA"];
    if !text.starts_with('#') {
        return None;
    }
    if text.len() >= 2 && text.bytes().all(|byte| byte == b'#') {
        return Some(Trouble::Hashes);
    }
    ERRORS.iter().any(|error| text.eq_ignore_ascii_case(error)).then_some(Trouble::ErrorCell)
}

#[cfg(test)]
mod tests {
    use super::{Trouble, is_blank_word, is_error_cell};

    #[test]
    fn na_is_not_taken_for_an_empty_cell() {
        assert!(is_blank_word("N/A") && is_blank_word("NULL") && is_blank_word("-"));
        assert!(!is_blank_word("NA") && !is_blank_word("None") && !is_blank_word("0"));
    }

    #[test]
    fn errors_of_a_spreadsheet_are_known() {
        assert_eq!(is_error_cell("#div/0!"), Some(Trouble::ErrorCell));
        assert_eq!(is_error_cell("########"), Some(Trouble::Hashes));
        assert_eq!(is_error_cell("#1"), None);
    }
}
