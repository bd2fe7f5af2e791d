//! A ratio in one period over that in another.

use super::log_ratio_error;
use crate::{
    error::{NotEstimable, Result},
    estimate::Estimate,
    pooling::{Effect, Measure, measure},
    quantity::{Binomial, Level},
    special::normal,
};

/// Two rates that are compared: the first over the second.
pub type Pair = (Binomial, Binomial);

/// The log ratio of two rates with its large-sample variance and that of rounding; 1/2 is added to all four cells where one of them
/// is 0. Unit: log ratio.
///
/// # Errors
/// [`NotEstimable::GroupAbsent`] where a group has no members, [`NotEstimable::NoCases`] where neither has a case, or both have nothing
/// else.
pub fn log_ratio_effect(of: Binomial, against: Binomial, s2: f64) -> Result<Effect> {
    match measure(Measure::LogRiskRatio, of, against)? {
        Some(measured) => {
            let variance = measured.effect.variance() + s2 * log_ratio_error(of, against);
            Effect::new(measured.effect.value(), variance)
        }
        None if of.base().0 == 0 || against.base().0 == 0 => Err(NotEstimable::GroupAbsent.into()),
        None => Err(NotEstimable::NoCases.into()),
    }
}

/// The later ratio over the earlier one, with a normal interval on the log scale: `exp(d +- z sqrt(v1 + v2))`. Unit: ratio of ratios.
///
/// The two periods are taken for independent: where most people are in both, the interval is rather too wide than too narrow.
///
/// # Errors
/// Those of [`log_ratio_effect`].
pub fn ratio_change(now: Pair, then: Pair, s2: f64, level: Level) -> Result<Estimate> {
    let (now, then) = (log_ratio_effect(now.0, now.1, s2)?, log_ratio_effect(then.0, then.1, s2)?);
    let change = now.value() - then.value();
    let error = (now.variance() + then.variance()).sqrt();
    let half = normal::critical(level) * error;
    Ok(Estimate {
        value: change.exp(),
        lower: (change - half).exp(),
        upper: (change + half).exp(),
        p_value: Some(normal::two_sided(change / error)),
        level,
        method: "change.ratio",
    })
}

#[cfg(test)]
mod tests {
    use super::ratio_change;
    use crate::{Binomial, Level, NotEstimable, StatError};

    fn of(cases: u64, base: u64) -> Binomial {
        Binomial::of(cases, base).unwrap()
    }

    #[test]
    fn periods_that_change_places_turn_the_change_over() {
        let (now, then) = ((of(30, 100), of(40, 200)), (of(20, 90), of(50, 210)));
        let there = ratio_change(now, then, 4.0, Level::P95).unwrap();
        let back = ratio_change(then, now, 4.0, Level::P95).unwrap();
        assert!((there.value * back.value - 1.0).abs() < 1e-12 && (there.lower * back.upper - 1.0).abs() < 1e-12);
        assert!((there.value - 0.3 / 0.2 / (20.0 / 90.0 / (50.0 / 210.0))).abs() < 1e-12);
    }

    #[test]
    fn a_period_without_a_ratio_has_no_change() {
        let (now, none) = ((of(30, 100), of(40, 200)), (of(0, 90), of(0, 210)));
        let found = ratio_change(now, none, 0.0, Level::P95);
        assert_eq!(found, Err(StatError::NotEstimable(NotEstimable::NoCases)));
    }
}
