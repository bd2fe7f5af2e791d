//! The score test of a given ratio.

use crate::{
    error::{NotEstimable, Result},
    quantity::Binomial,
};

/// The standard normal score statistic of `p1 / p2 = ratio`, positive where the observed ratio is above it.
///
/// `z = (p1 - t p2) / sqrt(q1 (1 - q1) / n1 + t^2 q2 (1 - q2) / n2)` at the most likely proportions with `q1 = t q2`; its square is
/// Koopman's statistic. Source: Farrington & Manning 1990, Statistics in Medicine 9:1447-1454; Gart & Nam 1988.
///
/// # Errors
/// [`NotEstimable::GroupAbsent`], and [`NotEstimable::NoCases`] where neither group has a case.
pub(super) fn statistic(one: Binomial, two: Binomial, ratio: f64) -> Result<f64> {
    let ((x1, n1), (x2, n2)) = (one.as_f64(), two.as_f64());
    if n1 == 0.0 || n2 == 0.0 {
        return Err(NotEstimable::GroupAbsent.into());
    }
    if x1 + x2 == 0.0 {
        return Err(NotEstimable::NoCases.into());
    }
    let (y1, y2) = (one.others().0 as f64, two.others().0 as f64);
    // The smaller root of the likelihood equation, written so that nothing cancels: with u and v the terms of its middle
    // coefficient, the discriminant is (u - v)^2 + 4 t y1 y2.
    let (u, v) = (ratio * (n1 + x2), n2 + x1);
    let q2 = (2.0 * (x1 + x2) / (u + v + (u - v).hypot(2.0 * (ratio * y1 * y2).sqrt()))).min(1.0);
    let q1 = (ratio * q2).min(1.0);
    let variance = q1 * (1.0 - q1) / n1 + ratio * ratio * q2 * (1.0 - q2) / n2;
    let apart = x1 / n1 - ratio * (x2 / n2);
    if variance > 0.0 { Ok(apart / variance.sqrt()) } else { Err(NotEstimable::Undefined.into()) }
}

#[cfg(test)]
mod tests {
    use super::statistic;
    use crate::{
        quantity::{Binomial, Level},
        ratio::koopman,
        special::normal,
        two_by_two::chi_squared,
    };
    use proptest::prelude::*;

    proptest! {
        #[test]
        fn koopmans_limits_are_the_ratios_that_it_just_rejects(
            (x1, n1) in (1_u64..100_000).prop_flat_map(|n| (1..=n, Just(n))),
            (x2, n2) in (1_u64..100_000).prop_flat_map(|n| (1..=n, Just(n))),
        ) {
            let (one, two) = (Binomial::of(x1, n1).unwrap(), Binomial::of(x2, n2).unwrap());
            let limits = koopman(one, two, Level::P95).unwrap();
            let z = normal::critical(Level::P95);
            if x1 < n1 && x2 < n2 {
                prop_assert!((statistic(one, two, limits.lower).unwrap() - z).abs() < 1e-6);
                prop_assert!((statistic(one, two, limits.upper).unwrap() + z).abs() < 1e-6);
                let even = statistic(one, two, 1.0).unwrap();
                prop_assert!((even * even - chi_squared(one, two).unwrap().statistic).abs() < 1e-6 * (1.0 + even * even));
            }
        }
    }
}
