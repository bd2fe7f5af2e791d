//! Days as numbers, and the windows of days that tests ask about.

use jiff::{Span, civil::Date};
use wres_domain::Period;

/// First day inside, and first day after: days since 1970.
pub(crate) type Window = (i32, i32);

/// What lies inside a period and in the year before it.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Windows {
    /// The period.
    pub(crate) period: Window,
    /// The twelve months before the period.
    pub(crate) year_before: Window,
}

impl Windows {
    pub(crate) fn of(period: &Period) -> Self {
        let from = day_number(period.from);
        let year_before = day_number(period.from.saturating_sub(Span::new().years(1)));
        Self { period: (from, day_number(period.until())), year_before: (year_before, from) }
    }
}

/// Days since 1970.
pub(crate) fn day_number(day: Date) -> i32 {
    let epoch = jiff::civil::date(1970, 1, 1);
    day.since(epoch).map_or(0, |span| span.get_days())
}

/// The month of a day since 1970, counted from the year 0, and the day's place in it from 1; `None` beyond the calendar of the years
/// -9999 to 9999. By eras of 400 years that begin in March, after Hinnant (2013), "chrono-compatible low-level date algorithms".
pub(crate) fn month_and_place(day: i32) -> Option<(i32, i32)> {
    if !CALENDAR.contains(&day) {
        return None;
    }
    let shifted = day + 719_468;
    let (era, day_of_era) = (shifted.div_euclid(146_097), shifted.rem_euclid(146_097));
    let year_of_era = (day_of_era - day_of_era / 1460 + day_of_era / 36_524 - day_of_era / 146_096) / 365;
    let day_of_year = day_of_era - (365 * year_of_era + year_of_era / 4 - year_of_era / 100);
    let from_march = (5 * day_of_year + 2) / 153;
    let place = day_of_year - (153 * from_march + 2) / 5 + 1;
    Some(((era * 400 + year_of_era) * 12 + from_march + 2, place))
}

/// The days that the calendar has, from 1 January -9999 to 31 December 9999.
const CALENDAR: std::ops::RangeInclusive<i32> = -4_371_587..=2_932_896;

fn month_number(day: Date) -> i32 {
    i32::from(day.year()) * 12 + i32::from(day.month()) - 1
}

/// Where the months around a window begin, and how long they are: whole months of service are then found without a calendar.
pub(crate) struct MonthStarts {
    /// The number of the first month, as of [`month_and_place`].
    first: i32,
    /// First day and length of the months from there.
    months: Vec<(i32, i32)>,
}

impl MonthStarts {
    /// The month in which the window begins, those after it, and the one after that in which it ends.
    pub(crate) fn within((from, until): Window) -> Self {
        let epoch = jiff::civil::date(1970, 1, 1);
        let mut month = epoch.saturating_add(Span::new().days(from)).first_of_month();
        let mut out = Self { first: month_number(month), months: Vec::new() };
        loop {
            let (begins, days) = (day_number(month), i32::from(month.days_in_month()));
            out.months.push((begins, days));
            match month.last_of_month().tomorrow() {
                Ok(next) if begins <= until => month = next,
                _ => return out,
            }
        }
    }

    /// The numbers of the months that have another after them.
    pub(crate) fn months(&self) -> impl Iterator<Item = i32> {
        (self.first..).take(self.months.len() - 1)
    }

    /// The day that has a place in a month, or the last day of a month that is too short for it.
    pub(crate) fn day(&self, month: i32, place: i32) -> i32 {
        let (begins, days) = self.months[(month - self.first) as usize];
        begins + place.min(days) - 1
    }
}

/// The weekday of a day since 1970; Monday is 0.
pub(crate) fn weekday(day: i32) -> usize {
    // Day 0 is a Thursday.
    usize::try_from((i64::from(day) + 3).rem_euclid(7)).unwrap_or(0)
}

/// How many days follow a day until one more would be a working day too many. Monday is 0.
pub(crate) fn days_within(weekday: i64, working_days: u32) -> i64 {
    let weeks = i64::from(working_days / 5);
    let mut left = working_days % 5;
    let mut days = 0;
    loop {
        let working = (weekday + days + 1) % 7 < 5;
        if working && left == 0 {
            return weeks * 7 + days;
        }
        left -= u32::from(working);
        days += 1;
    }
}

#[cfg(test)]
mod tests {
    use super::{CALENDAR, MonthStarts, day_number, days_within, month_and_place, month_number, weekday};
    use jiff::civil::{Date, date};

    #[test]
    fn working_days_run_over_the_weekend() {
        // Two working days from Thursday end on Monday, from Friday on Tuesday, from Monday on Wednesday.
        assert_eq!([days_within(3, 2), days_within(4, 2), days_within(0, 2)], [4, 4, 2]);
        // None from Friday lasts over the weekend, and five make a week whatever the day.
        assert_eq!(days_within(4, 0), 2);
        assert_eq!([days_within(0, 5), days_within(2, 5), days_within(4, 5)], [7, 7, 9]);
    }

    #[test]
    fn days_count_from_1970() {
        assert_eq!(day_number(date(1970, 1, 2)), 1);
        assert_eq!(day_number(date(1969, 12, 31)), -1);
        assert_eq!(day_number(date(2024, 4, 1)), 19814);
    }

    #[test]
    fn months_and_places_are_those_of_the_calendar() {
        assert_eq!((day_number(Date::MIN), day_number(Date::MAX)), CALENDAR.into_inner());
        let mut day = Date::MIN;
        loop {
            let expected = Some((month_number(day), i32::from(day.day())));
            assert_eq!(month_and_place(day_number(day)), expected, "{day}");
            // Steps that meet every day of the month and of the year.
            match day.checked_add(jiff::Span::new().days(97)) {
                Ok(next) => day = next,
                Err(_) => break,
            }
        }
        assert_eq!([i32::MIN, -4_371_588, 2_932_897, i32::MAX].map(month_and_place), [None; 4]);
    }

    #[test]
    fn a_place_that_a_month_does_not_have_is_its_last_day() {
        let window = (day_number(date(2024, 1, 15)), day_number(date(2024, 4, 1)));
        let months = MonthStarts::within(window);
        assert_eq!(months.months().collect::<Vec<_>>(), (2024 * 12..2024 * 12 + 4).collect::<Vec<_>>());
        let days = |place| (2024 * 12..2024 * 12 + 5).map(move |month| months.day(month, place));
        let expected = [(1, 31), (2, 29), (3, 31), (4, 30), (5, 31)].map(|(m, d)| day_number(date(2024, m, d)));
        assert_eq!(days(31).collect::<Vec<_>>(), expected);
    }

    #[test]
    fn weekdays_are_those_of_the_calendar_before_and_after_1970() {
        for day in [date(1, 1, 1), date(1969, 12, 28), date(1970, 1, 1), date(2024, 2, 29), date(9999, 12, 31)] {
            let expected = usize::try_from(day.weekday().to_monday_zero_offset()).unwrap();
            assert_eq!(weekday(day_number(day)), expected, "{day}");
        }
    }
}
