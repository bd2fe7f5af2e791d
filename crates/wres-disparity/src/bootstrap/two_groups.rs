//! Ratio and difference of two proportions.

use super::{
    interval::{BootstrapInterval, read},
    philox::Stream,
    plan::Plan,
    sampler::BinomialSampler,
};
use crate::{
    error::{NotEstimable, Result},
    quantity::{Binomial, Level},
};
use rayon::prelude::*;

/// Bootstrap interval of the ratio of two proportions, `(x1 / n1) / (x2 / n2)`, each group resampled on its own.
///
/// Percentile and BCa limits. The acceleration is that of two samples: with influence `l1 = (y - p1) / p1` and
/// `l2 = -(y - p2) / p2` of a person's outcome `y` on the log ratio, `a = 1/6 sum n^-3 sum l^3 / (sum n^-2 sum l^2)^(3/2)`
/// (Davison & Hinkley 1997, Bootstrap Methods and their Application, sections 3.2 and 5.3). A replicate without cases in the
/// second group has the ratio infinity; one without cases in either is undefined, left out and counted.
///
/// Zero rule: a group without cases can only be resampled without cases, which says nothing of the next sample; use a score
/// interval. Range: any counts; below some twenty cases in a group the limits are too narrow.
///
/// # Errors
/// [`NotEstimable::NoBase`]; [`NotEstimable::NoCases`] where a group has no cases; [`NotEstimable::AllCases`] where
/// everybody in both groups is a case; [`crate::StatError::Domain`] for too few replicates.
///
/// ```
/// use wres_disparity::{Binomial, Level, bootstrap::{ratio, Plan}};
/// let interval = ratio(Binomial::of(412, 2210)?, Binomial::of(128, 1043)?, Level::P95, Plan::default())?;
/// assert!(interval.estimate.lower > 1.2 && interval.estimate.upper < 1.9);
/// # Ok::<(), wres_disparity::StatError>(())
/// ```
pub fn ratio(one: Binomial, two: Binomial, level: Level, plan: Plan) -> Result<BootstrapInterval> {
    ratio_of_cell(one, two, level, plan, 0)
}

/// [`ratio`] for many cells at once, in parallel. The replicates of a cell depend on its position and the seed alone.
#[must_use]
pub fn ratios(cells: &[(Binomial, Binomial)], level: Level, plan: Plan) -> Vec<Result<BootstrapInterval>> {
    let numbered = cells.par_iter().enumerate();
    numbered.map(|(cell, (one, two))| ratio_of_cell(*one, *two, level, plan, cell as u64)).collect()
}

/// Bootstrap interval of the difference of two proportions, `x1 / n1 - x2 / n2`; as [`ratio`], with the influence
/// `y - p` on the difference.
///
/// # Errors
/// [`NotEstimable::NoBase`]; [`NotEstimable::Undefined`] where neither group has both cases and others, so that no resample
/// could differ; [`crate::StatError::Domain`] for too few replicates.
///
/// ```
/// use wres_disparity::{Binomial, Level, bootstrap::{difference, Plan}};
/// let interval = difference(Binomial::of(30, 200)?, Binomial::of(10, 100)?, Level::P95, Plan::default())?;
/// assert!(interval.estimate.lower < 0.0 && interval.estimate.upper > 0.1);
/// # Ok::<(), wres_disparity::StatError>(())
/// ```
pub fn difference(one: Binomial, two: Binomial, level: Level, plan: Plan) -> Result<BootstrapInterval> {
    difference_of_cell(one, two, level, plan, 0)
}

/// [`difference`] for many cells at once, in parallel.
#[must_use]
pub fn differences(cells: &[(Binomial, Binomial)], level: Level, plan: Plan) -> Vec<Result<BootstrapInterval>> {
    let numbered = cells.par_iter().enumerate();
    numbered.map(|(cell, (one, two))| difference_of_cell(*one, *two, level, plan, cell as u64)).collect()
}

fn ratio_of_cell(one: Binomial, two: Binomial, level: Level, plan: Plan, cell: u64) -> Result<BootstrapInterval> {
    let (Some(p1), Some(p2)) = (one.proportion(), two.proportion()) else {
        return Err(NotEstimable::NoBase.into());
    };
    if one.cases().0 == 0 || two.cases().0 == 0 {
        return Err(NotEstimable::NoCases.into());
    }
    if one.others().0 == 0 && two.others().0 == 0 {
        return Err(NotEstimable::AllCases.into());
    }
    let (n1, n2) = (one.base().0 as f64, two.base().0 as f64);
    // As a ratio of whole numbers, so that equal ratios are equal however they come about.
    let statistic = |x1: u64, x2: u64| (x1 as f64 * n2) / (x2 as f64 * n1);
    let (p1, p2) = (p1.value(), p2.value());
    let acceleration = acceleration(&[(n1, p1, 1.0 / p1), (n2, p2, -1.0 / p2)]);
    let value = statistic(one.cases().0, two.cases().0);
    let mut replicates = replicates(one, two, plan, cell, statistic)?;
    read(value, Some(acceleration), &mut replicates, plan, level, "bootstrap.ratio")
}

fn difference_of_cell(one: Binomial, two: Binomial, level: Level, plan: Plan, cell: u64) -> Result<BootstrapInterval> {
    let (Some(p1), Some(p2)) = (one.proportion(), two.proportion()) else {
        return Err(NotEstimable::NoBase.into());
    };
    let constant = |group: Binomial| group.cases().0 == 0 || group.others().0 == 0;
    if constant(one) && constant(two) {
        return Err(NotEstimable::Undefined.into());
    }
    let (n1, n2) = (one.base().0 as f64, two.base().0 as f64);
    let statistic = |x1: u64, x2: u64| x1 as f64 / n1 - x2 as f64 / n2;
    let acceleration = acceleration(&[(n1, p1.value(), 1.0), (n2, p2.value(), -1.0)]);
    let value = statistic(one.cases().0, two.cases().0);
    let mut replicates = replicates(one, two, plan, cell, statistic)?;
    read(value, Some(acceleration), &mut replicates, plan, level, "bootstrap.difference")
}

/// The statistic over all replicates, without those for which it is undefined.
fn replicates(
    one: Binomial,
    two: Binomial,
    plan: Plan,
    cell: u64,
    statistic: impl Fn(u64, u64) -> f64,
) -> Result<Vec<f64>> {
    let (first, second) = (sampler(one)?, sampler(two)?);
    let mut values = Vec::with_capacity(plan.replicates as usize);
    for replicate in 0..plan.replicates {
        let mut stream = Stream::new(plan.seed, cell, u64::from(replicate));
        let value = statistic(first.draw(&mut stream), second.draw(&mut stream));
        if !value.is_nan() {
            values.push(value);
        }
    }
    Ok(values)
}

pub(super) fn sampler(group: Binomial) -> Result<BinomialSampler> {
    let p = group.proportion().ok_or(NotEstimable::NoBase)?;
    BinomialSampler::new(group.base().0, p.value())
}

/// Acceleration from groups of `n` people with proportion `p` and influence `weight (y - p)` each.
fn acceleration(groups: &[(f64, f64, f64)]) -> f64 {
    let (mut squares, mut cubes) = (0.0, 0.0);
    for (n, p, weight) in groups {
        let variance = p * (1.0 - p) * weight * weight;
        squares += variance / n;
        cubes += variance * weight * (1.0 - 2.0 * p) / (n * n);
    }
    if squares > 0.0 { cubes / (6.0 * squares * squares.sqrt()) } else { 0.0 }
}

#[cfg(test)]
mod tests {
    use super::{difference, differences, ratio, ratios};
    use crate::{
        bootstrap::Plan,
        error::NotEstimable,
        quantity::{Binomial, Level},
        special::binomial,
    };
    use proptest::prelude::*;

    fn group(cases: u64, base: u64) -> Binomial {
        Binomial::of(cases, base).unwrap()
    }

    /// Share of infinitely many replicates below `limit`, and at or below it, from both binomial distributions.
    fn ideal(one: Binomial, two: Binomial, limit: f64, statistic: impl Fn(f64, f64) -> f64) -> (f64, f64) {
        let pmf =
            |group: Binomial, k: u64| binomial::pmf(k, group.base().0, group.cases().0 as f64 / group.base().0 as f64);
        let (mut below, mut equal, mut total) = (0.0, 0.0, 0.0);
        for i in 0..=one.base().0 {
            for j in 0..=two.base().0 {
                let value = statistic(i as f64 / one.base().0 as f64, j as f64 / two.base().0 as f64);
                let probability = pmf(one, i) * pmf(two, j);
                if value.is_nan() {
                    continue;
                }
                total += probability;
                if value < limit - 1e-12 {
                    below += probability;
                } else if value <= limit + 1e-12 {
                    equal += probability;
                }
            }
        }
        (below / total, (below + equal) / total)
    }

    #[test]
    fn with_many_replicates_the_limits_are_those_of_infinitely_many() {
        let plan = Plan { replicates: 200_000, seed: 4 };
        // Standard error of a share of 0.025 or 0.975 of the replicates: 0.00035.
        let holds = |share: (f64, f64), wanted: f64| share.0 <= wanted + 0.0015 && share.1 >= wanted - 0.0015;
        for (one, two) in [(group(12, 40), group(20, 90)), (group(3, 60), group(9, 57)), (group(88, 90), group(30, 41))]
        {
            let sampled = ratio(one, two, Level::P95, plan).unwrap().estimate;
            assert!(holds(ideal(one, two, sampled.lower, |p, q| p / q), 0.025), "{sampled:?}");
            assert!(holds(ideal(one, two, sampled.upper, |p, q| p / q), 0.975), "{sampled:?}");
            let sampled = difference(one, two, Level::P95, plan).unwrap().estimate;
            assert!(holds(ideal(one, two, -sampled.lower, |p, q| q - p), 0.975), "{sampled:?}");
            assert!(holds(ideal(one, two, sampled.upper, |p, q| p - q), 0.975), "{sampled:?}");
        }
    }

    #[test]
    fn the_bits_do_not_depend_on_the_number_of_threads() {
        let cells: Vec<_> = (1..60).map(|i| (group(i, 100 + i), group(2 * i, 300))).collect();
        let plan = Plan { replicates: 500, seed: 7 };
        let on = |threads: usize| {
            let pool = rayon::ThreadPoolBuilder::new().num_threads(threads).build().unwrap();
            pool.install(|| (ratios(&cells, Level::P95, plan), differences(&cells, Level::P95, plan)))
        };
        assert_eq!(on(1), on(4));
        assert_eq!(on(1).0[0], ratio(cells[0].0, cells[0].1, Level::P95, plan));
        let other = Plan { seed: 8, ..plan };
        assert_ne!(ratio(cells[9].0, cells[9].1, Level::P95, plan), ratio(cells[9].0, cells[9].1, Level::P95, other));
    }

    #[test]
    fn what_resampling_cannot_tell_is_refused() {
        let plan = Plan { replicates: 100, seed: 1 };
        let ratio = |one, two| ratio(one, two, Level::P95, plan).unwrap_err();
        assert_eq!(ratio(group(0, 10), group(3, 10)), NotEstimable::NoCases.into());
        assert_eq!(ratio(group(3, 10), group(0, 10)), NotEstimable::NoCases.into());
        assert_eq!(ratio(group(0, 0), group(3, 10)), NotEstimable::NoBase.into());
        assert_eq!(ratio(group(10, 10), group(3, 3)), NotEstimable::AllCases.into());
        let difference = |one, two| difference(one, two, Level::P95, plan);
        assert_eq!(difference(group(0, 10), group(3, 3)).unwrap_err(), NotEstimable::Undefined.into());
        assert!(difference(group(0, 10), group(1, 3)).is_ok());
    }

    #[test]
    fn a_rare_event_gives_an_infinite_limit_not_a_wrong_one() {
        let interval = ratio(group(9, 120), group(1, 100), Level::P95, Plan::default()).unwrap();
        assert_eq!((interval.estimate.upper, interval.std_err), (f64::INFINITY, None));
    }

    #[test]
    fn bca_limits_of_a_skewed_ratio_lie_apart_from_the_percentile_ones() {
        let interval = ratio(group(12, 40), group(20, 90), Level::P95, Plan::default()).unwrap();
        let (lower, upper) = interval.bca.unwrap();
        assert!(lower < interval.estimate.value && interval.estimate.value < upper);
        assert!((lower, upper) != (interval.estimate.lower, interval.estimate.upper));
    }

    proptest! {
        #![proptest_config(ProptestConfig::with_cases(64))]
        #[test]
        fn any_counts_give_an_interval_or_a_reason(n1 in any::<u64>(), n2 in any::<u64>(), s in 0.0..1.0_f64, t in 0.0..1.0_f64) {
            let one = group((n1 as f64 * s) as u64, n1);
            let two = group((n2 as f64 * t * t * 1e-3) as u64, n2);
            let plan = Plan { replicates: 99, seed: 3 };
            if let Ok(interval) = ratio(one, two, Level::P95, plan) {
                prop_assert!(interval.estimate.lower <= interval.estimate.upper);
            }
            if let Ok(interval) = difference(one, two, Level::P95, plan) {
                prop_assert!(interval.estimate.lower <= interval.estimate.upper);
            }
        }
    }
}
