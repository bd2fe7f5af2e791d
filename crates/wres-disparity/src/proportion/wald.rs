//! The textbook interval.

use crate::{
    error::{NotEstimable, Result},
    estimate::Estimate,
    quantity::{Binomial, Level},
    special::normal,
};

/// The Wald interval `p -+ z sqrt(p (1 - p) / n)`, cut to [0, 1]; unit: proportion.
///
/// Offered for parity with published work only: it has no width at `x = 0` and `x = n`, and covers far less than its level for
/// small counts.
///
/// # Errors
/// [`NotEstimable::NoBase`] if `n = 0`.
///
/// Source: Brown, Cai and DasGupta (2001), Statistical Science 16, 101-133, equation 1.
///
/// ```
/// use wres_disparity::{Binomial, Level, proportion::wald};
/// let estimate = wald(Binomial::of(7, 30)?, Level::new(0.9)?)?;
/// assert!((estimate.lower - 0.106_317_368_149_983_87).abs() < 1e-15);
/// # Ok::<(), wres_disparity::StatError>(())
/// ```
pub fn wald(group: Binomial, level: Level) -> Result<Estimate> {
    let value = group.proportion().ok_or(NotEstimable::NoBase)?.value();
    let base = group.base().0 as f64;
    let half = normal::critical(level) * (value * (group.others().0 as f64 / base) / base).sqrt();
    let (lower, upper) = ((value - half).max(0.0), (value + half).min(1.0));
    Ok(Estimate { value, lower, upper, p_value: None, level, method: "proportion.wald" })
}
