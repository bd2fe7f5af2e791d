//! The hypergeometric distribution: `k` cases in a draw of `drawn` from `cases` and `others`.

use super::binomial;

/// Natural logarithm of `P(K = k)`; minus infinity where that is impossible.
///
/// The ratio of three binomial probabilities at the same `p` (Loader 2000, section 5), so that nothing overflows.
#[must_use]
pub fn ln_pmf(k: u64, cases: u64, others: u64, drawn: u64) -> f64 {
    let (root, exponent) = parts(k, cases, others, drawn);
    exponent - 0.5 * root.ln()
}

/// `P(K = k)`.
///
/// ```
/// // The lady tasting tea: three right out of four.
/// assert!((wres_disparity::special::hypergeometric::pmf(3, 4, 4, 4) - 16.0 / 70.0).abs() < 1e-15);
/// ```
#[must_use]
pub fn pmf(k: u64, cases: u64, others: u64, drawn: u64) -> f64 {
    let (root, exponent) = parts(k, cases, others, drawn);
    exponent.exp() / root.sqrt()
}

/// `(r, e)` with `P(K = k) = exp(e) / sqrt(r)`.
fn parts(k: u64, cases: u64, others: u64, drawn: u64) -> (f64, f64) {
    let Some(total) = cases.checked_add(others) else { return (1.0, f64::NAN) };
    if k > cases || k > drawn || drawn > total || drawn - k > others {
        return (1.0, f64::NEG_INFINITY);
    }
    if drawn == 0 || drawn == total {
        return (1.0, 0.0);
    }
    let p = drawn as f64 / total as f64;
    let q = (total - drawn) as f64 / total as f64;
    let (root_one, one) = binomial::parts(k, cases, p, q);
    let (root_two, two) = binomial::parts(drawn - k, others, p, q);
    let (root_all, all) = binomial::parts(drawn, total, p, q);
    (root_one * (root_two / root_all), one + two - all)
}
