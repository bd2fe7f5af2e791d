//! Runs a worked example through the engine and compares.

use super::columns::columns;
use crate::{
    definition::{DefinitionError, ExampleTable, Expected, Indicator, Standard},
    engine::{Counted, count},
    plan::{CountPlan, Problem},
};
use std::collections::{BTreeMap, BTreeSet};
use wres_domain::{Cell, Day, Group, Grouping, Period, ServiceScope, SiteId};

/// A cell of an example that does not count as it says.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Mismatch {
    /// Where: stratum, service and group.
    pub cell: String,
    /// Cases and base that the example says; `None` where it says nothing of the cell.
    pub expected: Option<(u64, u64)>,
    /// Cases and base that were counted; `None` where there is no such cell.
    pub counted: Option<(u64, u64)>,
}

/// Where a count stands in an example: dimension and value (empty for the whole), service, group.
type Spot = ((String, String), ServiceScope, Group);

/// Runs the worked example of an indicator through the engine. An empty answer means that it counts as it says.
///
/// Every cell that the example names must be as it says; of the cells that it does not name, those of all services together
/// must have no case.
///
/// # Errors
/// [`DefinitionError`] if the indicator has no example or the example cannot be read.
pub fn worked_example(standard: &Standard, indicator: &Indicator) -> Result<Vec<Mismatch>, DefinitionError> {
    let counted = run(standard, indicator)?;
    let expected = expected(standard, indicator)?;
    let found = cells(&counted);
    let spot = |line: &Expected| -> Spot {
        let service = line.service.map_or(ServiceScope::Together, ServiceScope::Only);
        (line.stratum.clone().unwrap_or_default(), service, line.group)
    };
    let mut out = Vec::new();
    let mut named = BTreeSet::new();
    for line in &expected {
        let at = spot(line);
        let says = (line.cases, line.base);
        let counts = found.get(&at).copied();
        named.insert(at.clone());
        if counts != Some(says) {
            out.push(Mismatch { cell: describe(&at), expected: Some(says), counted: counts });
        }
    }
    for (at, counts) in found {
        if at.1 == ServiceScope::Together && counts.0 > 0 && !named.contains(&at) {
            out.push(Mismatch { cell: describe(&at), expected: None, counted: Some(counts) });
        }
    }
    Ok(out)
}

/// Counts the example of an indicator.
pub(crate) fn run(standard: &Standard, indicator: &Indicator) -> Result<Counted, DefinitionError> {
    let fail = |message: String| {
        let mut error = DefinitionError::whole(&standard.id, message);
        error.key = format!("indicator.{}.example", indicator.key);
        error
    };
    let example = indicator.example.as_ref().ok_or_else(|| fail("there is no worked example".to_owned()))?;
    let mut alone = standard.clone();
    alone.indicators = vec![indicator.clone()];
    let plan = CountPlan::compile(&[&alone])?;
    let columns = columns(example).map_err(|problem| problem.inside("example").without_document(&standard.id))?;
    let site = SiteId::new("EXAMPLE").map_err(|error| fail(error.to_string()))?;
    let period = Period::new("2024-25", Day::constant(2024, 4, 1), Day::constant(2025, 3, 31))
        .map_err(|error| fail(error.to_string()))?;
    count(&plan, &site, &period, columns).map_err(|error| fail(error.to_string()))
}

fn expected(standard: &Standard, indicator: &Indicator) -> Result<Vec<Expected>, DefinitionError> {
    let text = indicator.example.as_ref().map(|example| example.expect.as_str()).unwrap_or_default();
    ExampleTable::expected(text).map_err(|problem: Problem| problem.without_document(&standard.id))
}

/// Counts by cell; of pay, people by pounds; of weights, respondents and their weights in ten-thousandths.
fn cells(counted: &Counted) -> BTreeMap<Spot, (u64, u64)> {
    let mut out: BTreeMap<Spot, (u64, u64)> = BTreeMap::new();
    for row in &counted.table.group(&[Grouping::Binary]).rows {
        if let (Cell::Value(cases), Cell::Value(base)) = (row.cases, row.base) {
            let stratum = (row.place.stratum.dimension.clone(), row.place.stratum.value.clone());
            out.insert((stratum, row.place.service, row.group), (cases.0, base.0));
        }
    }
    for row in &counted.pay {
        let group = Grouping::Binary.group(row.ethnicity);
        for cell in &row.cells {
            let stratum = ("pay".to_owned(), (cell.pence / 100).to_string());
            let own = cell.service.map(ServiceScope::Only);
            for service in own.into_iter().chain([ServiceScope::Together]) {
                let sum = out.entry((stratum.clone(), service, group)).or_default();
                *sum = (sum.0 + cell.people, sum.1 + cell.people);
            }
        }
    }
    for row in &counted.weights {
        let group = Grouping::Binary.group(row.ethnicity);
        let parts =
            [("respondents", row.sums.cases, row.sums.respondents), ("sum", row.sums.case_weight, row.sums.weight)];
        for (value, cases, base) in parts {
            let own = row.service.map(ServiceScope::Only);
            for service in own.into_iter().chain([ServiceScope::Together]) {
                let sum = out.entry((("weight".to_owned(), value.to_owned()), service, group)).or_default();
                *sum = (sum.0 + cases, sum.1 + base);
            }
        }
    }
    out
}

fn describe(((dimension, value), service, group): &Spot) -> String {
    let stratum = if dimension.is_empty() { "the whole".to_owned() } else { format!("{dimension}={value}") };
    format!("{stratum}, {}, {}", service.code(), group.code())
}
