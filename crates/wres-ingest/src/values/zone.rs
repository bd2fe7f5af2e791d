//! Time zones: on which day of the site an instant lies.

use wres_domain::{Day, fitting, parsed};

/// A zone that a mapping may declare.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Zone {
    /// The clock of the United Kingdom: Greenwich time and summer time.
    London,
    /// So many minutes ahead of UTC.
    Fixed(i32),
}

/// Milliseconds of a minute.
const MINUTE: i64 = 60_000;

impl Zone {
    /// The names that a mapping may use, for messages.
    pub(crate) const NAMES: &'static str = "`Europe/London`, `UTC`, or an offset such as `+01:00`";

    /// A zone by its name. `None` if there is no such zone.
    pub(crate) fn named(name: &str) -> Option<Self> {
        match name.trim() {
            "Europe/London" | "Europe/Belfast" | "Europe/Jersey" | "Europe/Guernsey" | "Europe/Isle_of_Man" | "GB" => {
                Some(Self::London)
            }
            "UTC" | "Etc/UTC" | "GMT" | "Z" => Some(Self::Fixed(0)),
            other => offset(other).map(Self::Fixed),
        }
    }

    /// How many milliseconds the clock is ahead of UTC at an instant (milliseconds since 1970).
    pub(crate) fn ahead(self, instant: i64) -> i64 {
        match self {
            Self::London => i64::from(is_summer(instant)) * 60 * MINUTE,
            Self::Fixed(minutes) => i64::from(minutes) * MINUTE,
        }
    }
}

/// An offset such as `+01:00`, `-0500` or `+1`, in minutes.
pub(crate) fn offset(text: &str) -> Option<i32> {
    let (sign, rest) = match text.as_bytes().first()? {
        b'+' => (1, &text[1..]),
        b'-' => (-1, &text[1..]),
        _ => return None,
    };
    let (hours, minutes) = match rest.split_once(':') {
        Some((hours, minutes)) if minutes.len() == 2 => (hours, minutes),
        None if rest.len() == 4 => rest.split_at_checked(2)?,
        None => (rest, "00"),
        Some(_) => return None,
    };
    let number = |part: &str| part.bytes().all(|byte| byte.is_ascii_digit()).then(|| parsed::<i32>(part)).flatten();
    let (hours, minutes) = (number(hours).filter(|_| hours.len() <= 2)?, number(minutes)?);
    (hours <= 14 && minutes < 60).then_some(sign * (hours * 60 + minutes))
}

/// Whether summer time is in force in the United Kingdom at an instant, from 1953 on (IANA time zone database, rules `GB-Eire` and `EU`,
/// and the standard time of 1968 to 1971). Before that no day of working life or birth is written as an instant.
fn is_summer(instant: i64) -> bool {
    const DAY: i64 = 86_400_000;
    let day = i32::try_from(instant.div_euclid(DAY)).unwrap_or(0);
    let year = year_of(day);
    let Some((from, until)) = summer(year) else { return false };
    // Clocks change at one in the morning by UTC since 1981, and changed at two before.
    let hour = if year >= 1981 { 1 } else { 2 };
    let reached = |day: i32| instant >= i64::from(day) * DAY + hour * 60 * MINUTE;
    let (begins, ends) = (from.is_none_or(reached), until.is_some_and(reached));
    begins && !ends
}

/// The days on which summer time begins and ends; `None` for a beginning in the year before, or an end in the year after.
fn summer(year: u32) -> Option<(Option<i32>, Option<i32>)> {
    let sunday =
        |month: u32, from: u32| Day::number_of(year, month, from).map(|day| day + (7 - (day + 4).rem_euclid(7)) % 7);
    let last = |month: u32| sunday(month, 25);
    let begins = match year {
        0..1953 => return None,
        1953 | 1955 | 1956 | 1958 | 1959 => sunday(4, 16),
        1954 | 1957 | 1960 => sunday(4, 9),
        1961..=1963 => last(3),
        1964..=1967 => sunday(3, 19),
        1968 => Day::number_of(1968, 2, 18),
        1969..=1971 => None,
        1972..=1980 => sunday(3, 16),
        _ => last(3),
    };
    let ends = match year {
        ..=1960 => sunday(10, 2),
        1968..=1970 => None,
        1971 => Day::number_of(1971, 10, 31),
        1961..=1989 => sunday(10, 23),
        1990..=1995 => sunday(10, 22),
        _ => last(10),
    };
    Some((begins, ends))
}

/// The year of a day since 1 January 1970; 1 before the calendar of numbered days.
fn year_of(day: i32) -> u32 {
    Day::from_number(day).and_then(|day| fitting(day.year())).unwrap_or(1)
}

#[cfg(test)]
mod tests {
    use super::{Zone, offset};
    use wres_domain::Day;

    fn at(year: u32, month: u32, day: u32, hour: i64, minute: i64) -> i64 {
        i64::from(Day::number_of(year, month, day).unwrap()) * 86_400_000 + (hour * 60 + minute) * 60_000
    }

    #[test]
    fn the_clock_of_the_united_kingdom_changes_when_it_changed() {
        // First and last minutes of summer time as the IANA time zone database has them.
        let changes = [
            ((1959, 4, 19, 2), (1959, 10, 4, 2)),
            ((1967, 3, 19, 2), (1967, 10, 29, 2)),
            ((1968, 2, 18, 2), (1971, 10, 31, 2)),
            ((1972, 3, 19, 2), (1972, 10, 29, 2)),
            ((1995, 3, 26, 1), (1995, 10, 22, 1)),
            ((2024, 3, 31, 1), (2024, 10, 27, 1)),
            ((2025, 3, 30, 1), (2025, 10, 26, 1)),
        ];
        for ((year, month, day, hour), (end_year, end_month, end_day, end_hour)) in changes {
            let begin = at(year, month, day, hour, 0);
            let end = at(end_year, end_month, end_day, end_hour, 0);
            let ahead = |instant| Zone::London.ahead(instant) / 60_000;
            assert_eq!((ahead(begin - 1), ahead(begin)), (0, 60), "{year}");
            assert_eq!((ahead(end - 1), ahead(end)), (60, 0), "{end_year}");
        }
    }

    #[test]
    fn offsets_are_read_in_the_ways_that_systems_write_them() {
        assert_eq!([offset("+01:00"), offset("+0100"), offset("-5"), offset("+05:30")], [60, 60, -300, 330].map(Some));
        assert_eq!([offset("+25:00"), offset("01:00"), offset("+1:0"), offset("+é")], [None; 4]);
        assert_eq!(Zone::named("Europe/London"), Some(Zone::London));
        assert_eq!((Zone::named("+01:00"), Zone::named("Mars")), (Some(Zone::Fixed(60)), None));
    }
}
