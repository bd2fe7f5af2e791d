//! Whether a likelihood has a maximum, decided exactly before any iteration.

use crate::model::linear_algebra::{TriangularFactor, dot};

/// Lengths below this share of a unit row are rounding.
const VANISHING: f64 = 1e-9;
/// Changes of the active set after which a small problem has long been solved.
const MOST_CHANGES: usize = 2000;

/// What may happen to the linear predictor of a pattern without any cost to the likelihood, however far it goes.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Freedom {
    /// Neither: the pattern has both outcomes, or the family forbids it.
    None,
    /// It may rise: all are cases.
    Rise,
    /// It may fall: none is a case.
    Fall,
}

/// The directions in which the likelihood never falls: `d` with `x d = 0` for patterns without freedom, `x d >= 0` for those
/// that may rise and `x d <= 0` for those that may fall (Albert & Anderson 1984, Biometrika 71:1).
///
/// A maximum exists if and only if every such direction leaves all linear predictors as they are. Directions are sought by
/// non-negative least squares: by Farkas' lemma there is one with `c d > 0` unless `-c` is a non-negative combination of
/// the rows, and the residual of the best combination is such a direction.
#[derive(Debug, Clone)]
pub(crate) struct Recession {
    /// An orthonormal basis of the rows without freedom.
    fixed: Vec<Vec<f64>>,
    /// The other rows: orthogonal to the basis, of unit length, turned so that all may rise; with their pattern.
    free: Vec<(usize, Vec<f64>)>,
    /// The largest value of each column, by which it is divided.
    scale: Vec<f64>,
}

impl Recession {
    /// Takes the rows of a design, each with its freedom.
    pub(crate) fn new<'a>(width: usize, rows: impl Iterator<Item = (&'a [f64], Freedom)> + Clone) -> Self {
        let mut scale = vec![0.0_f64; width];
        for (row, _) in rows.clone() {
            scale.iter_mut().zip(row).for_each(|(largest, value)| *largest = largest.max(value.abs()));
        }
        scale.iter_mut().filter(|largest| **largest == 0.0).for_each(|largest| *largest = 1.0);
        let unit = |row: &[f64]| -> Vec<f64> { row.iter().zip(&scale).map(|(value, scale)| value / scale).collect() };
        let mut fixed: Vec<Vec<f64>> = Vec::new();
        for (row, freedom) in rows.clone() {
            if freedom == Freedom::None
                && fixed.len() < width
                && let Some(new) = normalised(unit(row), &fixed)
            {
                fixed.push(new);
            }
        }
        let mut free = Vec::new();
        if fixed.len() < width {
            for (pattern, (row, freedom)) in rows.enumerate() {
                if freedom != Freedom::None
                    && let Some(mut row) = normalised(unit(row), &fixed)
                {
                    if freedom == Freedom::Fall {
                        row.iter_mut().for_each(|value| *value = -*value);
                    }
                    free.push((pattern, row));
                }
            }
        }
        Self { fixed, free, scale }
    }

    /// The patterns whose linear predictor can go on for ever at no cost to any other: under separation their fitted
    /// shares tend to 0 or 1. Empty if and only if the likelihood has a maximum.
    pub(crate) fn dominated(&self) -> Vec<usize> {
        let mut dominated = Vec::new();
        let mut rest = self.free.clone();
        while !rest.is_empty() {
            let mut sum = vec![0.0; self.scale.len()];
            rest.iter().for_each(|(_, row)| sum.iter_mut().zip(row).for_each(|(total, value)| *total += value));
            let Some(direction) = direction(&sum, &rest) else { break };
            let length = dot(&direction, &direction).sqrt();
            let rises = |row: &[f64]| dot(row, &direction) > VANISHING * length;
            let before = rest.len();
            dominated.extend(rest.iter().filter(|(_, row)| rises(row)).map(|(pattern, _)| *pattern));
            // A later direction may cost these rows something: this one, taken far enough, makes up for it.
            rest.retain(|(_, row)| !rises(row));
            if rest.len() == before {
                break;
            }
        }
        dominated.sort_unstable();
        dominated
    }

    /// Whether a coefficient can go on for ever in the direction of `sign` at no cost to the likelihood.
    pub(crate) fn is_unbounded(&self, coefficient: usize, sign: f64) -> bool {
        let mut unit = vec![0.0; self.scale.len()];
        unit[coefficient] = sign;
        match normalised(unit, &self.fixed) {
            Some(unit) => direction(&unit, &self.free).is_some(),
            None => false,
        }
    }
}

/// The part of a row that is orthogonal to a basis, with unit length; `None` if nothing is left.
fn normalised(mut row: Vec<f64>, basis: &[Vec<f64>]) -> Option<Vec<f64>> {
    let before = dot(&row, &row).sqrt();
    // Twice is enough for orthogonality to the last bits.
    for _ in 0..2 {
        for known in basis {
            let share = dot(known, &row);
            row.iter_mut().zip(known).for_each(|(value, known)| *value -= share * known);
        }
    }
    let after = dot(&row, &row).sqrt();
    (after > VANISHING * before && before > 0.0).then(|| {
        row.iter_mut().for_each(|value| *value /= after);
        row
    })
}

/// A direction along which no row falls and `goal` rises; `None` if there is none.
///
/// Minimises the length of `goal + sum of y row` over `y >= 0` by the active-set method of Lawson & Hanson (1974, Solving
/// Least Squares Problems, chapter 23); what remains is the direction.
fn direction(goal: &[f64], rows: &[(usize, Vec<f64>)]) -> Option<Vec<f64>> {
    let tiny = VANISHING + 1e-13 * rows.len() as f64;
    let mut active: Vec<usize> = Vec::new();
    let mut weights: Vec<f64> = Vec::new();
    for _ in 0..MOST_CHANGES {
        let mut rest = goal.to_vec();
        for (&row, weight) in active.iter().zip(&weights) {
            rest.iter_mut().zip(&rows[row].1).for_each(|(value, x)| *value += weight * x);
        }
        let length = dot(&rest, &rest).sqrt();
        if length <= tiny {
            return None;
        }
        let worst = (0..rows.len())
            .filter(|row| !active.contains(row))
            .map(|row| (dot(&rows[row].1, &rest), row))
            .min_by(|a, b| a.0.total_cmp(&b.0));
        match worst {
            Some((fall, row)) if fall < -1e-10 * length => {
                active.push(row);
                weights.push(0.0);
            }
            _ => return Some(rest),
        }
        // The best weights of the active rows; rows whose weight would be negative leave.
        loop {
            let mut factor = TriangularFactor::new(active.len());
            for (k, value) in goal.iter().enumerate() {
                let row: Vec<f64> = active.iter().map(|&row| rows[row].1[k]).collect();
                factor.include(1.0, &row, -value);
            }
            if factor.is_singular() {
                // The newest row is, to working precision, a combination of the others and improves nothing.
                return Some(rest);
            }
            let best = factor.solve();
            let blocks = |k: usize| if best[k] <= 0.0 { weights[k] / (weights[k] - best[k]) } else { f64::INFINITY };
            let first = (0..best.len()).map(|k| (blocks(k), k)).min_by(|a, b| a.0.total_cmp(&b.0));
            match first {
                Some((share, k)) if share <= 1.0 || share.is_nan() => {
                    if k + 1 == best.len() && weights[k] == 0.0 {
                        // The newest row would leave at once: there was nothing to gain but rounding.
                        return Some(rest);
                    }
                    weights.iter_mut().zip(&best).for_each(|(now, best)| *now += share * (best - *now));
                    active.remove(k);
                    weights.remove(k);
                }
                _ => {
                    weights = best;
                    break;
                }
            }
        }
    }
    None
}

#[cfg(test)]
mod tests {
    use super::{Freedom, Recession};
    use proptest::prelude::*;

    fn recession(rows: &[(Vec<f64>, Freedom)]) -> Recession {
        Recession::new(rows[0].0.len(), rows.iter().map(|(row, freedom)| (row.as_slice(), *freedom)))
    }

    #[test]
    fn groups_with_both_outcomes_are_not_separated() {
        let rows = [(vec![1.0, 0.0], Freedom::None), (vec![1.0, 1.0], Freedom::None)];
        assert!(recession(&rows).dominated().is_empty());
    }

    #[test]
    fn a_group_without_cases_is_dominated_and_its_coefficient_unbounded_below() {
        let rows = [(vec![1.0, 0.0], Freedom::None), (vec![1.0, 1.0], Freedom::Fall)];
        let recession = recession(&rows);
        assert_eq!(recession.dominated(), [1]);
        assert!(recession.is_unbounded(1, -1.0) && !recession.is_unbounded(1, 1.0));
        assert!(!recession.is_unbounded(0, 1.0) && !recession.is_unbounded(0, -1.0));
    }

    #[test]
    fn a_covariate_that_divides_cases_from_others_dominates_everybody() {
        let rows: Vec<_> =
            (0..10).map(|x| (vec![1.0, f64::from(x)], if x < 5 { Freedom::Fall } else { Freedom::Rise })).collect();
        assert_eq!(recession(&rows).dominated().len(), 10);
    }

    #[test]
    fn a_shared_value_at_the_divide_is_left_over() {
        let mut rows: Vec<_> =
            (0..10).map(|x| (vec![1.0, f64::from(x)], if x < 5 { Freedom::Fall } else { Freedom::Rise })).collect();
        rows[5].1 = Freedom::None;
        let dominated = recession(&rows).dominated();
        assert!(dominated.len() == 9 && !dominated.contains(&5));
    }

    #[test]
    fn an_overlap_of_one_value_is_no_separation() {
        let mut rows: Vec<_> =
            (0..10).map(|x| (vec![1.0, f64::from(x)], if x < 5 { Freedom::Fall } else { Freedom::Rise })).collect();
        rows[3].1 = Freedom::Rise;
        assert!(recession(&rows).dominated().is_empty());
    }

    proptest! {
        /// Outcomes are read off a plane, so the plane separates them; with one turned over deep inside, nothing does.
        #[test]
        fn rows_divided_by_a_plane_are_all_dominated(
            points in proptest::collection::vec(proptest::collection::vec(-1.0..1.0_f64, 3), 12..40),
            plane in proptest::collection::vec(0.2..1.0_f64, 3),
        ) {
            let height = |x: &[f64]| x.iter().zip(&plane).map(|(a, b)| a * b).sum::<f64>();
            let rows: Vec<_> = points
                .iter()
                .filter(|x| height(x).abs() > 0.01)
                .map(|x| {
                    let row = vec![1.0, x[0], x[1], x[2]];
                    (row, if height(x) > 0.0 { Freedom::Rise } else { Freedom::Fall })
                })
                .collect();
            prop_assume!(!rows.is_empty());
            prop_assert_eq!(recession(&rows).dominated().len(), rows.len());
        }
    }
}
