//! Days of waiting: how many were still waiting at the beginning of each day, and to how many it came on it, added up by band.
//!
//! Day 0 is the day on which waiting began. Who still waits at the end of the period is counted up to it, so that open cases
//! neither count as answered nor drop out.

use super::{
    asked::Asked,
    cells::Grid,
    emit::{Strata, stratum},
    findings,
    table::NO_DAY,
};
use crate::plan::{CountNode, TimeBands};
use wres_domain::{Dataset, Finding};

/// The dimension of the strata that are bands of days of waiting.
pub const DIMENSION: &str = "day_of_waiting";

/// What was found.
pub(crate) struct Waiting {
    pub(crate) cells: Strata,
    /// Rows whose waiting began on no known day, or after the period.
    no_start: u64,
    /// Rows that ended before they began.
    backwards: u64,
}

/// Counts rows at risk by day from the first column to the second, for so many days.
pub(crate) fn waiting<'a>(
    asked: &Asked<'_, 'a>,
    count: &'a CountNode,
    (start, end, days, bands): (&str, &str, u32, &TimeBands),
) -> Waiting {
    let (_, until) = asked.scene.windows.period;
    let at_risk = asked.at_risk(count);
    let longest = i32::try_from(days).unwrap_or(i32::MAX);
    let starts = asked.attribute(|table| table.days(start), NO_DAY);
    let ends = asked.attribute(|table| table.days(end), NO_DAY);
    let mut grids = vec![Grid::default(); bands.len()];
    let mut out = Waiting { cells: Strata::new(), no_start: 0, backwards: 0 };
    for (row, (start, end)) in starts.into_iter().zip(ends).enumerate() {
        if at_risk.as_ref().is_some_and(|at_risk| !at_risk[row]) {
            continue;
        }
        if start == NO_DAY || start >= until {
            out.no_start += 1;
            continue;
        }
        if end != NO_DAY && end < start {
            out.backwards += 1;
            continue;
        }
        // What came after the period had not come by its end.
        let came = Some(end).filter(|end| *end != NO_DAY && *end < until).map(|end| end.saturating_sub(start));
        let seen = came.unwrap_or((until - 1).saturating_sub(start)).min(longest);
        for day in 0..=seen {
            let Some(band) = u32::try_from(day).ok().and_then(|day| bands.place(day)) else { continue };
            let cell = grids[band].at(usize::from(asked.members.pairs[row]));
            cell.base += 1;
            cell.cases += u64::from(came == Some(day));
        }
    }
    let name = |(band, grid)| (stratum(DIMENSION, band + 1, &bands.code(band)), grid);
    out.cells = grids.into_iter().enumerate().map(name).collect();
    out
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
