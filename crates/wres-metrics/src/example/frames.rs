//! The rows of a worked example as the lake would hold them.

use crate::{
    definition::{Example, ExampleTable, ExampleValue, Holds, LakeColumn, lake_columns},
    engine::{DatasetFrame, SiteFrames},
    plan::Problem,
};
use polars::prelude::*;
use std::collections::{BTreeMap, BTreeSet};
use wres_domain::{ColumnKind, Dataset};

/// What a required column holds where an example does not show it: what nearly everybody has.
const USUAL: &[(Dataset, &str, &str)] = &[
    (Dataset::Staff, "ethnicity", "white_british"),
    (Dataset::Staff, "service", "adults"),
    (Dataset::Staff, "grade", "Grade 2"),
    (Dataset::Staff, "rung", "2"),
    (Dataset::Staff, "hours_fte", "1"),
    (Dataset::Staff, "contract", "permanent"),
    (Dataset::Staff, "service_start", "2015-04-01"),
    (Dataset::Leavers, "left_on", "2024-10-01"),
    (Dataset::Leavers, "reason", "resignation"),
    (Dataset::Applications, "vacancy_id", "V1"),
    (Dataset::Applications, "ethnicity", "white_british"),
    (Dataset::Applications, "shortlisted", "yes"),
    (Dataset::Applications, "appointed", "no"),
    (Dataset::Cases, "kind", "disciplinary"),
    (Dataset::Cases, "entered_on", "2024-10-01"),
    (Dataset::Training, "kind", "cpd"),
    (Dataset::Appraisals, "held_on", "2024-10-01"),
    (Dataset::Moves, "moved_on", "2024-10-01"),
    (Dataset::Moves, "kind", "permanent"),
    (Dataset::Survey, "ethnicity", "white_british"),
    (Dataset::Incidents, "reported_on", "2024-10-01"),
    (Dataset::Incidents, "perceived_by", "victim"),
    (Dataset::Incidents, "perpetrator", "public"),
    (Dataset::Incidents, "form", "verbal"),
    (Dataset::SelfAssessment, "heading", "service"),
    (Dataset::SelfAssessment, "answer", "yes"),
];

/// The frames of an example.
pub(crate) fn frames(example: &Example) -> Result<SiteFrames, ExampleFault> {
    let read = |tables: &BTreeMap<String, String>| -> Result<BTreeMap<Dataset, DatasetFrame>, ExampleFault> {
        tables
            .iter()
            .map(|(name, text)| {
                let dataset =
                    Dataset::from_name(name).ok_or_else(|| Problem::here(format!("there is no dataset `{name}`")))?;
                Ok((dataset, frame(dataset, &ExampleTable::of_dataset(dataset, text)?)?))
            })
            .collect()
    };
    let previous = if example.previous.is_empty() { None } else { Some(read(&example.previous)?) };
    Ok(SiteFrames { this: read(&example.rows)?, previous })
}

/// Why an example cannot be run.
#[derive(Debug)]
pub(crate) enum ExampleFault {
    Table(Problem),
    Engine(PolarsError),
}

impl From<Problem> for ExampleFault {
    fn from(problem: Problem) -> Self {
        Self::Table(problem)
    }
}

impl From<PolarsError> for ExampleFault {
    fn from(error: PolarsError) -> Self {
        Self::Engine(error)
    }
}

fn frame(dataset: Dataset, table: &ExampleTable) -> Result<DatasetFrame, ExampleFault> {
    let height = table.rows.len();
    let mut columns = Vec::new();
    let mut supplied = BTreeSet::new();
    for column in lake_columns(dataset) {
        let shown = table.columns.iter().position(|known| known.name == column.name);
        let values: Vec<ExampleValue> = match shown {
            Some(place) => {
                supplied.insert(column.supplied_as.clone());
                table.rows.iter().map(|row| row.get(place).cloned().unwrap_or(ExampleValue::Null)).collect()
            }
            None => usual(dataset, column, height)?,
        };
        columns.push(series(dataset, column, &values)?.into_column());
    }
    Ok(DatasetFrame { frame: DataFrame::new(height, columns)?.lazy(), supplied })
}

/// The usual value of a required column in every row; a key of its own for each row; null for anything else.
fn usual(dataset: Dataset, column: &LakeColumn, height: usize) -> Result<Vec<ExampleValue>, ExampleFault> {
    if column.required && column.holds == Holds::Key {
        return Ok((1_u64..).take(height).map(ExampleValue::Key).collect());
    }
    let known = USUAL.iter().find(|(of, name, _)| *of == dataset && *name == column.name).map(|(_, _, value)| *value);
    let Some(value) = known.filter(|_| column.required) else {
        return Ok(vec![ExampleValue::Null; height]);
    };
    let text = format!("{}\n{value}\n", column.name);
    let one = ExampleTable::of_dataset(dataset, &text)?;
    let value = one.rows.into_iter().flatten().next().unwrap_or(ExampleValue::Null);
    Ok(vec![value; height])
}

/// A column in the lake's type.
fn series(dataset: Dataset, column: &LakeColumn, values: &[ExampleValue]) -> PolarsResult<Series> {
    let name = PlSmallStr::from(column.name.as_str());
    let number = |value: &ExampleValue| match value {
        ExampleValue::Number(number) => Some(*number),
        ExampleValue::Date(date) => Some(i64::from(crate::engine::day_number(*date))),
        _ => None,
    };
    let numbers = || values.iter().map(number).collect::<Int64Chunked>().with_name(name.clone()).into_series();
    match column.holds {
        Holds::Key => {
            let key = |value: &ExampleValue| match value {
                ExampleValue::Key(key) => Some(*key),
                _ => None,
            };
            Ok(values.iter().map(key).collect::<UInt64Chunked>().with_name(name).into_series())
        }
        Holds::Code(_) | Holds::Rung | Holds::Text => {
            let text = |value: &ExampleValue| match value {
                ExampleValue::Text(text) => Some(text.clone()),
                _ => None,
            };
            Ok(values.iter().map(text).collect::<StringChunked>().with_name(name).into_series())
        }
        Holds::Flag => {
            let flag = |value: &ExampleValue| match value {
                ExampleValue::Flag(flag) => Some(*flag),
                _ => None,
            };
            Ok(values.iter().map(flag).collect::<BooleanChunked>().with_name(name).into_series())
        }
        Holds::Date => {
            let dates = numbers().cast(&DataType::Int32)?.cast(&DataType::Date)?;
            let kind = dataset.schema().column(&column.name).map(|column| &column.kind);
            if kind == Some(&ColumnKind::DateTime) {
                dates.cast(&DataType::Datetime(TimeUnit::Milliseconds, None))
            } else {
                Ok(dates)
            }
        }
        Holds::Fte => numbers().cast(&DataType::Int32),
        Holds::Money | Holds::Integer => Ok(numbers()),
        Holds::Number => {
            let real = |value: &ExampleValue| match value {
                ExampleValue::Real(number) => Some(*number),
                _ => None,
            };
            Ok(values.iter().map(real).collect::<Float64Chunked>().with_name(name).into_series())
        }
    }
}

#[cfg(test)]
mod tests {
    use super::USUAL;
    use crate::definition::{ExampleTable, Holds, lake_columns};
    use wres_domain::Dataset;

    #[test]
    fn every_usual_value_is_one_of_its_column() {
        for (dataset, column, value) in USUAL {
            let table = ExampleTable::of_dataset(*dataset, &format!("{column}\n{value}\n"));
            assert!(table.is_ok(), "{}.{column}: {table:?}", dataset.name());
        }
    }

    #[test]
    fn datasets_with_people_have_a_usual_value_for_whatever_is_required() {
        let shown = ["from_grade", "to_grade", "from_rung", "to_rung", "check_id"];
        let datasets = [Dataset::Staff, Dataset::Leavers, Dataset::Applications, Dataset::Cases, Dataset::Training];
        for dataset in datasets {
            for column in lake_columns(dataset).iter().filter(|c| c.required && c.holds != Holds::Key) {
                let known = USUAL.iter().any(|(of, name, _)| *of == dataset && *name == column.name);
                assert!(known || shown.contains(&column.name.as_str()), "{}.{}", dataset.name(), column.name);
            }
        }
    }
}
