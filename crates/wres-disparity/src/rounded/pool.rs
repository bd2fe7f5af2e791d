//! Ratios over several sites whose counts were rounded.

use super::widened_log;
use crate::{
    error::Result,
    pooling::{self, PooledRatio},
    quantity::{Binomial, Level},
    strata::Stratum,
};

/// [`pooling::pool_ratio`] with the crude ratio, both common ratios and the mean across sites widened on the log scale by what rounding
/// adds to the log ratio of the summed counts. The prediction interval is about sites, not about counts, and stays. Unit: ratios.
///
/// # Errors
/// Those of [`pooling::pool_ratio`].
pub fn pool_ratio(sites: &[Stratum], s2: f64, level: Level) -> Result<PooledRatio> {
    let mut pooled = pooling::pool_ratio(sites, level)?;
    let sum = |sum: Binomial, next: Binomial| {
        let cases = sum.cases().0.saturating_add(next.cases().0);
        Binomial::of(cases, sum.base().0.saturating_add(next.base().0))
    };
    let (mut of, mut against) = (Binomial::default(), Binomial::default());
    for (one, two) in sites {
        (of, against) = (sum(of, *one)?, sum(against, *two)?);
    }
    let wider = |estimate| widened_log(estimate, of, against, s2);
    pooled.common.crude = wider(pooled.common.crude);
    pooled.common.stratified = wider(pooled.common.stratified);
    if let Some(common) = pooled.mantel_haenszel.as_mut() {
        common.estimate = wider(common.estimate);
    }
    if let Ok(across) = pooled.across.as_mut() {
        across.ratio = wider(across.ratio);
    }
    Ok(pooled)
}

#[cfg(test)]
mod tests {
    use super::pool_ratio;
    use crate::{Binomial, Level, pooling};

    #[test]
    fn exact_counts_are_pooled_as_ever_and_rounded_ones_with_wider_intervals() {
        let of = |cases, base| Binomial::of(cases, base).unwrap();
        let sites = [(of(20, 100), of(10, 100)), (of(40, 200), of(20, 200)), (of(9, 60), of(12, 90))];
        assert_eq!(pool_ratio(&sites, 0.0, Level::P95), pooling::pool_ratio(&sites, Level::P95));
        let (exact, rounded) =
            (pooling::pool_ratio(&sites, Level::P95).unwrap(), pool_ratio(&sites, 4.0, Level::P95).unwrap());
        let (exact, rounded) = (exact.common.stratified, rounded.common.stratified);
        assert!(rounded.lower < exact.lower && exact.upper < rounded.upper && rounded.value == exact.value);
    }
}
