//! How unequal a quantity is over people.

use super::deviance::deviance;
use crate::{
    error::{NotEstimable, Result},
    pay::PayTable,
    sum::sum,
};
use serde::Serialize;

/// Indices of inequality; all are 0 where everybody has the same.
#[derive(Debug, Clone, Copy, PartialEq, Serialize)]
pub struct Inequality {
    /// Gini coefficient, 0 to `(n - 1) / n`.
    pub gini: f64,
    /// The same times `n / (n - 1)`; `None` for one person.
    pub gini_corrected: Option<f64>,
    /// Theil's T, `mean of (x / m) ln(x / m)`; 0 counts as the limit 0.
    pub theil_t: f64,
    /// Theil's L (mean log deviation), `mean of ln(m / x)`; infinite where somebody has nothing.
    pub theil_l: f64,
    /// Atkinson's index with aversion 1/2: `1 - (mean of sqrt(x / m))^2`.
    pub atkinson_half: f64,
    /// Atkinson's index with aversion 1: `1 - geometric mean / mean`; 1 where somebody has nothing.
    pub atkinson_one: f64,
    /// Coefficient of variation, sample standard deviation over mean; `None` for one person.
    pub variation: Option<f64>,
}

/// Indices of inequality from counts by amount.
///
/// Source: Cowell 2011, Measuring Inequality, 3rd ed., tables A.1 and A.2; Gini with `G = sum (2 r - n - 1) x_(r) / (n sum x)`.
///
/// # Errors
/// [`NotEstimable::Undefined`] where everybody has nothing.
///
/// ```
/// use wres_disparity::{evenness::inequality, pay::PayTable};
/// let table = PayTable::from_values(&[15.2, 14.1, 18.75, 22.4, 16.0])?;
/// assert!((inequality(&table)?.gini - 0.093_233_082_706_766_92).abs() < 1e-15);
/// # Ok::<(), wres_disparity::StatError>(())
/// ```
pub fn inequality(table: &PayTable) -> Result<Inequality> {
    let (mean, people) = (table.mean(), table.people() as f64);
    if !(mean > 0.0 && mean.is_finite()) {
        return Err(NotEstimable::Undefined.into());
    }
    let each = |index: &dyn Fn(f64) -> f64| sum(table.cells().map(|(x, count)| count as f64 * index(x)));
    let ranks = table.cells().zip(table.cumulative()).map(|((x, count), cumulative)| {
        // Sum of 2 r - n - 1 over the ranks of this amount. These add up to 0, so the mean may be taken off the amounts.
        let centred = (2 * i128::from(*cumulative) - i128::from(count) - i128::from(table.people())) as f64;
        count as f64 * centred * ((x - mean) / mean)
    });
    let gini = (sum(ranks) / people / people).max(0.0);
    let theil_t = each(&|x| deviance(x, mean, x - mean)) / mean / people;
    let theil_l = each(&|x| if x > 0.0 { deviance(mean, x, mean - x) } else { f64::INFINITY }) / mean / people;
    // 1 - (mean of s)^2 with s = sqrt(x / m): 1 - s is y / (1 + s) with y = 1 - x / m, and as y adds up to 0, y / 2 may be
    // taken off, which leaves y^2 / (2 (1 + s)^2) and nothing to cancel.
    let short = each(&|x| {
        let part = (mean - x) / mean / (1.0 + (x / mean).sqrt());
        part * part / 2.0
    }) / people;
    Ok(Inequality {
        gini,
        gini_corrected: (people > 1.0).then(|| gini * (people / (people - 1.0))),
        theil_t,
        theil_l,
        atkinson_half: (short * (2.0 - short)).max(0.0),
        atkinson_one: -(-theil_l).exp_m1(),
        variation: table.variance().map(|variance| variance.sqrt() / mean),
    })
}

#[cfg(test)]
mod tests {
    use super::inequality;
    use crate::{error::NotEstimable, pay::PayTable};
    use proptest::prelude::*;

    #[test]
    fn the_same_for_all_is_no_inequality() {
        let same = inequality(&PayTable::from_values(&[17.3, 17.3, 17.3]).unwrap()).unwrap();
        assert_eq!((same.gini, same.theil_t, same.theil_l, same.variation), (0.0, 0.0, 0.0, Some(0.0)));
        assert_eq!((same.atkinson_half, same.atkinson_one), (0.0, 0.0));
        let one = inequality(&PayTable::from_values(&[17.3]).unwrap()).unwrap();
        assert_eq!((one.gini_corrected, one.variation), (None, None));
    }

    #[test]
    fn somebody_with_nothing_makes_the_log_index_infinite_and_everybody_none_at_all() {
        let some = inequality(&PayTable::from_values(&[0.0, 1.0, 2.0]).unwrap()).unwrap();
        assert_eq!((some.theil_l, some.atkinson_one), (f64::INFINITY, 1.0));
        assert!(some.theil_t.is_finite());
        let none = PayTable::from_values(&[0.0, 0.0]).unwrap();
        assert_eq!(inequality(&none), Err(NotEstimable::Undefined.into()));
    }

    proptest! {
        #[test]
        fn no_index_depends_on_the_currency_and_all_agree_with_their_formula(
            values in prop::collection::vec(0.5..90.0_f64, 2..40)
        ) {
            let pounds = inequality(&PayTable::from_values(&values).unwrap()).unwrap();
            let pence: Vec<f64> = values.iter().map(|x| 100.0 * x).collect();
            let pence = inequality(&PayTable::from_values(&pence).unwrap()).unwrap();
            prop_assert!((pounds.gini - pence.gini).abs() < 1e-13);
            prop_assert!((pounds.theil_t - pence.theil_t).abs() < 1e-13);
            let n = values.len() as f64;
            let mean = values.iter().sum::<f64>() / n;
            let gaps: f64 = values.iter().flat_map(|x| values.iter().map(move |y| (x - y).abs())).sum();
            prop_assert!((pounds.gini - gaps / (2.0 * n * n * mean)).abs() < 1e-13);
            let theil: f64 = values.iter().map(|x| x / mean * (x / mean).ln()).sum::<f64>() / n;
            prop_assert!((pounds.theil_t - theil).abs() < 1e-13);
            let roots: f64 = values.iter().map(|x| (x / mean).sqrt()).sum::<f64>() / n;
            prop_assert!((pounds.atkinson_half - (1.0 - roots * roots)).abs() < 1e-13);
        }
    }
}
