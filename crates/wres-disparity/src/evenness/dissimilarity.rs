//! The share of a group that would have to move for an even spread.

use super::units::Units;
use crate::{
    error::{NotEstimable, Result},
    special::hypergeometric,
    sum::{cross, sum},
};
use serde::Serialize;

/// Dissimilarity: `D = 1/2 sum |a / A - b / B|` over units, from 0 (even) to 1 (no unit shared).
///
/// Source: Duncan & Duncan 1955, American Sociological Review 20:210-217; Massey & Denton 1988, Social Forces 67, p. 284.
///
/// ```
/// use wres_disparity::evenness::{dissimilarity, Units};
/// assert_eq!(dissimilarity(&Units::new(&[30, 10], &[10, 30])?), 0.5);
/// # Ok::<(), wres_disparity::StatError>(())
/// ```
#[must_use]
pub fn dissimilarity(units: &Units) -> f64 {
    let (a, b) = (units.first(), units.second());
    let apart = sum(units.cells().iter().map(|cell| cross(cell.0, b, cell.1, a).abs()));
    apart / a as f64 / b as f64 / 2.0
}

/// Dissimilarity beside what chance alone gives in units of these sizes.
#[derive(Debug, Clone, Copy, PartialEq, Serialize)]
pub struct ExpectedDissimilarity {
    /// The mean of `D` if people were placed without regard to group.
    pub expected: f64,
    /// The `D` observed.
    pub observed: f64,
    /// What is beyond chance, as a share of what is possible: `(D - E) / (1 - E)`; negative where the spread is more even than
    /// chance. Carrington & Troske 1997.
    pub beyond_chance: f64,
}

/// Expected dissimilarity under randomness, exactly.
///
/// If the people of all units were shuffled, the first group's number in a unit of size `t` would be hypergeometric with
/// mean `t A / N`, and `D = N / (2 A B) sum |a - t A / N|`, so `E(D)` is a sum of mean absolute deviations. Each has a closed
/// form: with `v = floor(t A / N) + 1` it is `2 v (B - t + v) / N P(a = v)`. Small units give a large `D` without any
/// sorting of people, so `D` is never shown without this number beside it.
///
/// Source: Cortese, Falk & Cohen 1976, American Sociological Review 41:630-637; Winship 1977; the mean deviation: Diaconis &
/// Zabell 1991, Statistical Science 6:284-302.
///
/// # Errors
/// [`NotEstimable::Undefined`] where chance alone gives `D = 1` (units of one person each, say), so that nothing can be
/// beyond it.
///
/// ```
/// use wres_disparity::evenness::{dissimilarity_expected, Units};
/// let chance = dissimilarity_expected(&Units::new(&[3, 0, 5, 9, 1], &[0, 2, 4, 1, 0])?)?;
/// assert!(chance.expected > 0.2 && chance.observed > chance.expected);
/// # Ok::<(), wres_disparity::StatError>(())
/// ```
pub fn dissimilarity_expected(units: &Units) -> Result<ExpectedDissimilarity> {
    let deviations = units.cells().iter().map(|cell| mean_deviation(units, cell.0 + cell.1));
    let (a, b) = (units.first() as f64, units.second() as f64);
    let expected = (sum(deviations) * (units.all() as f64 / 2.0 / a / b)).min(1.0);
    let observed = dissimilarity(units);
    if expected < 1.0 {
        Ok(ExpectedDissimilarity { expected, observed, beyond_chance: (observed - expected) / (1.0 - expected) })
    } else {
        Err(NotEstimable::Undefined.into())
    }
}

/// Mean absolute deviation of the first group's number among `size` people drawn from all.
fn mean_deviation(units: &Units, size: u64) -> f64 {
    let (first, second, all) = (units.first(), units.second(), units.all());
    let v = (u128::from(size) * u128::from(first) / u128::from(all)) as u64 + 1;
    if v > size || v > first || second + v < size {
        return 0.0;
    }
    let others = (second + v - size) as f64;
    2.0 * v as f64 * (others / all as f64) * hypergeometric::pmf(v, first, second, size)
}

#[cfg(test)]
mod tests {
    use super::{dissimilarity, dissimilarity_expected};
    use crate::{error::NotEstimable, evenness::Units, special::hypergeometric};
    use proptest::prelude::*;

    #[test]
    fn the_same_spread_is_even_and_no_shared_unit_is_one() {
        assert_eq!(dissimilarity(&Units::new(&[10, 20, 30], &[20, 40, 60]).unwrap()), 0.0);
        assert_eq!(dissimilarity(&Units::new(&[5, 0], &[0, 7]).unwrap()), 1.0);
        let full = u64::MAX / 4;
        assert_eq!(dissimilarity(&Units::new(&[full, full], &[full, full]).unwrap()), 0.0);
    }

    #[test]
    fn units_of_one_person_are_wholly_segregated_by_chance() {
        let units = Units::new(&[1, 1, 0], &[0, 0, 1]).unwrap();
        assert_eq!(dissimilarity_expected(&units), Err(NotEstimable::Undefined.into()));
    }

    #[test]
    fn one_unit_cannot_be_uneven() {
        let chance = dissimilarity_expected(&Units::new(&[30], &[40]).unwrap()).unwrap();
        assert_eq!((chance.expected, chance.observed), (0.0, 0.0));
    }

    #[test]
    fn the_largest_counts_are_taken() {
        let (one, two) = ([u64::MAX / 4, 5], [u64::MAX / 8, u64::MAX / 8]);
        let chance = dissimilarity_expected(&Units::new(&one, &two).unwrap()).unwrap();
        assert!(chance.expected > 0.0 && chance.expected < 1e-6);
    }

    proptest! {
        #[test]
        fn the_expectation_is_the_sum_over_the_hypergeometric_distribution(
            cells in prop::collection::vec((0_u64..20, 0_u64..20), 2..8)
        ) {
            let (a, b): (Vec<u64>, Vec<u64>) = cells.iter().copied().unzip();
            if let Ok(units) = Units::new(&a, &b) && let Ok(chance) = dissimilarity_expected(&units) {
                let (first, second) = (units.first(), units.second());
                let mut summed = 0.0;
                for (one, two) in units.cells() {
                    let size = one + two;
                    for k in 0..=size.min(first) {
                        let probability = hypergeometric::pmf(k, first, second, size);
                        if probability > 0.0 {
                            let apart = k as f64 / first as f64 - (size - k) as f64 / second as f64;
                            summed += 0.5 * apart.abs() * probability;
                        }
                    }
                }
                prop_assert!((chance.expected - summed).abs() < 1e-12);
            }
        }

        #[test]
        fn the_groups_may_be_swapped(cells in prop::collection::vec((0_u64..2000, 0_u64..2000), 1..8)) {
            let (a, b): (Vec<u64>, Vec<u64>) = cells.into_iter().unzip();
            if let (Ok(one), Ok(two)) = (Units::new(&a, &b), Units::new(&b, &a)) {
                prop_assert!((dissimilarity(&one) - dissimilarity(&two)).abs() < 1e-15);
                prop_assert!((0.0..=1.0 + 1e-15).contains(&dissimilarity(&one)));
            }
        }
    }
}
