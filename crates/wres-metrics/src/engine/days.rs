//! Days as numbers, and the windows of days that tests ask about.

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
        let year_before = day_number(period.from.saturating_sub(jiff::Span::new().years(1)));
        Self { period: (from, day_number(period.until())), year_before: (year_before, from) }
    }
}

/// Days since 1970.
pub(crate) fn day_number(day: jiff::civil::Date) -> i32 {
    let epoch = jiff::civil::date(1970, 1, 1);
    day.since(epoch).map_or(0, |span| span.get_days())
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
    use super::{day_number, days_within, weekday};
    use jiff::civil::date;

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
    fn weekdays_are_those_of_the_calendar_before_and_after_1970() {
        for day in [date(1, 1, 1), date(1969, 12, 28), date(1970, 1, 1), date(2024, 2, 29), date(9999, 12, 31)] {
            let expected = usize::try_from(day.weekday().to_monday_zero_offset()).unwrap();
            assert_eq!(weekday(day_number(day)), expected, "{day}");
        }
    }
}
