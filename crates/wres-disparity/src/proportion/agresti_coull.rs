//! The Wald interval around Wilson's midpoint.

use crate::{
    error::{NotEstimable, Result},
    estimate::Estimate,
    quantity::{Binomial, Level},
    special::normal,
};

/// The interval of Agresti and Coull: `z^2/2` cases and as many others are added, then the Wald formula is used.
///
/// `m -+ z sqrt(m (1 - m) / (n + z^2))` with `m = (x + z^2/2) / (n + z^2)`, cut to [0, 1]; unit: proportion. The estimate is the
/// plain `x/n`. Never narrower than Wilson's interval.
///
/// # Errors
/// [`NotEstimable::NoBase`] if `n = 0`.
///
/// Source: Agresti and Coull (1998), The American Statistician 52, 119-126; Brown, Cai and DasGupta (2001), Statistical
/// Science 16, 101-133, equation 5.
///
/// ```
/// use wres_disparity::{Binomial, Level, proportion::agresti_coull};
/// let estimate = agresti_coull(Binomial::of(999_999, 1_000_000)?, Level::P95)?;
/// assert!((estimate.lower - 0.999_993_729_693_359_3).abs() < 1e-14);
/// assert_eq!(estimate.upper, 1.0);
/// # Ok::<(), wres_disparity::StatError>(())
/// ```
pub fn agresti_coull(group: Binomial, level: Level) -> Result<Estimate> {
    let value = group.proportion().ok_or(NotEstimable::NoBase)?.value();
    let z = normal::critical(level);
    let half_square = 0.5 * z * z;
    let (cases, others) = (group.cases().0 as f64 + half_square, group.others().0 as f64 + half_square);
    let base = cases + others;
    let half = z * (cases / base * (others / base) / base).sqrt();
    let (lower, upper) = ((cases / base - half).max(0.0), (cases / base + half).min(1.0));
    Ok(Estimate { value, lower, upper, p_value: None, level, method: "proportion.agresti_coull" })
}
