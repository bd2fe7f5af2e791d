//! Scores of checks, and the levels that their gates open.

use crate::{
    error::{NotEstimable, Result, StatError},
    estimate::Estimate,
    quantity::{Binomial, Level},
    special::normal,
};

/// The mean of checks worth 1 (met), 1/2 (partly) and 0, over those answered: `(met + partly / 2) / answered`. Limits are normal, from
/// the variance of such answers, `(met + partly / 4) / answered - mean^2`, over the number answered, cut to [0, 1]. Unit: proportion.
///
/// # Errors
/// [`NotEstimable::NoBase`] where nothing was answered; [`StatError::CasesAboveBase`] where more were met, or met partly, than answered.
pub fn score(met: u64, partly: u64, answered: u64, level: Level) -> Result<Estimate> {
    let counted = met.saturating_add(partly);
    if counted > answered {
        return Err(StatError::CasesAboveBase { cases: counted, base: answered });
    }
    if answered == 0 {
        return Err(NotEstimable::NoBase.into());
    }
    let (met, partly, answered) = (met as f64, partly as f64, answered as f64);
    let mean = (met + 0.5 * partly) / answered;
    let variance = ((met + 0.25 * partly) / answered - mean * mean).max(0.0);
    let reach = normal::critical(level) * (variance / answered).sqrt();
    let (lower, upper) = ((mean - reach).max(0.0), (mean + reach).min(1.0));
    Ok(Estimate { value: mean, lower, upper, p_value: None, level, method: "agreement.score" })
}

/// How far the gates are open from below.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub struct Gates {
    /// Place among the levels of the highest that is reached, from 1; `None` where the first gate is shut.
    pub reached: Option<usize>,
    /// Place of the first level that is not passed, with the core checks of it that are not met.
    pub shut: Option<(usize, u64)>,
}

/// Levels as gates: a level is reached when every core check of it, and of every level below, is met. `levels` are checks met of those
/// that apply, from the lowest level. A level of which no check applies is neither reached nor in the way.
///
/// # Errors
/// [`NotEstimable::NoBase`] where no check applies up to the first shut gate.
pub fn gates(levels: &[Binomial]) -> Result<Gates> {
    let mut found = Gates::default();
    let mut asked = false;
    for (place, counts) in (1..).zip(levels) {
        let (met, apply) = (counts.cases().0, counts.base().0);
        asked |= apply > 0;
        if met < apply {
            found.shut = Some((place, apply - met));
            break;
        }
        if apply > 0 {
            found.reached = Some(place);
        }
    }
    if asked { Ok(found) } else { Err(NotEstimable::NoBase.into()) }
}

#[cfg(test)]
mod tests {
    use super::{Gates, gates, score};
    use crate::{Binomial, Level, NotEstimable, StatError};
    use proptest::prelude::*;

    #[test]
    fn the_score_is_that_of_answers_worth_nothing_half_and_one() {
        // 0, 1/2, 1, 1: mean 5/8, variance (0 + 1/4 + 1 + 1) / 4 - 25/64.
        let found = score(2, 1, 4, Level::P95).unwrap();
        assert_eq!(found.value, 0.625);
        let reach = 1.959_963_984_540_054 * ((2.25 / 4.0 - 0.390_625_f64) / 4.0).sqrt();
        assert!((found.lower - (0.625 - reach)).abs() < 1e-15 && found.upper == (0.625 + reach).min(1.0));
        assert_eq!(score(0, 0, 0, Level::P95), Err(StatError::NotEstimable(NotEstimable::NoBase)));
        assert!(score(3, 2, 4, Level::P95).is_err());
    }

    #[test]
    fn a_shut_gate_hides_what_lies_above_it() {
        let of = |met, apply| Binomial::of(met, apply).unwrap();
        let found = gates(&[of(3, 3), of(0, 0), of(2, 4), of(5, 5)]).unwrap();
        assert_eq!(found, Gates { reached: Some(1), shut: Some((3, 2)) });
        assert_eq!(gates(&[of(5, 5), of(8, 8), of(0, 0)]), Ok(Gates { reached: Some(2), shut: None }));
        assert_eq!(gates(&[of(0, 0)]), Err(StatError::NotEstimable(NotEstimable::NoBase)));
    }

    proptest! {
        #[test]
        fn a_level_is_reached_exactly_if_no_core_check_up_to_it_is_missing(
            levels in prop::collection::vec((0_u64..4, 0_u64..3), 1..6),
        ) {
            let levels: Vec<(u64, u64)> = levels.into_iter().map(|(met, missing)| (met, met + missing)).collect();
            prop_assume!(levels.iter().any(|(_, apply)| *apply > 0));
            let counts: Vec<Binomial> = levels.iter().map(|(met, apply)| Binomial::of(*met, *apply).unwrap()).collect();
            let Gates { reached, shut } = gates(&counts).unwrap();
            let missing_up_to = |place: usize| levels[..place].iter().map(|(met, apply)| apply - met).sum::<u64>();
            let best = (1..=levels.len()).filter(|place| levels[place - 1].1 > 0 && missing_up_to(*place) == 0).max();
            prop_assert_eq!(reached, best);
            prop_assert_eq!(shut.is_none(), missing_up_to(levels.len()) == 0);
            if let Some((place, missing)) = shut {
                prop_assert_eq!((missing_up_to(place - 1), missing_up_to(place)), (0, missing));
            }
        }
    }
}
