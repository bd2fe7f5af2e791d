//! What every interval of an odds ratio needs first.

use crate::{
    error::{NotEstimable, Result},
    quantity::Binomial,
};

/// Neither group may be empty.
pub(super) fn both_present(one: Binomial, two: Binomial) -> Result<()> {
    if one.base().0 == 0 || two.base().0 == 0 { Err(NotEstimable::GroupAbsent.into()) } else { Ok(()) }
}

/// `x1 y2 / (x2 y1)`: 0, infinite, or not estimable where both products are 0.
pub(super) fn plain(one: Binomial, two: Binomial) -> Result<f64> {
    let product = |cases: Binomial, others: Binomial| cases.cases().0 as f64 * others.others().0 as f64;
    let (above, below) = (product(one, two), product(two, one));
    if above > 0.0 || below > 0.0 {
        Ok(above / below)
    } else if one.cases().0 == 0 {
        Err(NotEstimable::NoCases.into())
    } else {
        Err(NotEstimable::AllCases.into())
    }
}
