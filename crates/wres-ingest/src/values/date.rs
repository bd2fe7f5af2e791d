//! Dates.

use crate::{
    mapping::DateOrder,
    values::{
        day::serial_to_days,
        decimal::blank,
        moment::{split_time, to_local},
        read::{Read, Trouble, is_error_cell},
        zone::Zone,
    },
};
use wres_domain::{Day, fitting, parsed};

/// How dates of a table are read.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) struct DateRules {
    /// Declared order, if any.
    pub(crate) order: Option<DateOrder>,
    /// The last year that two digits may mean: 30 is 2030 if this is 2030 or later, otherwise 1930.
    pub(crate) two_digits_until: u32,
    /// Whether serial numbers count from 1904, as the workbook says.
    pub(crate) from_1904: bool,
    /// The zone by whose clock an instant has its day. Without it the clock of the United Kingdom is taken, and that is said.
    pub(crate) zone: Option<Zone>,
}

const FIRST_YEAR: u32 = 1900;
const LAST_YEAR: u32 = 2199;
/// Serial numbers that are taken for dates: 1 January 1920 to 31 December 2099.
const SERIALS: std::ops::RangeInclusive<f64> = 7_306.0..=73_050.999_99;
const MONTHS: [&str; 12] = [
    "january",
    "february",
    "march",
    "april",
    "may",
    "june",
    "july",
    "august",
    "september",
    "october",
    "november",
    "december",
];

/// Reads a date into days since 1 January 1970.
#[inline]
pub(crate) fn date(text: &str, rules: DateRules) -> Read<i32> {
    match text.as_bytes() {
        [y1, y2, y3, y4, b'-', m1, m2, b'-', d1, d2] => {
            if let Some([y1, y2, y3, y4, m1, m2, d1, d2]) = digits([*y1, *y2, *y3, *y4, *m1, *m2, *d1, *d2]) {
                return checked(y1 * 1000 + y2 * 100 + y3 * 10 + y4, m1 * 10 + m2, d1 * 10 + d2, None);
            }
        }
        [d1, d2, b'/', m1, m2, b'/', y1, y2, y3, y4] if rules.order == Some(DateOrder::Dmy) => {
            if let Some([y1, y2, y3, y4, m1, m2, d1, d2]) = digits([*y1, *y2, *y3, *y4, *m1, *m2, *d1, *d2])
                && m1 * 10 + m2 <= 12
            {
                return checked(y1 * 1000 + y2 * 100 + y3 * 10 + y4, m1 * 10 + m2, d1 * 10 + d2, None);
            }
        }
        _ => {}
    }
    written(text, rules)
}

#[inline]
fn digits(bytes: [u8; 8]) -> Option<[u32; 8]> {
    bytes.iter().all(u8::is_ascii_digit).then(|| bytes.map(|byte| u32::from(byte - b'0')))
}

/// A date whose parts are known.
#[inline]
fn checked(year: u32, month: u32, day: u32, note: Option<Trouble>) -> Read<i32> {
    match (Day::common_number_of(year, month, day), note) {
        (Some(days), None) => Read::Value(days),
        _ => checked_closely(year, month, day, note),
    }
}

fn checked_closely(year: u32, month: u32, day: u32, note: Option<Trouble>) -> Read<i32> {
    if (year, month, day) == (1900, 1, 1)
        || (year, month, day) == (1899, 12, 30)
        || (year, month, day) == (1899, 12, 31)
    {
        return Read::Empty(Some(Trouble::DateOpenEnd));
    }
    match Day::number_of(year, month, day) {
        _ if (year, month, day) == (0, 0, 0) => Read::Empty(Some(Trouble::BlankWord)),
        None => Read::Bad(Trouble::DateImpossible),
        Some(_) if (month, day) == (12, 31) && year > LAST_YEAR => Read::Empty(Some(Trouble::DateOpenEnd)),
        Some(_) if year == 9999 || year == 4712 || year == 2999 => Read::Empty(Some(Trouble::DateOpenEnd)),
        Some(_) if !(FIRST_YEAR..=LAST_YEAR).contains(&year) => Read::Bad(Trouble::DateYear),
        Some(days) => note.map_or(Read::Value(days), |note| Read::Noted(days, note)),
    }
}

fn written(text: &str, rules: DateRules) -> Read<i32> {
    if let Some(empty) = blank(text) {
        return empty;
    }
    if let Some(trouble) = is_error_cell(text) {
        return Read::Bad(trouble);
    }
    if text.len() > 48 {
        return Read::Bad(Trouble::DateUnreadable);
    }
    let text = match text.get(..6) {
        Some(start) if start.eq_ignore_ascii_case("as at ") => text[6..].trim(),
        _ => text,
    };
    if let (day, Some(clock)) = split_time(text) {
        return match clock.ahead {
            None => without_time(day, rules),
            Some(_) => to_local(without_time(day, rules), clock, rules, |instant| {
                i32::try_from(instant.div_euclid(86_400_000)).unwrap_or(i32::MAX)
            }),
        };
    }
    without_time(text, rules)
}

/// A day without a time of day.
fn without_time(text: &str, rules: DateRules) -> Read<i32> {
    if let Some(found) = one_number(text, rules) {
        return found;
    }
    let parts: Vec<&str> = text
        .split(|c: char| matches!(c, '/' | '-' | '.' | ',' | '\u{2013}' | '\u{2212}') || c.is_whitespace())
        .filter(|part| !part.is_empty() && !is_weekday(part))
        .collect();
    let [first, second, third] = parts[..] else { return Read::Bad(Trouble::DateUnreadable) };
    let named = [first, second, third].map(month_named);
    match named {
        [None, Some(month), None] => day_and_year(first, third, month, rules),
        [Some(month), None, None] => day_and_year(second, third, month, rules),
        [None, None, None] => numeric([first, second, third], rules),
        _ => Read::Bad(Trouble::DateUnreadable),
    }
}

/// A date of three numbers.
fn numeric(parts: [&str; 3], rules: DateRules) -> Read<i32> {
    let mut numbers = [0_u32; 3];
    for (number, part) in numbers.iter_mut().zip(parts) {
        match part.parse() {
            Ok(value) if part.len() <= 4 && part.bytes().all(|byte| byte.is_ascii_digit()) => *number = value,
            _ => return Read::Bad(Trouble::DateUnreadable),
        }
    }
    let [a, b, c] = numbers;
    if parts[0].len() == 4 {
        return checked(a, b, c, None);
    }
    let read = |day: u32, month: u32, year: u32, digits: usize| match (digits, rules.year(year)) {
        (4, _) => checked(year, month, day, None),
        (2, full) => checked(full, month, day, Some(Trouble::DateTwoDigitYear)),
        _ => Read::Bad(Trouble::DateUnreadable),
    };
    let fits = |day: u32, month: u32| (1..=31).contains(&day) && (1..=12).contains(&month);
    let found = match rules.order {
        Some(DateOrder::Dmy) if fits(a, b) || !fits(b, a) => read(a, b, c, parts[2].len()),
        Some(DateOrder::Mdy) if fits(b, a) || !fits(a, b) => read(b, a, c, parts[2].len()),
        Some(DateOrder::Ymd) if parts[0].len() == 2 => read(c, b, a, 2),
        Some(DateOrder::Dmy | DateOrder::Mdy | DateOrder::Ymd) => Read::Bad(Trouble::DateOrderContradicted),
        // Open ends read the same in either order of day and month.
        None | Some(DateOrder::Iso) if c >= 2200 || (a, b, c) == (1, 1, 1900) => {
            read(a.max(b), a.min(b), c, parts[2].len())
        }
        None | Some(DateOrder::Iso) => Read::Bad(Trouble::DateOrderUndeclared),
    };
    if (a, b, c) == (0, 0, 0) { Read::Empty(Some(Trouble::BlankWord)) } else { found }
}

/// A date whose month is a word, so that only day and year have to be told apart.
fn day_and_year(day: &str, year: &str, month: u32, rules: DateRules) -> Read<i32> {
    let day = day.trim_end_matches(['s', 't', 'n', 'd', 'r', 'h']);
    let (Ok(a), Ok(b)) = (day.parse::<u32>(), year.parse::<u32>()) else { return Read::Bad(Trouble::DateUnreadable) };
    match (day.len(), year.len()) {
        (1..=2, 4) => checked(b, month, a, None),
        (4, 1..=2) => checked(a, month, b, None),
        (1..=2, 2) if rules.order == Some(DateOrder::Ymd) => {
            checked(rules.year(a), month, b, Some(Trouble::DateTwoDigitYear))
        }
        (1..=2, 2) => checked(rules.year(b), month, a, Some(Trouble::DateTwoDigitYear)),
        _ => Read::Bad(Trouble::DateUnreadable),
    }
}

/// Serial numbers, and eight digits without separators.
fn one_number(text: &str, rules: DateRules) -> Option<Read<i32>> {
    let whole = text.split_once('.').map_or(text, |(whole, _)| whole);
    if !whole.bytes().all(|byte| byte.is_ascii_digit()) || whole.is_empty() {
        return None;
    }
    if whole.len() == 8 && whole.len() == text.len() {
        let number: u32 = parsed(whole)?;
        let (year, month, day) = (number / 10_000, number / 100 % 100, number % 100);
        let reversed = (number % 10_000, number / 10_000 % 100, number / 1_000_000);
        let plausible = |(year, month, day): (u32, u32, u32)| {
            (FIRST_YEAR..=9999).contains(&year) && Day::number_of(year, month, day).is_some()
        };
        let (year, month, day) = match rules.order {
            Some(DateOrder::Dmy) if plausible(reversed) => reversed,
            Some(DateOrder::Mdy) if plausible((reversed.0, reversed.2, reversed.1)) => {
                (reversed.0, reversed.2, reversed.1)
            }
            _ => (year, month, day),
        };
        return Some(checked(year, month, day, None));
    }
    let serial: f64 = parsed(text)?;
    // Between the two counts lie four years and a day.
    let of_1900 = if rules.from_1904 { serial + 1462.0 } else { serial };
    if SERIALS.contains(&of_1900) {
        return serial_to_days(serial, rules.from_1904).map(|days| Read::Noted(days, Trouble::DateSerial));
    }
    match serial {
        0.0 | 1.0 => Some(Read::Empty(Some(Trouble::DateOpenEnd))),
        2_958_465.0 => Some(Read::Empty(Some(Trouble::DateOpenEnd))),
        _ => Some(Read::Bad(Trouble::DateUnreadable)),
    }
}

/// The month of a name, in full or its first three letters (or `sept`).
fn month_named(part: &str) -> Option<u32> {
    if part.len() < 3 || !part.bytes().all(|byte| byte.is_ascii_alphabetic()) {
        return None;
    }
    let lower = part.to_ascii_lowercase();
    let index = MONTHS
        .iter()
        .position(|month| *month == lower || month[..3] == lower || (lower == "sept" && *month == "september"))?;
    fitting(index + 1)
}

fn is_weekday(part: &str) -> bool {
    const DAYS: [&str; 7] = ["monday", "tuesday", "wednesday", "thursday", "friday", "saturday", "sunday"];
    let lower = part.to_ascii_lowercase();
    DAYS.iter().any(|day| *day == lower || day[..3] == lower)
}

impl DateRules {
    /// The full year of two digits.
    fn year(self, two: u32) -> u32 {
        let century = self.two_digits_until / 100 * 100;
        let year = century + two % 100;
        if year <= self.two_digits_until { year } else { year - 100 }
    }
}

#[cfg(test)]
mod tests {
    use super::{DateRules, date};
    use crate::{
        mapping::DateOrder,
        values::{
            moment::date_time,
            read::{Read, Trouble},
            zone::Zone,
        },
    };
    use proptest::prelude::*;
    use wres_domain::Day;

    fn rules(order: Option<DateOrder>) -> DateRules {
        DateRules { order, two_digits_until: 2026, from_1904: false, zone: None }
    }

    fn dmy(text: &str) -> Read<i32> {
        date(text, rules(Some(DateOrder::Dmy)))
    }

    fn day() -> i32 {
        Day::number_of(2024, 3, 31).unwrap()
    }

    #[test]
    fn a_date_is_read_in_the_ways_people_write_it() {
        for text in [
            "2024-03-31",
            "31/03/2024",
            "31.03.2024",
            "31-3-2024",
            "31 March 2024",
            "31-Mar-2024",
            "Sunday, 31 March 2024",
            "March 31, 2024",
            "31st March 2024",
            "2024/03/31",
            "2024-03-31T00:00:00",
            "31/03/2024 00:00",
            "31032024",
            "20240331",
            "As at 31.03.2024",
        ] {
            assert_eq!(dmy(text), Read::Value(day()), "{text}");
        }
    }

    #[test]
    fn the_declared_order_decides_and_a_date_that_contradicts_it_is_not_turned_round() {
        assert_eq!(dmy("01/02/2024"), Read::Value(Day::number_of(2024, 2, 1).unwrap()));
        assert_eq!(date("01/02/2024", rules(Some(DateOrder::Mdy))), Read::Value(Day::number_of(2024, 1, 2).unwrap()));
        assert_eq!(dmy("03/31/2024"), Read::Bad(Trouble::DateOrderContradicted));
        assert_eq!(dmy("31/31/2024"), Read::Bad(Trouble::DateImpossible));
        assert_eq!(dmy("30/02/2024"), Read::Bad(Trouble::DateImpossible));
        assert_eq!(date("24-03-31", rules(Some(DateOrder::Ymd))), Read::Noted(day(), Trouble::DateTwoDigitYear));
    }

    #[test]
    fn without_a_declared_order_only_what_is_certain_is_read() {
        assert_eq!(date("31/03/2024", rules(None)), Read::Bad(Trouble::DateOrderUndeclared));
        assert_eq!(date("2024-03-31", rules(None)), Read::Value(day()));
        assert_eq!(date("31 Mar 2024", rules(None)), Read::Value(day()));
        assert_eq!(date("31/12/9999", rules(None)), Read::Empty(Some(Trouble::DateOpenEnd)));
    }

    #[test]
    fn two_digits_mean_the_century_that_is_not_in_the_future() {
        assert_eq!(dmy("31/03/24"), Read::Noted(day(), Trouble::DateTwoDigitYear));
        assert_eq!(dmy("31-Mar-24"), Read::Noted(day(), Trouble::DateTwoDigitYear));
        assert_eq!(dmy("01/04/79"), Read::Noted(Day::number_of(1979, 4, 1).unwrap(), Trouble::DateTwoDigitYear));
        assert_eq!(dmy("01/04/26"), Read::Noted(Day::number_of(2026, 4, 1).unwrap(), Trouble::DateTwoDigitYear));
        assert_eq!(dmy("01/04/27"), Read::Noted(Day::number_of(1927, 4, 1).unwrap(), Trouble::DateTwoDigitYear));
    }

    #[test]
    fn open_ends_are_no_dates() {
        for text in [
            "31/12/9999",
            "31.12.9999",
            "4712-12-31",
            "31/12/4712",
            "01/01/1900",
            "31-DEC-4712",
            "1900-01-01",
            "31/12/2999",
        ] {
            assert_eq!(dmy(text), Read::Empty(Some(Trouble::DateOpenEnd)), "{text}");
        }
    }

    #[test]
    fn serial_numbers_of_a_spreadsheet_are_dates_with_a_note() {
        assert_eq!(dmy("45382"), Read::Noted(day(), Trouble::DateSerial));
        assert_eq!(dmy("45382.5"), Read::Noted(day(), Trouble::DateSerial));
        assert_eq!(dmy("123"), Read::Bad(Trouble::DateUnreadable));
        assert_eq!(dmy("999999"), Read::Bad(Trouble::DateUnreadable));
    }

    #[test]
    fn serial_numbers_of_a_workbook_that_counts_from_1904_are_days_of_that_count() {
        let rules = DateRules { from_1904: true, ..rules(None) };
        assert_eq!(date("43920", rules), Read::Noted(day(), Trouble::DateSerial));
        assert_eq!(date("28854", rules), Read::Noted(Day::number_of(1982, 12, 31).unwrap(), Trouble::DateSerial));
        assert_eq!(date("2024-03-31", rules), Read::Value(day()), "a day that is written is that day in either count");
    }

    #[test]
    fn an_instant_is_the_day_of_the_declared_zone_and_is_asked_about_without_one() {
        let declared = |zone: &str| DateRules { zone: Zone::named(zone), ..rules(None) };
        let (march, april) = (day(), day() + 1);
        for text in [
            "2024-03-31T23:00:00Z",
            "2024-03-31T23:00:00.000+0000",
            "2024-04-01T00:00:00+01:00",
            "2024-04-01 00:30 BST",
        ] {
            assert_eq!(date(text, declared("Europe/London")), Read::Value(april), "{text}");
            assert_eq!(date(text, rules(None)), Read::Noted(april, Trouble::DateInstant), "{text}");
        }
        assert_eq!(date("2024-03-31T23:00:00Z", declared("UTC")), Read::Value(march));
        assert_eq!(date("2024-04-01T01:00:00+01:00", declared("-05:00")), Read::Value(march));
        assert_eq!(
            date("2024-12-31T23:30:00Z", declared("Europe/London")),
            Read::Value(Day::number_of(2024, 12, 31).unwrap())
        );
        assert_eq!(
            date("2024-03-31T23:00:00", declared("Europe/London")),
            Read::Value(march),
            "a clock time without a zone is local"
        );
    }

    #[test]
    fn what_is_not_a_date_is_said_to_be_none() {
        for text in ["tbc", "2024", "2023/24", "31/03", "31/03/024", "Q1 2024", "31/03/2024/1", "one day soon"] {
            assert!(matches!(dmy(text), Read::Bad(_)), "{text}");
        }
        assert_eq!(dmy("01/01/1066"), Read::Bad(Trouble::DateYear));
        assert_eq!(dmy("00/00/0000"), Read::Empty(Some(Trouble::BlankWord)));
        assert_eq!(dmy("########"), Read::Bad(Trouble::Hashes));
    }

    proptest! {
        #[test]
        fn no_text_makes_it_panic(text in "[0-9a-zA-Z:/. \\-\u{E9}]{0,30}") {
            for order in [None, Some(DateOrder::Dmy), Some(DateOrder::Mdy), Some(DateOrder::Ymd), Some(DateOrder::Iso)] {
                let _ = (date(&text, rules(order)), date_time(&text, rules(order)));
            }
        }

        #[test]
        fn every_day_is_read_back_in_every_order(year in 1901_u32..2199, month in 1_u32..=12, day in 1_u32..=28) {
            let expected = Read::Value(Day::number_of(year, month, day).unwrap());
            prop_assert_eq!(date(&format!("{day:02}/{month:02}/{year}"), rules(Some(DateOrder::Dmy))), expected);
            prop_assert_eq!(date(&format!("{month}/{day}/{year}"), rules(Some(DateOrder::Mdy))), expected);
            prop_assert_eq!(date(&format!("{year}.{month}.{day}"), rules(Some(DateOrder::Ymd))), expected);
            prop_assert_eq!(date(&format!("{year}-{month:02}-{day:02}"), rules(None)), expected);
        }
    }
}
