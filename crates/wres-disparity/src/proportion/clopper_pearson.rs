//! The exact interval of a proportion.

use super::complement;
use crate::{
    error::Result,
    estimate::Estimate,
    quantity::{Binomial, Level},
    special::beta,
};

/// The exact interval of Clopper and Pearson: each limit is the `p` at which the observed count or a more extreme one has
/// probability `alpha / 2`.
///
/// Lower: the `alpha/2` quantile of Beta(x, n - x + 1); upper: the `1 - alpha/2` quantile of Beta(x + 1, n - x); unit: proportion.
/// 0 at `x = 0`, 1 at `x = n`; the other limit is then `1 - (alpha/2)^(1/n)` from the end. Covers at least the level, often much
/// more.
///
/// # Errors
/// [`crate::NotEstimable::NoBase`] if `n = 0`.
///
/// Source: Clopper and Pearson (1934), Biometrika 26, 404-413; Newcombe (1998), Statistics in Medicine 17, 857-872, method 5.
///
/// ```
/// use wres_disparity::{Binomial, Level, proportion::clopper_pearson};
/// // Newcombe (1998), table I: 15 of 148.
/// let estimate = clopper_pearson(Binomial::of(15, 148)?, Level::P95)?;
/// assert!((estimate.lower - 0.0578).abs() < 5e-5 && (estimate.upper - 0.1617).abs() < 5e-5);
/// # Ok::<(), wres_disparity::StatError>(())
/// ```
pub fn clopper_pearson(group: Binomial, level: Level) -> Result<Estimate> {
    let tail = 0.5 * level.alpha();
    complement::estimate(group, level, "proportion.clopper_pearson", |cases, others| {
        let (x, y) = (cases as f64, others as f64);
        if cases == 0 {
            return (0.0, -(tail.ln() / y).exp_m1());
        }
        (beta::quantile(tail, x, y + 1.0), beta::upper_quantile(tail, x + 1.0, y))
    })
}
