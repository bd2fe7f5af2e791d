//! One day of the calendar.

mod common;

use jiff::{Span, civil::Date};
use serde::{Deserialize, Serialize};
use std::{fmt, str::FromStr};

/// A day of the Gregorian calendar, from 1 January -9999 to 31 December 9999. In files it is written `2024-03-31`; in columns it is the
/// number of days since 1 January 1970.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(transparent)]
pub struct Day(Date);

impl Day {
    /// The last day that the calendar has.
    pub const LAST: Self = Self(Date::MAX);

    /// A day by year, month and day of the month; `None` if the calendar has no such day.
    ///
    /// ```
    /// use wres_domain::Day;
    /// assert_eq!(Day::new(2024, 2, 29).map(Day::number), Some(19_782));
    /// assert_eq!(Day::new(2023, 2, 29), None);
    /// ```
    #[must_use]
    pub fn new(year: i16, month: u8, day: u8) -> Option<Self> {
        Date::new(year, month.cast_signed(), day.cast_signed()).map(Self).ok()
    }

    /// A day that is written in the program.
    ///
    /// # Panics
    /// If the calendar has no such day; in a constant, when it is compiled.
    #[must_use]
    pub const fn constant(year: i16, month: u8, day: u8) -> Self {
        Self(Date::constant(year, month.cast_signed(), day.cast_signed()))
    }

    /// The day that lies so many days after 1 January 1970; `None` beyond the calendar.
    #[must_use]
    pub fn from_number(number: i32) -> Option<Self> {
        match common::parts(number) {
            Some((year, month, day)) => Self::new(year, month, day),
            None => EPOCH.checked_add(Span::new().try_days(number).ok()?).map(Self).ok(),
        }
    }

    /// Days since 1 January 1970.
    #[inline]
    #[must_use]
    pub fn number(self) -> i32 {
        let (year, month, day) = (self.0.year(), self.0.month(), self.0.day());
        let looked_up =
            common::number(year.cast_unsigned().into(), month.unsigned_abs().into(), day.unsigned_abs().into());
        // Two days of the calendar always have a number of days between them.
        looked_up.unwrap_or_else(|| self.0.since(EPOCH).map_or(0, |span| span.get_days()))
    }

    /// The number of a day by year, month and day of the month, without the day itself: for columns of days. `None` if the calendar has
    /// no such day, or for years outside 1 to 9999.
    #[inline]
    #[must_use]
    pub fn number_of(year: u32, month: u32, day: u32) -> Option<i32> {
        common::number(year, month, day).or_else(|| beyond(year, month, day))
    }

    /// As [`Day::number_of`] for the years 1901 to 2199 only, in which nearly all days are that people write.
    #[inline]
    #[must_use]
    pub fn common_number_of(year: u32, month: u32, day: u32) -> Option<i32> {
        common::number(year, month, day)
    }

    /// The year.
    #[must_use]
    pub fn year(self) -> i16 {
        self.0.year()
    }

    /// The month, from 1 to 12.
    #[must_use]
    pub fn month(self) -> u8 {
        self.0.month().unsigned_abs()
    }

    /// The day of the month, from 1 to 31.
    #[must_use]
    pub fn of_month(self) -> u8 {
        self.0.day().unsigned_abs()
    }

    /// The weekday; Monday is 0.
    #[must_use]
    pub fn weekday(self) -> u8 {
        self.0.weekday().to_monday_zero_offset().unsigned_abs()
    }

    /// The weekday of a numbered day, for columns of days; Monday is 0.
    #[inline]
    #[must_use]
    pub fn weekday_of(number: i32) -> u8 {
        // 1 January 1970 was a Thursday.
        (i64::from(number) + 3).rem_euclid(7) as u8
    }

    /// The month as a number that rises by 1 from month to month: twelve times the year, and January is 0.
    #[must_use]
    pub fn month_number(self) -> i32 {
        i32::from(self.year()) * 12 + i32::from(self.month()) - 1
    }

    /// Month number and day of the month of a numbered day, as [`Day::month_number`] and [`Day::of_month`]; `None` beyond the calendar.
    #[inline]
    #[must_use]
    pub fn month_and_place(number: i32) -> Option<(i32, i32)> {
        let (year, month, day) = match common::parts(number) {
            Some(parts) => parts,
            None => {
                let day = Self::from_number(number)?;
                (day.year(), day.month(), day.of_month())
            }
        };
        Some((i32::from(year) * 12 + i32::from(month) - 1, day.into()))
    }

    /// How many days the month has.
    #[must_use]
    pub fn days_in_month(self) -> u8 {
        self.0.days_in_month().unsigned_abs()
    }

    /// The first day of the month.
    #[must_use]
    pub fn first_of_month(self) -> Self {
        Self(self.0.first_of_month())
    }

    /// The first day of the next month; the last day of the calendar has none.
    #[must_use]
    pub fn next_month(self) -> Option<Self> {
        self.0.last_of_month().tomorrow().map(Self).ok()
    }

    /// The next day; the last day of the calendar is followed by itself.
    #[must_use]
    pub fn tomorrow(self) -> Self {
        Self(self.0.tomorrow().unwrap_or(Date::MAX))
    }

    /// So many days later, or earlier if negative, within the calendar.
    #[must_use]
    pub fn days_later(self, days: i32) -> Self {
        Self(self.0.saturating_add(Span::new().days(days)))
    }

    /// So many months later, or earlier if negative, within the calendar; the last day of a month that is too short.
    #[must_use]
    pub fn months_later(self, months: i32) -> Self {
        Self(self.0.saturating_add(Span::new().months(months)))
    }

    /// So many years later, or earlier if negative, within the calendar; 28 February where there is no 29th.
    #[must_use]
    pub fn years_later(self, years: i16) -> Self {
        Self(self.0.saturating_add(Span::new().years(years)))
    }
}

const EPOCH: Date = Date::constant(1970, 1, 1);

/// The number of a day that is not looked up.
#[cold]
fn beyond(year: u32, month: u32, day: u32) -> Option<i32> {
    let day = Day::new(i16::try_from(year).ok()?, u8::try_from(month).ok()?, u8::try_from(day).ok()?)?;
    (year > 0).then(|| day.number())
}

impl From<Date> for Day {
    fn from(date: Date) -> Self {
        Self(date)
    }
}

impl FromStr for Day {
    type Err = NotADay;

    /// Reads `2024-03-31`.
    fn from_str(text: &str) -> Result<Self, NotADay> {
        text.parse().map(Self).map_err(|_| NotADay(text.to_owned()))
    }
}

impl fmt::Display for Day {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        fmt::Display::fmt(&self.0, f)
    }
}

/// A text that is no day.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
#[error("`{0}` is no day such as 2024-03-31")]
pub struct NotADay(String);

#[cfg(test)]
mod tests {
    use super::{Day, EPOCH};
    use jiff::civil::Date;

    #[test]
    fn every_week_of_the_calendar_has_the_number_that_the_calendar_gives() {
        let first = Date::MIN.since(EPOCH).unwrap().get_days();
        let last = Day::LAST.0.since(EPOCH).unwrap().get_days();
        let mut date = Date::MIN;
        // 97 days meet every day of the month and of the year.
        for number in (first..=last).step_by(97) {
            let day = Day::from_number(number).unwrap();
            assert_eq!((day.0, day.number()), (date, number));
            let parts = (day.month_number(), i32::from(day.of_month()));
            assert_eq!(Day::month_and_place(number), Some(parts), "{day}");
            date = date.saturating_add(jiff::Span::new().days(97));
        }
        for beyond in [first - 1, last + 1, i32::MIN, i32::MAX] {
            assert_eq!((Day::from_number(beyond), Day::month_and_place(beyond)), (None, None));
        }
    }

    #[test]
    fn days_that_are_looked_up_are_those_of_the_calendar() {
        for year in 1890..2210 {
            for (month, day) in (0..=13).flat_map(|month| (0..=32).map(move |day| (month, day))) {
                let right =
                    Date::new(year, month, day).map_or(None, |date| Some(date.since(EPOCH).unwrap().get_days()));
                let [year, month, day] = [year.into(), i32::from(month), day.into()].map(i32::cast_unsigned);
                assert_eq!(Day::number_of(year, month, day), right, "{year}-{month}-{day}");
                let common = right.filter(|_| (1901..2200).contains(&year));
                assert_eq!(Day::common_number_of(year, month, day), common, "{year}-{month}-{day}");
            }
        }
        assert_eq!(
            [Day::number_of(0, 1, 1), Day::number_of(u32::MAX, 1, 1), Day::number_of(2000, u32::MAX, 1)],
            [None; 3]
        );
    }

    #[test]
    fn a_day_is_written_and_read_as_files_have_it() {
        let day = Day::new(2024, 3, 31).unwrap();
        assert_eq!((day.to_string(), "2024-03-31".parse()), ("2024-03-31".to_owned(), Ok(day)));
        assert_eq!(serde_json::to_string(&day).unwrap(), "\"2024-03-31\"");
        assert!("31/03/2024".parse::<Day>().is_err());
    }

    #[test]
    fn months_end_where_they_end() {
        let day = Day::new(2024, 1, 31).unwrap();
        assert_eq!(day.months_later(1), Day::new(2024, 2, 29).unwrap());
        assert_eq!(Day::new(2024, 2, 29).unwrap().years_later(-1), Day::new(2023, 2, 28).unwrap());
        assert_eq!((day.days_in_month(), day.next_month()), (31, Day::new(2024, 2, 1)));
        assert_eq!((Day::LAST.next_month(), Day::LAST.tomorrow()), (None, Day::LAST));
    }

    #[test]
    fn the_first_of_january_1970_was_a_thursday() {
        assert_eq!(Day::from_number(0).map(Day::weekday), Some(3));
        for number in [-719_162, -4, -1, 0, 19_782, 2_932_896] {
            assert_eq!(Some(Day::weekday_of(number)), Day::from_number(number).map(Day::weekday));
        }
    }
}
