//! Sison and Glaz's simultaneous intervals, which take the dependence between the shares into account.

use super::quadratic::base;
use crate::error::{Result, StatError};
use crate::estimate::Estimate;
use crate::quantity::Level;
use crate::special::poisson;
use std::f64::consts::TAU;

/// The largest total that is tried: the search for the half-width takes a few times the square root of it in steps.
const LARGEST_TOTAL: u64 = 1_000_000_000_000;

/// Sison and Glaz's simultaneous intervals for the shares of several groups.
///
/// `c` is the largest whole number for which the probability that every count lies within `c` of its expectation stays below
/// the level, and `d` the fraction of the way from there to `c + 1` at which it reaches it. The limits are `x/n - c/n` and
/// `x/n + c/n + 2 d/n`, cut to [0, 1]. The probability comes from Levin's representation of the multinomial by truncated
/// Poisson variables with an Edgeworth expansion to the fourth cumulant; where it has not reached the level at `c = n`, the
/// probability is 1 there, because no count can be further away.
///
/// Meant for seven groups or more of about equal size (May and Johnson 2000); the limits are all equally far from their
/// shares, whatever the share. Because of the `2 d`, the upper limit can fall by up to `1/n` where a higher level moves `c` on.
/// Unit: proportions.
///
/// Source: Sison and Glaz (1995), Journal of the American Statistical Association 90, 366-369, equation 2.4; Levin (1981),
/// Annals of Statistics 9, 1123-1126; limits after May and Johnson (2000), Journal of Statistical Software 5(6).
///
/// # Errors
/// [`StatError::Empty`] without groups, [`crate::NotEstimable::NoBase`] if all counts are 0, [`StatError::Domain`] for a total
/// above 10^12.
///
/// ```
/// # use wres_disparity::{Level, multinomial::sison_glaz};
/// let shares = sison_glaz(&[30, 30, 30, 30], Level::P95)?;
/// assert!((shares[0].lower - 19.0 / 120.0).abs() < 1e-15 && (shares[0].upper - 0.345_011).abs() < 1e-6);
/// # Ok::<(), wres_disparity::StatError>(())
/// ```
pub fn sison_glaz(counts: &[u64], level: Level) -> Result<Vec<Estimate>> {
    let base = base(counts)?;
    if base > LARGEST_TOTAL {
        return Err(StatError::Domain { what: "x", given: base.to_string(), must: "the total must not exceed 10^12" });
    }
    let (half_width, fraction) = half_width(counts, base, level.value());
    let n = base as f64;
    Ok(counts
        .iter()
        .map(|&count| {
            let value = count as f64 / n;
            Estimate {
                value,
                lower: (value - half_width / n).max(0.0),
                upper: (value + half_width / n + 2.0 * fraction / n).min(1.0),
                p_value: None,
                level,
                method: "multinomial.sison_glaz",
            }
        })
        .collect())
}

/// The whole half-width below the level, and the fraction of a step to it.
fn half_width(counts: &[u64], base: u64, level: f64) -> (f64, f64) {
    let mut groups: Vec<Truncated> = counts.iter().map(|&count| Truncated::new(count)).collect();
    // The probability that independent Poisson counts with these means add up to the total.
    let condition = poisson::pmf(base, base as f64);
    let mut before = 0.0;
    for step in 1..=base {
        let grown = groups.iter_mut().fold(false, |grown, group| group.widen(step) || grown);
        let mut now = probability(&groups) / condition;
        // Where nothing is added any more, what is missing is rounding.
        let whole = step == base || !grown;
        if whole && now <= level {
            now = 1.0;
        }
        if now > level && before < level {
            return ((step - 1) as f64, (level - before) / (now - before));
        }
        if whole {
            return (step as f64, 0.0);
        }
        before = now;
    }
    (base as f64, 0.0)
}

/// The Poisson distribution with mean `count`, cut to `count - c ..= count + c`: its probability and its moments about `count`.
struct Truncated {
    mean: f64,
    below: f64,
    above: f64,
    moments: [f64; 5],
}

impl Truncated {
    fn new(count: u64) -> Self {
        let mean = count as f64;
        let centre = if count == 0 { 1.0 } else { poisson::pmf(count, mean) };
        Self { mean, below: centre, above: centre, moments: [centre, 0.0, 0.0, 0.0, 0.0] }
    }

    /// From `c - 1` to `c`; whether that made a difference.
    fn widen(&mut self, c: u64) -> bool {
        let distance = c as f64;
        self.above *= self.mean / (self.mean + distance);
        self.below *= if self.mean > 0.0 { ((self.mean - distance + 1.0) / self.mean).max(0.0) } else { 0.0 };
        let before = self.moments;
        let mut power = 1.0;
        for (order, moment) in self.moments.iter_mut().enumerate() {
            let reflected = if order % 2 == 0 { self.below } else { -self.below };
            *moment += power * (self.above + reflected);
            power *= distance;
        }
        self.moments != before
    }

    /// The probability, the mean less `count`, and the second to fourth cumulants.
    fn cumulants(&self) -> [f64; 5] {
        let [mass, first, second, third, fourth] = self.moments;
        let (first, second, third, fourth) = (first / mass, second / mass, third / mass, fourth / mass);
        let variance = second - first * first;
        let skew = third - 3.0 * first * second + 2.0 * first.powi(3);
        let kurt = fourth - 4.0 * first * third + 6.0 * first * first * second - 3.0 * first.powi(4);
        [mass, first, variance, skew, kurt - 3.0 * variance * variance]
    }
}

/// The probability that the truncated counts keep within their bounds and add up to the total (Edgeworth).
fn probability(groups: &[Truncated]) -> f64 {
    let mut within = 1.0;
    let mut totals = [0.0; 4];
    for group in groups {
        let [mass, cumulants @ ..] = group.cumulants();
        within *= mass;
        for (total, cumulant) in totals.iter_mut().zip(cumulants) {
            *total += cumulant;
        }
    }
    let [shift, variance, third, fourth] = totals;
    let z = -shift / variance.sqrt();
    let (skewness, excess) = (third / variance.powf(1.5), fourth / (variance * variance));
    let square = z * z;
    let polynomial = 1.0
        + skewness * z * (square - 3.0) / 6.0
        + excess * (square * square - 6.0 * square + 3.0) / 24.0
        + skewness * skewness * (square.powi(3) - 15.0 * square * square + 45.0 * square - 15.0) / 72.0;
    within * polynomial * (-0.5 * square).exp() / (TAU * variance).sqrt()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::error::NotEstimable;
    use crate::multinomial::{goodman, quesenberry_hurst};
    use proptest::prelude::*;

    #[test]
    fn nobody_has_no_shares() {
        for method in [goodman, quesenberry_hurst, sison_glaz] {
            assert_eq!(method(&[0, 0], Level::P95), Err(NotEstimable::NoBase.into()));
            assert!(method(&[], Level::P95).is_err());
            assert!(method(&[u64::MAX, 1], Level::P95).is_err());
        }
    }

    #[test]
    fn one_person_may_be_anywhere() {
        let shares = sison_glaz(&[1, 0, 0], Level::P95).unwrap();
        assert!(shares.iter().all(|share| share.lower >= 0.0 && share.upper <= 1.0 && share.lower <= share.upper));
    }

    #[test]
    fn a_national_workforce_takes_no_longer_than_the_square_root_of_its_size() {
        let shares = sison_glaz(&[900_000_000_000, 80_000_000_000, 20_000_000_000], Level::P95).unwrap();
        assert!(shares[0].upper - shares[0].lower < 1e-5);
    }

    #[test]
    fn a_level_next_to_one_is_reached_all_the_same() {
        let level = Level::new(1.0 - 2.0_f64.powi(-53)).unwrap();
        let shares = sison_glaz(&[10_000_000_000, 37, 15, 10_000_000_000], level).unwrap();
        assert!(shares[0].lower > 0.4999 && shares[0].upper < 0.5001);
    }

    proptest! {
        #[test]
        fn limits_enclose_the_shares_and_widen_with_the_level(
            counts in prop::collection::vec(0_u64..400, 2..8),
        ) {
            prop_assume!(counts.iter().sum::<u64>() > 0);
            let wide = Level::new(0.99).unwrap();
            for method in [goodman, quesenberry_hurst, sison_glaz] {
                let (inner, outer) = (method(&counts, Level::P95).unwrap(), method(&counts, wide).unwrap());
                for (one, two) in inner.iter().zip(&outer) {
                    prop_assert!(0.0 <= one.lower && one.lower <= one.value);
                    prop_assert!(one.value <= one.upper && one.upper <= 1.0);
                    // Sison and Glaz's upper limit takes two steps up as d goes to 1 and one back when c moves on.
                    let back = if one.method == "multinomial.sison_glaz" { 1.0 / counts.iter().sum::<u64>() as f64 } else { 0.0 };
                    prop_assert!(two.lower <= one.lower + 1e-12, "{}", one.method);
                    prop_assert!(two.upper >= one.upper - back - 1e-12, "{}", one.method);
                }
            }
        }

        #[test]
        fn the_order_of_the_groups_does_not_matter(counts in prop::collection::vec(0_u64..400, 2..8)) {
            prop_assume!(counts.iter().sum::<u64>() > 0);
            let reversed: Vec<u64> = counts.iter().rev().copied().collect();
            for method in [goodman, quesenberry_hurst, sison_glaz] {
                let (one, two) = (method(&counts, Level::P95).unwrap(), method(&reversed, Level::P95).unwrap());
                for (one, two) in one.iter().zip(two.iter().rev()) {
                    prop_assert!((one.lower - two.lower).abs() < 1e-12 && (one.upper - two.upper).abs() < 1e-12);
                }
            }
        }
    }
}
