//! The smallest disparity these numbers could have shown.

use super::power::{Design, PowerMethod};
use crate::{
    error::{Result, StatError},
    quantity::{Base, Binomial, Level},
    special::root::bracketed,
};
use serde::Serialize;

/// The nearest ratios on both sides of 1 that would be found with the power asked for.
#[derive(Debug, Clone, Copy, PartialEq, Serialize)]
pub struct SmallestDetectable {
    /// The smallest ratio above 1; `None` where even a rate of 100% would be missed more often.
    pub above: Option<f64>,
    /// The largest ratio below 1; `None` where even no case at all would be missed more often.
    pub below: Option<f64>,
    /// The power asked for.
    pub power: f64,
    /// How it was computed.
    pub method: PowerMethod,
}

/// The smallest ratio above 1, and the largest below, that `base` people of the first group could have shown against the
/// reference group, with the given power (0.8 usually) at the level of the interval.
///
/// The ratios at which [`super::power`] equals the power asked for. "Cannot tell from this many people" beside a smallest
/// detectable ratio of 3 says that the data were never able to answer. Unit: ratio. Source: as [`super::power`].
///
/// # Errors
/// [`StatError::Domain`] unless the power lies above half of `1 - level` and below 1; else as [`super::power`].
///
/// ```
/// use wres_disparity::{beyond::smallest_detectable, Base, Binomial, Level};
/// let shown = smallest_detectable(Base(164), Binomial::of(14, 1203)?, 0.8, Level::P95)?;
/// assert!(shown.above.unwrap() > 3.0, "three times the rate is not enough");
/// assert_eq!(shown.below, None, "not even no case at all");
/// # Ok::<(), wres_disparity::StatError>(())
/// ```
pub fn smallest_detectable(base: Base, reference: Binomial, power: f64, level: Level) -> Result<SmallestDetectable> {
    if !(power > level.alpha() / 2.0 && power < 1.0) {
        return Err(StatError::Domain {
            what: "power",
            given: power.to_string(),
            must: "it must lie between the error rate of one side and 1",
        });
    }
    let design = Design::new(base, reference, level)?;
    let p2 = design.p2;
    // Power rises monotonically from 1 outwards: the more cases, the more surely the threshold is reached.
    let side = |end: f64, upwards: bool| {
        let short = |p1: f64| design.power(p1, upwards) - power;
        if short(end) < 0.0 {
            return None;
        }
        // With very few people a rare chance finding may already exceed the power asked for at a ratio of 1.
        if short(p2) >= 0.0 { Some(1.0) } else { bracketed(short, p2, end).map(|p1| p1 / p2) }
    };
    Ok(SmallestDetectable { above: side(1.0, true), below: side(0.0, false), power, method: design.method() })
}

#[cfg(test)]
mod tests {
    use super::smallest_detectable;
    use crate::{
        beyond::power,
        quantity::{Base, Binomial, Level},
    };
    use proptest::prelude::*;

    #[test]
    fn only_powers_that_can_be_asked_for_are_taken() {
        let reference = Binomial::of(10, 100).unwrap();
        for power in [0.0, 0.02, 1.0, f64::NAN] {
            assert!(smallest_detectable(Base(50), reference, power, Level::P95).is_err());
        }
    }

    #[test]
    fn one_person_shows_nothing() {
        let shown = smallest_detectable(Base(1), Binomial::of(300, 1000).unwrap(), 0.8, Level::P95).unwrap();
        assert_eq!((shown.above, shown.below), (None, None));
    }

    #[test]
    fn more_people_show_smaller_ratios() {
        let reference = Binomial::of(120, 1000).unwrap();
        let at = |base| smallest_detectable(Base(base), reference, 0.8, Level::P95).unwrap();
        let (few, many) = (at(200), at(2000));
        assert!(few.above.unwrap() > many.above.unwrap() && many.above.unwrap() > 1.0);
        assert!(few.below.unwrap() < many.below.unwrap() && many.below.unwrap() < 1.0);
    }

    proptest! {
        #![proptest_config(ProptestConfig::with_cases(64))]
        #[test]
        fn the_power_at_the_ratio_is_the_power_asked_for(n1 in 2_u64..3000, x2 in 1_u64..400, wanted in 0.3..0.95_f64) {
            let reference = Binomial::of(x2, 2000).unwrap();
            let shown = smallest_detectable(Base(n1), reference, wanted, Level::P95).unwrap();
            for ratio in [shown.above, shown.below].into_iter().flatten() {
                let found = power(Base(n1), reference, ratio, Level::P95).unwrap().power;
                prop_assert!((found - wanted).abs() < 1e-9, "{ratio}: {found} for {wanted}");
            }
        }
    }
}
