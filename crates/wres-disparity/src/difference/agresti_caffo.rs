//! The Wald interval with two cases and two others more.

use super::group_pair::{difference, proportions};
use crate::{
    error::Result,
    estimate::Estimate,
    quantity::{Binomial, Level},
    special::normal,
};

/// The interval of Agresti and Caffo: the Wald formula after adding one case and one other to each group.
///
/// `q1 - q2 -+ z sqrt(q1 (1 - q1)/(n1 + 2) + q2 (1 - q2)/(n2 + 2))` with `q = (x + 1)/(n + 2)`, cut to [-1, 1]; unit: difference of
/// proportions. The estimate is the plain difference.
///
/// # Errors
/// [`crate::NotEstimable::GroupAbsent`] if a group has no members.
///
/// Source: Agresti and Caffo (2000), The American Statistician 54, 280-288, equation 4.
///
/// ```
/// use wres_disparity::{Binomial, Level, difference::agresti_caffo};
/// let estimate = agresti_caffo(Binomial::of(9, 10)?, Binomial::of(3, 10)?, Level::P95)?;
/// assert!((estimate.lower - 0.160_000_801_100_400_35).abs() < 1e-13);
/// # Ok::<(), wres_disparity::StatError>(())
/// ```
pub fn agresti_caffo(one: Binomial, two: Binomial, level: Level) -> Result<Estimate> {
    proportions(one, two)?;
    let shrunk = |group: Binomial| {
        let (cases, others) = (group.cases().0 as f64 + 1.0, group.others().0 as f64 + 1.0);
        let base = cases + others;
        (cases / base, cases / base * (others / base) / base)
    };
    let ((q1, variance_one), (q2, variance_two)) = (shrunk(one), shrunk(two));
    let (centre, half) = (q1 - q2, normal::critical(level) * (variance_one + variance_two).sqrt());
    let (lower, upper) = ((centre - half).max(-1.0), (centre + half).min(1.0));
    Ok(Estimate { value: difference(one, two), lower, upper, p_value: None, level, method: "rd.agresti_caffo" })
}
