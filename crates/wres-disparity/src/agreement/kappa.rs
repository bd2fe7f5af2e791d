//! Weighted kappa.

use crate::{
    error::{NotEstimable, Result, StatError},
    estimate::Estimate,
    quantity::Level,
    special::normal,
};

/// More categories than any scale of answers has.
const MOST_CATEGORIES: usize = 64;

/// Cohen's weighted kappa for two raters and ordered categories, with linear weights `1 - |i - j| / (k - 1)`.
///
/// `kappa = (Po - Pe) / (1 - Pe)` with `Po = sum w p_ij` and `Pe = sum w p_i. p_.j`. Variance for the interval:
/// `(sum p_ij (w_ij - (w_i. + w_.j)(1 - kappa))^2 - (kappa - Pe (1 - kappa))^2) / (n (1 - Pe)^2)`. Unit: 1 is full agreement, 0 what
/// chance gives. Limits are normal and cut to [-1, 1]. `counts[i][j]`: things that the first rater put into category `i` and the
/// second into `j`.
///
/// Source: Cohen 1968, Psychological Bulletin 70:213-220; Fleiss, Cohen & Everitt 1969, Psychological Bulletin 72:323-327,
/// equation 9; linear weights: Cicchetti & Allison 1971, American Journal of EEG Technology 11:101-109.
///
/// # Errors
/// [`StatError::Lengths`] unless the table is square; [`StatError::Domain`] with fewer than 2 or more than 64 categories;
/// [`NotEstimable::NoBase`] without counts; [`NotEstimable::Undefined`] where both raters put everything into one category.
///
/// ```
/// use wres_disparity::{Level, agreement::weighted_kappa};
/// // With two categories there is one weight, and kappa is the plain one.
/// let kappa = weighted_kappa(&[vec![20, 5], vec![10, 15]], Level::P95)?;
/// assert!((kappa.value - 0.4).abs() < 1e-15);
/// # Ok::<(), wres_disparity::StatError>(())
/// ```
pub fn weighted_kappa(counts: &[Vec<u64>], level: Level) -> Result<Estimate> {
    let order = counts.len();
    if !(2..=MOST_CATEGORIES).contains(&order) {
        return Err(StatError::Domain {
            what: "counts",
            given: order.to_string(),
            must: "there are 2 to 64 categories",
        });
    }
    if let Some(row) = counts.iter().find(|row| row.len() != order) {
        return Err(StatError::Lengths { left: "counts", left_len: order, right: "its rows", right_len: row.len() });
    }
    let people: f64 = counts.iter().flatten().map(|count| *count as f64).sum();
    if people == 0.0 {
        return Err(NotEstimable::NoBase.into());
    }
    let share = |i: usize, j: usize| counts[i][j] as f64 / people;
    let weight = |i: usize, j: usize| 1.0 - i.abs_diff(j) as f64 / (order - 1) as f64;
    let first: Vec<f64> = (0..order).map(|i| (0..order).map(|j| share(i, j)).sum()).collect();
    let second: Vec<f64> = (0..order).map(|j| (0..order).map(|i| share(i, j)).sum()).collect();
    let first_weight: Vec<f64> = (0..order).map(|i| (0..order).map(|j| weight(i, j) * second[j]).sum()).collect();
    let second_weight: Vec<f64> = (0..order).map(|j| (0..order).map(|i| weight(i, j) * first[i]).sum()).collect();
    let cells = || (0..order).flat_map(|i| (0..order).map(move |j| (i, j)));
    let observed: f64 = cells().map(|(i, j)| weight(i, j) * share(i, j)).sum();
    let expected: f64 = cells().map(|(i, j)| weight(i, j) * first[i] * second[j]).sum();
    let rest = 1.0 - expected;
    if rest <= f64::EPSILON {
        return Err(NotEstimable::Undefined.into());
    }
    let value = (observed - expected) / rest;
    let spread: f64 = cells()
        .map(|(i, j)| {
            let apart = weight(i, j) - (first_weight[i] + second_weight[j]) * (1.0 - value);
            share(i, j) * apart * apart
        })
        .sum();
    let centre = value - expected * (1.0 - value);
    let std_err = ((spread - centre * centre).max(0.0) / people).sqrt() / rest;
    let reach = normal::critical(level) * std_err;
    Ok(Estimate {
        value,
        lower: (value - reach).max(-1.0),
        upper: (value + reach).min(1.0),
        p_value: None,
        level,
        method: "agreement.weighted_kappa",
    })
}

#[cfg(test)]
mod tests {
    use super::weighted_kappa;
    use crate::Level;

    #[test]
    fn full_agreement_is_one_and_chance_is_nothing() {
        let full = weighted_kappa(&[vec![4, 0, 0], vec![0, 9, 0], vec![0, 0, 2]], Level::P95).unwrap();
        assert!((full.value - 1.0).abs() < 1e-15 && full.upper == 1.0);
        let chance = weighted_kappa(&[vec![4, 6, 10], vec![2, 3, 5], vec![6, 9, 15]], Level::P95).unwrap();
        assert!(chance.value.abs() < 1e-15 && chance.lower < 0.0 && chance.upper > 0.0);
    }

    #[test]
    fn plain_kappa_has_the_standard_error_of_its_formula() {
        // Two categories, as in Fleiss, Cohen and Everitt's equation with weights 0 and 1, worked by hand: Po 0.7, Pe 0.5.
        let kappa = weighted_kappa(&[vec![20, 5], vec![10, 15]], Level::P95).unwrap();
        let (rows, columns) = ([0.5, 0.5], [0.6, 0.4]);
        let shares = [[0.4, 0.1], [0.2, 0.3]];
        let mut spread = 0.0;
        for i in 0..2 {
            for j in 0..2 {
                let own = f64::from(u8::from(i == j)) - (columns[i] + rows[j]) * 0.6;
                spread += shares[i][j] * own * own;
            }
        }
        let std_err = ((spread - (0.4_f64 - 0.5 * 0.6).powi(2)) / 50.0).sqrt() / 0.5;
        assert!((kappa.upper - (0.4 + 1.959_963_984_540_054 * std_err)).abs() < 1e-12);
    }

    #[test]
    fn one_category_for_everything_is_not_estimable() {
        assert!(weighted_kappa(&[vec![7, 0], vec![0, 0]], Level::P95).is_err());
        assert!(weighted_kappa(&[vec![0, 0], vec![0, 0]], Level::P95).is_err());
        assert!(weighted_kappa(&[vec![1]], Level::P95).is_err());
    }
}
