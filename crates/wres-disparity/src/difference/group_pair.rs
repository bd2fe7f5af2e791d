//! What every interval of a difference needs first.

use crate::{
    error::{NotEstimable, Result},
    quantity::Binomial,
    sum::cross,
};

/// The two proportions; neither group may be empty.
pub(super) fn proportions(one: Binomial, two: Binomial) -> Result<(f64, f64)> {
    match (one.proportion(), two.proportion()) {
        (Some(one), Some(two)) => Ok((one.value(), two.value())),
        _ => Err(NotEstimable::GroupAbsent.into()),
    }
}

/// `x1/n1 - x2/n2` over a common denominator, so that it does not lose digits where the proportions are close.
pub(super) fn difference(one: Binomial, two: Binomial) -> f64 {
    let (base_one, base_two) = (one.base().0, two.base().0);
    let difference = cross(one.cases().0, base_two, two.cases().0, base_one) / (base_one as f64 * base_two as f64);
    difference.clamp(-1.0, 1.0)
}
