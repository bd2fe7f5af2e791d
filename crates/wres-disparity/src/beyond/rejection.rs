//! Which tables a test rejects.

use crate::special::binomial;

/// A window of a binomial distribution: first value and probabilities, tails rarer than 1e-16 each left out.
#[derive(Debug, Clone)]
pub(super) struct Window {
    pub(super) first: u64,
    pub(super) probabilities: Vec<f64>,
}

/// The size of the window a distribution would need.
pub(super) fn width(n: u64, p: f64) -> f64 {
    let n = n as f64;
    (2.0 * reach(n, p)).min(n + 1.0)
}

fn reach(n: f64, p: f64) -> f64 {
    9.0 * (n * p * (1.0 - p)).sqrt() + 40.0
}

impl Window {
    pub(super) fn new(n: u64, p: f64) -> Self {
        let mean = n as f64 * p;
        let reach = reach(n as f64, p);
        let first = (mean - reach).max(0.0) as u64;
        let last = ((mean + reach) as u64).min(n);
        if p <= 0.0 || p >= 1.0 {
            return Self { first: if p <= 0.0 { 0 } else { n }, probabilities: vec![1.0] };
        }
        // Outwards from the mode by the ratio of neighbours.
        let odds = p / (1.0 - p);
        let mode = (((n as f64 + 1.0) * p) as u64).clamp(first, last);
        let mut probabilities = vec![0.0; (last - first + 1) as usize];
        let at = |k: u64| (k - first) as usize;
        probabilities[at(mode)] = binomial::pmf(mode, n, p);
        for k in mode..last {
            probabilities[at(k + 1)] = probabilities[at(k)] * odds * ((n - k) as f64 / (k + 1) as f64);
        }
        for k in (first..mode).rev() {
            probabilities[at(k)] = probabilities[at(k + 1)] / odds * ((k + 1) as f64 / (n - k) as f64);
        }
        Self { first, probabilities }
    }

    fn last(&self) -> u64 {
        self.first + (self.probabilities.len() as u64 - 1)
    }
}

/// Where the two-sided score test of equal proportions rejects, for each number of cases of the reference group in its window:
/// from how many cases of the first group upwards, and up to how many.
#[derive(Debug, Clone)]
pub(super) struct Rejection {
    pub(super) reference: Window,
    /// Fewest cases of the first group that are significantly more; `None` where none are.
    above: Vec<Option<u64>>,
    /// Most cases of the first group that are significantly fewer.
    below: Vec<Option<u64>>,
}

impl Rejection {
    /// For bases `n1` and `n2`, a reference proportion `p2` and the critical value `z` of the test.
    pub(super) fn new(n1: u64, n2: u64, p2: f64, z: f64) -> Self {
        let reference = Window::new(n2, p2);
        let rejects = |x1: u64, x2: u64| -> f64 {
            // The signed statistic squared, with one rounding in the difference.
            let (a, b) = (u128::from(x1) * u128::from(n2), u128::from(x2) * u128::from(n1));
            let (n1, n2, cases) = (n1 as f64, n2 as f64, x1 as f64 + x2 as f64);
            let others = n1 + n2 - cases;
            let apart = a.abs_diff(b) as f64;
            let statistic = (apart / (n1 * n2)) * (apart / (cases * others)) * (n1 + n2);
            if statistic > z * z { if a > b { 1.0 } else { -1.0 } } else { 0.0 }
        };
        let count = reference.probabilities.len() as u64;
        // More cases in the reference group need more in the first: both thresholds only rise.
        let (mut above, mut below) = (Vec::new(), Vec::new());
        let (mut high, mut low) = (0, None);
        for x2 in reference.first..reference.first + count {
            high = first_where(high, n1, |x1| rejects(x1, x2) > 0.0);
            above.push((high <= n1).then_some(high));
            let next = first_where(low.map_or(0, |low| low + 1), n1, |x1| rejects(x1, x2) >= 0.0);
            low = next.checked_sub(1);
            below.push(low);
        }
        Self { reference, above, below }
    }

    /// Probability of rejecting in favour of more (`upwards`) or fewer cases in the first group, whose proportion is `p1`.
    pub(super) fn power(&self, n1: u64, p1: f64, upwards: bool) -> f64 {
        let window = Window::new(n1, p1);
        // tail[i]: probability of window.first + i or more, or of that or fewer.
        let mut tail = window.probabilities.clone();
        if upwards {
            for i in (0..tail.len() - 1).rev() {
                tail[i] += tail[i + 1];
            }
        } else {
            for i in 1..tail.len() {
                tail[i] += tail[i - 1];
            }
        }
        let reaching = |threshold: u64| {
            let (first, last) = (window.first, window.last());
            match (upwards, threshold) {
                (true, k) if k <= first => 1.0,
                (true, k) if k > last => 0.0,
                (false, k) if k >= last => 1.0,
                (false, k) if k < first => 0.0,
                (_, k) => tail[(k - first) as usize].min(1.0),
            }
        };
        let thresholds = if upwards { &self.above } else { &self.below };
        let parts = self.reference.probabilities.iter().zip(thresholds);
        parts.map(|(probability, threshold)| probability * threshold.map_or(0.0, reaching)).sum::<f64>().min(1.0)
    }
}

/// The first value from `low` on at which `holds` (which holds from some value on), or one beyond `last`.
fn first_where(low: u64, last: u64, holds: impl Fn(u64) -> bool) -> u64 {
    // By doubled steps: from one reference count to the next the threshold moves little.
    let (mut before, mut step) = (low, 1);
    while before <= last && !holds(before.saturating_add(step - 1).min(last)) {
        if before.saturating_add(step - 1) >= last {
            return last.saturating_add(1);
        }
        before += step;
        step *= 2;
    }
    let (mut low, mut high) = (before, before.saturating_add(step - 1).min(last));
    while low < high {
        let middle = low + (high - low) / 2;
        if holds(middle) { high = middle } else { low = middle + 1 }
    }
    if low <= last { low } else { last.saturating_add(1) }
}

#[cfg(test)]
mod tests {
    use super::{Rejection, Window, first_where};
    use crate::{
        quantity::Binomial,
        special::{binomial, normal},
        two_by_two::chi_squared,
    };
    use proptest::prelude::*;

    proptest! {
        #[test]
        fn the_first_value_is_found(low in 0_u64..50, length in 0_u64..300, from in 0_u64..400) {
            let last = low + length;
            let found = first_where(low, last, |x| x >= from);
            prop_assert_eq!(found, from.max(low).min(last + 1));
        }

        #[test]
        fn the_power_is_the_sum_over_all_rejected_tables(
            n1 in 1_u64..40, n2 in 1_u64..60, p1 in 0.0..=1.0_f64, p2 in 0.01..0.99_f64,
        ) {
            let rejection = Rejection::new(n1, n2, p2, normal::upper_quantile(0.025));
            let (mut up, mut down) = (0.0, 0.0);
            for x1 in 0..=n1 {
                for x2 in 0..=n2 {
                    let (one, two) = (Binomial::of(x1, n1).unwrap(), Binomial::of(x2, n2).unwrap());
                    let weight = binomial::pmf(x1, n1, p1) * binomial::pmf(x2, n2, p2);
                    if chi_squared(one, two).is_ok_and(|test| test.p_value < 0.05) {
                        let more = x1 * n2 > x2 * n1;
                        if more { up += weight } else { down += weight }
                    }
                }
            }
            prop_assert!((rejection.power(n1, p1, true) - up).abs() < 1e-12);
            prop_assert!((rejection.power(n1, p1, false) - down).abs() < 1e-12);
        }

        #[test]
        fn a_window_holds_everything(n in 0_u64..2_000_000, p in 0.0..=1.0_f64) {
            let window = Window::new(n, p);
            prop_assert!((window.probabilities.iter().sum::<f64>() - 1.0).abs() < 1e-11);
        }
    }
}
