//! Settings of real returns: how many staff, how rare the outcome, how large the disparity.

use super::enumerate::{self, LEVEL, Limits, Performance, Scale, group, likely};
use wres_disparity::ratio;

/// Two groups with true proportions `ratio * p2` and `p2`.
pub(crate) struct Setting {
    /// What it stands for.
    pub(crate) name: &'static str,
    /// Base of the first group.
    pub n1: u64,
    /// Base of the second group.
    pub n2: u64,
    /// True proportion of the second group.
    pub p2: f64,
    /// True ratio.
    pub(crate) ratio: f64,
}

/// A method and its limits.
pub(crate) type Method = (&'static str, fn(u64, u64, u64, u64) -> Limits);

/// The intervals of a ratio, in the order of the table.
pub(crate) const RATIO_METHODS: [Method; 5] = [
    ("Katz", |x1, n1, x2, n2| enumerate::limits(ratio::katz_log(group(x1, n1), group(x2, n2), LEVEL))),
    ("adjusted log", |x1, n1, x2, n2| ratio::adjusted_log_limits(group(x1, n1), group(x2, n2), LEVEL).ok()),
    ("Koopman", |x1, n1, x2, n2| ratio::koopman_limits(group(x1, n1), group(x2, n2), LEVEL).ok()),
    ("Miettinen-Nurminen", |x1, n1, x2, n2| ratio::miettinen_nurminen_limits(group(x1, n1), group(x2, n2), LEVEL).ok()),
    ("MOVER-Wilson", |x1, n1, x2, n2| ratio::mover_wilson_limits(group(x1, n1), group(x2, n2), LEVEL).ok()),
];

const fn setting(name: &'static str, n1: u64, n2: u64, p2: f64, ratio: f64) -> Setting {
    Setting { name, n1, n2, p2, ratio }
}

/// Sizes and rates of local authorities.
pub(crate) const SETTINGS: [Setting; 10] = [
    setting("appointed, large", 2210, 1043, 0.12, 1.0),
    setting("appointed, small", 86, 61, 0.05, 1.0),
    setting("disciplinary, medium", 1203, 164, 0.012, 1.0),
    setting("disciplinary, medium", 1203, 164, 0.012, 1.6),
    setting("disciplinary, small", 402, 57, 0.006, 1.0),
    setting("disciplinary, small", 402, 57, 0.006, 1.6),
    setting("disciplinary, 20 authorities summed", 24_000, 9_000, 0.009, 1.0),
    setting("promotion, small", 120, 35, 0.08, 1.0),
    setting("training, small", 52, 23, 0.48, 1.0),
    setting("leavers, medium", 1203, 164, 0.14, 1.0),
];

impl Setting {
    /// Performance of an interval of the ratio.
    pub(crate) fn performance(&self, method: &Method) -> Performance {
        let truth = (self.ratio * self.p2, self.p2);
        enumerate::two_groups((self.n1, self.n2), truth, self.ratio, Scale::Ratio, |x1, x2| {
            method.1(x1, self.n1, x2, self.n2)
        })
    }

    /// Probability that the estimated ratio lies outside 0.80 to 1.25; with no case in either group there is none.
    pub(crate) fn outside_four_fifths(&self) -> f64 {
        let (first, second) = (likely(self.n1, self.ratio * self.p2), likely(self.n2, self.p2));
        let mut outside = 0.0;
        for &(x1, chance_one) in &first {
            for &(x2, chance_two) in &second {
                let estimate = ratio::point(group(x1, self.n1), group(x2, self.n2));
                if estimate.is_ok_and(|ratio| !(0.8..=1.25).contains(&ratio.value())) {
                    outside += chance_one * chance_two;
                }
            }
        }
        outside
    }
}
