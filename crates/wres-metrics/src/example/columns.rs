//! The rows of a worked example as the lake would give them out.

use crate::{
    definition::{Example, ExampleTable, ExampleValue, Holds, LakeColumn, lake_columns},
    engine::SiteColumns,
    plan::Problem,
};
use std::collections::BTreeMap;
use wres_domain::{ColumnValues, Dataset, DatasetColumns, Values};

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

/// The columns of an example.
pub(crate) fn columns(example: &Example) -> Result<SiteColumns, Problem> {
    let read = |tables: &BTreeMap<String, String>| -> Result<BTreeMap<Dataset, DatasetColumns>, Problem> {
        tables
            .iter()
            .map(|(name, text)| {
                let dataset =
                    Dataset::from_name(name).ok_or_else(|| Problem::here(format!("there is no dataset `{name}`")))?;
                Ok((dataset, of_dataset(dataset, &ExampleTable::of_dataset(dataset, text)?)?))
            })
            .collect()
    };
    let previous = if example.previous.is_empty() { None } else { Some(read(&example.previous)?) };
    Ok(SiteColumns { this: read(&example.rows)?, previous })
}

fn of_dataset(dataset: Dataset, table: &ExampleTable) -> Result<DatasetColumns, Problem> {
    let mut out = DatasetColumns { rows: table.rows.len(), ..DatasetColumns::default() };
    for column in lake_columns(dataset) {
        let shown = table.columns.iter().position(|known| known.name == column.name);
        let values: Vec<ExampleValue> = match shown {
            Some(place) => {
                out.supplied.insert(column.supplied_as.clone());
                table.rows.iter().map(|row| row.get(place).cloned().unwrap_or(ExampleValue::Null)).collect()
            }
            None => usual(dataset, column, out.rows)?,
        };
        out.columns.insert(column.name.clone(), values_of(column.holds, &values));
    }
    Ok(out)
}

/// The usual value of a required column in every row; a key of its own for each row; null for anything else.
fn usual(dataset: Dataset, column: &LakeColumn, rows: usize) -> Result<Vec<ExampleValue>, Problem> {
    if column.required && column.holds == Holds::Key {
        return Ok((1_u64..).take(rows).map(ExampleValue::Key).collect());
    }
    let known = USUAL.iter().find(|(of, name, _)| *of == dataset && *name == column.name).map(|(_, _, value)| *value);
    let Some(value) = known.filter(|_| column.required) else {
        return Ok(vec![ExampleValue::Null; rows]);
    };
    let text = format!("{}\n{value}\n", column.name);
    let one = ExampleTable::of_dataset(dataset, &text)?;
    let value = one.rows.into_iter().flatten().next().unwrap_or(ExampleValue::Null);
    Ok(vec![value; rows])
}

/// The values of a column, as the lake gives them out.
fn values_of<'v>(holds: Holds, values: &'v [ExampleValue]) -> ColumnValues {
    fn all<'v, T: Default>(values: &'v [ExampleValue], of: impl Fn(&'v ExampleValue) -> Option<T>) -> Values<T> {
        values.iter().map(of).collect()
    }
    match holds {
        Holds::Key => ColumnValues::Keys(all(values, |value| match value {
            ExampleValue::Key(key) => Some(*key),
            _ => None,
        })),
        Holds::Code(_) | Holds::Rung | Holds::Text => {
            let text = |value: &'v ExampleValue| match value {
                ExampleValue::Text(text) => Some(text.as_str()),
                _ => None,
            };
            ColumnValues::Texts(values.iter().map(text).collect())
        }
        Holds::Flag => ColumnValues::Flags(all(values, |value| match value {
            ExampleValue::Flag(flag) => Some(*flag),
            _ => None,
        })),
        Holds::Date => ColumnValues::Days(all(values, |value| match value {
            ExampleValue::Date(date) => Some(date.number()),
            _ => None,
        })),
        Holds::Money | Holds::Fte | Holds::Integer => ColumnValues::Integers(all(values, |value| match value {
            ExampleValue::Number(number) => Some(*number),
            _ => None,
        })),
        Holds::Number => ColumnValues::Reals(all(values, |value| match value {
            ExampleValue::Real(number) => Some(*number),
            _ => None,
        })),
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
