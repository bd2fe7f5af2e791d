//! What rules may ask beside the rows.

use crate::{catalogue::Catalogue, edition::Edition, policy::Policy};
use wres_domain::Period;

/// Days in a year, on average.
pub(crate) const YEAR: f64 = 365.25;

/// What rules may ask beside the rows.
#[derive(Debug, Clone)]
pub(crate) struct Settings {
    pub(crate) policy: Policy,
    pub(crate) edition: Edition,
    pub(crate) needs: Vec<crate::context::Need>,
    /// The indicators of the run.
    pub(crate) catalogue: Option<Catalogue>,
    /// First day of the period, in days since 1 January 1970.
    pub(crate) from: i32,
    /// Snapshot day: the last day of the period.
    pub(crate) snapshot: i32,
}

impl Settings {
    pub(crate) fn new(period: &Period, policy: Policy, needs: Vec<crate::context::Need>) -> Self {
        let (from, snapshot) = (day_number(period.from), day_number(period.snapshot));
        Self { policy, edition: Edition::of(snapshot), needs, catalogue: None, from, snapshot }
    }

    /// Whether a day lies in the period.
    #[inline]
    pub(crate) fn in_period(&self, day: i32) -> bool {
        (self.from..=self.snapshot).contains(&day)
    }

    /// Least lawful full-time annual pay of an adult, in pence.
    pub(crate) fn least_pay(&self) -> f64 {
        self.edition.hourly_pence as f64 * self.policy.full_time_hours * YEAR / 7.0
    }
}

/// Days since 1 January 1970 of a date (H. Hinnant, "chrono-compatible low-level date algorithms", 2021).
pub(crate) fn day_number(date: jiff::civil::Date) -> i32 {
    day(i32::from(date.year()), i32::from(date.month()), i32::from(date.day()))
}

/// Days since 1 January 1970 of year, month and day.
pub(crate) const fn day(year: i32, month: i32, date: i32) -> i32 {
    let year = if month <= 2 { year - 1 } else { year };
    let era = year.div_euclid(400);
    let year_of_era = year.rem_euclid(400);
    let day_of_year = (153 * ((month + 9) % 12) + 2) / 5 + date - 1;
    let day_of_era = year_of_era * 365 + year_of_era / 4 - year_of_era / 100 + day_of_year;
    era * 146_097 + day_of_era - 719_468
}

#[cfg(test)]
mod tests {
    use super::day;

    #[test]
    fn days_are_counted_from_1970() {
        assert_eq!((day(1970, 1, 1), day(2000, 3, 1), day(2025, 3, 31)), (0, 11_017, 20_178));
    }
}
