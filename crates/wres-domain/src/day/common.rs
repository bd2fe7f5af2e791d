//! Days of the years 1901 to 2199, looked up: nearly all days that people write are among them, and rows are many.

use std::ops::Range;

const YEARS: Range<u32> = 1901..2200;
const COUNT: usize = (YEARS.end - YEARS.start) as usize;

/// The first day of each year, and of the one after the last, from 1 January 1970 on.
const FIRST_DAYS: [i32; COUNT + 1] = {
    let mut first = [0; COUNT + 1];
    let (mut at, mut day) = (0, -25_202);
    while at <= COUNT {
        first[at] = day;
        day += if is_leap(YEARS.start + at as u32) { 366 } else { 365 };
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

/// The number of a day; `None` for another year, and for a day that the calendar does not have.
#[inline]
pub(super) fn number(year: u32, month: u32, day: u32) -> Option<i32> {
    let place = year.wrapping_sub(YEARS.start) as usize;
    if place >= COUNT || day > 31 {
        return None;
    }
    let before = &BEFORE[usize::from(is_leap(year))];
    let (from, until) = (before.get(month.wrapping_sub(1) as usize)?, before.get(month as usize)?);
    let of_year = u32::from(*from) + day;
    (day != 0 && of_year <= u32::from(*until)).then(|| FIRST_DAYS[place] + of_year as i32 - 1)
}

/// Year, month and day of the month of a numbered day; `None` in another year.
#[inline]
pub(super) fn parts(number: i32) -> Option<(i16, u8, u8)> {
    if number < FIRST_DAYS[0] || number >= FIRST_DAYS[COUNT] {
        return None;
    }
    // A year has 365 days or more, so that this is the year itself or one that comes after it.
    let mut place = ((number - FIRST_DAYS[0]) / 365) as usize;
    while FIRST_DAYS[place] > number {
        place -= 1;
    }
    let year = YEARS.start + place as u32;
    let of_year = (number - FIRST_DAYS[place]) as u16;
    let before = &BEFORE[usize::from(is_leap(year))];
    // No month has more than 31 days, so that this is the month itself or one that comes before it.
    let mut month = usize::from(of_year / 32);
    while before[month + 1] <= of_year {
        month += 1;
    }
    Some((year as i16, month as u8 + 1, (of_year - before[month]) as u8 + 1))
}
