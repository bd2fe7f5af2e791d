//! Is a person of one group likely to be paid more than one of the other?

use super::table::PayTable;
use crate::special::normal;
use serde::Serialize;

/// The Mann-Whitney (Wilcoxon rank-sum) comparison.
#[derive(Debug, Clone, Copy, PartialEq, Serialize)]
pub struct MannWhitney {
    /// Pairs in which the person of the first group is paid more, ties counted half.
    pub u: f64,
    /// The same as a share of all pairs: the probability of superiority.
    pub superiority: f64,
    /// Two-sided p-value of superiority 1/2, normal approximation with continuity correction and ties; `None` where all are
    /// paid the same.
    pub p_value: Option<f64>,
}

/// Mann-Whitney test from counts by amount.
///
/// `U = sum over pairs of [a > b] + [a = b] / 2`; under no difference it has mean `n m / 2` and variance
/// `n m / 12 (N + 1 - sum (t^3 - t) / (N (N - 1)))` with `t` people on each amount. Source: Mann & Whitney 1947, Annals of
/// Mathematical Statistics 18:50-60; ties as in Lehmann 1975, section 1.4.
///
/// ```
/// use wres_disparity::pay::{mann_whitney, PayTable};
/// let a = PayTable::from_values(&[12.0, 12.0, 12.0, 13.5, 13.5, 15.0, 15.0, 18.0, 18.0, 25.0, 40.0])?;
/// let b = PayTable::from_values(&[12.0, 12.0, 13.5, 13.5, 18.0])?;
/// assert_eq!(mann_whitney(&a, &b).u, 36.0);
/// # Ok::<(), wres_disparity::StatError>(())
/// ```
#[must_use]
pub fn mann_whitney(first: &PayTable, second: &PayTable) -> MannWhitney {
    let (n, m) = (u128::from(first.people()), u128::from(second.people()));
    let all = n + m;
    // Twice U, and N^3 - N less the same of each tie: whole numbers that fit, tables being limited to 2^41 people.
    let mut twice_u = 0_u128;
    let mut untied = cube_less(all);
    let (mut below_in_second, mut j) = (0_u128, 0);
    for (amount, count) in first.cells() {
        let count = u128::from(count);
        while let Some((other, others)) = cell(second, j).filter(|cell| cell.0 < amount) {
            debug_assert!(other < amount);
            below_in_second += others;
            untied -= cube_less(others);
            j += 1;
        }
        let equal = cell(second, j).filter(|cell| cell.0 == amount).map_or(0, |cell| cell.1);
        if equal > 0 {
            j += 1;
        }
        untied -= cube_less(count + equal);
        twice_u += count * (2 * below_in_second + equal);
        below_in_second += equal;
    }
    while let Some((_, others)) = cell(second, j) {
        untied -= cube_less(others);
        j += 1;
    }
    let pairs = n * m;
    let centred = twice_u.abs_diff(pairs) as f64 / 2.0;
    let variance = pairs as f64 / 12.0 * (untied as f64 / (all * (all - 1)) as f64);
    let z = (centred - 0.5).max(0.0) / variance.sqrt();
    MannWhitney {
        u: twice_u as f64 / 2.0,
        superiority: twice_u as f64 / 2.0 / pairs as f64,
        p_value: (untied > 0).then(|| normal::two_sided(z)),
    }
}

fn cell(table: &PayTable, position: usize) -> Option<(f64, u128)> {
    Some((*table.amounts().get(position)?, u128::from(*table.counts().get(position)?)))
}

/// `t^3 - t`.
fn cube_less(t: u128) -> u128 {
    t * (t * t - 1)
}

#[cfg(test)]
mod tests {
    use super::mann_whitney;
    use crate::pay::PayTable;
    use proptest::prelude::*;

    #[test]
    fn equal_pay_for_all_has_no_p_value() {
        let table = PayTable::from_values(&[12.0, 12.0]).unwrap();
        let test = mann_whitney(&table, &table);
        assert_eq!((test.superiority, test.p_value), (0.5, None));
    }

    #[test]
    fn the_largest_tables_are_taken() {
        let half = 1 << 40;
        let low = PayTable::from_counts(&[1.0, 2.0], &[half, half]).unwrap();
        let high = PayTable::from_counts(&[2.0, 3.0], &[half, half]).unwrap();
        let test = mann_whitney(&low, &high);
        assert_eq!((test.superiority, test.p_value), (0.125, Some(0.0)));
    }

    proptest! {
        #[test]
        fn it_counts_the_pairs(
            a in prop::collection::vec(0_u32..12, 1..40),
            b in prop::collection::vec(0_u32..12, 1..40),
        ) {
            let pounds = |values: &[u32]| values.iter().map(|value| f64::from(*value)).collect::<Vec<_>>();
            let (one, two) =
                (PayTable::from_values(&pounds(&a)).unwrap(), PayTable::from_values(&pounds(&b)).unwrap());
            let pairs = a.iter().flat_map(|a| b.iter().map(move |b| (a, b)));
            let u: f64 = pairs.map(|(a, b)| f64::from(u8::from(a > b)) + 0.5 * f64::from(u8::from(a == b))).sum();
            let (forward, back) = (mann_whitney(&one, &two), mann_whitney(&two, &one));
            prop_assert_eq!(forward.u, u);
            prop_assert_eq!(forward.p_value, back.p_value);
            prop_assert!((forward.superiority + back.superiority - 1.0).abs() < 1e-15);
        }
    }
}
