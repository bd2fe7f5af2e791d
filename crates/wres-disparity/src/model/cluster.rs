//! Logistic regression when people in the same site are alike.

use super::{
    coefficients::Coefficients,
    design::{Pattern, Terms},
    likelihood::{Family, Logit},
    linear_algebra::{Square, dot},
    logistic::logistic,
};
use crate::error::{NotEstimable, Result, StatError};
use std::collections::BTreeMap;

/// Logistic regression with a covariance that holds when people in the same cluster (a site) are alike: the sandwich of the
/// inverse information around the outer products of the clusters' scores, times `G / (G - 1)` for `G` clusters (Liang &
/// Zeger 1986, Biometrika 73:13; the factor as in R's `sandwich::vcovCL(type = "HC0")`).
///
/// `clusters[i]` is the cluster of `patterns[i]`; a pattern that occurs in several clusters is given once for each. Unit:
/// log odds ratios. With fewer than about 40 clusters the errors are too small.
///
/// # Errors
/// Those of [`logistic`]; [`StatError::Lengths`] unless there is a cluster for every pattern; [`NotEstimable::TooFew`] with
/// a single cluster.
///
/// # Examples
/// ```
/// use wres_disparity::model::{Pattern, Terms, logistic_cluster_robust};
/// let at = |group: f64, cases, base| Pattern::new(&[group], cases, base);
/// let patterns = [at(0.0, 3, 40)?, at(1.0, 4, 20)?, at(0.0, 6, 50)?, at(1.0, 3, 10)?, at(0.0, 2, 30)?, at(1.0, 2, 15)?];
/// let fit = logistic_cluster_robust(&patterns, &[1, 1, 2, 2, 3, 3], &Terms::main_effects(1))?;
/// assert!(fit.standard_errors()[1] > 0.0);
/// # Ok::<(), wres_disparity::StatError>(())
/// ```
pub fn logistic_cluster_robust(patterns: &[Pattern], clusters: &[u64], terms: &Terms) -> Result<Coefficients> {
    if patterns.len() != clusters.len() {
        return Err(StatError::Lengths {
            left: "patterns",
            left_len: patterns.len(),
            right: "clusters",
            right_len: clusters.len(),
        });
    }
    let fit = logistic(patterns, terms)?.coefficients;
    let mut scores: BTreeMap<u64, Vec<f64>> = BTreeMap::new();
    for (pattern, cluster) in patterns.iter().zip(clusters).filter(|(pattern, _)| pattern.outcome.base().0 > 0) {
        let row = terms.row(&pattern.covariates);
        let (cases, others) = (pattern.outcome.cases().0 as f64, pattern.outcome.others().0 as f64);
        let score = Logit.score(cases, others, dot(&row, &fit.estimates));
        let total = scores.entry(*cluster).or_insert_with(|| vec![0.0; row.len()]);
        total.iter_mut().zip(&row).for_each(|(total, value)| *total += score * value);
    }
    if scores.len() < 2 {
        return Err(NotEstimable::TooFew.into());
    }
    let clusters = scores.len() as f64;
    let mut covariance = Square::zeros(terms.coefficients());
    // Each cluster's influence on the coefficients, rather than a product of matrices in which digits cancel.
    scores.values().for_each(|score| covariance.add_outer(1.0, &fit.covariance.times_vector(score)));
    Ok(Coefficients { estimates: fit.estimates, covariance: covariance.scaled(clusters / (clusters - 1.0)) })
}
