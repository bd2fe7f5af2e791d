//! Is a proportion the one that was expected?

use crate::{
    error::{NotEstimable, Result},
    quantity::{Binomial, Proportion},
    special::{binomial, normal, two_sided::Unimodal},
};
use serde::Serialize;

/// Two-sided p-values of the hypothesis that a proportion is a given one.
#[derive(Debug, Clone, Copy, PartialEq, Serialize)]
pub struct OneSampleTest {
    /// The observed proportion.
    pub estimate: f64,
    /// Score test, without continuity correction.
    pub p_score: f64,
    /// Exact, minimum likelihood: all counts no more probable than the observed one.
    pub p_exact: f64,
    /// Twice the smaller mid-P tail.
    pub p_mid: f64,
}

/// Tests whether the cases of a group are what a known proportion `expected` would give, such as the share of the local
/// population.
///
/// Score: `z = (x - n p0) / sqrt(n p0 (1 - p0))`. Exact: the probability of all counts no more probable than `x`, with a relative
/// tolerance of 1e-7 for ties. Mid-P: twice the smaller of the tails with half of `P(X = x)`, at most 1. With `p0` 0 or 1 every
/// p-value is 1 if the data are what they must be, otherwise 0.
///
/// # Errors
/// [`NotEstimable::NoBase`] if `n = 0`.
///
/// Source: Agresti (2013), Categorical Data Analysis, 1.3.3 and 16.6; R's `binom.test` and `prop.test`.
///
/// ```
/// use wres_disparity::{Binomial, Proportion, proportion::one_sample_test};
/// let test = one_sample_test(Binomial::of(29, 31)?, Proportion::new(0.8)?)?;
/// assert!((test.p_exact - 0.070_158_120_114_375_08).abs() < 1e-12);
/// # Ok::<(), wres_disparity::StatError>(())
/// ```
pub fn one_sample_test(group: Binomial, expected: Proportion) -> Result<OneSampleTest> {
    let estimate = group.proportion().ok_or(NotEstimable::NoBase)?.value();
    let (p, q) = (expected.value(), 1.0 - expected.value());
    let (x, n) = (group.cases().0, group.base().0);
    if p == 0.0 || q == 0.0 {
        let certain = if estimate == p { 1.0 } else { 0.0 };
        return Ok(OneSampleTest { estimate, p_score: certain, p_exact: certain, p_mid: certain });
    }
    let base = n as f64;
    // x q - (n - x) p is x - n p without rounding n p first.
    let distance = x as f64 * q - group.others().0 as f64 * p;
    let distribution = Unimodal {
        low: 0,
        high: n,
        mode: ((base + 1.0) * p) as u64,
        pmf: |k| binomial::pmf(k, n, p),
        lower_tail: |k| binomial::cdf(k, n, p),
        upper_tail: |k: u64| if k == 0 { 1.0 } else { binomial::sf(k - 1, n, p) },
    };
    Ok(OneSampleTest {
        estimate,
        p_score: normal::two_sided(distance / (base * p * q).sqrt()),
        p_exact: distribution.minimum_likelihood(x),
        p_mid: distribution.central_mid_p(x),
    })
}
