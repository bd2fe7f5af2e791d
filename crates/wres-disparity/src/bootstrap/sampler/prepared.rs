//! Many draws from one binomial distribution.

use super::{alias::Alias, rejection::Rejection};
use crate::{
    bootstrap::philox::Stream,
    error::{Result, StatError},
    special::binomial,
};

/// Values rarer than this are left out of a table: together they are far rarer than a draw can resolve.
const RARE: f64 = 1e-18;
/// Tables longer than this are not worth their memory; the distribution is then drawn from by rejection.
const LONGEST: u64 = 1 << 13;

/// A binomial distribution prepared for many draws: a table for all but the widest, so that a draw costs one random word
/// and one look-up.
#[derive(Debug, Clone)]
pub struct BinomialSampler(Kind);

#[derive(Debug, Clone)]
enum Kind {
    Always(u64),
    Table { first: u64, alias: Alias },
    Wide { rejection: Rejection, flipped: Option<u64> },
}

impl BinomialSampler {
    /// Cases among `n` with probability `p` each.
    ///
    /// # Errors
    /// [`StatError::Domain`] unless `0 <= p <= 1`.
    ///
    /// ```
    /// use wres_disparity::bootstrap::{BinomialSampler, Stream};
    /// let sampler = BinomialSampler::new(40, 0.25)?;
    /// assert!(sampler.draw(&mut Stream::new(1, 0, 0)) <= 40);
    /// # Ok::<(), wres_disparity::StatError>(())
    /// ```
    pub fn new(n: u64, p: f64) -> Result<Self> {
        if !(0.0..=1.0).contains(&p) {
            return Err(StatError::Domain { what: "p", given: p.to_string(), must: "it must lie between 0 and 1" });
        }
        if n == 0 || p == 0.0 {
            return Ok(Self(Kind::Always(0)));
        }
        if p == 1.0 {
            return Ok(Self(Kind::Always(n)));
        }
        // Nine standard deviations and a bit for the skewed: what lies beyond is cut below.
        let (mean, spread) = (n as f64 * p, (n as f64 * p * (1.0 - p)).sqrt());
        let reach = 9.5 * spread + 45.0;
        let first = (mean - reach).max(0.0) as u64;
        let last = ((mean + reach) as u64).min(n);
        if last - first < LONGEST {
            return Ok(Self::table(n, p, first, last));
        }
        let flipped = (p > 0.5).then_some(n);
        let rejection = Rejection::new(n, if p > 0.5 { 1.0 - p } else { p });
        Ok(Self(Kind::Wide { rejection, flipped }))
    }

    fn table(n: u64, p: f64, first: u64, last: u64) -> Self {
        // From the mode outwards by the ratio of neighbours, which is exact to rounding and cannot underflow midway.
        let odds = p / (1.0 - p);
        let mode = (((n as f64 + 1.0) * p) as u64).clamp(first, last);
        let mut weights = vec![0.0; (last - first + 1) as usize];
        let at = |k: u64| (k - first) as usize;
        weights[at(mode)] = binomial::pmf(mode, n, p);
        for k in mode..last {
            weights[at(k + 1)] = weights[at(k)] * odds * ((n - k) as f64 / (k + 1) as f64);
        }
        for k in (first..mode).rev() {
            weights[at(k)] = weights[at(k + 1)] / odds * ((k + 1) as f64 / (n - k) as f64);
        }
        let from = weights.iter().position(|weight| *weight >= RARE).unwrap_or(0);
        let to = weights.iter().rposition(|weight| *weight >= RARE).unwrap_or(weights.len() - 1);
        Self(Kind::Table { first: first + from as u64, alias: Alias::new(&weights[from..=to]) })
    }

    /// One draw.
    pub fn draw(&self, stream: &mut Stream) -> u64 {
        match &self.0 {
            Kind::Always(value) => *value,
            Kind::Table { first, alias } => first + u64::from(alias.value(stream.next_word())),
            Kind::Wide { rejection, flipped: None } => rejection.draw(stream),
            Kind::Wide { rejection, flipped: Some(n) } => n - rejection.draw(stream),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::BinomialSampler;
    use crate::{
        bootstrap::{philox::Stream, sampler::binomial as one_off},
        special::{binomial, chi_squared},
    };
    use proptest::prelude::*;

    const DRAWS: u64 = 200_000;

    /// p-value of the draws against the distribution, in cells of at least ten expected draws.
    fn fit(n: u64, p: f64, draw: impl Fn(&mut Stream) -> u64) -> f64 {
        let mut draws: Vec<u64> = (0..DRAWS).map(|i| draw(&mut Stream::new(42, n, i))).collect();
        draws.sort_unstable();
        let (mut statistic, mut cells, mut edge, mut seen) = (0.0, 0.0, 0.0, 0.0);
        let spread = (n as f64 * p * (1.0 - p)).sqrt();
        let step = (spread / 8.0).max(1.0) as u64;
        let mut k = (n as f64 * p - 8.0 * spread).max(0.0) as u64;
        loop {
            let below = if k >= n { 1.0 } else { binomial::cdf(k, n, p) };
            let count = draws.partition_point(|draw| *draw <= k) as f64;
            let expected = (below - edge) * DRAWS as f64;
            let last = below > 1.0 - 10.0 / DRAWS as f64;
            if expected >= 10.0 && !last {
                statistic += (count - seen - expected) * (count - seen - expected) / expected;
                (edge, seen, cells) = (below, count, cells + 1.0);
            }
            if last {
                let (rest, left) = ((1.0 - edge) * DRAWS as f64, DRAWS as f64 - seen);
                return chi_squared::sf(statistic + (left - rest) * (left - rest) / rest, cells);
            }
            k += step;
        }
    }

    #[test]
    fn draws_follow_the_distribution_in_every_regime() {
        for (n, p) in [
            (1, 0.3),
            (7, 0.5),
            (40, 0.02),
            (40, 0.98),
            (2210, 0.12),
            (100_000, 0.0003),
            (90_000, 0.4),
            (40_000_000, 0.2),
            (40_000_000, 0.9),
            (1 << 60, 1e-4),
        ] {
            let prepared = BinomialSampler::new(n, p).unwrap();
            let by_table = fit(n, p, |stream| prepared.draw(stream));
            let one_by_one = fit(n, p, |stream| one_off(stream, n, p).unwrap());
            assert!(by_table > 1e-4 && one_by_one > 1e-4, "n = {n}, p = {p}: {by_table} {one_by_one}");
        }
    }

    #[test]
    fn probabilities_outside_0_to_1_are_refused() {
        assert!(BinomialSampler::new(5, 1.1).is_err() && BinomialSampler::new(5, f64::NAN).is_err());
        assert!(one_off(&mut Stream::new(1, 1, 1), 5, -0.1).is_err());
    }

    proptest! {
        #[test]
        fn a_draw_is_possible(n in any::<u64>(), p in 0.0..=1.0_f64, seed in any::<u64>()) {
            let mut stream = Stream::new(seed, 0, 0);
            let draw = BinomialSampler::new(n, p).unwrap().draw(&mut stream);
            prop_assert!(draw <= n);
            prop_assert!(one_off(&mut stream, n, p).unwrap() <= n);
        }
    }
}
