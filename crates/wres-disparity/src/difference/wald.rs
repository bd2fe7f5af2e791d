//! The textbook interval.

use super::group_pair::{difference, proportions};
use crate::{
    error::Result,
    estimate::Estimate,
    quantity::{Binomial, Level},
    special::normal,
};

/// The Wald interval `p1 - p2 -+ z sqrt(p1 (1 - p1)/n1 + p2 (1 - p2)/n2)`, cut to [-1, 1]; unit: difference of proportions.
///
/// Offered for parity with published work only: it has no width when both proportions are 0 or 1, and covers too little for
/// small counts.
///
/// # Errors
/// [`crate::NotEstimable::GroupAbsent`] if a group has no members.
///
/// Source: Newcombe (1998), Statistics in Medicine 17, 873-890, method 1.
///
/// ```
/// use wres_disparity::{Binomial, Level, difference::wald};
/// // Newcombe (1998), table II, column (a): 56 of 70 against 48 of 80.
/// let estimate = wald(Binomial::of(56, 70)?, Binomial::of(48, 80)?, Level::P95)?;
/// assert!((estimate.lower - 0.0575).abs() < 5e-5 && (estimate.upper - 0.3425).abs() < 5e-5);
/// # Ok::<(), wres_disparity::StatError>(())
/// ```
pub fn wald(one: Binomial, two: Binomial, level: Level) -> Result<Estimate> {
    let (p1, p2) = proportions(one, two)?;
    let variance = |p: f64, group: Binomial| {
        let base = group.base().0 as f64;
        p * (group.others().0 as f64 / base) / base
    };
    let value = difference(one, two);
    let half = normal::critical(level) * (variance(p1, one) + variance(p2, two)).sqrt();
    let (lower, upper) = ((value - half).max(-1.0), (value + half).min(1.0));
    Ok(Estimate { value, lower, upper, p_value: None, level, method: "rd.wald" })
}
