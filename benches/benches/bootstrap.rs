//! 10,000 bootstrap replicates over the cells of a national year.

use divan::Bencher;
use std::hint::black_box;
use wres_benches::cells::national;
use wres_disparity::{
    Level,
    bootstrap::{BinomialSampler, Plan, Pool, Stream, binomial, pooled_ratio, ratios, resample_table},
};

fn main() {
    divan::main();
}

/// An interval for every cell, percentile and BCa, on all threads.
#[divan::bench(args = [1_000, 100_000], sample_count = 1, sample_size = 1)]
fn every_cell(bencher: Bencher<'_, '_>, cells: u64) {
    let cells = national(cells);
    bencher.bench(|| ratios(&cells, Level::P95, Plan::default()));
}

/// One Mantel-Haenszel ratio over all cells.
#[divan::bench(args = [1_000, 100_000], sample_count = 1, sample_size = 1)]
fn all_cells_together(bencher: Bencher<'_, '_>, cells: u64) {
    let cells = national(cells);
    bencher.bench(|| pooled_ratio(&cells, Pool::MantelHaenszel, Level::P95, Plan::default()));
}

/// A statistic of a whole table: multinomial draws over its cells.
#[divan::bench(args = [100, 1_000], sample_count = 1, sample_size = 1)]
fn a_table(bencher: Bencher<'_, '_>, cells: u64) {
    let counts: Vec<u64> = national(cells).iter().map(|cell| cell.0.cases().0).collect();
    bencher.bench(|| resample_table(&counts, Plan::default(), |drawn| drawn.first().map(|count| *count as f64)));
}

/// Two random words.
#[divan::bench]
fn two_words() -> u64 {
    let mut stream = Stream::new(black_box(1), 7, black_box(3));
    stream.next_word() ^ stream.next_word()
}

/// One draw from a prepared distribution.
#[divan::bench(args = [(400, 0.05), (1_000_000, 0.01), (1_000_000_000, 0.3)])]
fn prepared_draw(bencher: Bencher<'_, '_>, (n, p): (u64, f64)) {
    let sampler = BinomialSampler::new(n, p);
    let mut stream = Stream::new(1, 7, 0);
    bencher.bench_local(|| sampler.as_ref().map_or(0, |sampler| sampler.draw(&mut stream)));
}

/// One draw from a distribution met for the first time.
#[divan::bench(args = [(400, 0.005), (400, 0.05), (1_000_000_000, 0.3)])]
fn one_off_draw(bencher: Bencher<'_, '_>, (n, p): (u64, f64)) {
    let mut stream = Stream::new(1, 7, 0);
    bencher.bench_local(|| binomial(&mut stream, n, p));
}
