//! Small tables as plain rows, and the same rows as the columns that the engine counts.

use std::collections::{BTreeMap, BTreeSet};
use wres_domain::{ColumnKind, ColumnValues, Dataset, DatasetColumns, Day, Values};
use wres_metrics::SiteColumns;

/// One value.
#[derive(Debug, Clone, PartialEq)]
pub(crate) enum Value {
    Null,
    Key(u64),
    Text(String),
    Flag(bool),
    Day(Day),
    /// In the unit of the lake.
    Number(i64),
    /// A number with decimals.
    Real(f64),
}

/// One row: values by column of the lake.
pub(crate) type Row = BTreeMap<&'static str, Value>;

/// Rows of one dataset with the optional columns that the site supplied.
#[derive(Debug, Clone, Default)]
pub(crate) struct Sheet {
    pub(crate) rows: Vec<Row>,
    pub(crate) left_out: BTreeSet<&'static str>,
}

/// What a site sent.
#[derive(Debug, Clone, Default)]
pub(crate) struct Site {
    pub(crate) this: BTreeMap<Dataset, Sheet>,
    pub(crate) previous: Option<BTreeMap<Dataset, Sheet>>,
}

impl Sheet {
    /// Whether the site supplied a column of the lake.
    pub(crate) fn supplied(&self, dataset: Dataset, column: &str) -> bool {
        let column = match column {
            "rung" => "grade",
            "from_rung" => "from_grade",
            "to_rung" => "to_grade",
            other => other,
        };
        if column != "age_band" && dataset.schema().column(column).is_none() {
            return false;
        }
        let required = dataset.schema().column(column).is_some_and(|column| column.required);
        required || !self.left_out.contains(column)
    }

    fn columns(&self, dataset: Dataset) -> DatasetColumns {
        let mut out = DatasetColumns { rows: self.rows.len(), ..DatasetColumns::default() };
        for column in &dataset.schema().columns {
            if !self.left_out.contains(column.name.as_str()) {
                out.supplied.insert(column.name.clone());
            }
            let rung = column.name.strip_suffix("grade").map(|stem| format!("{stem}rung"));
            for name in rung.into_iter().chain([column.name.clone()]) {
                let values = self.values(&name, &column.kind);
                out.columns.insert(name, values);
            }
        }
        for name in ["_file", "_row"] {
            if self.rows.iter().any(|row| row.contains_key(name)) {
                out.columns.insert(name.to_owned(), self.values(name, &ColumnKind::Integer));
            }
        }
        out
    }

    /// A column as the lake gives it out.
    fn values(&self, name: &str, kind: &ColumnKind) -> ColumnValues {
        fn all<'r, T: Default>(rows: &[Option<&'r Value>], of: impl Fn(&'r Value) -> Option<T>) -> Values<T> {
            rows.iter().map(|value| value.and_then(&of)).collect()
        }
        let rows: Vec<Option<&Value>> = self.rows.iter().map(|row| row.get(name)).collect();
        match kind {
            ColumnKind::Key => {
                ColumnValues::Keys(all(&rows, |value| if let Value::Key(key) = value { Some(*key) } else { None }))
            }
            ColumnKind::Code(_) | ColumnKind::Text | ColumnKind::BirthDate => {
                let texts = rows.iter().map(|value| match value {
                    Some(Value::Text(text)) => Some(text.as_str()),
                    _ => None,
                });
                ColumnValues::Texts(texts.collect())
            }
            ColumnKind::Flag => {
                ColumnValues::Flags(all(&rows, |value| if let Value::Flag(flag) = value { Some(*flag) } else { None }))
            }
            ColumnKind::Date | ColumnKind::DateTime => ColumnValues::Days(all(&rows, |value| match value {
                Value::Day(day) => Some(day.number()),
                _ => None,
            })),
            ColumnKind::Fte | ColumnKind::Money | ColumnKind::Integer | ColumnKind::MarkedCount => {
                ColumnValues::Integers(all(&rows, |value| match value {
                    Value::Number(number) => Some(*number),
                    _ => None,
                }))
            }
            ColumnKind::Number => {
                ColumnValues::Reals(all(&rows, |value| if let Value::Real(real) = value { Some(*real) } else { None }))
            }
        }
    }
}

impl Site {
    /// The columns that the engine counts.
    pub(crate) fn columns(&self) -> SiteColumns {
        let columns = |sheets: &BTreeMap<Dataset, Sheet>| {
            sheets.iter().map(|(&dataset, sheet)| (dataset, sheet.columns(dataset))).collect()
        };
        SiteColumns { this: columns(&self.this), previous: self.previous.as_ref().map(columns) }
    }
}
