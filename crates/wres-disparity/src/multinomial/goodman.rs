//! Goodman's simultaneous intervals.

use super::quadratic::intervals;
use crate::error::Result;
use crate::estimate::Estimate;
use crate::quantity::Level;
use crate::special::chi_squared;

/// Goodman's simultaneous intervals for the shares of `k` groups: Wilson's score interval at level `1 - alpha / k`.
///
/// All `k` intervals hold together with at least about the stated level (Bonferroni). Unit: proportions. The limits lie in
/// [0, 1]; a count of 0 has the lower limit 0 and a count of everybody the upper limit 1.
///
/// Source: Goodman (1965), Technometrics 7, 247-254, equation 2.5 with the critical value of section 3.
///
/// # Errors
/// [`crate::StatError::Empty`] without groups, [`crate::NotEstimable::NoBase`] if all counts are 0,
/// [`crate::StatError::Domain`] where the total does not fit in 64 bits.
///
/// ```
/// # use wres_disparity::{Level, multinomial::goodman};
/// let shares = goodman(&[91, 49, 37, 43], Level::P95)?;
/// assert!((shares[0].lower - 0.3338).abs() < 5e-4 && shares[0].upper > shares[0].value);
/// # Ok::<(), wres_disparity::StatError>(())
/// ```
pub fn goodman(counts: &[u64], level: Level) -> Result<Vec<Estimate>> {
    let critical = chi_squared::upper_quantile(level.alpha() / counts.len().max(1) as f64, 1.0);
    intervals(counts, critical, level, "multinomial.goodman")
}
