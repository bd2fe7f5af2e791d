//! Score limits of a ratio of proportions.

use super::group_pair::in_order;
use crate::quantity::Binomial;

/// The lower score limit of `p1 / p2`: the smallest ratio at which the score statistic is not above `q`. Both groups must have
/// members.
///
/// Under a ratio `t` the most likely proportions satisfy `(x1 - n1 p1)/(1 - p1) = -(x2 - n2 p2)/(1 - p2) = s`, so that
/// `p1 = (x1 - s)/(n1 - s)`, `p2 = (x2 + s)/(n2 + s)`, and the score statistic of Koopman (1984, Biometrics 40, 513-517) is
/// `h(s) = s^2 (y1/n1/(x1 - s) + y2/n2/(x2 + s))` with `y = n - x`. It rises with `s` and is convex between 0 and `x1`: Newton's
/// method from an upper bound falls to the root of `h(s) = q` without overshooting, in about five steps. The ratio is `p1/p2`
/// there; no difference of proportions is ever taken.
pub(super) fn lower_limit(one: Binomial, two: Binomial, q: f64) -> f64 {
    let (x1, n1) = one.as_f64();
    let (x2, n2) = two.as_f64();
    if one.cases().0 == 0 {
        return 0.0;
    }
    let (a, b) = (one.others().0 as f64 / n1, two.others().0 as f64 / n2);
    // Where the second term alone is q.
    let second = if b > 0.0 { (q + (q * (q + 4.0 * b * x2)).sqrt()) / (2.0 * b) } else { f64::INFINITY };
    if a == 0.0 {
        return all_cases(n1, x2, n2, b, q, second);
    }
    // Where the first term alone is q.
    let first = 2.0 * q * x1 / (q + (q * (q + 4.0 * a * x1)).sqrt());
    let mut s = first.min(second);
    for _ in 0..60 {
        let (left, right) = (a * s / (x1 - s), b * s / (x2 + s));
        let height = s * (left + right) - q;
        let slope = left * (1.0 + x1 / (x1 - s)) + right * (1.0 + x2 / (x2 + s));
        let next = s - height / slope;
        let fallen = s - next;
        if next.is_nan() || fallen <= f64::EPSILON * s {
            break;
        }
        s = next;
    }
    (x1 - s) / (n1 - s) * ((n2 + s) / (x2 + s))
}

/// Everybody in the first group is a case: `p1` is 1 as long as the second group alone can carry the statistic; beyond,
/// `s = n1`, `p2` stays at the pooled proportion and `p1` falls.
fn all_cases(n1: f64, x2: f64, n2: f64, b: f64, q: f64, second: f64) -> f64 {
    if second <= n1 {
        return (n2 + second) / (x2 + second);
    }
    let odds_against = q / n1 - b * n1 / (x2 + n1);
    (n2 + n1) / (x2 + n1) / (1.0 + odds_against.max(0.0))
}

/// Both limits: the upper is the reciprocal of the lower with the groups exchanged.
pub(super) fn limits(one: Binomial, two: Binomial, q: f64) -> (f64, f64) {
    in_order(lower_limit(one, two, q), 1.0 / lower_limit(two, one, q))
}
