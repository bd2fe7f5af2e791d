//! Days of waiting: how many were still waiting at the beginning of each day, and to how many it came on it, added up by band.
//!
//! Day 0 is the day on which waiting began. Who still waits at the end of the period is counted up to it, so that open cases
//! neither count as answered nor drop out.

use super::{emit::stratum, findings, scene::Scene, survival::Months, tally::places};
use crate::plan::TimeBands;
use polars::prelude::*;
use wres_domain::{Dataset, Finding};

/// The dimension of the strata.
pub(crate) const DIMENSION: &str = "day_of_waiting";

/// What was found.
pub(crate) struct Waiting {
    pub(crate) cells: Months,
    /// Rows whose waiting began on no known day, or after the period.
    no_start: u64,
    /// Rows that ended before they began.
    backwards: u64,
}

/// Counts by day from the first column to the second, for so many days. `at_risk` is an expression over members' rows.
pub(crate) fn waiting(
    scene: &Scene<'_>,
    members: &DataFrame,
    (start, end, days, bands): (&str, &str, u32, &TimeBands),
    at_risk: Expr,
) -> PolarsResult<Waiting> {
    let rows = members.clone().lazy().filter(at_risk).collect()?;
    let (_, until) = scene.terms.window();
    let (starts, ends) = (rows.column(start)?.i32()?, rows.column(end)?.i32()?);
    let mut out = Waiting { cells: Months::new(), no_start: 0, backwards: 0 };
    for (((service, ethnicity), start), end) in places(&rows)?.into_iter().zip(starts.iter()).zip(ends.iter()) {
        let Some(start) = start.filter(|start| *start < until) else {
            out.no_start += 1;
            continue;
        };
        if end.is_some_and(|end| end < start) {
            out.backwards += 1;
            continue;
        }
        // What came after the period had not come by its end.
        let came = end.filter(|end| *end < until).map(|end| end - start);
        let seen = came.unwrap_or(until - 1 - start).min(i32::try_from(days).unwrap_or(i32::MAX));
        for day in 0..=seen {
            let Some(band) = u32::try_from(day).ok().and_then(|day| bands.place(day)) else { continue };
            let place = stratum(DIMENSION, band + 1, &bands.code(band));
            let cell = out.cells.entry(service).or_default().entry(place).or_default().entry(ethnicity).or_default();
            cell.base += 1;
            cell.cases += u64::from(came == Some(day));
        }
    }
    Ok(out)
}

impl Waiting {
    /// What could not be counted.
    pub(crate) fn findings(&self, dataset: Dataset, indicator: &str, (start, end): (&str, &str)) -> Vec<Finding> {
        let no_start = (self.no_start > 0).then(|| findings::no_beginning(dataset, self.no_start, start, indicator));
        let backwards =
            (self.backwards > 0).then(|| findings::backwards(dataset, self.backwards, (start, end), indicator));
        no_start.into_iter().chain(backwards).collect()
    }
}
