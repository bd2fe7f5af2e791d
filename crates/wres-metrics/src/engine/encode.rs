//! The columns of the lake that a plan needs, collected once and turned into numbers: codes into their place in the list,
//! rungs into their place on the ladder, dates into days. After this the engine sees no text.

use super::{
    error::Failure,
    vocabulary::{Vocabulary, on_ladder},
};
use crate::{
    definition::{Holds, LakeColumn, lake_column},
    engine::DatasetFrame,
};
use polars::prelude::*;
use std::collections::{BTreeSet, HashMap};
use wres_domain::Dataset;

/// One dataset of one submission, in numbers.
#[derive(Debug, Clone)]
pub(crate) struct Table {
    /// Keys as `UInt64`, codes, texts and rungs as `UInt16`, days as `Int32`, numbers as `Int64`, flags as `Boolean`.
    pub(crate) frame: DataFrame,
    /// The lake's columns that hold what the site sent; the others are null throughout.
    pub(crate) supplied: BTreeSet<String>,
}

/// Columns that say where a row came from. They only break ties, so a frame may lack them.
const PROVENANCE: [&str; 2] = ["_file", "_row"];

/// Reads the columns of a dataset.
pub(crate) fn encode(
    dataset: Dataset,
    columns: &BTreeSet<String>,
    source: &DatasetFrame,
    vocabulary: &Vocabulary,
) -> Result<Table, Failure> {
    let mut lazy = source.frame.clone();
    let schema = lazy.collect_schema()?;
    let present: Vec<Expr> =
        columns.iter().filter(|name| schema.contains(name.as_str())).map(|name| col(name.as_str())).collect();
    let raw = if present.is_empty() { DataFrame::empty() } else { lazy.select(present).collect()? };
    let height = raw.height();
    let mut out: Vec<Column> = Vec::new();
    let mut supplied = BTreeSet::new();
    for name in columns {
        let series = raw.column(name).ok().map(|column| column.as_materialized_series());
        let Some(column) = lake_column(dataset, name) else {
            if PROVENANCE.contains(&name.as_str()) {
                out.push(number(name, series, height)?.into_column());
            }
            continue;
        };
        if column.required && series.is_none() {
            return Err(Failure::Column(name.clone()));
        }
        if series.is_some() && (column.required || source.supplied.contains(&column.supplied_as)) {
            supplied.insert(name.clone());
        }
        if column.holds == Holds::Rung {
            for (place, ladder) in vocabulary.ladders().iter().enumerate() {
                out.push(coded(&on_ladder(name, place), series, height, ladder, false)?.into_column());
            }
        } else {
            out.push(one(&column, series, height, vocabulary.codes(dataset, name))?.into_column());
        }
    }
    let frame = if out.is_empty() { DataFrame::empty_with_height(height) } else { DataFrame::new(height, out)? };
    Ok(Table { frame, supplied })
}

fn one(column: &LakeColumn, series: Option<&Series>, height: usize, codes: &[String]) -> PolarsResult<Series> {
    let name = column.name.as_str();
    match column.holds {
        Holds::Key => cast(name, series, height, &DataType::UInt64),
        Holds::Code(_) | Holds::Text | Holds::Rung => coded(name, series, height, codes, true),
        Holds::Date => days(name, series, height),
        Holds::Money | Holds::Fte | Holds::Integer => number(name, series, height),
        Holds::Flag => cast(name, series, height, &DataType::Boolean),
        Holds::Number => cast(name, series, height, &DataType::Float64),
    }
}

fn number(name: &str, series: Option<&Series>, height: usize) -> PolarsResult<Series> {
    cast(name, series, height, &DataType::Int64)
}

fn cast(name: &str, series: Option<&Series>, height: usize, to: &DataType) -> PolarsResult<Series> {
    match series {
        Some(series) => Ok(series.strict_cast(to)?.with_name(name.into())),
        None => Ok(Series::full_null(name.into(), height, to)),
    }
}

/// Days since 1970, of a date or of a point in time.
fn days(name: &str, series: Option<&Series>, height: usize) -> PolarsResult<Series> {
    let dates = cast(name, series, height, &DataType::Date)?;
    dates.strict_cast(&DataType::Int32)
}

/// Codes as their place in the list. A code that the list does not hold gets the place after the last, or null where
/// `others` is false.
fn coded(name: &str, series: Option<&Series>, height: usize, codes: &[String], others: bool) -> PolarsResult<Series> {
    let Some(series) = series else {
        return Ok(Series::full_null(name.into(), height, &DataType::UInt16));
    };
    let places: HashMap<&str, u16> = codes.iter().zip(0_u16..).map(|(code, place)| (code.as_str(), place)).collect();
    let beyond = others.then(|| u16::try_from(codes.len()).unwrap_or(u16::MAX));
    let place = |text: &str| places.get(text).copied().or(beyond);
    let encoded: UInt16Chunked = match series.dtype() {
        DataType::Categorical(_, mapping) | DataType::Enum(_, mapping) => {
            // One look-up a category, not one a row.
            let physical = series.to_physical_repr().cast(&DataType::UInt32)?;
            let mut seen: HashMap<u32, Option<u16>> = HashMap::new();
            let of_category = |category: u32| mapping.cat_to_str(category).and_then(place);
            physical
                .u32()?
                .iter()
                .map(|category| category.and_then(|c| *seen.entry(c).or_insert_with(|| of_category(c))))
                .collect()
        }
        DataType::Null => UInt16Chunked::full_null(name.into(), height),
        _ => series.cast(&DataType::String)?.str()?.iter().map(|text| text.and_then(place)).collect(),
    };
    Ok(encoded.with_name(name.into()).into_series())
}
