//! Counts of the shape of a national year.

use wres_disparity::Binomial;

/// Two groups per cell, small and large, with rates from 1% to 12%; the same cells on every run.
#[must_use]
pub fn national(cells: u64) -> Vec<(Binomial, Binomial)> {
    let group = |base: u64, percent: u64| Binomial::up_to((base * percent).div_ceil(100), base);
    let pair = |cell: u64| {
        // Multiplicative hashing: scattered, but not random.
        let mixed = cell.wrapping_mul(0x9E37_79B9_7F4A_7C15) >> 40;
        (group(20 + mixed % 400, 1 + mixed % 12), group(100 + mixed / 7 % 4000, 1 + mixed % 9))
    };
    (0..cells).map(pair).collect()
}
