//! What a mapping file says.

use serde::{Deserialize, Serialize};
use std::collections::BTreeMap;
use wres_domain::{Dataset, SiteId};

/// A site's mapping file.
///
/// Read with [`SiteMapping::from_toml`], which refuses keys, columns, lists and rungs that do not exist.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct SiteMapping {
    /// The site.
    pub site: SiteId,
    /// Order of day, month and year in dates that are not ISO, unless a source says otherwise.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub date_order: Option<DateOrder>,
    /// The zone by whose clock an instant such as `2024-03-31T23:00:00Z` has its day, unless a source says otherwise: `Europe/London`,
    /// `UTC`, or an offset such as `+01:00`. Without it the clock of the United Kingdom is taken and asked about.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub time_zone: Option<String>,
    /// The last year that two digits of a date may mean: with 2030, `30` is 2030 and `31` is 1931. Without it, the year after the
    /// snapshot, and for dates of birth the year fourteen years before it.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub two_digit_years_until: Option<u16>,
    /// The ladder that grades are mapped to.
    #[serde(default = "default_ladder")]
    pub ladder: String,
    /// Names of files that are not data, with `*` for anything.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub ignore: Vec<String>,
    /// The tables.
    #[serde(default, rename = "source")]
    pub sources: Vec<Source>,
    /// Grade as written to rung of the ladder. Matched exactly after normalisation; a range such as `SCP 5-11` is every grade of that
    /// name with a number in it that has no entry of its own.
    #[serde(default, skip_serializing_if = "BTreeMap::is_empty")]
    pub grades: BTreeMap<String, String>,
    /// Guesses about grades that a person has not looked at.
    #[serde(default, rename = "guess", skip_serializing_if = "Vec::is_empty")]
    pub guesses: Vec<Guess>,
}

/// One table: a file, or a sheet of a workbook.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Source {
    /// The dataset it is.
    pub dataset: Dataset,
    /// File name, exact or with `*` for anything. A member of an archive is named by its own name.
    pub file: String,
    /// Sheet of a workbook; without it, the only sheet, or the first whose header fits.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub sheet: Option<String>,
    /// Row of the header (the first is 1), where it is not found by itself.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub header_row: Option<u32>,
    /// Encoding by its WHATWG label, such as `windows-1252`, where it is not found by itself.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub encoding: Option<String>,
    /// Field delimiter of a text file, where it is not found by itself.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub delimiter: Option<char>,
    /// Quotation mark of a text file, where it is not found by itself.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub quote: Option<Quote>,
    /// Order of day, month and year in this table.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub date_order: Option<DateOrder>,
    /// The zone by whose clock instants of this table have their day.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub time_zone: Option<String>,
    /// Key columns that the file does not have: each row's number in the file is its key, such as `application_id`.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub numbered: Vec<String>,
    /// Values that mean an empty cell in this table, such as `NA`.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub missing: Vec<String>,
    /// Canonical column to header as written. Headers that are a synonym of a column need no entry.
    #[serde(default, skip_serializing_if = "BTreeMap::is_empty")]
    pub columns: BTreeMap<String, String>,
    /// Canonical column to what it holds in every row, written as the file would write it. For columns that the file does not have.
    #[serde(default, skip_serializing_if = "BTreeMap::is_empty")]
    pub constants: BTreeMap<String, String>,
    /// Canonical column to the headers that it is put together from, in this order, with a space between: a grade of two cells, or
    /// a key of several.
    #[serde(default, skip_serializing_if = "BTreeMap::is_empty")]
    pub together: BTreeMap<String, Vec<String>>,
    /// Canonical column to its unit in the file: `hours / 37`, `months * 12`.
    #[serde(default, skip_serializing_if = "BTreeMap::is_empty")]
    pub units: BTreeMap<String, String>,
    /// Canonical column of yes or no to the least score that means yes.
    #[serde(default, skip_serializing_if = "BTreeMap::is_empty")]
    pub cut_offs: BTreeMap<String, i64>,
    /// Canonical column to the code list it is in. Must be there for every column of ethnicity.
    #[serde(default, skip_serializing_if = "BTreeMap::is_empty")]
    pub codelists: BTreeMap<String, String>,
    /// Canonical column to the site's own values and the codes they mean.
    #[serde(default, skip_serializing_if = "BTreeMap::is_empty")]
    pub values: BTreeMap<String, BTreeMap<String, String>>,
    /// `false` in a draft: that the table is this dataset is itself a guess. The table is not read until a person says
    /// `true` or removes the line.
    #[serde(default = "yes", skip_serializing_if = "is_true")]
    pub confirmed: bool,
    /// Guesses about this table. Those that a person has set to `confirmed = true` count as if they were written above.
    #[serde(default, rename = "guess", skip_serializing_if = "Vec::is_empty")]
    pub guesses: Vec<Guess>,
}

/// A guess of the draft. It does nothing until a person confirms it.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Guess {
    /// What is guessed.
    pub kind: GuessKind,
    /// The canonical column, for `column`, `codelist` and `value`; empty for `grade` and `date_order`.
    #[serde(default, skip_serializing_if = "String::is_empty")]
    pub column: String,
    /// As the site writes it: a header, a value, a grade. Empty for `codelist` and `date_order`.
    #[serde(default, skip_serializing_if = "String::is_empty")]
    pub written: String,
    /// What it is taken to mean: a code, a list, a rung, an order, or for `stated` what the column holds. For `column` empty: the column
    /// says it.
    #[serde(default, skip_serializing_if = "String::is_empty")]
    pub means: String,
    /// How sure, from 0 to 100.
    pub score: u8,
    /// Why.
    pub why: String,
    /// Whether a person has said that it is right.
    pub confirmed: bool,
}

/// What a [`Guess`] is about.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum GuessKind {
    /// A header means a canonical column.
    Column,
    /// A column is in a code list.
    Codelist,
    /// A value means a code.
    Value,
    /// A grade is a rung.
    Grade,
    /// Dates are in an order.
    DateOrder,
    /// A required column has no header: `= value` says what it holds in every row, `#` that the row number is the key, `A + B` that it is
    /// put together from two headers.
    Stated,
    /// A column is in a unit.
    Unit,
    /// A column of yes or no holds scores: the least that means yes.
    CutOff,
    /// Instants have their day by the clock of a zone.
    TimeZone,
}

/// Order of the parts of a date that is not ISO.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum DateOrder {
    /// Day, month, year.
    Dmy,
    /// Month, day, year.
    Mdy,
    /// Year, month, day.
    Ymd,
    /// Only ISO dates, and those that a spreadsheet holds as dates.
    Iso,
}

/// Quotation mark of a text file.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Quote {
    /// `"`.
    Double,
    /// `'`.
    Single,
    /// Quotation marks are ordinary characters.
    None,
}

fn default_ladder() -> String {
    "wres".to_owned()
}

fn yes() -> bool {
    true
}

#[expect(clippy::trivially_copy_pass_by_ref, reason = "serde passes a reference")]
fn is_true(value: &bool) -> bool {
    *value
}
