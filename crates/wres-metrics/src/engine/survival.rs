//! Months of service: how many people began each of them inside the period, and how many left in it, added up by band.
//!
//! A month of service counts where the whole of it lies inside the period, so that whoever could be seen to leave could also
//! be seen to stay: counting the first and the last month of the window in part would make leaving look rarer than it is.
//! Service before the period truncates on the left, the end of the period and other ways of leaving censor on the right.

use super::{
    asked::Asked,
    cells::{Cases, Grid},
    days::{Window, day_number},
    emit::{Strata, stratum},
    leavers::Leavers,
    table::NO_DAY,
};
use crate::plan::{LinkNode, TimeBands};
use jiff::{Span, civil::Date};

/// The dimension of the strata.
pub(crate) const DIMENSION: &str = "month_of_service";
/// Longer service than this, in months, is a mistake in a date.
const LONGEST: i32 = 12 * 80;

/// One member's time.
struct Spell {
    start: Date,
    left: Option<i32>,
    counts: bool,
}

/// Counts months at risk and exits by band of months of service. The second number is of members whose start of service is not known.
pub(crate) fn months<'a>(asked: &Asked<'_, 'a>, exit: &'a LinkNode, bands: &TimeBands) -> (Strata, u64) {
    let starts = asked.attribute(|table| table.days("service_start"), NO_DAY);
    let left = Leavers::of(asked.scene).map(|leavers| leavers.first_days());
    let exits = asked.linked(exit);
    let epoch = jiff::civil::date(1970, 1, 1);
    let mut grids = vec![Grid::default(); bands.len()];
    let mut unknown = 0;
    for (member, (start, counts)) in starts.into_iter().zip(exits).enumerate() {
        let day = Some(start).filter(|start| *start != NO_DAY);
        let Some(start) = day.and_then(|day| epoch.checked_add(Span::new().try_days(day).ok()?).ok()) else {
            unknown += 1;
            continue;
        };
        let person = asked.members.people[member] as usize;
        let left = left.as_ref().map(|left| left[person]).filter(|day| *day != NO_DAY);
        let pair = usize::from(asked.members.pairs[member]);
        for (month, exits) in (Spell { start, left, counts }).months(asked.scene.windows.period) {
            let Some(band) = u32::try_from(month).ok().and_then(|month| bands.place(month)) else { continue };
            let cell: &mut Cases = grids[band].at(pair);
            cell.base += 1;
            cell.cases += u64::from(exits);
        }
    }
    let name = |(band, grid)| (stratum(DIMENSION, band + 1, &bands.code(band)), grid);
    (grids.into_iter().enumerate().map(name).collect(), unknown)
}

impl Spell {
    /// The months of service that lie wholly inside the window and that the person began, and whether they left in each.
    fn months(&self, (from, until): Window) -> Vec<(i32, bool)> {
        let begins = |month: i32| {
            Span::new().try_months(month).ok().and_then(|span| self.start.checked_add(span).ok()).map(day_number)
        };
        let start = day_number(self.start);
        // Months are 28 to 31 days: begin a little early and step.
        let mut month = ((from - start) / 31 - 1).clamp(0, LONGEST);
        let mut out = Vec::new();
        let mut next = begins(month);
        while let Some(begin) = next {
            next = begins(month + 1);
            let Some(end) = next else { break };
            if end > until || month > LONGEST || self.left.is_some_and(|left| left < begin) {
                break;
            }
            if begin >= from {
                let leaves = self.left.is_some_and(|left| begin <= left && left < end);
                out.push((month, leaves && self.counts));
            }
            month += 1;
        }
        out
    }
}

#[cfg(test)]
mod tests {
    use super::{Spell, day_number};
    use jiff::civil::{Date, date};

    const YEAR: (i32, i32) = (19814, 20179); // 1 April 2024 to 31 March 2025

    fn months(start: Date, left: Option<Date>, counts: bool) -> Vec<(i32, bool)> {
        Spell { start, left: left.map(day_number), counts }.months(YEAR)
    }

    #[test]
    fn whoever_starts_with_the_year_is_seen_for_twelve_months() {
        let seen = months(date(2024, 4, 1), None, false);
        assert_eq!(seen.iter().map(|(month, _)| *month).collect::<Vec<_>>(), (0..12).collect::<Vec<_>>());
        assert!(seen.iter().all(|(_, exit)| !exit));
    }

    #[test]
    fn months_that_lie_partly_outside_the_year_do_not_count() {
        let seen = months(date(2020, 4, 15), None, false);
        assert_eq!(seen.first().map(|(month, _)| *month), Some(48));
        assert_eq!(seen.len(), 11);
    }

    #[test]
    fn an_exit_falls_into_its_month_and_ends_the_spell() {
        assert_eq!(months(date(2024, 4, 1), Some(date(2024, 6, 1)), true), [(0, false), (1, false), (2, true)]);
        assert_eq!(months(date(2024, 4, 1), Some(date(2024, 5, 31)), true), [(0, false), (1, true)]);
    }

    #[test]
    fn another_way_of_leaving_censors() {
        assert_eq!(months(date(2024, 4, 1), Some(date(2024, 5, 31)), false), [(0, false), (1, false)]);
    }

    #[test]
    fn a_start_on_the_last_of_a_month_neither_skips_nor_repeats_months() {
        let seen = months(date(2024, 5, 31), None, false);
        assert_eq!(seen.iter().map(|(month, _)| *month).collect::<Vec<_>>(), (0..10).collect::<Vec<_>>());
    }

    #[test]
    fn dates_beyond_the_calendar_end_the_count_and_nothing_else() {
        assert!(months(date(-9999, 1, 1), None, false).is_empty());
        assert!(months(date(9999, 12, 31), None, false).is_empty());
    }
}
