//! The columns of the lake that a definition may name, and what kind of test each admits.

use super::code_lists::{Code, code_list};
use std::{collections::BTreeMap, sync::LazyLock};
use wres_domain::{ColumnKind, Dataset};

/// What a column of the lake holds.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Holds {
    /// An identifier.
    Key,
    /// Codes of a closed list.
    Code(&'static [Code]),
    /// Rungs of the ladder.
    Rung,
    /// Text of few distinct values.
    Text,
    /// A day, or a point in time.
    Date,
    /// Whole pence; definitions say pounds.
    Money,
    /// Hundredths of a full-time equivalent; definitions say whole ones.
    Fte,
    /// A whole number.
    Integer,
    /// Yes or no.
    Flag,
    /// A number that no test admits.
    Number,
}

/// A column of the lake.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct LakeColumn {
    pub(crate) name: String,
    pub(crate) holds: Holds,
    /// Every submission has it.
    pub(crate) required: bool,
    /// The column of the dataset that it is, or is derived from.
    pub(crate) supplied_as: String,
}

/// The columns of a dataset in the lake: those of its schema, with `rung` beside `grade` and an age band for a birth date.
pub(crate) fn lake_columns(dataset: Dataset) -> &'static [LakeColumn] {
    static COLUMNS: LazyLock<BTreeMap<Dataset, Vec<LakeColumn>>> =
        LazyLock::new(|| Dataset::ALL.iter().map(|&dataset| (dataset, of_schema(dataset))).collect());
    COLUMNS.get(&dataset).map_or(&[], Vec::as_slice)
}

fn of_schema(dataset: Dataset) -> Vec<LakeColumn> {
    let mut out = Vec::new();
    for column in &dataset.schema().columns {
        let (name, holds) = match &column.kind {
            ColumnKind::Key => (column.name.clone(), Holds::Key),
            ColumnKind::Code(list) => (column.name.clone(), code_list(list).map_or(Holds::Text, Holds::Code)),
            ColumnKind::Date | ColumnKind::DateTime => (column.name.clone(), Holds::Date),
            ColumnKind::BirthDate => ("age_band".to_owned(), Holds::Text),
            ColumnKind::Money => (column.name.clone(), Holds::Money),
            ColumnKind::Fte => (column.name.clone(), Holds::Fte),
            ColumnKind::Flag => (column.name.clone(), Holds::Flag),
            ColumnKind::Text => (column.name.clone(), Holds::Text),
            ColumnKind::Integer | ColumnKind::MarkedCount => (column.name.clone(), Holds::Integer),
            ColumnKind::Number => (column.name.clone(), Holds::Number),
        };
        let lake = LakeColumn { name, holds, required: column.required, supplied_as: column.name.clone() };
        let rung = (column.kind == ColumnKind::Text).then(|| rung_name(&column.name)).flatten();
        out.push(lake);
        if let Some(name) = rung {
            out.push(LakeColumn {
                name,
                holds: Holds::Rung,
                required: column.required,
                supplied_as: column.name.clone(),
            });
        }
    }
    out
}

/// The column of a name.
pub(crate) fn lake_column(dataset: Dataset, name: &str) -> Option<&'static LakeColumn> {
    lake_columns(dataset).iter().find(|column| column.name == name)
}

/// The column that says a row's ethnicity, where the dataset has one.
pub(crate) fn ethnicity_column(dataset: Dataset) -> Option<&'static str> {
    let schema = dataset.schema();
    let is_ethnicity = |kind: &ColumnKind| matches!(kind, ColumnKind::Code(list) if list == "ethnicity");
    schema.columns.iter().find(|column| is_ethnicity(&column.kind)).map(|column| column.name.as_str())
}

fn rung_name(column: &str) -> Option<String> {
    match column {
        "grade" => Some("rung".to_owned()),
        other => other.strip_suffix("_grade").map(|start| format!("{start}_rung")),
    }
}

#[cfg(test)]
mod tests {
    use super::{Holds, ethnicity_column, lake_column};
    use wres_domain::Dataset;

    #[test]
    fn a_grade_has_its_rung_beside_it() {
        assert_eq!(lake_column(Dataset::Staff, "rung").map(|c| (c.holds, c.supplied_as.as_str())), {
            Some((Holds::Rung, "grade"))
        });
        assert!(lake_column(Dataset::Moves, "from_rung").is_some_and(|c| c.holds == Holds::Rung && c.required));
        assert!(lake_column(Dataset::Staff, "birth_date").is_none());
        assert!(lake_column(Dataset::Staff, "age_band").is_some_and(|c| c.supplied_as == "birth_date"));
    }

    #[test]
    fn datasets_about_people_without_ethnicity_of_their_own_are_known() {
        assert_eq!(ethnicity_column(Dataset::Staff), Some("ethnicity"));
        assert_eq!(ethnicity_column(Dataset::Incidents), Some("group"));
        assert_eq!(ethnicity_column(Dataset::Cases), None);
    }
}
