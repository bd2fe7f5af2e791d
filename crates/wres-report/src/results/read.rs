//! Reads back what comparing two publications takes of `results.json`.

use super::{SHAPE, column::Column};
use crate::{publication::Run, tables::cell_of};
use serde::{Deserialize, de::DeserializeOwned};
use serde_json::Value;
use std::collections::BTreeMap;
use wres_domain::{
    Base, Cell, Count, Group, Grouping, IndicatorId, Interval, Place, Scope, ServiceScope, SiteId, Stratum,
};

/// What was read.
#[derive(Debug, Clone, PartialEq)]
pub struct ReadResults {
    /// The run that made them.
    pub run: Run,
    /// The figures of every outcome, in the order of the tables.
    pub figures: Vec<ReadFigures>,
}

/// The figures of one outcome.
#[derive(Debug, Clone, PartialEq)]
pub struct ReadFigures {
    /// Where.
    pub place: Place,
    /// The grouping.
    pub grouping: Grouping,
    /// The group.
    pub group: Group,
    /// Cases.
    pub cases: Cell<Count>,
    /// Base.
    pub base: Cell<Base>,
    /// The ratio, where the group is compared.
    pub ratio: Option<Cell<Interval>>,
}

#[derive(Deserialize)]
struct Shape {
    shape: String,
}

#[derive(Deserialize)]
struct Results {
    about: AboutRun,
    tables: BTreeMap<String, Table>,
}

#[derive(Deserialize)]
struct AboutRun {
    run: Run,
}

#[derive(Deserialize)]
struct Table {
    rows: usize,
    columns: BTreeMap<String, Column>,
}

/// Reads `results.json`.
///
/// # Errors
/// A sentence if the text is not such a file, is of another shape, or contradicts itself.
pub fn read_results(text: &str) -> Result<ReadResults, String> {
    let no_results = |error: serde_json::Error| format!("it is not the results of a run: {error}");
    let shape: Shape = serde_json::from_str(text).map_err(no_results)?;
    if shape.shape != SHAPE {
        return Err(format!(
            "its shape is {}, and this version reads shape {SHAPE}: compare it with the version that made it",
            shape.shape
        ));
    }
    let results: Results = serde_json::from_str(text).map_err(no_results)?;
    let outcomes = results.tables.get("outcomes").ok_or("it has no table of outcomes")?;
    let figures = figures(outcomes).ok_or("its table of outcomes contradicts itself: publish it again")?;
    Ok(ReadResults { run: results.about.run, figures })
}

fn figures(table: &Table) -> Option<Vec<ReadFigures>> {
    let column = |name: &str| table.columns.get(name)?.decode(table.rows, &table.columns);
    let names = ["indicator", "period", "scope_kind", "scope", "service", "dimension", "stratum", "grouping", "group"];
    let place: Vec<Vec<Value>> = names.into_iter().map(column).collect::<Option<_>>()?;
    let order = column("stratum_order")?;
    let (cases, cases_mark) = (column("cases")?, column("cases_mark")?);
    let (base, base_mark) = (column("base")?, column("base_mark")?);
    let ratio: Vec<Vec<Value>> =
        ["ratio", "ratio_lower", "ratio_upper", "ratio_mark"].into_iter().map(column).collect::<Option<_>>()?;
    (0..table.rows)
        .map(|row| {
            let word = |at: usize| place[at][row].as_str().unwrap_or_default();
            let scope = match word(2) {
                "all" => Scope::All,
                "region" => Scope::Region(word(3).to_owned()),
                _ => Scope::Site(SiteId::new(word(3)).ok()?),
            };
            let stratum = Stratum {
                dimension: word(5).to_owned(),
                order: u16::try_from(order[row].as_u64().unwrap_or_default()).ok()?,
                value: word(6).to_owned(),
            };
            let interval = Interval {
                estimate: number(&ratio[0][row]).unwrap_or(f64::NAN),
                lower: number(&ratio[1][row]).unwrap_or(f64::NAN),
                upper: number(&ratio[2][row]).unwrap_or(f64::NAN),
            };
            let compared = number(&ratio[0][row]).map(|_| Cell::Value(interval));
            Some(ReadFigures {
                place: Place {
                    indicator: IndicatorId(word(0).to_owned()),
                    period: word(1).to_owned(),
                    scope,
                    service: coded::<ServiceScope>(word(4))?,
                    stratum,
                },
                grouping: coded(word(7))?,
                group: coded(word(8))?,
                cases: cell(&cases[row], &cases_mark[row])?.recast(Count),
                base: cell(&base[row], &base_mark[row])?.recast(Base),
                ratio: compared.or_else(|| ratio[3][row].as_str().and_then(cell_of)),
            })
        })
        .collect()
}

fn coded<T: DeserializeOwned>(word: &str) -> Option<T> {
    serde_json::from_value(Value::from(word)).ok()
}

fn number(value: &Value) -> Option<f64> {
    match value {
        Value::String(text) if text == "INF" => Some(f64::INFINITY),
        Value::String(text) if text == "-INF" => Some(f64::NEG_INFINITY),
        other => other.as_f64(),
    }
}

fn cell(value: &Value, mark: &Value) -> Option<Cell<u64>> {
    value.as_u64().map(Cell::Value).or_else(|| mark.as_str().and_then(cell_of))
}
