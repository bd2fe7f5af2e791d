//! One ratio over many cells.

use super::{
    interval::{BootstrapInterval, read},
    philox::Stream,
    plan::Plan,
    two_groups::sampler,
};
use crate::{
    error::{NotEstimable, Result, StatError},
    quantity::{Binomial, Level},
};
use rayon::prelude::*;
use serde::Serialize;

/// How cells (sites, strata) are brought together.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize)]
#[serde(rename_all = "snake_case")]
pub enum Pool {
    /// All counts added: `(sum x1 / sum n1) / (sum x2 / sum n2)`. Mixes differences between cells with those within.
    Crude,
    /// Mantel-Haenszel: `sum x1 n2 / N / sum x2 n1 / N`, comparing only within cells.
    MantelHaenszel,
}

impl Pool {
    /// Weights of the cases of the first and second group of a cell.
    fn weights(self, one: Binomial, two: Binomial) -> (f64, f64) {
        match self {
            Self::Crude => (1.0, 1.0),
            Self::MantelHaenszel => {
                let (n1, n2) = (one.base().0 as f64, two.base().0 as f64);
                (n2 / (n1 + n2), n1 / (n1 + n2))
            }
        }
    }
}

/// Bootstrap percentile interval of one ratio over many cells, the people of each group resampled within their cell.
///
/// So it describes the same cells again, not other cells: the fixed-effect question. Cells with an empty group are left out
/// of a Mantel-Haenszel ratio, as in its estimate. Draws are the same as those of [`super::ratios`] for the same position and
/// seed. Sums are made in the order of the cells, so the result does not depend on the number of threads.
///
/// # Errors
/// [`StatError::Empty`]; [`NotEstimable::NoBase`]; [`NotEstimable::NoCases`] where a group has no cases at all;
/// [`StatError::Domain`] for too few replicates.
///
/// ```
/// use wres_disparity::{Binomial, Level, bootstrap::{pooled_ratio, Plan, Pool}};
/// let sites = [
///     (Binomial::of(30, 200)?, Binomial::of(40, 400)?),
///     (Binomial::of(12, 60)?, Binomial::of(50, 410)?),
/// ];
/// let interval = pooled_ratio(&sites, Pool::MantelHaenszel, Level::P95, Plan::default())?;
/// assert!(interval.estimate.lower > 1.0);
/// # Ok::<(), wres_disparity::StatError>(())
/// ```
pub fn pooled_ratio(cells: &[(Binomial, Binomial)], pool: Pool, level: Level, plan: Plan) -> Result<BootstrapInterval> {
    if cells.is_empty() {
        return Err(StatError::Empty { what: "cells" });
    }
    plan.rank(level)?;
    let used: Vec<(u64, Binomial, Binomial)> = (0_u64..)
        .zip(cells)
        .map(|(cell, (one, two))| (cell, *one, *two))
        .filter(|(_, one, two)| match pool {
            Pool::Crude => true,
            Pool::MantelHaenszel => one.base().0 > 0 && two.base().0 > 0,
        })
        .collect();
    let scale = match pool {
        Pool::Crude => {
            let base = |pick: fn(&(u64, Binomial, Binomial)) -> Binomial| {
                used.iter().map(|cell| pick(cell).base().0 as f64).sum::<f64>()
            };
            let (first, second) = (base(|cell| cell.1), base(|cell| cell.2));
            if first == 0.0 || second == 0.0 {
                return Err(NotEstimable::NoBase.into());
            }
            second / first
        }
        Pool::MantelHaenszel if used.is_empty() => return Err(NotEstimable::NoBase.into()),
        Pool::MantelHaenszel => 1.0,
    };
    let (mut above, mut below) = (0.0, 0.0);
    for (_, one, two) in &used {
        let weights = pool.weights(*one, *two);
        above += weights.0 * one.cases().0 as f64;
        below += weights.1 * two.cases().0 as f64;
    }
    if above == 0.0 || below == 0.0 {
        return Err(NotEstimable::NoCases.into());
    }
    let sums = sums(&used, pool, plan)?;
    let mut replicates: Vec<f64> =
        sums.into_iter().map(|(above, below)| above / below * scale).filter(|value| !value.is_nan()).collect();
    read(above / below * scale, None, &mut replicates, plan, level, "bootstrap.pooled_ratio")
}

/// Weighted cases of both groups over all cells, replicate by replicate.
fn sums(cells: &[(u64, Binomial, Binomial)], pool: Pool, plan: Plan) -> Result<Vec<(f64, f64)>> {
    // The division into chunks depends on the cells alone, and chunks are added in order: the same bits on any number of
    // threads.
    let chunk = cells.len().div_ceil(128).max(16);
    let partial = |cells: &[(u64, Binomial, Binomial)]| -> Result<Vec<(f64, f64)>> {
        let mut sums = vec![(0.0, 0.0); plan.replicates as usize];
        for (cell, one, two) in cells {
            let weights = pool.weights(*one, *two);
            let sampler = |group: Binomial| if group.base().0 > 0 { sampler(group).map(Some) } else { Ok(None) };
            let (first, second) = (sampler(*one)?, sampler(*two)?);
            for (replicate, sum) in (0_u64..).zip(&mut sums) {
                let mut stream = Stream::new(plan.seed, *cell, replicate);
                sum.0 += weights.0 * first.as_ref().map_or(0, |first| first.draw(&mut stream)) as f64;
                sum.1 += weights.1 * second.as_ref().map_or(0, |second| second.draw(&mut stream)) as f64;
            }
        }
        Ok(sums)
    };
    let partials: Vec<Vec<(f64, f64)>> = cells.par_chunks(chunk).map(partial).collect::<Result<_>>()?;
    let mut partials = partials.into_iter();
    let mut total = partials.next().unwrap_or_default();
    for partial in partials {
        for (total, partial) in total.iter_mut().zip(partial) {
            total.0 += partial.0;
            total.1 += partial.1;
        }
    }
    Ok(total)
}

#[cfg(test)]
mod tests {
    use super::{Pool, pooled_ratio};
    use crate::{
        bootstrap::{Plan, ratio},
        error::NotEstimable,
        quantity::{Binomial, Level},
    };

    fn group(cases: u64, base: u64) -> Binomial {
        Binomial::of(cases, base).unwrap()
    }

    #[test]
    fn one_cell_is_its_own_ratio() {
        let plan = Plan { replicates: 999, seed: 5 };
        let cell = (group(30, 200), group(40, 400));
        let alone = ratio(cell.0, cell.1, Level::P95, plan).unwrap().estimate;
        for pool in [Pool::Crude, Pool::MantelHaenszel] {
            let pooled = pooled_ratio(&[cell], pool, Level::P95, plan).unwrap().estimate;
            assert!((pooled.lower / alone.lower - 1.0).abs() < 1e-12);
            assert!((pooled.upper / alone.upper - 1.0).abs() < 1e-12);
        }
    }

    #[test]
    fn the_bits_do_not_depend_on_the_number_of_threads() {
        let cells: Vec<_> = (1..700).map(|i| (group(i % 9, 50 + i), group(i % 31, 300))).collect();
        let plan = Plan { replicates: 200, seed: 7 };
        let on = |threads: usize| {
            let pool = rayon::ThreadPoolBuilder::new().num_threads(threads).build().unwrap();
            pool.install(|| pooled_ratio(&cells, Pool::MantelHaenszel, Level::P95, plan).unwrap())
        };
        assert_eq!(on(1), on(3));
    }

    #[test]
    fn an_empty_group_in_a_site_is_no_obstacle() {
        let plan = Plan { replicates: 99, seed: 1 };
        let cells = [(group(0, 0), group(4, 10)), (group(5, 20), group(6, 30))];
        assert!(pooled_ratio(&cells, Pool::Crude, Level::P95, plan).is_ok());
        assert!(pooled_ratio(&cells, Pool::MantelHaenszel, Level::P95, plan).is_ok());
        let only = [(group(0, 0), group(4, 10))];
        for pool in [Pool::Crude, Pool::MantelHaenszel] {
            assert_eq!(pooled_ratio(&only, pool, Level::P95, plan).unwrap_err(), NotEstimable::NoBase.into());
        }
        let none = [(group(0, 9), group(4, 10))];
        assert_eq!(pooled_ratio(&none, Pool::Crude, Level::P95, plan).unwrap_err(), NotEstimable::NoCases.into());
        assert!(pooled_ratio(&[], Pool::Crude, Level::P95, plan).is_err());
    }

    #[test]
    fn mantel_haenszel_sees_through_a_mixture_that_the_crude_ratio_does_not() {
        // In both sites the same rate for both groups; one group is mostly in the site with the higher rate.
        let cells = [(group(900, 3000), group(90, 300)), (group(30, 300), group(300, 3000))];
        let plan = Plan { replicates: 999, seed: 2 };
        let within = pooled_ratio(&cells, Pool::MantelHaenszel, Level::P95, plan).unwrap().estimate;
        let crude = pooled_ratio(&cells, Pool::Crude, Level::P95, plan).unwrap().estimate;
        assert!(!within.excludes(1.0) && crude.excludes(1.0));
    }
}
