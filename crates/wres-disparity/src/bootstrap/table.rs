//! Any statistic of a table of counts.

use super::{
    interval::{BootstrapInterval, read},
    philox::Stream,
    plan::Plan,
    sampler::multinomial,
};
use crate::{
    error::{Result, StatError},
    quantity::Level,
};
use rayon::prelude::*;

/// Replicates of a statistic.
#[derive(Debug, Clone, PartialEq)]
pub struct Replicates {
    plan: Plan,
    /// The defined ones, in the order drawn.
    values: Vec<f64>,
}

impl Replicates {
    /// The replicates for which the statistic is defined, in the order drawn.
    #[must_use]
    pub fn values(&self) -> &[f64] {
        &self.values
    }

    /// Percentile limits about the statistic `value` of the table itself.
    ///
    /// # Errors
    /// [`StatError::Domain`] for too few replicates; [`crate::NotEstimable::Undefined`] where most are undefined.
    pub fn percentile(&self, value: f64, level: Level) -> Result<BootstrapInterval> {
        read(value, None, &mut self.values.clone(), self.plan, level, "bootstrap")
    }
}

/// Resamples the people of a table, all cells together, and takes a statistic of each resample.
///
/// Multinomial: the total stays, the cells vary. For groups with a fixed size each, resample each group's row on its own and
/// combine. The statistic may be undefined (`None`) for some resamples; NaN counts as undefined.
///
/// # Errors
/// [`StatError::Empty`] where all counts are 0; [`StatError::Domain`] beyond 2^64 people.
///
/// ```
/// use wres_disparity::{Level, bootstrap::{resample_table, Plan}};
/// // The share of the first grade among 60 people.
/// let grades = [20, 30, 10];
/// let replicates = resample_table(&grades, Plan::default(), |counts| Some(counts[0] as f64 / 60.0))?;
/// let interval = replicates.percentile(20.0 / 60.0, Level::P95)?;
/// assert!(interval.estimate.lower < 0.25 && interval.estimate.upper > 0.42);
/// # Ok::<(), wres_disparity::StatError>(())
/// ```
pub fn resample_table(
    counts: &[u64],
    plan: Plan,
    statistic: impl Fn(&[u64]) -> Option<f64> + Sync,
) -> Result<Replicates> {
    let people = counts.iter().try_fold(0_u64, |sum, count| sum.checked_add(*count)).ok_or(StatError::Domain {
        what: "counts",
        given: "more than 2^64 in all".to_owned(),
        must: "the counts together must fit",
    })?;
    if people == 0 {
        return Err(StatError::Empty { what: "counts" });
    }
    let one = |drawn: &mut Vec<u64>, replicate: u32| -> Result<Option<f64>> {
        multinomial(&mut Stream::new(plan.seed, 0, u64::from(replicate)), people, counts, drawn)?;
        Ok(statistic(drawn).filter(|value| !value.is_nan()))
    };
    let all = (0..plan.replicates).into_par_iter().map_init(|| vec![0; counts.len()], one);
    let values = all.collect::<Result<Vec<Option<f64>>>>()?.into_iter().flatten().collect();
    Ok(Replicates { plan, values })
}

#[cfg(test)]
mod tests {
    use super::resample_table;
    use crate::{
        bootstrap::Plan,
        pay::{PayTable, ideal_bootstrap_median_gap},
        quantity::Level,
    };

    #[test]
    fn an_empty_or_overfull_table_is_refused() {
        assert!(resample_table(&[0, 0], Plan::default(), |_| Some(1.0)).is_err());
        assert!(resample_table(&[u64::MAX, 1], Plan::default(), |_| Some(1.0)).is_err());
    }

    #[test]
    fn the_bits_do_not_depend_on_the_number_of_threads() {
        let counts: Vec<u64> = (0..40).map(|i| i * i % 17).collect();
        let plan = Plan { replicates: 300, seed: 11 };
        let on = |threads: usize| {
            let pool = rayon::ThreadPoolBuilder::new().num_threads(threads).build().unwrap();
            pool.install(|| resample_table(&counts, plan, |drawn| Some(drawn[3] as f64 / (drawn[4] as f64))).unwrap())
        };
        assert_eq!(on(1), on(4));
    }

    /// Two ways to the same interval: many resamples, and the exact distribution of the median.
    #[test]
    fn resampled_medians_agree_with_their_exact_distribution() {
        let pay = |pence: &[u64], counts: &[u64]| PayTable::from_pence(pence, counts).unwrap();
        let white = pay(&[1100, 1250, 1400, 1600, 1900, 2300], &[9, 14, 11, 13, 8, 5]);
        let bme = pay(&[1050, 1100, 1250, 1380, 1600, 1900], &[7, 8, 9, 6, 4, 3]);
        let plan = |seed| Plan { replicates: 20_000, seed };
        let medians = |table: &PayTable, seed| {
            let median =
                |counts: &[u64]| PayTable::from_counts(table.amounts(), counts).ok().map(|resample| resample.median());
            resample_table(table.counts(), plan(seed), median).unwrap()
        };
        let (one, two) = (medians(&white, 1), medians(&bme, 2));
        let pairs = one.values().iter().zip(two.values());
        let mut gaps: Vec<f64> = pairs.map(|(one, two)| 100.0 * (one - two) / one).collect();
        gaps.sort_by(f64::total_cmp);
        let exact = ideal_bootstrap_median_gap(&white, &bme, Level::P95).unwrap();
        assert_eq!((gaps[499], gaps[19_499]), (exact.estimate.lower, exact.estimate.upper));
        let mean = gaps.iter().sum::<f64>() / 20_000.0;
        assert!((mean - exact.mean).abs() < 0.3, "{mean} {}", exact.mean);
    }
}
