//! Evidence that a ratio is close to 1.

use super::score::statistic;
use crate::{
    error::{Result, StatError},
    quantity::{Binomial, Level},
    ratio::{koopman_limits, point},
    special::normal,
};
use serde::Serialize;

/// Between which ratios two groups count as alike.
#[derive(Debug, Clone, Copy, PartialEq, Serialize)]
pub struct Margins {
    lower: f64,
    upper: f64,
}

impl Margins {
    /// 0.80 to 1.25.
    pub const FOUR_FIFTHS: Self = Self { lower: 0.8, upper: 1.25 };

    /// Margins on both sides of 1.
    ///
    /// # Errors
    /// [`StatError::Domain`] unless `0 < lower < 1 < upper`.
    pub fn new(lower: f64, upper: f64) -> Result<Self> {
        if lower > 0.0 && lower < 1.0 && upper > 1.0 && upper.is_finite() {
            Ok(Self { lower, upper })
        } else {
            Err(StatError::Domain {
                what: "margins",
                given: format!("{lower} to {upper}"),
                must: "they must lie on either side of 1 and above 0",
            })
        }
    }
}

/// Two one-sided tests.
#[derive(Debug, Clone, Copy, PartialEq, Serialize)]
pub struct Equivalence {
    /// The ratio observed.
    pub ratio: f64,
    /// One-sided p-value against the ratio being the lower margin or less.
    pub p_lower: f64,
    /// One-sided p-value against the ratio being the upper margin or more.
    pub p_upper: f64,
    /// The larger of both: the p-value against the ratio being outside the margins.
    pub p_value: f64,
    /// Limits at the level `1 - 2 alpha`: inside the margins exactly where the p-value is below `alpha`.
    pub limits: (f64, f64),
    /// Whether the ratio is shown to be inside the margins, at `alpha = 1 - level`.
    pub shown: bool,
    /// The margins.
    pub margins: Margins,
}

/// Evidence that the ratio `p1 / p2` lies within margins, 0.80 to 1.25 usually: two one-sided score tests.
///
/// Not finding a difference is not finding that there is none: small groups never show either. This p-value is small only where
/// the numbers suffice to say that the ratio is inside. At 95% each side is tested at 5%, which is the same as Koopman's 90%
/// interval being inside. Unit: ratio. Source: Schuirmann 1987, J Pharmacokinetics and Biopharmaceutics 15:657-680; the score
/// test: Farrington & Manning 1990, Statistics in Medicine 9:1447-1454.
///
/// # Errors
/// [`crate::NotEstimable::GroupAbsent`]; [`crate::NotEstimable::NoCases`] where neither group has a case;
/// [`StatError::Level`] for a level of 0.75 or less, whose interval would be no interval.
///
/// ```
/// use wres_disparity::{beyond::{equivalence, Margins}, Binomial, Level};
/// let large = equivalence(Binomial::of(600, 5000)?, Binomial::of(1210, 10_000)?, Margins::FOUR_FIFTHS, Level::P95)?;
/// let small = equivalence(Binomial::of(6, 50)?, Binomial::of(12, 100)?, Margins::FOUR_FIFTHS, Level::P95)?;
/// assert!(large.shown && !small.shown);
/// # Ok::<(), wres_disparity::StatError>(())
/// ```
pub fn equivalence(one: Binomial, two: Binomial, margins: Margins, level: Level) -> Result<Equivalence> {
    let both_sides = Level::new(level.value() - level.alpha())?;
    let ratio = point(one, two)?.value();
    let p_lower = normal::sf(statistic(one, two, margins.lower)?);
    let p_upper = normal::cdf(statistic(one, two, margins.upper)?);
    let p_value = p_lower.max(p_upper);
    Ok(Equivalence {
        ratio,
        p_lower,
        p_upper,
        p_value,
        limits: koopman_limits(one, two, both_sides)?,
        shown: p_value < level.alpha(),
        margins,
    })
}

#[cfg(test)]
mod tests {
    use super::{Margins, equivalence};
    use crate::{
        error::{NotEstimable, StatError},
        quantity::{Binomial, Level},
    };
    use proptest::prelude::*;

    #[test]
    fn margins_lie_on_either_side_of_1() {
        for (lower, upper) in [(1.0, 1.25), (0.8, 1.0), (0.0, 2.0), (0.8, f64::INFINITY), (f64::NAN, 1.25)] {
            assert!(matches!(Margins::new(lower, upper), Err(StatError::Domain { .. })), "{lower} {upper}");
        }
    }

    #[test]
    fn no_cases_and_low_levels_are_refused() {
        let (none, some) = (Binomial::of(0, 10).unwrap(), Binomial::of(3, 10).unwrap());
        let test = |one, two, level: f64| equivalence(one, two, Margins::FOUR_FIFTHS, Level::new(level).unwrap());
        assert_eq!(test(none, none, 0.95).unwrap_err(), NotEstimable::NoCases.into());
        assert!(matches!(test(some, some, 0.75), Err(StatError::Level { .. })));
        assert!(test(none, some, 0.95).unwrap().p_value > 0.05);
    }

    proptest! {
        #[test]
        fn shown_means_that_the_interval_is_inside(
            (x1, n1) in (1_u64..200_000).prop_flat_map(|n| (0..=n, Just(n))),
            (x2, n2) in (1_u64..200_000).prop_flat_map(|n| (1..=n, Just(n))),
        ) {
            let (one, two) = (Binomial::of(x1, n1).unwrap(), Binomial::of(x2, n2).unwrap());
            let test = equivalence(one, two, Margins::FOUR_FIFTHS, Level::P95).unwrap();
            let inside = test.limits.0 > 0.8 && test.limits.1 < 1.25;
            if (test.p_value - 0.05).abs() > 1e-9 {
                prop_assert_eq!(test.shown, inside);
            }
            // The groups may be exchanged.
            if x1 > 0 {
                let back = equivalence(two, one, Margins::FOUR_FIFTHS, Level::P95).unwrap();
                prop_assert!((test.p_value - back.p_value).abs() < 1e-9);
            }
        }
    }
}
