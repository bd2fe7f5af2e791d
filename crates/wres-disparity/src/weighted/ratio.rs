//! One weighted share over another.

use super::WeightedShare;
use crate::{
    error::{NotEstimable, Result},
    estimate::Estimate,
    quantity::Level,
    special::normal,
};

/// The ratio of two weighted shares, `r = p1 / p2`, with limits `r exp(-+ z sqrt(V1 / p1^2 + V2 / p2^2))` by linearising the
/// logarithm, and the two-sided p-value of `r = 1` by the same. `V` is [`WeightedShare::variance`]; the groups share nobody. Unit: ratio.
///
/// As Katz's interval, which it is for weights that are all alike but for `n - 1` in place of `n`, it covers less than its level where
/// there are few cases.
///
/// # Errors
/// [`NotEstimable::NoCases`] if neither group has a case; [`NotEstimable::Undefined`] if one has none, if everybody in both is a case,
/// or if a group has one respondent.
///
/// Source: linearisation (delta method) as in Lumley (2010), Complex Surveys, appendix C.1; the logarithm: Katz, Baptista, Azen and
/// Pike (1978), Biometrics 34, 469-474, method C.
///
/// ```
/// use wres_disparity::{Level, weighted::{WeightedSums, log_ratio}};
/// let one = WeightedSums::of(&[2.0, 1.0, 1.0], &[1.0, 1.0])?.share()?;
/// let two = WeightedSums::of(&[1.0, 1.0], &[2.0, 1.0, 1.0])?.share()?;
/// let ratio = log_ratio(one, two, Level::P95)?;
/// assert_eq!(ratio.value, 2.0);
/// assert!(ratio.lower < 1.0 && ratio.upper > 4.0);
/// # Ok::<(), wres_disparity::StatError>(())
/// ```
pub fn log_ratio(one: WeightedShare, two: WeightedShare, level: Level) -> Result<Estimate> {
    if one.share() == 0.0 && two.share() == 0.0 {
        return Err(NotEstimable::NoCases.into());
    }
    let relative = |group: WeightedShare| group.variance() / (group.share() * group.share());
    let total = relative(one) + relative(two);
    if one.share() == 0.0 || two.share() == 0.0 || !(total > 0.0 && total < f64::INFINITY) {
        return Err(NotEstimable::Undefined.into());
    }
    let value = one.share() / two.share();
    let std_err = total.sqrt();
    let factor = (normal::critical(level) * std_err).exp();
    Ok(Estimate {
        value,
        lower: value / factor,
        upper: value * factor,
        p_value: Some(normal::two_sided(value.ln() / std_err)),
        level,
        method: "weighted.log_ratio",
    })
}

#[cfg(test)]
mod tests {
    use super::log_ratio;
    use crate::{Level, weighted::WeightedSums};
    use proptest::prelude::*;

    #[test]
    fn a_group_without_cases_has_no_ratio() {
        let of = |cases: &[f64], others: &[f64]| WeightedSums::of(cases, others).unwrap().share().unwrap();
        let (some, none, all) = (of(&[1.0, 2.0], &[1.0]), of(&[], &[1.0, 2.0]), of(&[1.0, 2.0], &[]));
        assert!(log_ratio(some, none, Level::P95).is_err() && log_ratio(none, some, Level::P95).is_err());
        assert!(log_ratio(none, none, Level::P95).is_err() && log_ratio(all, all, Level::P95).is_err());
        assert!(log_ratio(of(&[1.0], &[]), some, Level::P95).is_err());
        assert!(log_ratio(all, some, Level::P95).is_ok());
    }

    proptest! {
        #[test]
        fn groups_that_change_places_turn_the_ratio_over(
            weights in prop::array::uniform4(prop::collection::vec(0.1_f64..9.0, 2..12)),
        ) {
            let [a, b, c, d] = &weights;
            let one = WeightedSums::of(a, b).unwrap().share().unwrap();
            let two = WeightedSums::of(c, d).unwrap().share().unwrap();
            let (there, back) = (log_ratio(one, two, Level::P95).unwrap(), log_ratio(two, one, Level::P95).unwrap());
            prop_assert!((there.value * back.value - 1.0).abs() < 1e-12);
            prop_assert!((there.lower * back.upper - 1.0).abs() < 1e-12);
            prop_assert!((there.p_value.unwrap() - back.p_value.unwrap()).abs() < 1e-12);
        }
    }
}
