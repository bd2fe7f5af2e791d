//! The Gini index of segregation.

use super::units::Units;
use crate::sum::{cross, sum};

/// Gini index of segregation: `sum over pairs of units t_i t_j |p_i - p_j| / (2 T^2 P (1 - P))`, from 0 (even) to 1, with `p`
/// the first group's share of a unit and `P` its share of all. Twice the area between the Lorenz curve and the diagonal.
///
/// Source: Massey & Denton 1988, Social Forces 67, p. 285.
///
/// ```
/// use wres_disparity::evenness::{segregation_gini, Units};
/// let units = Units::new(&[880, 640, 210, 96, 22], &[366, 210, 51, 12, 2])?;
/// assert!((segregation_gini(&units) - 0.120_481_053_008_354_1).abs() < 1e-15);
/// # Ok::<(), wres_disparity::StatError>(())
/// ```
#[must_use]
pub fn segregation_gini(units: &Units) -> f64 {
    let mut cells = units.cells().to_vec();
    // By the first group's share, compared exactly.
    cells.sort_by(|left, right| {
        let product = |one: u64, two: u64| u128::from(one) * u128::from(two);
        product(left.0, right.1).cmp(&product(right.0, left.1))
    });
    let (mut first, mut second) = (0_u64, 0_u64);
    let apart = cells.iter().map(|&(a, b)| {
        // Against all units with a smaller share together.
        let pairs = cross(a, second, b, first);
        first += a;
        second += b;
        pairs
    });
    sum(apart) / units.first() as f64 / units.second() as f64
}

#[cfg(test)]
mod tests {
    use super::segregation_gini;
    use crate::evenness::{Units, dissimilarity};
    use proptest::prelude::*;

    #[test]
    fn two_units_have_the_gini_of_their_dissimilarity() {
        let units = Units::new(&[30, 10], &[10, 30]).unwrap();
        assert_eq!(segregation_gini(&units), dissimilarity(&units));
    }

    proptest! {
        #[test]
        fn it_is_the_mean_difference_of_pairs(cells in prop::collection::vec((0_u64..200, 0_u64..200), 1..8)) {
            let (a, b): (Vec<u64>, Vec<u64>) = cells.into_iter().unzip();
            if let Ok(units) = Units::new(&a, &b) {
                let all = units.all() as f64;
                let size = |cell: &(u64, u64)| (cell.0 + cell.1) as f64;
                let share = |cell: &(u64, u64)| cell.0 as f64 / size(cell);
                let mut plain = 0.0;
                for one in units.cells() {
                    for two in units.cells() {
                        plain += size(one) * size(two) * (share(one) - share(two)).abs();
                    }
                }
                let group = units.first() as f64 / all;
                plain /= 2.0 * all * all * group * (1.0 - group);
                prop_assert!((segregation_gini(&units) - plain).abs() < 1e-13);
                prop_assert!(segregation_gini(&units) >= dissimilarity(&units) - 1e-14);
            }
        }
    }
}
