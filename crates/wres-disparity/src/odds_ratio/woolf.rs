//! The logit interval.

use super::group_pair::both_present;
use crate::{
    error::{NotEstimable, Result},
    estimate::Estimate,
    quantity::{Binomial, Level},
    special::normal,
};

/// Woolf's interval `r exp(-+ z sqrt(1/x1 + 1/y1 + 1/x2 + 1/y2))` of the odds ratio `r = x1 y2 / (x2 y1)`, `y = n - x`; unit: odds ratio.
///
/// # Errors
/// [`NotEstimable::Undefined`] if one of the four cells is 0 (no 0.5 is added: that is [`woolf_adjusted`]),
/// [`NotEstimable::GroupAbsent`] if a group has no members.
///
/// Source: Woolf (1955), Annals of Human Genetics 19, 251-253.
///
/// ```
/// use wres_disparity::{Binomial, Level, odds_ratio::woolf};
/// let estimate = woolf(Binomial::of(57, 410)?, Binomial::of(22, 301)?, Level::P95)?;
/// assert!((estimate.lower - 1.221_847_850_150_394_9).abs() < 1e-12);
/// # Ok::<(), wres_disparity::StatError>(())
/// ```
pub fn woolf(one: Binomial, two: Binomial, level: Level) -> Result<Estimate> {
    both_present(one, two)?;
    if [one, two].iter().any(|group| group.cases().0 == 0 || group.others().0 == 0) {
        return Err(NotEstimable::Undefined.into());
    }
    Ok(logit(one, two, 0.0, level, "or.woolf"))
}

/// Woolf's interval after adding 1/2 to each of the four cells, in every table; unit: odds ratio. The estimate is adjusted too.
///
/// # Errors
/// [`NotEstimable::GroupAbsent`] if a group has no members.
///
/// Source: Gart (1966), Biometrika 53, 305-309, after Haldane (1956) and Anscombe (1956).
///
/// ```
/// use wres_disparity::{Binomial, Level, odds_ratio::woolf_adjusted};
/// let estimate = woolf_adjusted(Binomial::of(10, 10)?, Binomial::of(0, 20)?, Level::P95)?;
/// assert!((estimate.value - 861.0).abs() < 1e-9);
/// # Ok::<(), wres_disparity::StatError>(())
/// ```
pub fn woolf_adjusted(one: Binomial, two: Binomial, level: Level) -> Result<Estimate> {
    both_present(one, two)?;
    Ok(logit(one, two, 0.5, level, "or.woolf_adjusted"))
}

fn logit(one: Binomial, two: Binomial, added: f64, level: Level, method: &'static str) -> Estimate {
    let cells = |group: Binomial| (group.cases().0 as f64 + added, group.others().0 as f64 + added);
    let ((x1, y1), (x2, y2)) = (cells(one), cells(two));
    let value = (x1 * y2) / (x2 * y1);
    let variance = (1.0 / x1 + 1.0 / y1) + (1.0 / x2 + 1.0 / y2);
    let factor = (normal::critical(level) * variance.sqrt()).exp();
    Estimate { value, lower: value / factor, upper: value * factor, p_value: None, level, method }
}
