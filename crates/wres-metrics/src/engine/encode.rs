//! The columns of the lake that a plan needs, read in one go and turned into numbers: codes into their place in the list, rungs
//! into their place on the ladder, dates into days, people into their number. After this the engine sees no text and no frame.

use super::{
    error::Failure,
    people::{NOBODY, People},
    run::DatasetFrame,
    table::{Column, NO_CODE, NO_DAY, NO_NUMBER, Table},
    vocabulary::{Codes, Vocabulary},
};
use crate::definition::{Holds, LakeColumn, lake_column};
use polars::prelude::{Column as Raw, *};
use std::collections::{BTreeMap, BTreeSet};
use wres_domain::Dataset;

/// A dataset of a submission, and the columns of it that are needed.
#[derive(Clone, Copy)]
pub(crate) struct Wanted<'a> {
    pub(crate) dataset: Dataset,
    pub(crate) columns: &'a BTreeSet<String>,
    pub(crate) source: &'a DatasetFrame,
}

/// Columns that say where a row came from. They only break ties, so a frame may lack them.
const PROVENANCE: [&str; 2] = ["_file", "_row"];

/// Reads the columns of all datasets at once: a query of each alone would take longer to plan and to hand from thread to thread
/// than to run, since a site has thousands of rows and not millions.
pub(crate) fn read(wanted: &[Wanted<'_>]) -> Result<Vec<DataFrame>, (Dataset, Failure)> {
    let query = |one: &Wanted<'_>| {
        let columns = by_name(one.columns.iter().map(String::as_str), false, false);
        one.source.frame.clone().select([columns.as_expr()])
    };
    let plans = wanted.iter().map(|one| query(one).logical_plan).collect();
    // All there is to optimise is that no other column is read.
    let all = || LazyFrame::collect_all_with_engine(plans, Engine::InMemory, OptFlags::PROJECTION_PUSHDOWN);
    aside(all).map_err(|error| {
        // Which dataset it was is found by reading each alone.
        let alone = |one: &Wanted<'_>| aside(|| query(one).collect()).err().map(|error| (one.dataset, error.into()));
        let found = wanted.iter().find_map(alone);
        found.unwrap_or_else(|| (wanted.first().map_or(Dataset::Staff, |one| one.dataset), error.into()))
    })
}

/// Asks Polars from a thread that belongs to nobody. Polars works with threads of its own; a thread that counts sites side by side and
/// waits for them would take up the next site meanwhile, and within that the next, until its stack is full.
pub(crate) fn aside<T: Send>(ask: impl FnOnce() -> T + Send) -> T {
    std::thread::scope(|scope| match scope.spawn(ask).join() {
        Ok(answer) => answer,
        Err(panic) => std::panic::resume_unwind(panic),
    })
}

/// Turns what was read of a dataset into numbers.
pub(crate) fn encode<'a>(
    wanted: Wanted<'a>,
    read: &DataFrame,
    vocabulary: &'a Vocabulary,
    people: &mut People,
) -> Result<Table<'a>, Failure> {
    let Wanted { dataset, columns, source } = wanted;
    let height = read.height();
    let mut out = BTreeMap::new();
    let mut supplied = BTreeSet::new();
    for name in columns {
        let series = read.column(name).ok().map(Raw::as_materialized_series);
        let Some(column) = lake_column(dataset, name) else {
            if PROVENANCE.contains(&name.as_str()) {
                out.insert(name.as_str(), Column::Numbers(numbers(series, height)?));
            }
            continue;
        };
        if column.required && series.is_none() {
            return Err(Failure::Column(name.clone()));
        }
        if series.is_some() && (column.required || source.supplied.contains(&column.supplied_as)) {
            supplied.insert(name.clone());
        }
        out.insert(name.as_str(), one(column, series, height, (dataset, vocabulary), people)?);
    }
    Ok(Table::new(height, out, supplied))
}

fn one<'a>(
    column: &LakeColumn,
    series: Option<&Series>,
    height: usize,
    (dataset, vocabulary): (Dataset, &'a Vocabulary),
    people: &mut People,
) -> PolarsResult<Column<'a>> {
    let cast = |kind: DataType| -> PolarsResult<Series> {
        let nothing = || Ok(Series::full_null(PlSmallStr::EMPTY, height, &kind));
        series.map_or_else(nothing, |series| series.strict_cast(&kind))
    };
    Ok(match column.holds {
        Holds::Key => {
            let keys = cast(DataType::UInt64)?;
            let keys = keys.u64()?;
            if column.name == "person_id" {
                people.expect(height);
                Column::People(keys.iter().map(|key| key.map_or(NOBODY, |key| people.number(key))).collect())
            } else {
                Column::Keys(keys.iter().collect())
            }
        }
        Holds::Rung => {
            let place = |ladder| codes(series, height, ladder, NO_CODE);
            Column::Rungs(vocabulary.ladders().iter().map(place).collect::<PolarsResult<_>>()?)
        }
        Holds::Code(_) | Holds::Text => match vocabulary.codes(dataset, &column.name) {
            Some(list) => {
                let beyond = u16::try_from(list.len()).unwrap_or(NO_CODE);
                Column::Codes(list, codes(series, height, list, beyond)?)
            }
            None => Column::Known(known(series, height)),
        },
        Holds::Date => {
            let days = cast(DataType::Date)?.strict_cast(&DataType::Int32)?;
            Column::Days(filled(days.i32()?, NO_DAY))
        }
        Holds::Money | Holds::Fte | Holds::Integer => Column::Numbers(numbers(series, height)?),
        Holds::Flag => Column::Flags(cast(DataType::Boolean)?.bool()?.iter().collect()),
        Holds::Number => Column::Reals(filled(cast(DataType::Float64)?.f64()?, f64::NAN)),
    })
}

fn known(series: Option<&Series>, height: usize) -> Vec<bool> {
    series.map_or_else(
        || vec![false; height],
        |series| series.is_not_null().iter().map(|known| known == Some(true)).collect(),
    )
}

fn numbers(series: Option<&Series>, height: usize) -> PolarsResult<Vec<i64>> {
    let Some(series) = series else { return Ok(vec![NO_NUMBER; height]) };
    let numbers = series.strict_cast(&DataType::Int64)?;
    Ok(filled(numbers.i64()?, NO_NUMBER))
}

/// The values of a column, and `unknown` where there is none.
fn filled<T: PolarsNumericType>(column: &ChunkedArray<T>, unknown: T::Native) -> Vec<T::Native> {
    let mut out = Vec::with_capacity(column.len());
    for chunk in column.downcast_iter() {
        // Where a value is missing there is room for one, whatever stands in it.
        let from = out.len();
        out.extend_from_slice(chunk.values());
        if let Some(known) = chunk.validity().filter(|known| known.unset_bits() > 0) {
            out[from..].iter_mut().zip(known).filter(|(_, known)| !known).for_each(|(value, _)| *value = unknown);
        }
    }
    out
}

/// Codes by number; one that is not on the list is `beyond`.
fn codes(series: Option<&Series>, height: usize, list: &Codes, beyond: u16) -> PolarsResult<Vec<u16>> {
    let Some(series) = series else { return Ok(vec![NO_CODE; height]) };
    let number = |text: &str| list.number(text).unwrap_or(beyond);
    match series.dtype() {
        DataType::Categorical(_, mapping) | DataType::Enum(_, mapping) => {
            // One look-up a category, not one a row.
            let categories = filled(series.to_physical_repr().cast(&DataType::UInt32)?.u32()?, u32::MAX);
            let most = categories.iter().filter(|category| **category != u32::MAX).max();
            let mut numbers: Vec<Option<u16>> = vec![None; most.map_or(0, |most| *most as usize + 1)];
            let number = |category: u32| match numbers.get_mut(category as usize) {
                Some(known) => *known.get_or_insert_with(|| mapping.cat_to_str(category).map_or(NO_CODE, number)),
                None => NO_CODE,
            };
            Ok(categories.into_iter().map(number).collect())
        }
        DataType::Null => Ok(vec![NO_CODE; height]),
        _ => {
            let texts = series.cast(&DataType::String)?;
            Ok(texts.str()?.iter().map(|text| text.map_or(NO_CODE, number)).collect())
        }
    }
}

#[cfg(test)]
mod tests {
    use super::{Wanted, codes, filled, read};
    use crate::engine::{
        run::DatasetFrame,
        table::{NO_CODE, NO_NUMBER},
        vocabulary::Codes,
    };
    use polars::prelude::*;
    use std::collections::BTreeSet;
    use wres_domain::Dataset;

    #[test]
    fn categories_and_strings_are_the_same_numbers() {
        let list = Codes::of(vec!["a".to_owned(), "b".to_owned()]);
        let texts = Series::new("kind".into(), [Some("b"), None, Some("c"), Some("a"), Some("b")]);
        for series in [texts.cast(&DataType::from_categories(Categories::global())).unwrap(), texts] {
            assert_eq!(codes(Some(&series), 5, &list, 2).unwrap(), [1, NO_CODE, 2, 0, 1]);
            assert_eq!(codes(Some(&series), 5, &list, NO_CODE).unwrap(), [1, NO_CODE, NO_CODE, 0, 1]);
        }
    }

    #[test]
    fn a_column_in_several_pieces_is_one() {
        let mut numbers = Int64Chunked::from_iter([Some(1), None]);
        numbers.append(&Int64Chunked::from_iter([Some(3), Some(4)])).unwrap();
        numbers.append(&Int64Chunked::from_iter([None])).unwrap();
        assert_eq!(filled(&numbers, NO_NUMBER), [1, NO_NUMBER, 3, 4, NO_NUMBER]);
    }

    #[test]
    fn a_frame_that_cannot_be_read_is_named_among_those_that_can() {
        let good = df!("person_id" => [1_u64, 2], "kind" => ["a", "b"]).unwrap().lazy();
        let bad = good.clone().select([col("no_such_column")]);
        let frame = |frame: &LazyFrame| DatasetFrame { frame: frame.clone(), supplied: BTreeSet::new() };
        let (good, bad) = (frame(&good), frame(&bad));
        let columns = BTreeSet::from(["person_id".to_owned(), "not_there".to_owned()]);
        let wanted = |dataset, source| Wanted { dataset, columns: &columns, source };
        let frames = read(&[wanted(Dataset::Staff, &good), wanted(Dataset::Cases, &good)]).unwrap();
        assert_eq!(frames.iter().map(DataFrame::shape).collect::<Vec<_>>(), [(2, 1), (2, 1)]);
        let failed = read(&[wanted(Dataset::Staff, &good), wanted(Dataset::Cases, &bad)]);
        assert_eq!(failed.err().map(|(dataset, _)| dataset), Some(Dataset::Cases));
    }
}
