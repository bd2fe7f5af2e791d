//! How much a unit tells about the group.

use super::{deviance::deviance, units::Units};
use crate::sum::{cross, sum};
use serde::Serialize;

/// Theil's information index.
#[derive(Debug, Clone, Copy, PartialEq, Serialize)]
pub struct Theil {
    /// Mutual information of unit and group in natural logarithms, 0 (even) to the entropy of the groups.
    pub mutual_information: f64,
    /// The same as a share of the entropy of the groups, 0 to 1: Theil's H.
    pub h: f64,
}

/// Theil's H: `M = sum p_ug ln(p_ug / (p_u p_g))` over units and groups, `H = M / E`, `E = - sum p_g ln p_g`.
///
/// Source: Theil & Finizza 1971, J Math Sociology 1:187-194; Mora & Ruiz-Castillo 2011 for `M`.
///
/// ```
/// use wres_disparity::evenness::{theil, Units};
/// assert!((theil(&Units::new(&[3, 0, 5, 9, 1], &[0, 2, 4, 1, 0])?).h - 0.363_627_210_054_286_4).abs() < 1e-15);
/// # Ok::<(), wres_disparity::StatError>(())
/// ```
#[must_use]
pub fn theil(units: &Units) -> Theil {
    let all = units.all() as f64;
    let (first, second) = (units.first() as f64 / all, units.second() as f64 / all);
    let parts = units.cells().iter().flat_map(|&(a, b)| {
        // Both groups are off their expectation by the same number of people, in opposite directions.
        let off = cross(a, units.second(), b, units.first()) / all;
        let size = (a + b) as f64;
        [deviance(a as f64, size * first, off), deviance(b as f64, size * second, -off)]
    });
    let mutual_information = sum(parts) / all;
    // The logarithm of a share next to 1 from what is missing to 1.
    let (few, most) = (first.min(second), first.max(second));
    let entropy = -(few * few.ln() + most * (-few).ln_1p());
    Theil { mutual_information, h: (mutual_information / entropy).clamp(0.0, 1.0) }
}

#[cfg(test)]
mod tests {
    use super::theil;
    use crate::evenness::Units;
    use proptest::prelude::*;

    #[test]
    fn the_same_spread_is_exactly_even_and_no_shared_unit_is_one() {
        assert_eq!(theil(&Units::new(&[10, 20, 30], &[20, 40, 60]).unwrap()).h, 0.0);
        assert!((theil(&Units::new(&[5, 0], &[0, 7]).unwrap()).h - 1.0).abs() < 1e-15);
    }

    #[test]
    fn a_handful_among_very_many_keeps_its_digits() {
        // Computed with 50 digits.
        let h = theil(&Units::new(&[5, 1], &[1_000_000_000_000, 5]).unwrap()).h;
        assert!((h / 0.144_218_365_090_634_34 - 1.0).abs() < 1e-13);
    }

    proptest! {
        #[test]
        fn it_is_the_mutual_information(cells in prop::collection::vec((0_u64..200, 0_u64..200), 1..8)) {
            let (a, b): (Vec<u64>, Vec<u64>) = cells.into_iter().unzip();
            if let Ok(units) = Units::new(&a, &b) {
                let all = units.all() as f64;
                let term = |n: u64, size: u64, group: u64| {
                    let share = n as f64 / all;
                    if n == 0 { 0.0 } else { share * (share / (size as f64 / all * (group as f64 / all))).ln() }
                };
                let plain: f64 = (units.cells().iter())
                    .map(|&(a, b)| term(a, a + b, units.first()) + term(b, a + b, units.second()))
                    .sum();
                prop_assert!((theil(&units).mutual_information - plain).abs() < 1e-13);
            }
        }
    }
}
