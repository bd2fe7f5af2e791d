//! How much of what happens is logged.

use crate::{
    difference::newcombe,
    error::{NotEstimable, Result},
    estimate::Estimate,
    proportion::wilson,
    quantity::{Base, Binomial, Count, Level},
    ratio::mover_wilson,
};
use serde::Serialize;

/// People in the log beside people expected from a survey.
#[derive(Debug, Clone, Copy, PartialEq, Serialize)]
pub struct UnderReporting {
    /// Logged people over expected people: 1 where everything is logged, below 1 under-reporting.
    pub ratio: Estimate,
    /// People expected: the survey rate applied to all staff.
    pub expected: Estimate,
    /// People expected less people logged: those whose experience is in no log.
    pub unlogged: Estimate,
}

/// Under-reporting: people logged with an experience, against the rate at which a survey found it, applied to all staff.
///
/// `ratio = logged / (staff x / n)`, with `x` of `n` respondents reporting it. Both parts have their chance: the log is `logged`
/// of `staff`, the survey `x` of `n`, each with Wilson's interval, and the limits of ratio and difference are recovered from
/// the two intervals (MOVER: Donner & Zou 2012, Statistical Methods in Medical Research 21:347-359, equation 9; Newcombe
/// 1998 for the difference). Nothing corrects for who answers a survey: the rate is the respondents'. Units: ratio; people.
///
/// # Errors
/// [`crate::StatError::CasesAboveBase`] for more people logged than staff; [`NotEstimable::NoBase`] without staff or
/// respondents; [`NotEstimable::NoCases`] where neither log nor survey has anybody.
///
/// ```
/// use wres_disparity::{beyond::under_reporting, Base, Binomial, Count, Level};
/// let log = under_reporting(Count(14), Base(1200), Binomial::of(66, 410)?, Level::P95)?;
/// assert!((log.expected.value - 193.170_731_707_317_1).abs() < 1e-9);
/// assert!(log.ratio.upper < 0.2);
/// # Ok::<(), wres_disparity::StatError>(())
/// ```
pub fn under_reporting(logged: Count, staff: Base, survey: Binomial, level: Level) -> Result<UnderReporting> {
    let log = Binomial::new(logged, staff)?;
    if staff.0 == 0 || survey.base().0 == 0 {
        return Err(NotEstimable::NoBase.into());
    }
    let people = |estimate: Estimate| Estimate {
        value: staff.0 as f64 * estimate.value,
        lower: staff.0 as f64 * estimate.lower,
        upper: staff.0 as f64 * estimate.upper,
        method: "under_reporting.ratio",
        ..estimate
    };
    Ok(UnderReporting {
        ratio: Estimate { method: "under_reporting.ratio", ..mover_wilson(log, survey, level)? },
        expected: people(wilson(survey, level)?),
        unlogged: people(newcombe(survey, log, level)?),
    })
}

#[cfg(test)]
mod tests {
    use super::under_reporting;
    use crate::{
        error::{NotEstimable, StatError},
        quantity::{Base, Binomial, Count, Level},
    };

    #[test]
    fn an_empty_log_is_a_ratio_of_0_with_an_upper_limit() {
        let log = under_reporting(Count(0), Base(800), Binomial::of(30, 200).unwrap(), Level::P95).unwrap();
        assert_eq!((log.ratio.value, log.ratio.lower), (0.0, 0.0));
        assert!(log.ratio.upper > 0.0 && log.ratio.upper < 0.1);
        assert!(log.unlogged.lower > 0.0);
    }

    #[test]
    fn a_survey_without_any_gives_an_infinite_ratio_with_a_lower_limit() {
        let log = under_reporting(Count(5), Base(800), Binomial::of(0, 200).unwrap(), Level::P95).unwrap();
        assert_eq!((log.ratio.value, log.ratio.upper), (f64::INFINITY, f64::INFINITY));
        assert!(log.ratio.lower > 0.0 && log.ratio.lower.is_finite());
    }

    #[test]
    fn what_cannot_be_is_refused() {
        let survey = Binomial::of(3, 20).unwrap();
        let none = Binomial::of(0, 20).unwrap();
        let ask = |logged, staff, survey| under_reporting(Count(logged), Base(staff), survey, Level::P95).unwrap_err();
        assert!(matches!(ask(11, 10, survey), StatError::CasesAboveBase { .. }));
        assert_eq!(ask(0, 0, survey), NotEstimable::NoBase.into());
        assert_eq!(ask(1, 10, Binomial::default()), NotEstimable::NoBase.into());
        assert_eq!(ask(0, 10, none), NotEstimable::NoCases.into());
    }

    #[test]
    fn a_larger_survey_narrows_the_ratio() {
        let at = |survey| {
            let ratio = under_reporting(Count(40), Base(2000), survey, Level::P95).unwrap().ratio;
            ratio.upper / ratio.lower
        };
        assert!(at(Binomial::of(300, 2000).unwrap()) < at(Binomial::of(30, 200).unwrap()));
    }
}
