//! The columns of a dataset that a plan needs as the numbers that it counts with: texts become their place in the list of codes, rungs
//! their place on the ladder, identifiers of people their number.

use super::{
    error::Failure,
    people::{NOBODY, People},
    table::{Column, NO_CODE, NO_DAY, NO_NUMBER, Table},
    vocabulary::{Codes, Vocabulary},
};
use crate::definition::{Holds, LakeColumn, lake_column};
use std::collections::{BTreeMap, BTreeSet};
use wres_domain::{ColumnValues, Dataset, DatasetColumns, TextColumn, Values};

/// Columns that say where a row came from. They only break ties, so a dataset may lack them.
const PROVENANCE: [&str; 2] = ["_file", "_row"];

/// Turns the columns of a dataset that are `needed` into numbers.
pub(crate) fn encode<'a>(
    dataset: Dataset,
    needed: &'a BTreeSet<String>,
    sent: DatasetColumns,
    vocabulary: &'a Vocabulary,
    people: &mut People,
) -> Result<Table<'a>, Failure> {
    let DatasetColumns { rows, supplied: sent_columns, columns: mut sent } = sent;
    let mut out = BTreeMap::new();
    let mut supplied = BTreeSet::new();
    for name in needed {
        let values = sent.remove(name);
        if let Some(found) = values.as_ref().map(ColumnValues::len).filter(|found| *found != rows) {
            return Err(Failure::Rows { column: name.clone(), found, expected: rows });
        }
        let Some(column) = lake_column(dataset, name) else {
            if PROVENANCE.contains(&name.as_str()) {
                let values = values.unwrap_or_else(|| missing(Holds::Integer, rows));
                out.insert(name.as_str(), of_kind(name, integers(values).map(Column::Numbers))?);
            }
            continue;
        };
        match &values {
            None if column.required => return Err(Failure::Column(name.clone())),
            Some(_) if column.required || sent_columns.contains(&column.supplied_as) => {
                supplied.insert(name.clone());
            }
            _ => {}
        }
        let values = values.unwrap_or_else(|| missing(column.holds, rows));
        out.insert(name.as_str(), of_kind(name, one(column, values, (dataset, vocabulary), people))?);
    }
    Ok(Table::new(rows, out, supplied))
}

/// A column that could be encoded, or the kind of the one that could not.
type Encoded<T> = Result<T, &'static str>;

fn of_kind<T>(name: &str, encoded: Encoded<T>) -> Result<T, Failure> {
    encoded.map_err(|found| Failure::Kind { column: name.to_owned(), found })
}

fn one<'a>(
    column: &LakeColumn,
    values: ColumnValues,
    (dataset, vocabulary): (Dataset, &'a Vocabulary),
    people: &mut People,
) -> Encoded<Column<'a>> {
    Ok(match (column.holds, values) {
        (Holds::Key, ColumnValues::Keys(keys)) if column.name == "person_id" => {
            people.expect(keys.len());
            Column::People(keys.iter().map(|key| key.map_or(NOBODY, |key| people.number(key))).collect())
        }
        (Holds::Key, ColumnValues::Keys(keys)) => Column::Keys(keys.iter().collect()),
        (Holds::Rung, ColumnValues::Texts(texts)) => {
            let place = |ladder: &Codes| texts.map(|text| ladder.number(text).unwrap_or(NO_CODE), NO_CODE);
            Column::Rungs(vocabulary.ladders().iter().map(place).collect())
        }
        (Holds::Code(_) | Holds::Text, ColumnValues::Texts(texts)) => match vocabulary.codes(dataset, &column.name) {
            Some(list) => {
                let beyond = u16::try_from(list.len()).unwrap_or(NO_CODE);
                Column::Codes(list, texts.map(|text| list.number(text).unwrap_or(beyond), NO_CODE))
            }
            None => Column::Known(texts.map(|_| true, false)),
        },
        (Holds::Date, ColumnValues::Days(days)) => Column::Days(days.or(NO_DAY)),
        (Holds::Money | Holds::Fte | Holds::Integer, values) => Column::Numbers(integers(values)?),
        (Holds::Flag, ColumnValues::Flags(flags)) => Column::Flags(flags.iter().collect()),
        (Holds::Number, ColumnValues::Reals(numbers)) => Column::Reals(numbers.or(f64::NAN)),
        (_, values) => return Err(values.kind()),
    })
}

fn integers(values: ColumnValues) -> Encoded<Vec<i64>> {
    match values {
        ColumnValues::Integers(numbers) => Ok(numbers.or(NO_NUMBER)),
        other => Err(other.kind()),
    }
}

/// A column that the site did not send: missing in every row.
fn missing(holds: Holds, rows: usize) -> ColumnValues {
    fn all<T: Copy + Default>(rows: usize) -> Values<T> {
        Values::new(vec![T::default(); rows], Some(Vec::new()))
    }
    match holds {
        Holds::Key => ColumnValues::Keys(all(rows)),
        Holds::Code(_) | Holds::Rung | Holds::Text => ColumnValues::Texts(TextColumn::new(Vec::new(), all(rows))),
        Holds::Date => ColumnValues::Days(all(rows)),
        Holds::Money | Holds::Fte | Holds::Integer => ColumnValues::Integers(all(rows)),
        Holds::Flag => ColumnValues::Flags(all(rows)),
        Holds::Number => ColumnValues::Reals(all(rows)),
    }
}
