//! The contract of what comes in: datasets and their columns.

use crate::schema_text;
use serde::{Deserialize, Serialize};
use std::sync::LazyLock;

macro_rules! datasets {
    ($($(#[$doc:meta])* $variant:ident => $name:literal;)*) => {
        /// A canonical dataset.
        #[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize, Deserialize)]
        #[serde(rename_all = "snake_case")]
        pub enum Dataset {
            $($(#[$doc])* $variant,)*
        }

        impl Dataset {
            /// Every dataset.
            pub const ALL: &'static [Self] = &[$(Self::$variant),*];

            /// Its name.
            #[must_use]
            pub fn name(self) -> &'static str {
                match self { $(Self::$variant => $name),* }
            }

            /// The Frictionless Table Schema that states it, as text.
            #[must_use]
            pub fn schema_text(self) -> &'static str {
                match self { $(Self::$variant => include_str!(concat!("../../../schemas/datasets/", $name, ".json"))),* }
            }
        }
    };
}

datasets! {
    /// One post held on the snapshot date.
    Staff => "staff";
    /// One departure in the period.
    Leavers => "leavers";
    /// One application for one vacancy.
    Applications => "applications";
    /// One person's entry into one formal process.
    Cases => "cases";
    /// One course request or place.
    Training => "training";
    /// One appraisal.
    Appraisals => "appraisals";
    /// One change of rung.
    Moves => "moves";
    /// One questionnaire.
    Survey => "survey";
    /// One racist-incident case.
    Incidents => "incidents";
    /// One answer to one leadership check.
    SelfAssessment => "self_assessment";
    /// One action of the site's plan.
    Actions => "actions";
    /// One already-counted cell.
    Returns => "returns";
    /// One benchmark count.
    Population => "population";
    /// Context of a site.
    Context => "context";
}

/// The type of a column, and so its type in the lake.
#[derive(Debug, Clone, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum ColumnKind {
    /// An identifier: keyed-hashed at the door and never stored raw. `UInt64`.
    Key,
    /// A code of the named list. Dictionary of `Utf8`.
    Code(String),
    /// A calendar date. `Date32`.
    Date,
    /// A point in time. `Timestamp(ms)`.
    DateTime,
    /// A date of birth: kept as a five-year age band at the snapshot. Dictionary of `Utf8`.
    BirthDate,
    /// Pounds, kept as whole pence. `Int64`.
    Money,
    /// A full-time equivalent, kept as whole hundredths. `Int32`.
    Fte,
    /// Yes or no. `Boolean`.
    Flag,
    /// Free text of few distinct values. Dictionary of `Utf8`.
    Text,
    /// A whole number. `Int64`.
    Integer,
    /// A number. `Float64`.
    Number,
    /// A count, or a suppression mark. `Int64`, null where a mark stands; the mark is kept in `<column>_mark`.
    MarkedCount,
}

/// How carefully a column is handled.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Sensitivity {
    /// Tells nothing about a person.
    None,
    /// Tells something about a person.
    Personal,
    /// A special category under data-protection law, or an identifier.
    Special,
}

/// One column of a dataset.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Column {
    /// Its name.
    pub name: String,
    /// What it means.
    pub description: String,
    /// Its type.
    pub kind: ColumnKind,
    /// Whether a submission without it cannot be used.
    pub required: bool,
    /// How carefully it is handled.
    pub sensitivity: Sensitivity,
    /// Headers that mean this column, normalised; matched exactly.
    pub synonyms: Vec<String>,
}

/// The columns of a dataset.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct DatasetSchema {
    /// Which dataset.
    pub dataset: Dataset,
    /// What a row is.
    pub row: String,
    /// The columns in their order.
    pub columns: Vec<Column>,
}

/// All schemas, read once. That the embedded files can be read is held by a test.
static SCHEMAS: LazyLock<Vec<Result<DatasetSchema, String>>> =
    LazyLock::new(|| Dataset::ALL.iter().map(|&dataset| schema_text::read(dataset, dataset.schema_text())).collect());

impl Dataset {
    /// The dataset of a name.
    #[must_use]
    pub fn from_name(name: &str) -> Option<Self> {
        Self::ALL.iter().copied().find(|dataset| dataset.name() == name)
    }

    /// Its columns.
    ///
    /// # Panics
    /// Never: the schemas are part of the program, and a test reads every one of them.
    #[must_use]
    pub fn schema(self) -> &'static DatasetSchema {
        match &SCHEMAS[self as usize] {
            Ok(schema) => schema,
            Err(error) => unreachable!("embedded schema: {error}"),
        }
    }
}

impl DatasetSchema {
    /// The column of a name.
    #[must_use]
    pub fn column(&self, name: &str) -> Option<&Column> {
        self.columns.iter().find(|column| column.name == name)
    }
}

#[cfg(test)]
mod tests {
    use super::Dataset;

    #[test]
    fn every_schema_reads_and_no_synonym_means_two_columns() {
        for &dataset in Dataset::ALL {
            let schema = dataset.schema();
            assert_eq!(schema.dataset, dataset);
            let mut seen = std::collections::BTreeMap::new();
            for column in &schema.columns {
                for synonym in &column.synonyms {
                    let other = seen.insert(synonym.clone(), column.name.clone());
                    assert_eq!(other, None, "{}: `{synonym}` also means {}", dataset.name(), column.name);
                }
            }
        }
    }
}
