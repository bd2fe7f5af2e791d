//! What every interval of a ratio needs first.

use crate::{
    error::{NotEstimable, Result},
    quantity::Binomial,
};

/// Neither group may be empty.
pub(super) fn both_present(one: Binomial, two: Binomial) -> Result<()> {
    if one.base().0 == 0 || two.base().0 == 0 { Err(NotEstimable::GroupAbsent.into()) } else { Ok(()) }
}

/// `(x1 / n1) / (x2 / n2)`: 0 if only `x1` is 0, infinite if only `x2` is; `None` if both are.
pub(super) fn plain(one: Binomial, two: Binomial) -> Option<f64> {
    let cross = |cases: Binomial, base: Binomial| cases.cases().0 as f64 * base.base().0 as f64;
    let (above, below) = (cross(one, two), cross(two, one));
    (above > 0.0 || below > 0.0).then(|| above / below)
}

/// Two limits in order: with groups of 10^16 they may coincide but for the last bit.
pub(super) fn in_order(lower: f64, upper: f64) -> (f64, f64) {
    if lower <= upper { (lower, upper) } else { (upper, lower) }
}
