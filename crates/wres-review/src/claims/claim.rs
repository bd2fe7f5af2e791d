//! A claim: texts as they were printed.

use super::Column;

/// One row of a table of claims. Every printed value is the text that was printed.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Claim {
    /// The file it came from.
    pub file: String,
    /// Its line in the file (CSV), or its number (TOML), or its row (workbook); the header is line 1.
    pub line: u64,
    texts: [Box<str>; Column::COUNT],
}

impl Claim {
    /// A claim without texts.
    #[must_use]
    pub fn new(file: &str, line: u64) -> Self {
        Self { file: file.to_owned(), line, texts: std::array::from_fn(|_| Box::from("")) }
    }

    /// The text of a column, without spaces around it; empty where there is none.
    #[must_use]
    pub fn text(&self, column: Column) -> &str {
        &self.texts[column as usize]
    }

    /// Sets the text of a column.
    pub fn set(&mut self, column: Column, text: &str) {
        self.texts[column as usize] = Box::from(text.trim());
    }

    /// The same with one column set, for building by hand.
    #[must_use]
    pub fn with(mut self, column: Column, text: &str) -> Self {
        self.set(column, text);
        self
    }

    /// Whether nothing at all stands in it.
    #[must_use]
    pub fn is_empty(&self) -> bool {
        self.texts.iter().all(|text| text.is_empty())
    }

    /// What it is about, in words: indicator, group, site, period.
    #[must_use]
    pub fn about(&self) -> String {
        let parts = [Column::Indicator, Column::Group, Column::Site, Column::Period].map(|column| self.text(column));
        parts.into_iter().filter(|part| !part.is_empty()).collect::<Vec<_>>().join(", ")
    }
}
