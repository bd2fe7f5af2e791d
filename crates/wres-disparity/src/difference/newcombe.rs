//! The hybrid score interval.

use super::group_pair::{difference, proportions};
use crate::{
    error::Result,
    estimate::Estimate,
    proportion::wilson_distances,
    quantity::{Binomial, Level},
    special::normal,
};

/// Newcombe's interval of `p1 - p2`, built from the Wilson limits of the two proportions.
///
/// `d - sqrt((p1 - l1)^2 + (u2 - p2)^2)` to `d + sqrt((u1 - p1)^2 + (p2 - l2)^2)`; unit: difference of proportions. Any counts, no
/// correction at zero cells; never outside [-1, 1].
///
/// # Errors
/// [`crate::NotEstimable::GroupAbsent`] if a group has no members.
///
/// Source: Newcombe (1998), Statistics in Medicine 17, 873-890, method 10.
///
/// ```
/// use wres_disparity::{Binomial, Level, difference::newcombe};
/// // Newcombe (1998), table II, column (a): 56 of 70 against 48 of 80.
/// let estimate = newcombe(Binomial::of(56, 70)?, Binomial::of(48, 80)?, Level::P95)?;
/// assert!((estimate.lower - 0.0524).abs() < 5e-5 && (estimate.upper - 0.3339).abs() < 5e-5);
/// # Ok::<(), wres_disparity::StatError>(())
/// ```
pub fn newcombe(one: Binomial, two: Binomial, level: Level) -> Result<Estimate> {
    proportions(one, two)?;
    let z = normal::critical(level);
    let ((below_one, above_one), (below_two, above_two)) = (wilson_distances(one, z), wilson_distances(two, z));
    let value = difference(one, two);
    let lower = (value - below_one.hypot(above_two)).max(-1.0);
    let upper = (value + above_one.hypot(below_two)).min(1.0);
    Ok(Estimate { value, lower, upper, p_value: None, level, method: "rd.newcombe" })
}
