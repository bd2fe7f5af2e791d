//! The quadratic limits that Goodman's and Quesenberry and Hurst's intervals share.

use crate::error::{NotEstimable, Result, StatError};
use crate::estimate::Estimate;
use crate::quantity::Level;
use crate::sum::total;

/// The total of the counts of at least one group.
pub(super) fn base(counts: &[u64]) -> Result<u64> {
    if counts.is_empty() {
        return Err(StatError::Empty { what: "x" });
    }
    match total("x", counts.iter().copied())? {
        0 => Err(NotEstimable::NoBase.into()),
        base => Ok(base),
    }
}

/// For each group the proportions `p` with `n (x/n - p)^2 <= critical p (1 - p)`.
pub(super) fn intervals(counts: &[u64], critical: f64, level: Level, method: &'static str) -> Result<Vec<Estimate>> {
    let base = base(counts)?;
    Ok(counts
        .iter()
        .map(|&count| Estimate {
            value: count as f64 / base as f64,
            lower: lower(count, base, critical),
            upper: 1.0 - lower(base - count, base, critical),
            p_value: None,
            level,
            method,
        })
        .collect())
}

/// The smaller root, as the product of the roots over the larger one: nothing cancels, and no cases give exactly 0.
fn lower(count: u64, base: u64, critical: f64) -> f64 {
    let (x, n) = (count as f64, base as f64);
    let spread = (critical * (critical + 4.0 * x * ((base - count) as f64 / n))).sqrt();
    2.0 * x * (x / n) / (critical + 2.0 * x + spread)
}
