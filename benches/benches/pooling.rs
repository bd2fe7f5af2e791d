//! Pooling of sites, as a publication needs it: one pooled ratio per indicator and stratum.

#![allow(missing_docs, clippy::unwrap_used, reason = "a benchmark")]

use divan::{Bencher, black_box};
use rayon::{ThreadPool, ThreadPoolBuilder, prelude::*};
use wres_benches::cells::national;
use wres_disparity::{
    Level,
    pooling::{Effect, Estimator, Measure, measure, pool_ratio, random_effects},
    strata::Stratum,
};

const STRATA: usize = 10_000;
const SITES: usize = 150;

fn main() {
    divan::main();
}

fn strata() -> Vec<Vec<Stratum>> {
    national((STRATA * SITES) as u64).chunks(SITES).map(<[Stratum]>::to_vec).collect()
}

fn effects(sites: &[Stratum]) -> Vec<Effect> {
    sites
        .iter()
        .filter_map(|&(one, two)| measure(Measure::LogRiskRatio, one, two).unwrap())
        .map(|site| site.effect)
        .collect()
}

fn pool(threads: usize) -> ThreadPool {
    ThreadPoolBuilder::new().num_threads(threads).build().unwrap()
}

/// Counts to a random-effects mean with Hartung-Knapp and prediction intervals, 10,000 strata of 150 sites.
#[divan::bench(args = [1, 2, 4], sample_count = 3, sample_size = 1)]
fn reml_of_ten_thousand_strata(bencher: Bencher<'_, '_>, threads: usize) {
    let (strata, pool) = (strata(), pool(threads));
    bencher.bench_local(|| {
        pool.install(|| {
            strata
                .par_iter()
                .map(|sites| random_effects(&effects(sites), Estimator::Reml, Level::P95).unwrap().tau_squared)
                .sum::<f64>()
        })
    });
}

/// Both pooled ratios, the crude one and all that goes with them, 10,000 strata of 150 sites.
#[divan::bench(args = [1, 2, 4], sample_count = 3, sample_size = 1)]
fn both_ratios_of_ten_thousand_strata(bencher: Bencher<'_, '_>, threads: usize) {
    let (strata, pool) = (strata(), pool(threads));
    bencher.bench_local(|| {
        pool.install(|| {
            strata.par_iter().map(|sites| pool_ratio(sites, Level::P95).unwrap().common.stratified.value).sum::<f64>()
        })
    });
}

/// One stratum of 150 sites, by the variance between sites.
#[divan::bench(args = [Estimator::Reml, Estimator::PauleMandel, Estimator::DerSimonianLaird])]
fn one_stratum(bencher: Bencher<'_, '_>, estimator: Estimator) {
    let effects = effects(&national(SITES as u64));
    bencher.bench(|| random_effects(black_box(&effects), estimator, Level::P95).unwrap().estimate.value);
}
