//! The largest probability of a set of tables over all common proportions.

use crate::special::binomial;
use std::f64::consts::FRAC_PI_4;

/// A set of tables of two groups of `n1` and `n2`: for each number of cases in the first group the runs of cases in the second.
/// With a table it holds the one with cases and others exchanged, so that its probability is the same at `p` and `1 - p`.
pub(super) struct Region {
    n1: usize,
    n2: usize,
    runs: Vec<Run>,
}

/// Cases of the first group, and a run of cases of the second, its end excluded.
#[derive(Debug, Clone, Copy)]
struct Run {
    one: usize,
    start: usize,
    end: usize,
}

impl Region {
    pub(super) fn new(n1: usize, n2: usize) -> Self {
        Self { n1, n2, runs: Vec::new() }
    }

    /// Adds the tables with `one` cases in the first group and `start..end` in the second.
    pub(super) fn add(&mut self, one: usize, start: usize, end: usize) {
        if start < end {
            self.runs.push(Run { one, start, end });
        }
    }

    /// The largest probability of the region over all proportions `p` that both groups may have in common.
    ///
    /// The probability is a smooth function of `asin(sqrt(p))` with features no narrower than the standard deviation of a
    /// proportion there, `1 / (2 sqrt(N))`. It is evaluated on a grid several times as fine, and refined by golden sections
    /// around the highest peaks.
    pub(super) fn largest_probability(&self) -> f64 {
        let steps = 400 + (32.0 * ((self.n1 + self.n2) as f64).sqrt()) as usize;
        let width = FRAC_PI_4 / steps as f64;
        let mut work = Work::new(self.n1, self.n2);
        let heights: Vec<f64> = (0..=steps).map(|step| self.at(step as f64 * width, &mut work)).collect();
        let mut peaks: Vec<usize> = (0..=steps)
            .filter(|&step| {
                let higher = |other: Option<&f64>| other.is_some_and(|&other| other > heights[step]);
                !higher(step.checked_sub(1).and_then(|before| heights.get(before))) && !higher(heights.get(step + 1))
            })
            .collect();
        peaks.sort_by(|&left, &right| heights[right].total_cmp(&heights[left]));
        peaks.truncate(8);
        let refined = peaks.into_iter().map(|peak| {
            let centre = peak as f64 * width;
            golden(|angle| self.at(angle, &mut work), (centre - width).max(0.0), (centre + width).min(FRAC_PI_4))
                .max(heights[peak])
        });
        refined.fold(0.0, f64::max).min(1.0)
    }

    /// The probability of the region at `p = sin^2(angle)`.
    fn at(&self, angle: f64, work: &mut Work) -> f64 {
        let p = angle.sin().powi(2);
        work.prepare(p);
        let runs = self.runs.iter().filter(|run| work.one[run.one] > 0.0);
        runs.map(|run| work.one[run.one] * work.second(run)).sum()
    }
}

/// Probabilities of the two groups, kept between evaluations.
struct Work {
    one: Vec<f64>,
    two: Vec<f64>,
    /// `P(X2 < k)` and `P(X2 >= k)`, each summed from its own end.
    below: Vec<f64>,
    from: Vec<f64>,
    mode: usize,
}

impl Work {
    fn new(n1: usize, n2: usize) -> Self {
        Self {
            one: vec![0.0; n1 + 1],
            two: vec![0.0; n2 + 1],
            below: vec![0.0; n2 + 2],
            from: vec![0.0; n2 + 2],
            mode: 0,
        }
    }

    fn prepare(&mut self, p: f64) {
        fill(&mut self.one, p);
        let (low, mode, high) = fill(&mut self.two, p);
        self.mode = mode;
        self.below[..=low].fill(0.0);
        for k in low..=high {
            self.below[k + 1] = self.below[k] + self.two[k];
        }
        let all = self.below[high + 1];
        self.below[high + 1..].fill(all);
        self.from[high + 1..].fill(0.0);
        for k in (low..=high).rev() {
            self.from[k] = self.from[k + 1] + self.two[k];
        }
        let all = self.from[low];
        self.from[..low].fill(all);
    }

    /// The probability of a run in the second group, from the end where nothing cancels.
    fn second(&self, run: &Run) -> f64 {
        if run.end <= self.mode {
            self.below[run.end] - self.below[run.start]
        } else {
            self.from[run.start] - self.from[run.end]
        }
    }
}

/// Probabilities below this are taken for 0: they could not be seen in a p-value above 1e-280.
const NEGLIGIBLE: f64 = 1e-290;

/// The binomial probabilities of all counts, by recurrence outward from the most probable one. Returns the first count that is
/// not negligible, the most probable one, and the last.
fn fill(probabilities: &mut [f64], p: f64) -> (usize, usize, usize) {
    let n = probabilities.len() - 1;
    let mode = (((n + 1) as f64 * p) as usize).min(n);
    let odds = p / (1.0 - p);
    probabilities.fill(0.0);
    let start = binomial::pmf(mode as u64, n as u64, p);
    probabilities[mode] = start;
    let (mut value, mut high) = (start, mode);
    while high < n {
        value *= (n - high) as f64 / (high + 1) as f64 * odds;
        if value < NEGLIGIBLE {
            break;
        }
        high += 1;
        probabilities[high] = value;
    }
    let (mut value, mut low) = (start, mode);
    while low > 0 {
        value *= low as f64 / ((n - low + 1) as f64 * odds);
        if value < NEGLIGIBLE {
            break;
        }
        low -= 1;
        probabilities[low] = value;
    }
    (low, mode, high)
}

/// The largest value found by golden sections of an interval around a peak.
fn golden(mut f: impl FnMut(f64) -> f64, mut low: f64, mut high: f64) -> f64 {
    const SHARE: f64 = 0.618_033_988_749_894_9;
    let (mut left, mut right) = (high - SHARE * (high - low), low + SHARE * (high - low));
    let (mut f_left, mut f_right) = (f(left), f(right));
    let mut best = f_left.max(f_right);
    for _ in 0..40 {
        if f_left >= f_right {
            (high, right, f_right) = (right, left, f_left);
            left = high - SHARE * (high - low);
            f_left = f(left);
        } else {
            (low, left, f_left) = (left, right, f_right);
            right = low + SHARE * (high - low);
            f_right = f(right);
        }
        best = best.max(f_left).max(f_right);
    }
    best
}
