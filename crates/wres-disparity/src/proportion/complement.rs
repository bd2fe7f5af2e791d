//! What holds for the cases holds for the others.

use crate::{
    error::{NotEstimable, Result},
    estimate::Estimate,
    quantity::{Binomial, Level},
};

/// The estimate of a proportion whose limits are computed for the rarer of cases and others, so that exchanging the two turns
/// `[lower, upper]` into exactly `[1 - upper, 1 - lower]`, and a limit close to 1 is as precise as one close to 0.
pub(super) fn estimate(
    group: Binomial,
    level: Level,
    method: &'static str,
    limits: impl Fn(u64, u64) -> (f64, f64),
) -> Result<Estimate> {
    let value = group.proportion().ok_or(NotEstimable::NoBase)?.value();
    let (cases, others) = (group.cases().0, group.others().0);
    let (lower, upper) = if cases <= others {
        limits(cases, others)
    } else {
        let (lower, upper) = limits(others, cases);
        (1.0 - upper, 1.0 - lower)
    };
    Ok(Estimate { value, lower, upper, p_value: None, level, method })
}
