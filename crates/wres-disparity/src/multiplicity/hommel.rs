//! Hommel's adjustment, which looks at every group of the largest p-values.

use super::order::ascending;
use crate::error::Result;

/// Hommel: the smallest level at which closed testing with Simes' test in every group of hypotheses rejects each one.
///
/// Controls the chance of even one false alarm where Simes' inequality holds (independent or positively dependent tests),
/// and never adjusts more than Hochberg. The work grows with the square of the number of tests.
///
/// Source: Hommel (1988), Biometrika 75, 383-386; the adjusted values after Wright (1992), Biometrics 48, 1005-1013,
/// appendix.
///
/// # Errors
/// [`crate::StatError::Domain`] for a p-value outside [0, 1].
///
/// ```
/// # use wres_disparity::multiplicity::hommel;
/// assert_eq!(hommel(&[0.03, 0.03, 0.03])?, [0.03, 0.03, 0.03]);
/// # Ok::<(), wres_disparity::StatError>(())
/// ```
pub fn hommel(p_values: &[f64]) -> Result<Vec<f64>> {
    let order = ascending(p_values)?;
    let tests = order.len();
    let sorted: Vec<f64> = order.iter().map(|&position| p_values[position]).collect();
    // Simes' test of all hypotheses together bounds every adjusted value from below.
    let all = simes(&sorted, 0);
    let mut adjusted = vec![all; tests];
    for group in (2..tests).rev() {
        let size = group as f64;
        // The `group` largest p-values but one: their smallest `size * p / rank`, rank from 2.
        let first = tests - group;
        let others =
            (2..=group).map(|rank| size * sorted[first + rank - 1] / rank as f64).fold(f64::INFINITY, f64::min);
        for index in 0..=first {
            adjusted[index] = adjusted[index].max(others.min(size * sorted[index]));
        }
        let together = others.min(size * sorted[first]);
        for value in &mut adjusted[first + 1..] {
            *value = value.max(together);
        }
    }
    let mut answer = vec![0.0; tests];
    for (index, position) in order.into_iter().enumerate() {
        answer[position] = adjusted[index].max(sorted[index]).min(1.0);
    }
    Ok(answer)
}

/// Simes' p-value of the ordered p-values from `first` on.
fn simes(sorted: &[f64], first: usize) -> f64 {
    let size = (sorted.len() - first) as f64;
    sorted[first..].iter().zip(1_u32..).map(|(p, rank)| size * p / f64::from(rank)).fold(1.0, f64::min)
}

#[cfg(test)]
mod tests {
    use super::{hommel, simes};
    use proptest::prelude::*;

    /// Closed testing spelled out: the largest Simes p-value over all groups that contain the hypothesis.
    fn closed_testing(p: &[f64], index: usize) -> f64 {
        let mut worst: f64 = 0.0;
        for subset in 0_u32..1 << p.len() {
            if subset >> index & 1 == 1 {
                let mut group: Vec<f64> = (0..p.len()).filter(|i| subset >> i & 1 == 1).map(|i| p[i]).collect();
                group.sort_by(f64::total_cmp);
                worst = worst.max(simes(&group, 0));
            }
        }
        worst
    }

    proptest! {
        #[test]
        fn the_shortcut_is_closed_testing(p in prop::collection::vec(0.0..1.0f64, 1..9)) {
            let adjusted = hommel(&p).unwrap();
            for (index, value) in adjusted.iter().enumerate() {
                let exact = closed_testing(&p, index);
                prop_assert!((value - exact).abs() <= 1e-14, "{value} {exact}");
            }
        }
    }
}
