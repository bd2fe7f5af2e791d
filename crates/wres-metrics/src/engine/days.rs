//! Days as numbers, and the windows of days that tests ask about.

use wres_domain::{Day, Period};

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
        let from = period.from.number();
        Self { period: (from, period.until().number()), year_before: (period.from.years_later(-1).number(), from) }
    }
}

/// Where the months around a window begin, and how long they are: whole months of service are then found without a calendar.
pub(crate) struct MonthStarts {
    /// The number of the first month, as of [`Day::month_and_place`].
    first: i32,
    /// First day and length of the months from there.
    months: Vec<(i32, i32)>,
}

impl MonthStarts {
    /// The month in which the window begins, those after it, and the one after that in which it ends.
    pub(crate) fn within((from, until): Window) -> Self {
        let mut out = Self { first: 0, months: Vec::new() };
        let mut next = Day::from_number(from).map(Day::first_of_month);
        out.first = next.map_or(0, Day::month_number);
        while let Some(month) = next {
            let begins = month.number();
            out.months.push((begins, month.days_in_month().into()));
            next = month.next_month().filter(|_| begins <= until);
        }
        out
    }

    /// The numbers of the months that have another after them.
    pub(crate) fn months(&self) -> impl Iterator<Item = i32> {
        (self.first..).take(self.months.len().saturating_sub(1))
    }

    /// The day that has a place in a month, or the last day of a month that is too short for it.
    pub(crate) fn day(&self, month: i32, place: i32) -> i32 {
        let (begins, days) = self.months[(month - self.first) as usize];
        begins + place.min(days) - 1
    }
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
    use super::{MonthStarts, days_within};
    use wres_domain::Day;

    #[test]
    fn working_days_run_over_the_weekend() {
        // Two working days from Thursday end on Monday, from Friday on Tuesday, from Monday on Wednesday.
        assert_eq!([days_within(3, 2), days_within(4, 2), days_within(0, 2)], [4, 4, 2]);
        // None from Friday lasts over the weekend, and five make a week whatever the day.
        assert_eq!(days_within(4, 0), 2);
        assert_eq!([days_within(0, 5), days_within(2, 5), days_within(4, 5)], [7, 7, 9]);
    }

    #[test]
    fn a_place_that_a_month_does_not_have_is_its_last_day() {
        let window = (Day::constant(2024, 1, 15).number(), Day::constant(2024, 4, 1).number());
        let months = MonthStarts::within(window);
        assert_eq!(months.months().collect::<Vec<_>>(), (2024 * 12..2024 * 12 + 4).collect::<Vec<_>>());
        let days = |place| (2024 * 12..2024 * 12 + 5).map(move |month| months.day(month, place));
        let expected = [(1, 31), (2, 29), (3, 31), (4, 30), (5, 31)].map(|(m, d)| Day::constant(2024, m, d).number());
        assert_eq!(days(31).collect::<Vec<_>>(), expected);
    }
}
