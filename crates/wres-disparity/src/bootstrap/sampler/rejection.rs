//! Binomial draws at any size.

use crate::{bootstrap::philox::Stream, special::binomial};

/// Transformed rejection with squeeze (BTRS), for `p <= 1/2` and `n p >= 10`: about 1.2 pairs of uniforms a draw, whatever
/// `n`.
///
/// Source: Hörmann 1993, "The generation of binomial random variates", J Stat Computation and Simulation 46:101-110,
/// algorithm BTRS. The acceptance ratio is taken from log probabilities that are exact to rounding, not from log gammas,
/// which lose all digits at large `n`.
#[derive(Debug, Clone, Copy)]
pub(super) struct Rejection {
    n: u64,
    p: f64,
    a: f64,
    b: f64,
    c: f64,
    alpha: f64,
    squeeze: f64,
    mode: f64,
}

impl Rejection {
    pub(super) fn new(n: u64, p: f64) -> Self {
        let count = n as f64;
        let spread = (count * p * (1.0 - p)).sqrt();
        let b = 1.15 + 2.53 * spread;
        let a = -0.0873 + 0.0248 * b + 0.01 * p;
        let mode = ((count + 1.0) * p) as u64;
        Self {
            n,
            p,
            a,
            b,
            c: count * p + 0.5,
            alpha: (2.83 + 5.1 / b) * spread,
            squeeze: 0.92 - 4.2 / b,
            mode: binomial::ln_pmf(mode.min(n), n, p),
        }
    }

    pub(super) fn draw(&self, stream: &mut Stream) -> u64 {
        // The stream cannot run dry: a draw fails with probability below 0.2, independently.
        loop {
            let u = stream.uniform() - 0.5;
            let v = stream.uniform();
            let edge = 0.5 - u.abs();
            let k = ((2.0 * self.a / edge + self.b) * u + self.c).floor();
            if k < 0.0 || k > self.n as f64 {
                continue;
            }
            let k = (k as u64).min(self.n);
            if edge >= 0.07 && v <= self.squeeze {
                return k;
            }
            let height = (v * self.alpha / (self.a / (edge * edge) + self.b)).ln();
            if height <= binomial::ln_pmf(k, self.n, self.p) - self.mode {
                return k;
            }
        }
    }
}
