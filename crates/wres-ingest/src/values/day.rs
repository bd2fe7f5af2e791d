//! Days, serial numbers of spreadsheets, and age bands.

use wres_domain::fitting;

/// Age bands at the snapshot, low to high.
pub(crate) const AGE_BANDS: [&str; 11] =
    ["under 20", "20-24", "25-29", "30-34", "35-39", "40-44", "45-49", "50-54", "55-59", "60-64", "65 and over"];

/// Days from 1 January 1970 to a date of the Gregorian calendar (H. Hinnant, "chrono-compatible low-level date algorithms",
/// 2013, `days_from_civil`). `None` if the calendar has no such day. Years 1 to 9999.
#[inline]
pub(crate) fn days(year: u32, month: u32, day: u32) -> Option<i32> {
    const LENGTHS: [u32; 12] = [31, 28, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31];
    let length = LENGTHS.get(month.wrapping_sub(1) as usize)? + u32::from(is_leap(year) && month == 2);
    if day == 0 || day > length || year == 0 || year > 9999 {
        return None;
    }
    let shifted = if month <= 2 { year - 1 } else { year };
    let era = shifted / 400;
    let of_era = shifted % 400;
    let of_year = (153 * ((month + 9) % 12) + 2) / 5 + day - 1;
    let day_of_era = of_era * 365 + of_era / 4 - of_era / 100 + of_year;
    fitting(i64::from(era) * 146_097 + i64::from(day_of_era) - 719_468)
}

/// Years whose days are looked up, of which none has an open end.
const COMMON: std::ops::Range<u32> = 1901..2200;
const COMMON_YEARS: usize = (COMMON.end - COMMON.start) as usize;

/// The first day of each common year, from 1 January 1970 on.
const FIRST_DAYS: [i32; COMMON_YEARS] = {
    let mut first = [0; COMMON_YEARS];
    let (mut at, mut day) = (0, -25_202);
    while at < COMMON_YEARS {
        first[at] = day;
        day += if is_leap(COMMON.start + at as u32) { 366 } else { 365 };
        at += 1;
    }
    first
};

/// Days before each month and after the last, in a year of 365 days and in a leap year.
const BEFORE: [[u16; 13]; 2] = [
    [0, 31, 59, 90, 120, 151, 181, 212, 243, 273, 304, 334, 365],
    [0, 31, 60, 91, 121, 152, 182, 213, 244, 274, 305, 335, 366],
];

const fn is_leap(year: u32) -> bool {
    year.is_multiple_of(4) && (!year.is_multiple_of(100) || year.is_multiple_of(400))
}

/// As [`days`], for a day of the years 1901 to 2199 only: looked up, since nearly all dates are.
#[inline]
pub(crate) fn day_of_common_year(year: u32, month: u32, day: u32) -> Option<i32> {
    let first = FIRST_DAYS.get(year.wrapping_sub(COMMON.start) as usize)?;
    let before = &BEFORE[usize::from(is_leap(year))];
    let (from, until) = (before.get(month.wrapping_sub(1) as usize)?, before.get(month as usize)?);
    let of_year = u32::from(*from) + day;
    (day != 0 && of_year <= u32::from(*until)).then(|| first + of_year as i32 - 1)
}

/// Days from 1 January 1970 to the day that a spreadsheet numbers so. In the 1900 system day 60 is 29 February 1900, which
/// never was: numbers from 61 are right, and lower ones are one day off in every program, so they are taken as they show.
pub(crate) fn serial_to_days(serial: f64, from_1904: bool) -> Option<i32> {
    if !(0.0..2_958_466.0).contains(&serial) {
        return None;
    }
    let whole = serial.floor() as i32;
    Some(match (from_1904, whole) {
        (true, n) => n - 24_107,
        (false, n) if n < 60 => n - 25_568,
        (false, n) => n - 25_569,
    })
}

/// Days of birth that divide the age bands at a day.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) struct AgeBands {
    /// The last day of birth of somebody who is 0, 20, 25, ..., 65 and 111 years old: falling.
    last: [i32; 12],
}

impl AgeBands {
    /// Bands at a day, a birthday on the day itself counting.
    pub(crate) fn at(year: u32, month: u32, day: u32) -> Self {
        const AGES: [u32; 12] = [0, 20, 25, 30, 35, 40, 45, 50, 55, 60, 65, 111];
        let born = |age: u32| {
            let year = year.saturating_sub(age);
            // On 29 February of a leap year, those born on 28 February of another have had their birthday and those born on
            // 1 March have not.
            days(year, month, day).or_else(|| days(year, month, day.saturating_sub(1))).unwrap_or(i32::MIN)
        };
        Self { last: AGES.map(born) }
    }

    /// The index into [`AGE_BANDS`] of somebody born on a day since 1 January 1970. `None` for a birth after the day of the
    /// bands, or more than 110 years before it.
    #[inline]
    pub(crate) fn band(&self, born: i32) -> Option<u16> {
        let reached = self.last.partition_point(|last| born <= *last);
        (1..=AGE_BANDS.len()).contains(&reached).then(|| reached as u16 - 1)
    }
}

#[cfg(test)]
mod tests {
    use super::{AGE_BANDS, AgeBands, COMMON, day_of_common_year, days, serial_to_days};
    use jiff::civil::date;

    #[test]
    fn days_that_are_looked_up_are_those_that_are_worked_out() {
        for year in 1890..2210 {
            for (month, day) in (0..=13).flat_map(|month| (0..=32).map(move |day| (month, day))) {
                let expected = COMMON.contains(&year).then(|| days(year, month, day)).flatten();
                assert_eq!(day_of_common_year(year, month, day), expected, "{year}-{month}-{day}");
            }
        }
        assert_eq!(day_of_common_year(2000, u32::MAX, 1).or(day_of_common_year(u32::MAX, 1, 1)), None);
    }

    #[test]
    fn days_agree_with_a_calendar_over_three_centuries() {
        let epoch = date(1970, 1, 1);
        let mut day = date(1899, 12, 1);
        while day < date(2200, 1, 1) {
            let expected = (day - epoch).get_days();
            let (y, m, d) = (day.year() as u32, day.month() as u32, day.day() as u32);
            assert_eq!(days(y, m, d), Some(expected), "{day}");
            day = day.tomorrow().unwrap();
        }
        assert_eq!(days(2023, 2, 29), None);
        assert_eq!(days(2024, 13, 1), None);
        assert_eq!(days(2024, 0, 1), None);
    }

    #[test]
    fn serial_numbers_are_those_of_the_spreadsheets() {
        // 45,382 is 31 March 2024 in the 1900 system and 31 March 2024 is 43,920 in the 1904 system.
        let day = days(2024, 3, 31);
        assert_eq!(serial_to_days(45_382.0, false), day);
        assert_eq!(serial_to_days(43_920.0, true), day);
        assert_eq!(serial_to_days(45_382.75, false), day);
        assert_eq!(serial_to_days(1.0, false), days(1900, 1, 1));
        assert_eq!(serial_to_days(61.0, false), days(1900, 3, 1));
        assert_eq!(serial_to_days(f64::NAN, false), None);
        assert_eq!(serial_to_days(-1.0, false), None);
    }

    #[test]
    fn a_birthday_on_the_snapshot_counts() {
        let bands = AgeBands::at(2025, 3, 31);
        let epoch = date(1970, 1, 1);
        let band =
            |born: jiff::civil::Date| bands.band((born - epoch).get_days()).map(|index| AGE_BANDS[usize::from(index)]);
        assert_eq!(band(date(2005, 3, 31)), Some("20-24"));
        assert_eq!(band(date(2005, 4, 1)), Some("under 20"));
        assert_eq!(band(date(1960, 3, 31)), Some("65 and over"));
        assert_eq!(band(date(1960, 4, 1)), Some("60-64"));
        assert_eq!(band(date(2026, 1, 1)), None);
        assert_eq!(band(date(1900, 1, 1)), None);
    }

    #[test]
    fn age_bands_agree_with_counting_birthdays() {
        let epoch = date(1970, 1, 1);
        for on in [date(2025, 3, 31), date(2024, 2, 29), date(2023, 2, 28), date(2024, 12, 31)] {
            let bands = AgeBands::at(on.year() as u32, on.month() as u32, on.day() as u32);
            let mut born = date(1910, 1, 1);
            while born <= on {
                let before_birthday = (on.month(), on.day()) < (born.month(), born.day());
                let age = i32::from(on.year()) - i32::from(born.year()) - i32::from(before_birthday);
                let expected = match age {
                    0..20 => Some(0),
                    20..65 => Some((age - 15) as u16 / 5),
                    65..=110 => Some(10),
                    _ => None,
                };
                assert_eq!(bands.band((born - epoch).get_days()), expected, "born {born}, on {on}");
                born = born.tomorrow().unwrap();
            }
        }
    }
}
