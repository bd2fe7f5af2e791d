//! Whom a member of a group meets.

use super::units::Units;
use crate::sum::sum;
use serde::Serialize;

/// Shares met by the average member of a group.
#[derive(Debug, Clone, Copy, PartialEq, Serialize)]
pub struct Exposure {
    /// Of the average member of the first group.
    pub of_first: f64,
    /// Of the average member of the second group.
    pub of_second: f64,
}

/// Isolation: the share of one's own group in the unit of its average member, `sum (a / A) (a / t)`, oneself included.
///
/// Source: Lieberson 1981; Massey & Denton 1988, Social Forces 67, p. 288.
///
/// ```
/// use wres_disparity::evenness::{isolation, Units};
/// assert!((isolation(&Units::new(&[10, 20, 30], &[20, 40, 60])?).of_first - 1.0 / 3.0).abs() < 1e-15);
/// # Ok::<(), wres_disparity::StatError>(())
/// ```
#[must_use]
pub fn isolation(units: &Units) -> Exposure {
    let (a, b) = (units.first() as f64, units.second() as f64);
    let own = |n: u64, size: u64| n as f64 * (n as f64 / size as f64);
    Exposure {
        of_first: sum(units.cells().iter().map(|cell| own(cell.0, cell.0 + cell.1))) / a,
        of_second: sum(units.cells().iter().map(|cell| own(cell.1, cell.0 + cell.1))) / b,
    }
}

/// Exposure: the share of the other group in the unit of one's average member, `sum (a / A) (b / t)` for the first group.
///
/// Source: Lieberson 1981; Massey & Denton 1988, Social Forces 67, p. 287.
///
/// ```
/// use wres_disparity::evenness::{exposure, Units};
/// assert!((exposure(&Units::new(&[10, 20, 30], &[20, 40, 60])?).of_first - 2.0 / 3.0).abs() < 1e-15);
/// # Ok::<(), wres_disparity::StatError>(())
/// ```
#[must_use]
pub fn exposure(units: &Units) -> Exposure {
    let met = |&(a, b): &(u64, u64)| a as f64 * (b as f64 / (a + b) as f64);
    let meetings = sum(units.cells().iter().map(met));
    Exposure { of_first: meetings / units.first() as f64, of_second: meetings / units.second() as f64 }
}

#[cfg(test)]
mod tests {
    use super::{exposure, isolation};
    use crate::evenness::Units;
    use proptest::prelude::*;

    proptest! {
        #[test]
        fn everybody_met_is_of_one_group_or_the_other(cells in prop::collection::vec((0_u64..200, 0_u64..200), 1..8)) {
            let (a, b): (Vec<u64>, Vec<u64>) = cells.into_iter().unzip();
            if let Ok(units) = Units::new(&a, &b) {
                let (own, other) = (isolation(&units), exposure(&units));
                prop_assert!((own.of_first + other.of_first - 1.0).abs() < 1e-14);
                prop_assert!((own.of_second + other.of_second - 1.0).abs() < 1e-14);
            }
        }
    }
}
