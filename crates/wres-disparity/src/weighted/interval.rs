//! The interval of a weighted share.

use super::WeightedShare;
use crate::{error::Result, estimate::Estimate, proportion::score_limits, quantity::Level, special::normal};

/// Wilson's score interval of a weighted share at its effective size: with `m = n / max(deff, 1)` in place of `n`, and `m p` in place
/// of the cases. Unit: proportion. The lower limit is 0 where nobody is a case and the upper 1 where everybody is; the design effect
/// is then Kish's. With weights that are all alike it is Wilson's interval of the counts.
///
/// # Errors
/// None that a [`WeightedShare`] can have; the type leaves room for them.
///
/// Source: Wilson (1927), Journal of the American Statistical Association 22, 209-212; at the effective size: Korn and Graubard (1998),
/// Survey Methodology 24, 193-201, section 2, who use it in the exact interval, with `m <= n`; with Wilson's: Dean and Pagano (2015),
/// Journal of Survey Statistics and Methodology 3, 484-503, and Franco, Little, Louis and Slud (2019), the same journal 7, 334-364.
///
/// ```
/// use wres_disparity::{Binomial, Level, proportion::wilson, weighted::{WeightedSums, wilson_effective}};
/// let alike = WeightedSums::of(&[0.7; 12], &[0.7; 38])?.share()?;
/// let (weighted, plain) = (wilson_effective(alike, Level::P95)?, wilson(Binomial::of(12, 50)?, Level::P95)?);
/// assert!((weighted.lower - plain.lower).abs() < 1e-12 && (weighted.upper - plain.upper).abs() < 1e-12);
/// # Ok::<(), wres_disparity::StatError>(())
/// ```
pub fn wilson_effective(share: WeightedShare, level: Level) -> Result<Estimate> {
    let (p, effective, z) = (share.share(), share.effective(), normal::critical(level));
    let (lower, upper) = score_limits(p * effective, (1.0 - p) * effective, z);
    Ok(Estimate {
        value: p,
        lower: if p == 0.0 { 0.0 } else { lower.min(p) },
        upper: if p == 1.0 { 1.0 } else { upper.max(p) },
        p_value: None,
        level,
        method: "weighted.wilson_effective",
    })
}

#[cfg(test)]
mod tests {
    use super::wilson_effective;
    use crate::{Binomial, Level, proportion::wilson, weighted::WeightedSums};
    use proptest::prelude::*;

    #[test]
    fn nobody_and_everybody_have_limits_of_0_and_1_that_unequal_weights_move_inwards() {
        let upper = |weights: &[f64]| {
            let share = WeightedSums::of(&[], weights).unwrap().share().unwrap();
            let estimate = wilson_effective(share, Level::P95).unwrap();
            assert_eq!((estimate.value, estimate.lower), (0.0, 0.0));
            let turned = WeightedSums::of(weights, &[]).unwrap().share().unwrap();
            let turned = wilson_effective(turned, Level::P95).unwrap();
            assert_eq!((turned.value, turned.upper), (1.0, 1.0));
            assert!((turned.lower - (1.0 - estimate.upper)).abs() < 1e-12);
            estimate.upper
        };
        assert!(upper(&[1.0, 1.0, 1.0, 1.0]) < upper(&[1.0, 1.0, 1.0, 5.0]));
    }

    proptest! {
        #[test]
        fn weights_that_are_all_alike_change_nothing(cases in 0_u64..60, others in 1_u64..60, weight in 0.01_f64..90.0) {
            let all = |count: u64| vec![weight; usize::try_from(count).unwrap()];
            let share = WeightedSums::of(&all(cases), &all(others)).unwrap().share().unwrap();
            let found = wilson_effective(share, Level::P95).unwrap();
            let plain = wilson(Binomial::of(cases, cases + others).unwrap(), Level::P95).unwrap();
            prop_assert!((share.design_effect() - 1.0).abs() < 1e-9 && (share.kish() - 1.0).abs() < 1e-9);
            for (one, two) in [(found.value, plain.value), (found.lower, plain.lower), (found.upper, plain.upper)] {
                prop_assert!((one - two).abs() < 1e-9, "{found:?} {plain:?}");
            }
        }

        #[test]
        fn the_interval_holds_the_share_and_widens_with_the_level(
            cases in prop::collection::vec(0.01_f64..50.0, 0..20),
            others in prop::collection::vec(0.01_f64..50.0, 1..20),
        ) {
            let share = WeightedSums::of(&cases, &others).unwrap().share().unwrap();
            let (narrow, wide) =
                (wilson_effective(share, Level::new(0.9).unwrap()).unwrap(), wilson_effective(share, Level::P95).unwrap());
            prop_assert!(0.0 <= wide.lower && wide.lower <= narrow.lower && narrow.lower <= narrow.value);
            prop_assert!(narrow.value <= narrow.upper && narrow.upper <= wide.upper && wide.upper <= 1.0);
        }
    }
}
