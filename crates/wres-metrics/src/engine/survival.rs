//! Months of service: how many people began each of them inside the period, and how many left in it, added up by band.
//!
//! A month of service counts where the whole of it lies inside the period, so that whoever could be seen to leave could also
//! be seen to stay: counting the first and the last month of the window in part would make leaving look rarer than it is.
//! Service before the period truncates on the left, the end of the period and other ways of leaving censor on the right.

use super::{
    asked::Asked,
    cells::Grid,
    days::{MonthStarts, Window},
    emit::{Strata, stratum},
    leavers::Leavers,
    table::NO_DAY,
};
use crate::plan::{LinkNode, TimeBands};
use wres_domain::Day;

/// The dimension of the strata that are bands of months of service.
pub const DIMENSION: &str = "month_of_service";
/// Longer service than this, in months, is a mistake in a date.
const LONGEST: i32 = 12 * 80;

/// One member's time.
struct Spell {
    start: i32,
    left: Option<i32>,
    counts: bool,
}

/// Counts months at risk and exits by band of months of service. The second number is of members whose start of service is not known.
pub(crate) fn months<'a>(asked: &Asked<'_, 'a>, exit: &'a LinkNode, bands: &TimeBands) -> (Strata, u64) {
    let starts = asked.attribute(|table| table.days("service_start"), NO_DAY);
    let left = Leavers::of(asked.scene).map(|leavers| leavers.first_days());
    let exits = asked.linked(exit);
    let window = asked.scene.windows.period;
    let calendar = MonthStarts::within(window);
    let mut grids = vec![Grid::default(); bands.len()];
    let mut unknown = 0;
    for (member, (start, counts)) in starts.into_iter().zip(exits).enumerate() {
        let person = asked.members.people[member] as usize;
        let left = left.as_ref().map(|left| left[person]).filter(|day| *day != NO_DAY);
        let pair = usize::from(asked.members.pairs[member]);
        let known = Spell { start, left, counts }.months(window, &calendar, |month, exits| {
            if let Some(band) = bands.place(month) {
                let cell = grids[band].at(pair);
                cell.base += 1;
                cell.cases += u64::from(exits);
            }
        });
        unknown += u64::from(!known);
    }
    let name = |(band, grid)| (stratum(DIMENSION, band + 1, &bands.code(band)), grid);
    (grids.into_iter().enumerate().map(name).collect(), unknown)
}

impl Spell {
    /// Tells of every month of service that lies wholly inside the window and that the person began, and whether they left in
    /// it. False where the start is on no day of the calendar.
    fn months(&self, (from, until): Window, calendar: &MonthStarts, mut tell: impl FnMut(u32, bool)) -> bool {
        let Some((first, day)) = Day::month_and_place(self.start) else { return false };
        for at in calendar.months().filter(|at| (first..=first + LONGEST).contains(at)) {
            let (begin, end) = (calendar.day(at, day), calendar.day(at + 1, day));
            if end > until || self.left.is_some_and(|left| left < begin) {
                break;
            }
            if begin >= from {
                let leaves = self.left.is_some_and(|left| begin <= left && left < end);
                tell(at.abs_diff(first), leaves && self.counts);
            }
        }
        true
    }
}

#[cfg(test)]
mod tests {
    use super::Spell;
    use crate::engine::days::MonthStarts;
    use wres_domain::Day;

    const YEAR: (i32, i32) = (19814, 20179); // 1 April 2024 to 31 March 2025

    fn months(start: Day, left: Option<Day>, counts: bool) -> Vec<(u32, bool)> {
        let mut out = Vec::new();
        let spell = Spell { start: start.number(), left: left.map(Day::number), counts };
        assert!(spell.months(YEAR, &MonthStarts::within(YEAR), |month, exits| out.push((month, exits))));
        out
    }

    #[test]
    fn whoever_starts_with_the_year_is_seen_for_twelve_months() {
        let seen = months(Day::constant(2024, 4, 1), None, false);
        assert_eq!(seen.iter().map(|(month, _)| *month).collect::<Vec<_>>(), (0..12).collect::<Vec<_>>());
        assert!(seen.iter().all(|(_, exit)| !exit));
    }

    #[test]
    fn months_that_lie_partly_outside_the_year_do_not_count() {
        let seen = months(Day::constant(2020, 4, 15), None, false);
        assert_eq!(seen.first().map(|(month, _)| *month), Some(48));
        assert_eq!(seen.len(), 11);
    }

    #[test]
    fn an_exit_falls_into_its_month_and_ends_the_spell() {
        assert_eq!(
            months(Day::constant(2024, 4, 1), Some(Day::constant(2024, 6, 1)), true),
            [(0, false), (1, false), (2, true)]
        );
        assert_eq!(months(Day::constant(2024, 4, 1), Some(Day::constant(2024, 5, 31)), true), [(0, false), (1, true)]);
    }

    #[test]
    fn another_way_of_leaving_censors() {
        assert_eq!(
            months(Day::constant(2024, 4, 1), Some(Day::constant(2024, 5, 31)), false),
            [(0, false), (1, false)]
        );
    }

    #[test]
    fn a_start_on_the_last_of_a_month_neither_skips_nor_repeats_months() {
        let seen = months(Day::constant(2024, 5, 31), None, false);
        assert_eq!(seen.iter().map(|(month, _)| *month).collect::<Vec<_>>(), (0..10).collect::<Vec<_>>());
    }

    #[test]
    fn service_of_a_century_is_a_mistake_in_a_date() {
        let seen = months(Day::constant(1944, 6, 1), None, false);
        assert_eq!(seen.first().map(|(month, _)| *month), Some(958));
        assert_eq!(seen.last().map(|(month, _)| *month), Some(960));
        assert!(months(Day::constant(1924, 6, 1), None, false).is_empty());
    }

    #[test]
    fn a_day_of_no_calendar_is_not_known() {
        for start in [i32::MIN, i32::MIN + 1, i32::MAX] {
            let spell = Spell { start, left: None, counts: false };
            assert!(!spell.months(YEAR, &MonthStarts::within(YEAR), |_, _| panic!("no month")));
        }
    }

    #[test]
    fn dates_beyond_the_calendar_end_the_count_and_nothing_else() {
        assert!(months(Day::constant(-9999, 1, 1), None, false).is_empty());
        assert!(months(Day::constant(9999, 12, 31), None, false).is_empty());
    }
}
