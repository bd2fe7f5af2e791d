//! Tables of counts, trends and many comparisons against printed examples.

use wres_disparity::{
    Binomial,
    contingency::{Table, chi_squared_test, fisher_freeman_halton, g_test},
    multiplicity::{benjamini_hochberg, bonferroni, hochberg},
    trend::cochran_armitage,
};

fn assert_printed(ours: f64, printed: f64, last_digit: f64) {
    assert!((ours - printed).abs() <= 0.5 * last_digit, "{ours} for {printed}");
}

/// Infant malformation and mother's alcohol consumption (drinks a day): Agresti (2002), Categorical Data Analysis, second edition, table
/// 3.7 and section 3.4.5: `X2 = 12.1`, `G2 = 6.2` with 4 degrees of freedom, trend `M2 = 6.57`, P = 0.01.
#[test]
fn malformation_and_alcohol_are_as_printed() {
    let (absent, present) = ([17066_u64, 14464, 788, 126, 37], [48_u64, 38, 5, 1, 1]);
    let groups: Vec<Binomial> =
        absent.iter().zip(present).map(|(others, cases)| Binomial::of(cases, cases + others).unwrap()).collect();
    let trend = cochran_armitage(&groups, &[0.0, 0.5, 1.5, 4.0, 7.0]).unwrap();
    assert_printed(trend.chi_squared_n_minus_1, 6.57, 0.01);
    assert_printed(trend.chi_squared, 6.57, 0.01);
    assert_printed(trend.p_value, 0.01, 0.01);
    let table = Table::new(&[absent.to_vec(), present.to_vec()]).unwrap();
    let (pearson, ratio) = (chi_squared_test(&table).unwrap(), g_test(&table).unwrap());
    assert_printed(pearson.chi_squared, 12.1, 0.1);
    assert_printed(ratio.g, 6.2, 0.1);
    assert_printed(pearson.p_value, 0.02, 0.01);
}

/// Job satisfaction by income: Agresti (2002), page 57, as the example of R's manual page `fisher.test`: p = 0.7827.
#[test]
fn job_satisfaction_and_income_are_as_printed() {
    let table = Table::new(&[vec![1, 3, 10, 6], vec![2, 3, 10, 7], vec![1, 6, 14, 12], vec![0, 1, 9, 11]]).unwrap();
    assert_printed(fisher_freeman_halton(&table).unwrap(), 0.7827, 1e-4);
}

/// The fifteen p-values of Benjamini and Hochberg (1995), Journal of the Royal Statistical Society B 57, 289-300, section 4.1: at 0.05 the
/// false-discovery procedure rejects the four smallest, Bonferroni's and Hochberg's the three smallest.
#[test]
fn the_false_discovery_procedure_rejects_what_its_authors_did() {
    let p = [
        0.0001, 0.0004, 0.0019, 0.0095, 0.0201, 0.0278, 0.0298, 0.0344, 0.0459, 0.3240, 0.4262, 0.5719, 0.6528, 0.7590,
        1.0,
    ];
    let rejected = |adjusted: Vec<f64>| adjusted.iter().filter(|p| **p <= 0.05).count();
    assert_eq!(rejected(benjamini_hochberg(&p).unwrap()), 4);
    assert_eq!(rejected(bonferroni(&p).unwrap()), 3);
    assert_eq!(rejected(hochberg(&p).unwrap()), 3);
}
