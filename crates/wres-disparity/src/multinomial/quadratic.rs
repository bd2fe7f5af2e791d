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
            upper: upper(count, base, critical),
            p_value: None,
            level,
            method,
        })
        .collect())
}

/// The larger root; of most of the people as what the others leave, so that all of them give exactly 1.
fn upper(count: u64, base: u64, critical: f64) -> f64 {
    if count > base - count {
        return 1.0 - lower(base - count, base, critical);
    }
    (critical + 2.0 * count as f64 + spread(count, base, critical)) / (2.0 * (base as f64 + critical))
}

/// The smaller root, as the product of the roots over the larger one: nothing cancels, and no cases give exactly 0.
fn lower(count: u64, base: u64, critical: f64) -> f64 {
    let (x, n) = (count as f64, base as f64);
    2.0 * x * (x / n) / (critical + 2.0 * x + spread(count, base, critical))
}

/// The square root of the discriminant.
fn spread(count: u64, base: u64, critical: f64) -> f64 {
    (critical * (critical + 4.0 * count as f64 * ((base - count) as f64 / base as f64))).sqrt()
}

#[cfg(test)]
mod tests {
    use super::{Level, intervals};

    #[test]
    fn a_few_among_very_many_keep_their_digits() {
        let one = intervals(&[2, 1_000_000_000_000], 4.0, Level::P95, "multinomial.goodman").unwrap();
        // (4 + 4 + sqrt(4 (4 + 8))) / 2 = 4 + 2 sqrt(3), over a base of which 2 or 4 people more are nothing.
        assert!((one[0].upper * 1e12 / (4.0 + 2.0 * 3.0_f64.sqrt()) - 1.0).abs() < 1e-11);
        assert_eq!(intervals(&[0, 7], 4.0, Level::P95, "multinomial.goodman").unwrap()[1].upper, 1.0);
    }
}
