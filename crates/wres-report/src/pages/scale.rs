//! The logarithmic scale of a forest.

use super::model::{Drawn, Tick};
use wres_domain::Interval;
use wres_figures::axis::log_place;

/// Ratios at which the scale may end, and the ticks between.
const STEPS: [f64; 7] = [1.25, 1.5, 2.0, 3.0, 5.0, 10.0, 20.0];

/// A scale that is symmetric about equality, so that twice as likely and half as likely stand equally far from it.
#[derive(Debug, Clone, Copy)]
pub(super) struct Scale {
    end: f64,
}

impl Scale {
    /// The smallest scale on which every estimate stands, and the intervals as far as it allows.
    pub(super) fn for_ratios<'a>(ratios: impl Iterator<Item = &'a Interval>) -> Self {
        let far = ratios
            .flat_map(|ratio| {
                [ratio.estimate, ratio.lower.max(ratio.estimate / 3.0), ratio.upper.min(ratio.estimate * 3.0)]
            })
            .filter(|value| value.is_finite() && *value > 0.0)
            .map(|value| value.max(1.0 / value))
            .fold(1.5, f64::max);
        Self { end: STEPS.into_iter().find(|&step| step >= far).unwrap_or(20.0) }
    }

    /// Where a ratio stands, in percent of the width; beyond the ends it stands at the end.
    pub(super) fn at(self, ratio: f64) -> f64 {
        (log_place(ratio, self.end.recip(), self.end) * 10_000.0).round() / 100.0
    }

    /// Where a ratio and its limits stand.
    pub(super) fn draw(self, ratio: &Interval) -> Drawn {
        Drawn {
            estimate: (ratio.estimate.is_finite() && ratio.estimate > 0.0).then(|| self.at(ratio.estimate)),
            lower: self.at(ratio.lower),
            upper: self.at(ratio.upper),
            lower_beyond: ratio.lower < 1.0 / self.end,
            upper_beyond: ratio.upper > self.end,
        }
    }

    /// The ticks.
    pub(super) fn ticks(self) -> Vec<Tick> {
        let above: Vec<f64> = match self.end {
            end if end <= 1.5 => vec![end],
            end if end <= 3.0 => vec![1.5, 2.0, 3.0].into_iter().filter(|&tick| tick <= end).collect(),
            end => vec![2.0, 5.0, 10.0, 20.0].into_iter().filter(|&tick| tick <= end).collect(),
        };
        let below = above.iter().rev().map(|tick| 1.0 / tick);
        below
            .chain([1.0])
            .chain(above.iter().copied())
            .map(|ratio| Tick { at: self.at(ratio), label: label(ratio) })
            .collect()
    }
}

fn label(ratio: f64) -> String {
    let text = format!("{ratio:.2}");
    text.trim_end_matches('0').trim_end_matches('.').to_owned()
}

#[cfg(test)]
mod tests {
    use super::Scale;
    use wres_domain::Interval;

    #[test]
    fn twice_and_half_stand_equally_far_from_equality() {
        let scale = Scale::for_ratios([Interval { estimate: 2.4, lower: 1.0, upper: 4.0 }].iter());
        assert!((scale.at(2.0) - 50.0 - (50.0 - scale.at(0.5))).abs() < 0.02);
        assert_eq!(scale.at(1.0), 50.0);
        assert_eq!((scale.at(0.0), scale.at(f64::INFINITY)), (0.0, 100.0));
    }

    #[test]
    fn a_limit_beyond_the_scale_is_said_to_be_beyond() {
        let wide = Interval { estimate: 1.2, lower: 0.0, upper: f64::INFINITY };
        let drawn = Scale::for_ratios([wide].iter()).draw(&wide);
        assert!(drawn.lower_beyond && drawn.upper_beyond);
    }
}
