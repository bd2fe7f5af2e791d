//! Race disparity ratio between bands.

use crate::{
    error::Result,
    estimate::Estimate,
    odds_ratio::{miettinen_nurminen, woolf},
    quantity::{Binomial, Level},
};

/// How many of one group are in the lower and how many in the upper of two bands.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Bands {
    /// Staff in the lower band.
    pub lower: u64,
    /// Staff in the upper band.
    pub upper: u64,
}

impl Bands {
    /// The staff of the upper band, out of those of both.
    fn in_the_upper(self) -> Result<Binomial> {
        Binomial::of(self.upper, self.lower.saturating_add(self.upper))
    }

    fn has_empty(self) -> bool {
        self.lower == 0 || self.upper == 0
    }
}

/// Race disparity ratio: how many times as likely White staff are to be in the upper rather than the lower band as BME staff,
/// `(white upper / white lower) / (bme upper / bme lower)`.
///
/// An odds ratio, so its limits are those of [`woolf`]: `ln ratio +- z sqrt(1/a + 1/b + 1/c + 1/d)`. Where one of the four bands is empty
/// they have no formula, and the limits are those of the score interval, [`miettinen_nurminen`]: nobody of BME in the upper band is an
/// infinite ratio with a lower limit, nobody of White a ratio of 0 with an upper one. No correction is added. The method of the result says
/// which of the two it was. Above 1: White staff are further up. Source: NHS Workforce Race Equality Standard, race disparity ratio;
/// Woolf 1955, Annals of Human Genetics 19:251-253; Miettinen and Nurminen 1985, Statistics in Medicine 4:213-226.
///
/// # Errors
/// [`crate::NotEstimable::GroupAbsent`] where a group has nobody in either band; [`crate::NotEstimable::NoCases`] or
/// [`crate::NotEstimable::AllCases`] where nobody or everybody is in the upper band.
///
/// ```
/// use wres_disparity::{Level, evenness::{Bands, disparity_ratio}};
/// let (white, bme) = (Bands { lower: 880, upper: 640 }, Bands { lower: 366, upper: 150 });
/// assert!((disparity_ratio(white, bme, Level::P95)?.value - 1.774_545_454_545_454_5).abs() < 1e-15);
/// # Ok::<(), wres_disparity::StatError>(())
/// ```
pub fn disparity_ratio(white: Bands, bme: Bands, level: Level) -> Result<Estimate> {
    let limits = if white.has_empty() || bme.has_empty() { miettinen_nurminen } else { woolf };
    limits(white.in_the_upper()?, bme.in_the_upper()?, level)
}

#[cfg(test)]
mod tests {
    use super::{Bands, disparity_ratio};
    use crate::{error::NotEstimable, quantity::Level};

    /// The score statistic at the restricted maximum, bisected with 60 digits: 210 of 850 against 0 of 150 at 95%, 3 of 10 against
    /// 0 of 4 at 90%, 5 of 5 against 4 of 7 at 95%.
    const LOWER: f64 = 12.790_845_336_265_9;
    const SMALL_LOWER: f64 = 0.464_035_365_576_513_2;
    const EMPTY_LOWER: f64 = 0.608_566_332_967_938_4;
    /// The chance beyond 999 * (210 * 150)^2 / (850 * 150 * 210 * 790) of chi-squared with one degree of freedom.
    const P_VALUE: f64 = 7.612_670_672_708_59e-12;

    const fn bands(lower: u64, upper: u64) -> Bands {
        Bands { lower, upper }
    }

    #[test]
    fn nobody_of_bme_in_the_upper_band_is_an_infinite_ratio_with_a_lower_limit() {
        let ratio = disparity_ratio(bands(640, 210), bands(150, 0), Level::P95).unwrap();
        assert_eq!((ratio.value, ratio.upper, ratio.method), (f64::INFINITY, f64::INFINITY, "or.miettinen_nurminen"));
        assert!((ratio.lower / LOWER - 1.0).abs() < 1e-12, "{}", ratio.lower);
        assert!((ratio.p_value.unwrap() / P_VALUE - 1.0).abs() < 1e-9, "{:?}", ratio.p_value);
    }

    #[test]
    fn nobody_of_white_in_the_upper_band_is_the_mirror_of_nobody_of_bme() {
        let zero = disparity_ratio(bands(150, 0), bands(640, 210), Level::P95).unwrap();
        assert_eq!((zero.value, zero.lower), (0.0, 0.0));
        assert!((zero.upper * LOWER - 1.0).abs() < 1e-12);
        let small = disparity_ratio(bands(7, 3), bands(4, 0), Level::new(0.9).unwrap()).unwrap();
        assert!((small.lower / SMALL_LOWER - 1.0).abs() < 1e-12, "{}", small.lower);
    }

    #[test]
    fn an_empty_lower_band_has_a_limit_too() {
        let ratio = disparity_ratio(bands(0, 5), bands(3, 4), Level::P95).unwrap();
        assert_eq!((ratio.value, ratio.upper), (f64::INFINITY, f64::INFINITY));
        assert!((ratio.lower / EMPTY_LOWER - 1.0).abs() < 1e-12, "{}", ratio.lower);
    }

    #[test]
    fn nobody_or_everybody_in_the_upper_band_has_no_ratio() {
        let ratio = |white, bme| disparity_ratio(white, bme, Level::P95);
        assert_eq!(ratio(bands(5, 0), bands(4, 0)), Err(NotEstimable::NoCases.into()));
        assert_eq!(ratio(bands(0, 5), bands(0, 3)), Err(NotEstimable::AllCases.into()));
        assert_eq!(ratio(bands(5, 1), bands(0, 0)), Err(NotEstimable::GroupAbsent.into()));
    }

    #[test]
    fn swapping_the_groups_gives_the_reciprocal() {
        let (one, two) = (
            disparity_ratio(bands(880, 640), bands(366, 150), Level::P95).unwrap(),
            disparity_ratio(bands(366, 150), bands(880, 640), Level::P95).unwrap(),
        );
        assert!((one.value * two.value - 1.0).abs() < 1e-15 && (one.lower * two.upper - 1.0).abs() < 1e-14);
    }
}
