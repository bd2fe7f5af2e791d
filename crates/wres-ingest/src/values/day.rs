//! Days, serial numbers of spreadsheets, and age bands.

use wres_domain::Day;

/// Age bands at the snapshot, low to high.
pub(crate) const AGE_BANDS: [&str; 11] =
    ["under 20", "20-24", "25-29", "30-34", "35-39", "40-44", "45-49", "50-54", "55-59", "60-64", "65 and over"];

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
    /// Bands at a day, a birthday on the day itself counting. On 29 February of a leap year, those born on 28 February of another have had
    /// their birthday and those born on 1 March have not.
    pub(crate) fn at(day: Day) -> Self {
        const AGES: [i16; 12] = [0, 20, 25, 30, 35, 40, 45, 50, 55, 60, 65, 111];
        Self { last: AGES.map(|age| day.years_later(-age).number()) }
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
    use super::{AGE_BANDS, AgeBands, serial_to_days};
    use wres_domain::Day;

    const fn date(year: i16, month: u8, day: u8) -> Day {
        Day::constant(year, month, day)
    }

    #[test]
    fn serial_numbers_are_those_of_the_spreadsheets() {
        // 45,382 is 31 March 2024 in the 1900 system and 31 March 2024 is 43,920 in the 1904 system.
        let day = Day::number_of(2024, 3, 31);
        assert_eq!(serial_to_days(45_382.0, false), day);
        assert_eq!(serial_to_days(43_920.0, true), day);
        assert_eq!(serial_to_days(45_382.75, false), day);
        assert_eq!(serial_to_days(1.0, false), Day::number_of(1900, 1, 1));
        assert_eq!(serial_to_days(61.0, false), Day::number_of(1900, 3, 1));
        assert_eq!(serial_to_days(f64::NAN, false), None);
        assert_eq!(serial_to_days(-1.0, false), None);
    }

    #[test]
    fn a_birthday_on_the_snapshot_counts() {
        let bands = AgeBands::at(date(2025, 3, 31));
        let band = |born: Day| bands.band(born.number()).map(|index| AGE_BANDS[usize::from(index)]);
        assert_eq!(band(date(2005, 3, 31)), Some("20-24"));
        assert_eq!(band(date(2005, 4, 1)), Some("under 20"));
        assert_eq!(band(date(1960, 3, 31)), Some("65 and over"));
        assert_eq!(band(date(1960, 4, 1)), Some("60-64"));
        assert_eq!(band(date(2026, 1, 1)), None);
        assert_eq!(band(date(1900, 1, 1)), None);
    }

    #[test]
    fn age_bands_agree_with_counting_birthdays() {
        for on in [date(2025, 3, 31), date(2024, 2, 29), date(2023, 2, 28), date(2024, 12, 31)] {
            let bands = AgeBands::at(on);
            let mut born = date(1910, 1, 1);
            while born <= on {
                let before_birthday = (on.month(), on.of_month()) < (born.month(), born.of_month());
                let age = i32::from(on.year()) - i32::from(born.year()) - i32::from(before_birthday);
                let expected = match age {
                    0..20 => Some(0),
                    20..65 => Some((age - 15) as u16 / 5),
                    65..=110 => Some(10),
                    _ => None,
                };
                assert_eq!(bands.band(born.number()), expected, "born {born}, on {on}");
                born = born.tomorrow();
            }
        }
    }
}
