//! Days as numbers: what simulation and writing need of the calendar, fast.

use wres_domain::Period;

/// Year, month and day of a number of days since 1 January 1970, in the Gregorian calendar.
///
/// Source: H. Hinnant, "chrono-compatible low-level date algorithms", 2021, `civil_from_days`. Valid for years 0 to 9999.
#[must_use]
pub fn civil(day: i32) -> (i32, u8, u8) {
    let shifted = i64::from(day) + 719_468;
    let era = shifted.div_euclid(146_097);
    let day_of_era = shifted.rem_euclid(146_097);
    let year_of_era = (day_of_era - day_of_era / 1_460 + day_of_era / 36_524 - day_of_era / 146_096) / 365;
    let day_of_year = day_of_era - (365 * year_of_era + year_of_era / 4 - year_of_era / 100);
    let shifted_month = (5 * day_of_year + 2) / 153;
    let date = day_of_year - (153 * shifted_month + 2) / 5 + 1;
    let month = if shifted_month < 10 { shifted_month + 3 } else { shifted_month - 9 };
    let year = year_of_era + era * 400 + i64::from(month <= 2);
    (i32::try_from(year).unwrap_or(0), u8::try_from(month).unwrap_or(1), u8::try_from(date).unwrap_or(1))
}

/// Days since 1 January 1970 of a date of the Gregorian calendar (the same source, `days_from_civil`).
#[must_use]
pub fn day(year: i32, month: u8, date: u8) -> i32 {
    let year = i64::from(year) - i64::from(month <= 2);
    let era = year.div_euclid(400);
    let year_of_era = year.rem_euclid(400);
    let shifted_month = (i64::from(month) + 9) % 12;
    let day_of_year = (153 * shifted_month + 2) / 5 + i64::from(date) - 1;
    let day_of_era = year_of_era * 365 + year_of_era / 4 - year_of_era / 100 + day_of_year;
    i32::try_from(era * 146_097 + day_of_era - 719_468).unwrap_or(0)
}

/// First day and snapshot day of a period.
#[must_use]
pub fn days_of(period: &Period) -> (i32, i32) {
    // The calendar's numbers are positive: a period cannot have a month below 1.
    let number = |year: i16, month: i8, date: i8| day(i32::from(year), month.unsigned_abs(), date.unsigned_abs());
    let (from, snapshot) = (period.from, period.snapshot);
    (number(from.year(), from.month(), from.day()), number(snapshot.year(), snapshot.month(), snapshot.day()))
}

#[cfg(test)]
mod tests {
    use super::{civil, day, days_of};
    use wres_domain::Period;

    #[test]
    fn known_days_have_their_numbers() {
        assert_eq!((day(1970, 1, 1), day(2000, 3, 1), day(1969, 12, 31)), (0, 11_017, -1));
        assert_eq!((civil(0), civil(11_016), civil(-1)), ((1970, 1, 1), (2000, 2, 29), (1969, 12, 31)));
    }

    #[test]
    fn every_day_of_four_centuries_reads_back() {
        for number in day(1800, 1, 1)..day(2200, 1, 1) {
            let (year, month, date) = civil(number);
            assert_eq!(day(year, month, date), number);
        }
    }

    #[test]
    fn a_financial_year_has_its_days() {
        let (from, snapshot) = days_of(&Period::financial_year("2024-25").unwrap());
        assert_eq!((civil(from), civil(snapshot)), ((2024, 4, 1), (2025, 3, 31)));
    }
}
