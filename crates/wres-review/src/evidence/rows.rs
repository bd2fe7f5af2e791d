//! `evidence.csv`: a row a study and outcome.

use crate::{
    error::{Result, ReviewError},
    printed::{Reading, read},
};
use std::collections::BTreeMap;

/// The evidence, as it was read.
#[derive(Debug, Clone, Default)]
pub struct Evidence {
    /// Its rows.
    pub studies: Vec<Study>,
    /// Columns that are none of the evidence's; each can be a moderator.
    pub not_read: Vec<String>,
}

/// One row of the evidence. Printed values are the texts that were printed.
#[derive(Debug, Clone, Default)]
pub struct Study {
    /// The line of the file.
    pub line: u64,
    texts: BTreeMap<String, String>,
}

const COLUMNS: [&str; 29] = [
    "study",
    "outcome",
    "population",
    "group",
    "reference_group",
    "cases",
    "base",
    "reference_cases",
    "reference_base",
    "effect",
    "estimate",
    "lower",
    "upper",
    "level",
    "p_value",
    "se",
    "adjusted",
    "cohort",
    "cluster",
    "design",
    "year",
    "subgroup",
    "baseline",
    "indirect",
    "source",
    "page",
    "quote",
    "note",
    "direction",
];

/// Other names that a column is known under.
const OTHER_NAMES: [(&str, &str); 12] = [
    ("numerator", "cases"),
    ("events", "cases"),
    ("denominator", "base"),
    ("ref_numerator", "reference_cases"),
    ("ref_denominator", "reference_base"),
    ("ref_group", "reference_group"),
    ("ci_lower", "lower"),
    ("ci_upper", "upper"),
    ("p", "p_value"),
    ("standard_error", "se"),
    ("model", "adjusted"),
    ("indirectness", "indirect"),
];

impl Evidence {
    /// Reads the evidence.
    ///
    /// # Errors
    /// [`ReviewError::Csv`], [`ReviewError::Column`] without `study`, [`ReviewError::Empty`].
    pub fn read(text: &str) -> Result<Self> {
        let file = "evidence.csv";
        let wrong = |source| ReviewError::Csv { file: file.to_owned(), source };
        let text = text.strip_prefix('\u{feff}').unwrap_or(text);
        let mut reader = csv::ReaderBuilder::new().flexible(true).from_reader(text.as_bytes());
        let header: Vec<String> = reader
            .headers()
            .map_err(wrong)?
            .iter()
            .map(|name| name.trim().to_lowercase().replace([' ', '-'], "_"))
            .map(|name| OTHER_NAMES.iter().find(|(other, _)| *other == name).map_or(name, |(_, own)| (*own).to_owned()))
            .collect();
        if !header.iter().any(|name| name == "study") {
            return Err(ReviewError::Column {
                file: file.to_owned(),
                column: "study",
                header: header.join(", "),
                fix: "Name the study of each row, such as `Aronson 1948`.",
            });
        }
        for (at, name) in header.iter().enumerate() {
            if header[..at].contains(name) {
                return Err(ReviewError::Twice {
                    file: file.to_owned(),
                    column: COLUMNS.iter().find(|column| *column == name).copied().unwrap_or("the same"),
                    one: name.clone(),
                    other: name.clone(),
                });
            }
        }
        let mut out = Self::default();
        out.not_read.extend(header.iter().filter(|name| !COLUMNS.contains(&name.as_str())).cloned());
        for record in reader.records() {
            let record = record.map_err(wrong)?;
            let line = record.position().map_or(0, csv::Position::line);
            let texts: BTreeMap<String, String> = header
                .iter()
                .zip(record.iter())
                .filter(|(_, text)| !text.trim().is_empty())
                .map(|(name, text)| (name.clone(), text.trim().to_owned()))
                .collect();
            if !texts.is_empty() {
                out.studies.push(Study { line, texts });
            }
        }
        if out.studies.is_empty() { Err(ReviewError::Empty { file: file.to_owned() }) } else { Ok(out) }
    }
}

impl Study {
    /// The text of a column; empty where there is none.
    #[must_use]
    pub fn text(&self, column: &str) -> &str {
        self.texts.get(column).map_or("", String::as_str)
    }

    /// What a column can have been.
    #[must_use]
    pub fn read(&self, column: &str) -> Reading {
        read(self.text(column))
    }

    /// What it is called: study, and group where there is one.
    #[must_use]
    pub fn label(&self) -> String {
        let (study, group) = (self.text("study"), self.text("group"));
        let study = if study.is_empty() { format!("line {}", self.line) } else { study.to_owned() };
        if group.is_empty() { study } else { format!("{study}, {group}") }
    }

    /// Whether the estimate was adjusted; counts never are.
    #[must_use]
    pub fn is_adjusted(&self) -> bool {
        let text = self.text("adjusted").to_lowercase();
        !["", "no", "crude", "unadjusted", "false", "0", "none", "raw"].contains(&text.as_str())
    }
}
