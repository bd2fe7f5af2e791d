//! How a site writes its files. Each choice is one that real sites make.

/// The kind of file.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Container {
    /// One delimited text file for each dataset.
    Text {
        /// Between the fields.
        delimiter: char,
        /// How characters become bytes.
        encoding: Encoding,
        /// Whether lines end in carriage return and line feed.
        carriage_return: bool,
    },
    /// One workbook for each dataset.
    Workbooks,
    /// One workbook with a sheet for each dataset and a sheet of notes before them.
    OneWorkbook,
}

/// How characters become bytes.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Encoding {
    /// UTF-8.
    Utf8,
    /// UTF-8 with a byte-order mark.
    Utf8Mark,
    /// UTF-16, little end first, with a byte-order mark.
    Utf16,
    /// Windows-1252.
    Windows1252,
}

/// How columns are named.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Headers {
    /// By the canonical names.
    Canonical,
    /// By words that the schema knows as synonyms.
    Familiar,
    /// By words of the site's own, which its mapping explains.
    Own,
}

/// The list in which ethnicity is written.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum EthnicityList {
    /// Labels of the harmonised standard.
    Labels,
    /// Codes of the NHS Data Dictionary's ethnic category.
    Nhs,
    /// Labels of the same list, with the dashes that word processors make.
    NhsLabels,
    /// Codes of the Department for Education's children's social care returns.
    Dfe,
    /// Codes of the Adult Social Care Workforce Data Set.
    AscWds,
}

/// How dates are written in text files; in workbooks they are dates of the workbook unless they are `Slashes`.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Dates {
    /// `2025-03-31`.
    Iso,
    /// `31/03/2025`.
    Slashes,
    /// `31.03.2025`.
    Dots,
}

/// How yes and no are written.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Flags {
    /// `Yes`, `No`.
    Words,
    /// `Y`, `N`.
    Letters,
    /// `1`, `0`.
    Digits,
    /// `TRUE`, `FALSE`.
    Logical,
}

/// How money is written.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Money {
    /// `34314`.
    Plain,
    /// `34314.00`.
    Decimal,
    /// `£34,314`.
    Pounds,
}

/// How a full-time equivalent is written.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Fte {
    /// `0.60`.
    TwoPlaces,
    /// `0.6`.
    Short,
    /// `60%`.
    Percent,
}

/// How coded values other than ethnicity are written.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Codes {
    /// By the canonical codes.
    Canonical,
    /// By words that the code lists know as labels or synonyms.
    Familiar,
    /// By words of the site's own, which its mapping explains.
    Own,
}

/// How grades are named. The mapping says which rung each one is.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Grades {
    /// `Grade 1` to `Grade 9`.
    Plain,
    /// `Scale 3`, `SO1`, `PO2` and the like.
    Council,
    /// `Band C` to `Band K`.
    Letters,
}

/// How a site writes its files.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Style {
    /// The kind of file.
    pub container: Container,
    /// How columns are named.
    pub headers: Headers,
    /// The list in which ethnicity is written.
    pub ethnicity: EthnicityList,
    /// How dates are written.
    pub dates: Dates,
    /// How yes and no are written.
    pub flags: Flags,
    /// How money is written.
    pub money: Money,
    /// How a full-time equivalent is written.
    pub fte: Fte,
    /// How other codes are written.
    pub codes: Codes,
    /// How grades are named.
    pub grades: Grades,
    /// Whether a title, a note and a blank line stand above each header.
    pub title: bool,
    /// Whether a row of totals ends each table of staff.
    pub totals: bool,
    /// Whether there are columns that no dataset has.
    pub extra_columns: bool,
}

impl Style {
    /// Canonical, clean and quick to read: text with commas, canonical names and codes, ISO dates.
    pub const CLEAN: Self = Self {
        container: Container::Text { delimiter: ',', encoding: Encoding::Utf8, carriage_return: false },
        headers: Headers::Canonical,
        ethnicity: EthnicityList::Labels,
        dates: Dates::Iso,
        flags: Flags::Words,
        money: Money::Plain,
        fte: Fte::TwoPlaces,
        codes: Codes::Canonical,
        grades: Grades::Plain,
        title: false,
        totals: false,
        extra_columns: false,
    };
}
