//! Quesenberry and Hurst's simultaneous intervals.

use super::quadratic::intervals;
use crate::error::{Result, StatError};
use crate::estimate::Estimate;
use crate::quantity::Level;
use crate::special::chi_squared;

/// Quesenberry and Hurst's simultaneous intervals for the shares of `k` groups: the score limits with the chi-squared
/// quantile of `k - 1` degrees of freedom.
///
/// Valid for all linear combinations of the shares as well, and so wider than [`super::goodman`]. Unit: proportions. The
/// limits lie in [0, 1].
///
/// Source: Quesenberry and Hurst (1964), Technometrics 6, 191-195, equation 2.9.
///
/// # Errors
/// [`StatError::Domain`] for fewer than two groups or a total that does not fit in 64 bits, [`crate::NotEstimable::NoBase`] if
/// all counts are 0.
///
/// ```
/// # use wres_disparity::{Level, multinomial::{goodman, quesenberry_hurst}};
/// let counts = [91, 49, 37, 43];
/// let (wide, narrow) = (quesenberry_hurst(&counts, Level::P95)?, goodman(&counts, Level::P95)?);
/// assert!(wide[0].lower < narrow[0].lower && wide[0].upper > narrow[0].upper);
/// # Ok::<(), wres_disparity::StatError>(())
/// ```
pub fn quesenberry_hurst(counts: &[u64], level: Level) -> Result<Vec<Estimate>> {
    if counts.len() < 2 {
        return Err(StatError::Domain {
            what: "x",
            given: format!("{} groups", counts.len()),
            must: "there must be at least two",
        });
    }
    let critical = chi_squared::upper_quantile(level.alpha(), (counts.len() - 1) as f64);
    intervals(counts, critical, level, "multinomial.quesenberry_hurst")
}
