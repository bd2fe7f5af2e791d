//! One synthetic person. People have numbers and no names.

use wres_domain::{Ethnicity, Group, Service};

/// A second post of a person: never more senior than the first.
#[derive(Debug, Clone, Copy)]
pub(crate) struct SecondPost {
    pub(crate) number: u32,
    pub(crate) rung: u8,
    pub(crate) hundredths: i32,
}

/// A departure.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Departure {
    pub(crate) day: i32,
    pub(crate) reason: &'static str,
}

/// A person at a site, as known in one period.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Person {
    pub(crate) number: u32,
    pub(crate) post: u32,
    /// As a reader of the site's list must find it; one of the unknowns where it is not recorded.
    pub(crate) recorded: Ethnicity,
    /// The group of the five that decides every probability, recorded or not.
    pub(crate) group: Group,
    pub(crate) sex: &'static str,
    pub(crate) birth: i32,
    pub(crate) disability: Option<bool>,
    pub(crate) service: Service,
    pub(crate) start: i32,
    pub(crate) grade_start: i32,
    pub(crate) contract: &'static str,
    pub(crate) role: &'static str,
    pub(crate) regulated: bool,
    pub(crate) rung: u8,
    /// Place within the rung's five points of pay.
    pub(crate) point: u8,
    pub(crate) hundredths: i32,
    pub(crate) abroad: bool,
    pub(crate) second: Option<SecondPost>,
    /// How many years of possible promotion lie behind the rung.
    pub(crate) years: u8,
    /// Whether the person stood in the snapshot before this period.
    pub(crate) was_in_post: bool,
    pub(crate) left: Option<Departure>,
    pub(crate) promoted_from: Option<u8>,
}

impl Person {
    /// Whether the site employs the person itself.
    pub(crate) fn direct(&self) -> bool {
        self.contract != "agency"
    }

    /// The level of management that goes with the rung.
    pub(crate) fn manager_level(&self) -> &'static str {
        match self.rung {
            ..=4 => "none",
            5 => "team",
            6 | 7 => "service",
            8 => "senior",
            _ => "director",
        }
    }
}

/// Full-time annual pay in pounds at the five points of each rung in the first period of a plan.
const PAY: [[i64; 5]; 9] = [
    [23_656, 24_027, 24_404, 24_790, 25_183],
    [28_624, 30_060, 32_115, 34_314, 36_124],
    [37_035, 38_220, 39_513, 40_476, 41_511],
    [42_708, 43_693, 44_711, 45_718, 46_731],
    [47_754, 49_764, 51_802, 53_200, 54_800],
    [56_900, 58_600, 60_400, 62_300, 64_200],
    [65_100, 67_000, 69_000, 71_500, 74_000],
    [78_000, 81_500, 85_000, 88_500, 92_000],
    [98_000, 106_000, 115_000, 124_000, 133_000],
];

/// What every point rises by from one period to the next, in pounds.
const RISE: i64 = 1_290;

/// Full-time annual pay in pounds of a point of a rung in a period.
pub(crate) fn pay(rung: u8, point: u8, period: usize) -> i64 {
    let rung = usize::from(rung.clamp(1, 9)) - 1;
    PAY[rung][usize::from(point.min(4))] + RISE * i64::try_from(period).unwrap_or(0)
}

/// Bonus in pence: every fourth person has one, which grows with the rung.
pub(crate) fn bonus(person: &Person) -> i64 {
    if person.number.is_multiple_of(4) { 15_000 * i64::from(person.rung) } else { 0 }
}

/// The pay band of a full-time annual pay: below £30,000, to £69,999, from £70,000.
pub(crate) fn pay_band(pounds: i64) -> u8 {
    u8::from(pounds >= 30_000) + u8::from(pounds >= 70_000)
}

#[cfg(test)]
mod tests {
    use super::{PAY, pay, pay_band};

    #[test]
    fn pay_rises_with_point_and_rung() {
        assert!(PAY.as_flattened().windows(2).all(|pair| pair[0] < pair[1]));
        assert_eq!(pay(1, 0, 1) - pay(1, 0, 0), 1_290);
    }

    #[test]
    fn the_edges_of_the_bands_belong_to_the_higher_band() {
        assert_eq!([29_999, 30_000, 69_999, 70_000].map(pay_band), [0, 1, 1, 2]);
    }
}
