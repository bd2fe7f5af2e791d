//! One proportion from clusters of people who are alike.

use crate::error::{NotEstimable, Result};
use crate::estimate::Estimate;
use crate::quantity::{Binomial, Level};
use crate::special::normal;
use crate::sum::{cross, sum, total};

/// A proportion over clusters with an interval that allows for their likeness.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct ClusteredProportion {
    /// Cases over base, all clusters together, with its interval.
    pub estimate: Estimate,
    /// The intraclass correlation, not cut at 0; `None` where every cluster has one member.
    pub intraclass_correlation: Option<f64>,
    /// By how much the variance exceeds that of as many unrelated people; below 1 for a negative correlation.
    pub design_effect: f64,
}

/// Wilson's score interval with the variance inflated by the design effect of the clusters.
///
/// With `p = X / N` over `k` clusters: between clusters `B = sum n (x/n - p)^2 / (k - 1)`, within
/// `W = sum x (n - x) / n / sum (n - 1)`, `m = (N^2 - sum n^2) / ((k - 1) N)`; correlation `r = (B - W) / (B + (m - 1) W)`; design effect
/// `1 + r (sum n^2 / N - 1)`; the interval is Wilson's with `z^2` times the design effect. Unit: a proportion. Empty clusters are
/// left out.
///
/// Source: Saha, Miller and Wang (2016), International Journal of Biostatistics 12, 20150024, section 2; analysis of variance:
/// Ridout, Demétrio and Firth (1999), Biometrics 55, 137-148.
///
/// # Errors
/// [`NotEstimable::NoBase`]; [`NotEstimable::TooFew`] for fewer than two clusters; [`NotEstimable::NoCases`] and
/// [`NotEstimable::AllCases`], because then nothing is known of the likeness; [`NotEstimable::Undefined`] where the design effect is
/// negative; [`crate::StatError::Domain`] where a total does not fit in 64 bits.
///
/// ```
/// # use wres_disparity::{Binomial, Level, pooling::clustered_wilson};
/// let clusters = [Binomial::of(0, 10)?, Binomial::of(0, 20)?, Binomial::of(3, 40)?, Binomial::of(0, 15)?];
/// let share = clustered_wilson(&clusters, Level::P95)?;
/// assert!((share.design_effect - 1.216_244_046_852_876_8).abs() < 1e-14);
/// # Ok::<(), wres_disparity::StatError>(())
/// ```
pub fn clustered_wilson(clusters: &[Binomial], level: Level) -> Result<ClusteredProportion> {
    let clusters = || clusters.iter().filter(|cluster| cluster.base().0 > 0);
    let cases = total("x", clusters().map(|cluster| cluster.cases().0))?;
    let base = total("n", clusters().map(|cluster| cluster.base().0))?;
    let number = clusters().count() as u64;
    match (cases, base) {
        (_, 0) => return Err(NotEstimable::NoBase.into()),
        _ if number < 2 => return Err(NotEstimable::TooFew.into()),
        (0, _) => return Err(NotEstimable::NoCases.into()),
        (cases, base) if cases == base => return Err(NotEstimable::AllCases.into()),
        _ => {}
    }
    let all = base as f64;
    let (intraclass_correlation, design_effect) = if base == number {
        (None, 1.0)
    } else {
        let freedom = (number - 1) as f64;
        let between = sum(clusters().map(|cluster| {
            // n (x/n - p)^2 = ((x N - n X) / N)^2 / n
            let excess = cross(cluster.cases().0, base, cluster.base().0, cases) / all;
            excess / cluster.base().0 as f64 * excess
        })) / freedom;
        let within = sum(clusters().map(|cluster| {
            let (x, n) = cluster.as_f64();
            x * (cluster.others().0 as f64 / n)
        })) / (base - number) as f64;
        let squares = sum(clusters().map(|cluster| (cluster.base().0 as f64).powi(2))) / all;
        let size = (all - squares) / freedom;
        let correlation = (between - within) / (between + (size - 1.0) * within);
        (Some(correlation), 1.0 + correlation * (squares - 1.0))
    };
    if !(design_effect >= 0.0 && design_effect.is_finite()) {
        return Err(NotEstimable::Undefined.into());
    }
    let square = normal::upper_quantile(0.5 * level.alpha()).powi(2) * design_effect;
    let spread = (square * (square + 4.0 * cases as f64 * ((base - cases) as f64 / all))).sqrt();
    // The product of the two Wilson limits is x^2 / (n (n + z^2)): the smaller one without a difference.
    let lower = |cases: u64| {
        let x = cases as f64;
        2.0 * x * (x / all) / (2.0 * x + square + spread)
    };
    // The upper limit of the rarer side, which must not be what the other side leaves.
    let upper = (2.0 * cases as f64 + square + spread) / (2.0 * (all + square));
    Ok(ClusteredProportion {
        estimate: Estimate {
            value: cases as f64 / all,
            lower: lower(cases),
            upper: if cases <= base - cases { upper } else { 1.0 - lower(base - cases) },
            p_value: None,
            level,
            method: "proportion.clustered_wilson",
        },
        intraclass_correlation,
        design_effect,
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    fn clusters(counts: &[(u64, u64)]) -> Vec<Binomial> {
        counts.iter().map(|&(cases, base)| Binomial::of(cases, base).unwrap()).collect()
    }

    #[test]
    fn clusters_that_say_nothing_of_their_likeness_have_no_interval() {
        let none = |counts: &[(u64, u64)]| clustered_wilson(&clusters(counts), Level::P95).unwrap_err();
        assert_eq!(none(&[(0, 0)]), NotEstimable::NoBase.into());
        assert_eq!(none(&[(1, 5), (0, 0)]), NotEstimable::TooFew.into());
        assert_eq!(none(&[(0, 5), (0, 9)]), NotEstimable::NoCases.into());
        assert_eq!(none(&[(5, 5), (9, 9)]), NotEstimable::AllCases.into());
        assert!(clustered_wilson(&clusters(&[(1, u64::MAX), (1, 5)]), Level::P95).is_err());
    }

    #[test]
    fn clusters_of_one_person_are_unrelated_people() {
        let single = clustered_wilson(&clusters(&[(1, 1), (0, 1), (0, 1), (1, 1)]), Level::P95).unwrap();
        assert_eq!((single.intraclass_correlation, single.design_effect), (None, 1.0));
    }

    #[test]
    fn clusters_all_of_one_kind_are_wholly_alike() {
        let alike = clustered_wilson(&clusters(&[(10, 10), (0, 10), (10, 10), (0, 10)]), Level::P95).unwrap();
        assert!((alike.intraclass_correlation.unwrap() - 1.0).abs() < 1e-12);
        assert!((alike.design_effect - 10.0).abs() < 1e-11);
    }
}
