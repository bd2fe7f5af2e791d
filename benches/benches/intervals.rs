//! Single intervals, and a million ratios.

use divan::{Bencher, counter::ItemsCount};
use rayon::{ThreadPoolBuilder, prelude::*};
use std::hint::black_box;
use wres_benches::cells::national;
use wres_disparity::{
    Binomial, Count, Estimate, Level, Result, difference, odds_ratio, proportion,
    rate::{self, Events},
    ratio,
    special::{beta, gamma, normal, student},
    two_by_two::{self, Margins},
};

fn main() {
    divan::main();
}

/// Cells of one measurement: enough that no branch is learnt by heart.
const CELLS: u64 = 1_000;

/// One method on many cells; the time is for all of them, the throughput per interval.
fn over_cells(bencher: Bencher<'_, '_>, cells: u64, method: impl Fn(Binomial, Binomial) -> Result<Estimate> + Sync) {
    let pairs = national(cells);
    bencher.counter(ItemsCount::new(pairs.len())).bench(|| {
        for &(one, two) in &pairs {
            let _ = black_box(method(black_box(one), black_box(two)));
        }
    });
}

macro_rules! two_groups {
    ($($name:ident: $method:expr, $cells:expr;)*) => {
        $(#[divan::bench]
        fn $name(bencher: Bencher<'_, '_>) {
            over_cells(bencher, $cells, |one, two| $method(one, two, Level::P95));
        })*
    };
}

two_groups! {
    ratio_koopman: ratio::koopman, CELLS;
    ratio_miettinen_nurminen: ratio::miettinen_nurminen, CELLS;
    ratio_mover_wilson: ratio::mover_wilson, CELLS;
    ratio_katz_log: ratio::katz_log, CELLS;
    difference_newcombe: difference::newcombe, CELLS;
    difference_miettinen_nurminen: difference::miettinen_nurminen, CELLS;
    odds_ratio_miettinen_nurminen: odds_ratio::miettinen_nurminen, CELLS;
    odds_ratio_conditional_exact: odds_ratio::conditional_exact, 100;
    odds_ratio_mid_p: odds_ratio::mid_p, 100;
}

macro_rules! one_group {
    ($($name:ident: $method:expr;)*) => {
        $(#[divan::bench]
        fn $name(bencher: Bencher<'_, '_>) {
            over_cells(bencher, CELLS, |one, _| $method(one, Level::P95));
        })*
    };
}

one_group! {
    proportion_wilson: proportion::wilson;
    proportion_clopper_pearson: proportion::clopper_pearson;
    proportion_jeffreys: proportion::jeffreys;
    proportion_mid_p: proportion::mid_p;
}

#[divan::bench]
fn rate_exact(bencher: Bencher<'_, '_>) {
    let rate = |group: Binomial| Events::new(Count(group.cases().0), group.base().0 as f64);
    over_cells(bencher, CELLS, |one, _| Ok(rate::exact_garwood(rate(one)?, Level::P95)));
}

#[divan::bench]
fn fisher(bencher: Bencher<'_, '_>) {
    let pairs = national(CELLS);
    bencher.counter(ItemsCount::new(pairs.len())).bench(|| {
        pairs.iter().flat_map(|&(one, two)| Margins::new(one, two)).map(|margins| margins.fisher().p_value).sum::<f64>()
    });
}

/// Two groups of a few hundred.
#[divan::bench]
fn barnard() -> Result<f64> {
    two_by_two::barnard_pooled(black_box(Binomial::of(40, 400)?), black_box(Binomial::of(30, 500)?))
}

/// Two groups of a few hundred.
#[divan::bench]
fn boschloo() -> Result<f64> {
    two_by_two::boschloo(black_box(Binomial::of(40, 400)?), black_box(Binomial::of(30, 500)?))
}

#[divan::bench]
fn normal_quantile() -> f64 {
    normal::upper_quantile(black_box(0.025))
}

#[divan::bench(args = [(3.0, 998.0), (1_234_567.0, 8_765_434.0)])]
fn beta_tail((a, b): (f64, f64)) -> f64 {
    beta::cdf(black_box(0.99 * a / (a + b)), a, b)
}

#[divan::bench(args = [(3.0, 998.0), (17.0, 9_999_984.0), (1_234_567.0, 8_765_434.0)])]
fn beta_quantile((a, b): (f64, f64)) -> f64 {
    beta::quantile(black_box(0.025), a, b)
}

#[divan::bench(args = [3.0, 2_417.0, 1e7])]
fn gamma_quantile(shape: f64) -> f64 {
    gamma::quantile(black_box(0.025), shape)
}

#[divan::bench(args = [11.0, 1e6])]
fn student_quantile(df: f64) -> f64 {
    student::quantile(black_box(0.975), df)
}

/// A million ratios with their intervals and p-values, on 1, 2 and 4 threads.
#[divan::bench(args = [1, 2, 4], sample_count = 5, sample_size = 1)]
fn a_million_koopman_ratios(bencher: Bencher<'_, '_>, threads: usize) {
    let pairs = national(1_000_000);
    let Ok(pool) = ThreadPoolBuilder::new().num_threads(threads).build() else { return };
    bencher.counter(ItemsCount::new(pairs.len())).bench(|| {
        pool.install(|| {
            let above = |&(one, two): &(Binomial, Binomial)| {
                ratio::koopman(one, two, Level::P95).is_ok_and(|estimate| estimate.excludes(1.0))
            };
            pairs.par_iter().filter(|pair| above(pair)).count()
        })
    });
}
