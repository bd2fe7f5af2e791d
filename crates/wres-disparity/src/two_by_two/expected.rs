//! How far an asymptotic method can be trusted.

use crate::{
    error::{NotEstimable, Result},
    quantity::Binomial,
};

/// The smallest of the four counts expected if the groups did not differ: `min(n1, n2) min(c, N - c) / N`; unit: people or events.
///
/// Below 5 an asymptotic p-value is a rough one: say so, and report mid-P beside it.
///
/// # Errors
/// [`NotEstimable::GroupAbsent`] if a group has no members.
///
/// Source: Cochran (1954), Biometrics 10, 417-451, section 3.
///
/// ```
/// use wres_disparity::{Binomial, two_by_two::smallest_expected};
/// assert_eq!(smallest_expected(Binomial::of(3, 30)?, Binomial::of(7, 70)?)?, 3.0);
/// # Ok::<(), wres_disparity::StatError>(())
/// ```
pub fn smallest_expected(one: Binomial, two: Binomial) -> Result<f64> {
    let (n1, n2) = (one.base().0 as f64, two.base().0 as f64);
    if n1 == 0.0 || n2 == 0.0 {
        return Err(NotEstimable::GroupAbsent.into());
    }
    let cases = one.cases().0 as f64 + two.cases().0 as f64;
    let others = one.others().0 as f64 + two.others().0 as f64;
    Ok(n1.min(n2) * cases.min(others) / (n1 + n2))
}
