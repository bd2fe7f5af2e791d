//! The adjustments that go once up or once down the ordered p-values.

use super::order::{step_down, step_up};
use crate::error::Result;
use crate::sum::sum;

/// Bonferroni: `min(1, n p)`.
///
/// Controls the chance of even one false alarm, whatever the dependence between the tests. P-values in [0, 1], answers in
/// the order of the questions; no p-values give no answers.
///
/// Source: Dunn (1961), Journal of the American Statistical Association 56, 52-64.
///
/// # Errors
/// [`crate::StatError::Domain`] for a p-value outside [0, 1].
///
/// ```
/// # use wres_disparity::multiplicity::bonferroni;
/// assert_eq!(bonferroni(&[0.125, 0.25, 0.5])?, [0.375, 0.75, 1.0]);
/// # Ok::<(), wres_disparity::StatError>(())
/// ```
pub fn bonferroni(p_values: &[f64]) -> Result<Vec<f64>> {
    let tests = p_values.len() as f64;
    // No running maximum is needed, and step_down's changes nothing, because the factor does not depend on the rank.
    step_down(p_values, |_| tests)
}

/// Holm: `max over the ranks up to i of (n - rank + 1) p`, cut at 1.
///
/// Controls what Bonferroni controls, under the same conditions, and rejects at least as much.
///
/// Source: Holm (1979), Scandinavian Journal of Statistics 6, 65-70.
///
/// # Errors
/// [`crate::StatError::Domain`] for a p-value outside [0, 1].
///
/// ```
/// # use wres_disparity::multiplicity::holm;
/// assert_eq!(holm(&[0.125, 0.25, 0.5])?, [0.375, 0.5, 0.5]);
/// # Ok::<(), wres_disparity::StatError>(())
/// ```
pub fn holm(p_values: &[f64]) -> Result<Vec<f64>> {
    let tests = p_values.len();
    step_down(p_values, |rank| (tests - rank + 1) as f64)
}

/// Hochberg: `min over the ranks from i of (n - rank + 1) p`.
///
/// Controls the chance of even one false alarm where the tests are independent or positively dependent.
///
/// Source: Hochberg (1988), Biometrika 75, 800-802.
///
/// # Errors
/// [`crate::StatError::Domain`] for a p-value outside [0, 1].
///
/// ```
/// # use wres_disparity::multiplicity::hochberg;
/// assert_eq!(hochberg(&[0.125, 0.25, 0.375])?, [0.375, 0.375, 0.375]);
/// # Ok::<(), wres_disparity::StatError>(())
/// ```
pub fn hochberg(p_values: &[f64]) -> Result<Vec<f64>> {
    let tests = p_values.len();
    step_up(p_values, |rank| (tests - rank + 1) as f64)
}

/// Benjamini-Hochberg: `min over the ranks from i of n p / rank`.
///
/// Controls the expected share of false alarms among the alarms where the tests are independent or positively dependent.
///
/// Source: Benjamini and Hochberg (1995), Journal of the Royal Statistical Society B 57, 289-300, procedure (1).
///
/// # Errors
/// [`crate::StatError::Domain`] for a p-value outside [0, 1].
///
/// ```
/// # use wres_disparity::multiplicity::benjamini_hochberg;
/// assert_eq!(benjamini_hochberg(&[0.125, 0.25, 0.5, 0.75])?, [0.5, 0.5, 2.0 / 3.0, 0.75]);
/// # Ok::<(), wres_disparity::StatError>(())
/// ```
pub fn benjamini_hochberg(p_values: &[f64]) -> Result<Vec<f64>> {
    let tests = p_values.len() as f64;
    step_up(p_values, |rank| tests / rank as f64)
}

/// Benjamini-Yekutieli: Benjamini-Hochberg times `1 + 1/2 + ... + 1/n`, cut at 1.
///
/// Controls the expected share of false alarms among the alarms under any dependence.
///
/// Source: Benjamini and Yekutieli (2001), Annals of Statistics 29, 1165-1188, theorem 1.3.
///
/// # Errors
/// [`crate::StatError::Domain`] for a p-value outside [0, 1].
///
/// ```
/// # use wres_disparity::multiplicity::benjamini_yekutieli;
/// assert_eq!(benjamini_yekutieli(&[0.125, 0.25])?, [0.375, 0.375]);
/// # Ok::<(), wres_disparity::StatError>(())
/// ```
pub fn benjamini_yekutieli(p_values: &[f64]) -> Result<Vec<f64>> {
    let tests = p_values.len() as f64;
    let harmonic = sum((1..=p_values.len()).map(|rank| 1.0 / rank as f64));
    step_up(p_values, |rank| harmonic * tests / rank as f64)
}

/// The q-value of each test: the smallest false-discovery rate at which it would still be called, after Benjamini and
/// Hochberg.
///
/// The share of true null hypotheses is taken to be 1, not estimated (Storey 2002 estimates it). With the few hundred sites
/// of a national return that estimate is unstable, and leaving it out can only make the answer more cautious. So this is
/// [`benjamini_hochberg`] under the name by which a reader knows it.
///
/// # Errors
/// [`crate::StatError::Domain`] for a p-value outside [0, 1].
///
/// ```
/// # use wres_disparity::multiplicity::q_values;
/// let q = q_values(&[0.001, 0.04, 0.6])?;
/// assert!(q[0] < 0.05 && q[1] > 0.05);
/// # Ok::<(), wres_disparity::StatError>(())
/// ```
pub fn q_values(p_values: &[f64]) -> Result<Vec<f64>> {
    benjamini_hochberg(p_values)
}

#[cfg(test)]
mod tests {
    use super::super::hommel;
    use super::*;
    use crate::error::StatError;
    use proptest::prelude::*;

    type Adjust = fn(&[f64]) -> Result<Vec<f64>>;
    const ALL: [(&str, Adjust); 6] = [
        ("bonferroni", bonferroni),
        ("holm", holm),
        ("hochberg", hochberg),
        ("hommel", hommel),
        ("bh", benjamini_hochberg),
        ("by", benjamini_yekutieli),
    ];

    #[test]
    fn no_questions_get_no_answers() {
        for (name, adjust) in ALL {
            assert_eq!(adjust(&[]), Ok(Vec::new()), "{name}");
        }
    }

    #[test]
    fn one_test_alone_needs_no_adjustment() {
        for (name, adjust) in ALL {
            assert_eq!(adjust(&[0.3]), Ok(vec![0.3]), "{name}");
        }
    }

    #[test]
    fn what_is_no_probability_is_refused() {
        for wrong in [-0.1, 1.1, f64::NAN, f64::INFINITY] {
            for (name, adjust) in ALL {
                assert!(matches!(adjust(&[0.5, wrong]), Err(StatError::Domain { .. })), "{name} {wrong}");
            }
        }
    }

    fn p_values() -> impl Strategy<Value = Vec<f64>> {
        prop::collection::vec(prop_oneof![0.0..1.0f64, Just(0.0), Just(1.0), Just(0.05), 1e-12..1e-3f64], 1..40)
    }

    proptest! {
        #[test]
        fn adjusted_values_lie_between_the_raw_value_and_one_and_keep_its_order(p in p_values()) {
            for (name, adjust) in ALL {
                let adjusted = adjust(&p).unwrap();
                for i in 0..p.len() {
                    prop_assert!(adjusted[i] <= 1.0 && adjusted[i] >= p[i] * (1.0 - 1e-15), "{}", name);
                    for j in 0..p.len() {
                        prop_assert!(p[i] > p[j] || adjusted[i] <= adjusted[j], "{}", name);
                    }
                }
            }
        }

        #[test]
        fn the_order_of_the_questions_does_not_matter(p in p_values()) {
            let mut reversed = p.clone();
            reversed.reverse();
            for (_, adjust) in ALL {
                let mut back = adjust(&reversed).unwrap();
                back.reverse();
                prop_assert_eq!(adjust(&p).unwrap(), back);
            }
        }

        #[test]
        fn the_more_powerful_method_never_adjusts_more(p in p_values()) {
            let chain: Vec<Vec<f64>> = [bonferroni, holm, hochberg, hommel, benjamini_hochberg]
                .iter().map(|adjust| adjust(&p).unwrap()).collect();
            for pair in chain.windows(2) {
                for (more, less) in pair[0].iter().zip(&pair[1]) {
                    prop_assert!(*less <= more * (1.0 + 1e-12), "{more} {less}");
                }
            }
        }
    }
}
