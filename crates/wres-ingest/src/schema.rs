//! The columns of the lake and their Arrow types.

use arrow::datatypes::{DataType, Field, Schema, SchemaRef, TimeUnit};
use std::sync::{Arc, LazyLock};
use wres_domain::{Column, ColumnKind, Dataset};

/// Where the values of a lake column come from.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum LakeSource {
    /// The column of the dataset's schema with this index.
    Column(usize),
    /// The rung that the grade in the schema's column with this index is mapped to.
    Rung(usize),
    /// The suppression mark of the counted column with this index.
    Mark(usize),
    /// The receipt of the file that the row came from.
    File,
    /// The row of that file or sheet, as a spreadsheet numbers it (the first is 1).
    Row,
}

/// One column of the lake.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct LakeColumn {
    /// Its name.
    pub name: String,
    /// Its Arrow type.
    pub data_type: DataType,
    /// Where its values come from.
    pub source: LakeSource,
}

static COLUMNS: LazyLock<Vec<Vec<LakeColumn>>> = LazyLock::new(|| Dataset::ALL.iter().map(|&d| derive(d)).collect());
static SCHEMAS: LazyLock<Vec<SchemaRef>> = LazyLock::new(|| Dataset::ALL.iter().map(|&d| arrow_schema(d)).collect());

/// The dictionary type of every code and text column: `UInt16` keys over `Utf8` values.
#[must_use]
pub fn dictionary() -> DataType {
    DataType::Dictionary(Box::new(DataType::UInt16), Box::new(DataType::Utf8))
}

/// The columns of a dataset in the lake: every column of its schema in order (a date of birth as `age_band`, each grade
/// followed by its rung, each marked count followed by its mark), then `_file` and `_row`.
#[must_use]
pub fn lake_columns(dataset: Dataset) -> &'static [LakeColumn] {
    &COLUMNS[dataset as usize]
}

/// The Arrow schema of [`lake_columns`]. Every column but `_file` and `_row` may be null.
#[must_use]
pub fn lake_schema(dataset: Dataset) -> SchemaRef {
    Arc::clone(&SCHEMAS[dataset as usize])
}

/// The name of the rung column that follows a grade column: `grade` to `rung`, `from_grade` to `from_rung`. `None` for
/// columns that are not grades.
#[must_use]
pub fn rung_column(column: &Column) -> Option<String> {
    let stem = column.name.strip_suffix("grade")?;
    (column.kind == ColumnKind::Text && (stem.is_empty() || stem.ends_with('_'))).then(|| format!("{stem}rung"))
}

fn derive(dataset: Dataset) -> Vec<LakeColumn> {
    let mut columns = Vec::new();
    let mut push = |name: &str, data_type, source| {
        columns.push(LakeColumn { name: name.to_owned(), data_type, source });
    };
    for (index, column) in dataset.schema().columns.iter().enumerate() {
        let name = if column.kind == ColumnKind::BirthDate { "age_band" } else { &column.name };
        push(name, data_type(&column.kind), LakeSource::Column(index));
        if let Some(rung) = rung_column(column) {
            push(&rung, dictionary(), LakeSource::Rung(index));
        }
        if column.kind == ColumnKind::MarkedCount {
            push(&format!("{}_mark", column.name), dictionary(), LakeSource::Mark(index));
        }
    }
    push("_file", DataType::UInt16, LakeSource::File);
    push("_row", DataType::UInt32, LakeSource::Row);
    columns
}

fn data_type(kind: &ColumnKind) -> DataType {
    match kind {
        ColumnKind::Key => DataType::UInt64,
        ColumnKind::Code(_) | ColumnKind::Text | ColumnKind::BirthDate => dictionary(),
        ColumnKind::Date => DataType::Date32,
        ColumnKind::DateTime => DataType::Timestamp(TimeUnit::Millisecond, None),
        ColumnKind::Money | ColumnKind::Integer | ColumnKind::MarkedCount => DataType::Int64,
        ColumnKind::Fte => DataType::Int32,
        ColumnKind::Flag => DataType::Boolean,
        ColumnKind::Number => DataType::Float64,
    }
}

fn arrow_schema(dataset: Dataset) -> SchemaRef {
    let fields: Vec<Field> = lake_columns(dataset)
        .iter()
        .map(|column| {
            let provenance = matches!(column.source, LakeSource::File | LakeSource::Row);
            Field::new(&column.name, column.data_type.clone(), !provenance)
        })
        .collect();
    Arc::new(Schema::new(fields))
}

#[cfg(test)]
mod tests {
    use super::{LakeSource, lake_columns, lake_schema};
    use wres_domain::Dataset;

    fn names(dataset: Dataset) -> Vec<String> {
        lake_columns(dataset).iter().map(|column| column.name.clone()).collect()
    }

    #[test]
    fn every_schema_column_is_in_the_lake_once_and_provenance_comes_last() {
        for &dataset in Dataset::ALL {
            let columns = lake_columns(dataset);
            let own: Vec<usize> = columns
                .iter()
                .filter_map(|column| match column.source {
                    LakeSource::Column(index) => Some(index),
                    _ => None,
                })
                .collect();
            assert_eq!(own, (0..dataset.schema().columns.len()).collect::<Vec<_>>(), "{}", dataset.name());
            assert!(names(dataset).ends_with(&["_file".to_owned(), "_row".to_owned()]));
            assert_eq!(lake_schema(dataset).fields().len(), columns.len());
        }
    }

    #[test]
    fn a_grade_is_followed_by_its_rung_and_a_marked_count_by_its_mark() {
        let staff = names(Dataset::Staff);
        let grade = staff.iter().position(|name| name == "grade").unwrap();
        assert_eq!(staff[grade + 1], "rung");
        assert!(staff.contains(&"age_band".to_owned()) && !staff.contains(&"birth_date".to_owned()));
        let moves = names(Dataset::Moves);
        assert!(moves.contains(&"from_rung".to_owned()) && moves.contains(&"to_rung".to_owned()));
        let returns = names(Dataset::Returns);
        assert!(returns.contains(&"cases_mark".to_owned()) && returns.contains(&"base_mark".to_owned()));
    }
}
