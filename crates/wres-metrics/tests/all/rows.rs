//! Small tables as plain rows, and the same rows as the frames that the engine takes.

use jiff::civil::Date;
use polars::prelude::*;
use std::collections::{BTreeMap, BTreeSet};
use wres_domain::{ColumnKind, Dataset};
use wres_metrics::{DatasetFrame, SiteFrames};

/// One value.
#[derive(Debug, Clone, PartialEq)]
pub(crate) enum Value {
    Null,
    Key(u64),
    Text(String),
    Flag(bool),
    Day(Date),
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
    /// Whether codes are categories or strings.
    pub(crate) categories: bool,
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

    fn frame(&self, dataset: Dataset, categories: bool) -> DatasetFrame {
        let mut columns: Vec<Column> = Vec::new();
        let mut supplied = BTreeSet::new();
        for column in &dataset.schema().columns {
            if !self.left_out.contains(column.name.as_str()) {
                supplied.insert(column.name.clone());
            }
            let mut names = vec![column.name.clone()];
            if let Some(stem) = column.name.strip_suffix("grade") {
                names.push(format!("{stem}rung"));
            }
            for name in names {
                let values: Vec<&Value> =
                    self.rows.iter().map(|row| row.get(name.as_str()).unwrap_or(&Value::Null)).collect();
                columns.push(series(&name, &column.kind, &values, categories).into_column());
            }
        }
        for (name, kind) in [("_file", DataType::UInt16), ("_row", DataType::UInt32)] {
            if self.rows.iter().any(|row| row.contains_key(name)) {
                let values: Vec<&Value> = self.rows.iter().map(|row| row.get(name).unwrap_or(&Value::Null)).collect();
                columns.push(series(name, &ColumnKind::Integer, &values, false).cast(&kind).unwrap().into_column());
            }
        }
        DatasetFrame { frame: DataFrame::new(self.rows.len(), columns).unwrap().lazy(), supplied }
    }
}

impl Site {
    /// The frames of the engine.
    pub(crate) fn frames(&self) -> SiteFrames {
        let frames = |sheets: &BTreeMap<Dataset, Sheet>| {
            sheets.iter().map(|(&dataset, sheet)| (dataset, sheet.frame(dataset, self.categories))).collect()
        };
        SiteFrames { this: frames(&self.this), previous: self.previous.as_ref().map(frames) }
    }
}

fn series(name: &str, kind: &ColumnKind, values: &[&Value], categories: bool) -> Series {
    let name = PlSmallStr::from(name);
    let number = |value: &&Value| match value {
        Value::Number(number) => Some(*number),
        Value::Day(day) => Some(i64::from(day.since(jiff::civil::date(1970, 1, 1)).unwrap().get_days())),
        _ => None,
    };
    let numbers = || values.iter().map(number).collect::<Int64Chunked>().into_series();
    let made = match kind {
        ColumnKind::Key => {
            let key = |value: &&Value| if let Value::Key(key) = value { Some(*key) } else { None };
            values.iter().map(key).collect::<UInt64Chunked>().into_series()
        }
        ColumnKind::Code(_) | ColumnKind::Text | ColumnKind::BirthDate => {
            let text = |value: &&Value| if let Value::Text(text) = value { Some(text.clone()) } else { None };
            let texts = values.iter().map(text).collect::<StringChunked>().into_series();
            if categories { texts.cast(&DataType::from_categories(Categories::global())).unwrap() } else { texts }
        }
        ColumnKind::Flag => {
            let flag = |value: &&Value| if let Value::Flag(flag) = value { Some(*flag) } else { None };
            values.iter().map(flag).collect::<BooleanChunked>().into_series()
        }
        ColumnKind::Date => numbers().cast(&DataType::Int32).unwrap().cast(&DataType::Date).unwrap(),
        ColumnKind::DateTime => {
            let days = numbers().cast(&DataType::Int32).unwrap().cast(&DataType::Date).unwrap();
            days.cast(&DataType::Datetime(TimeUnit::Milliseconds, None)).unwrap()
        }
        ColumnKind::Fte => numbers().cast(&DataType::Int32).unwrap(),
        ColumnKind::Money | ColumnKind::Integer | ColumnKind::MarkedCount => numbers(),
        ColumnKind::Number => {
            let real = |value: &&Value| if let Value::Real(number) = value { Some(*number) } else { None };
            values.iter().map(real).collect::<Float64Chunked>().into_series()
        }
    };
    made.with_name(name)
}
