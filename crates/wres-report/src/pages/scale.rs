//! The logarithmic scale of ratios, and an interval drawn on it.

use serde::Serialize;
use wres_domain::Interval;
use wres_figures::axis::log_place;

/// Ratios at which the scale may end, and the ticks between.
const STEPS: [f64; 7] = [1.25, 1.5, 2.0, 3.0, 5.0, 10.0, 20.0];

/// A scale that is symmetric about equality, so that twice as likely and half as likely stand equally far from it. Equality is in the
/// middle.
#[derive(Debug, Clone, Copy)]
pub(super) struct Scale {
    end: f64,
}

/// A mark on an axis.
#[derive(Debug, Clone, Serialize)]
pub(super) struct Tick {
    /// Percent of the width.
    pub(super) at: f64,
    pub(super) label: String,
}

/// An interval as the paths of a drawing of 100 by 10.
#[derive(Debug, Serialize)]
pub(super) struct Bar {
    /// The interval, with a stroke across each end that lies on the scale and an arrow at one that does not.
    pub(super) line: String,
    /// The estimate, where it is finite.
    pub(super) point: Option<String>,
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
        (log_place(ratio, self.end.recip(), self.end) * 1000.0).round() / 10.0
    }

    /// Whether a ratio lies beyond an end of the scale.
    pub(super) fn beyond(self, ratio: f64) -> bool {
        ratio < 1.0 / self.end || ratio > self.end
    }

    /// An interval drawn.
    pub(super) fn draw(self, ratio: &Interval) -> Bar {
        let (lower, upper) = (self.at(ratio.lower), self.at(ratio.upper));
        let left = if self.beyond(ratio.lower) { "M3 2L0 5L3 8".to_owned() } else { format!("M{lower} 3V7") };
        let right = if self.beyond(ratio.upper) { "M97 2L100 5L97 8".to_owned() } else { format!("M{upper} 3V7") };
        let drawn = ratio.estimate.is_finite() && ratio.estimate > 0.0;
        Bar {
            line: format!("M{lower} 5H{upper}{left}{right}"),
            point: drawn.then(|| format!("M{} 1V9", self.at(ratio.estimate))),
        }
    }

    /// The ticks.
    pub(super) fn ticks(self) -> Vec<Tick> {
        let above: Vec<f64> = match self.end {
            end if end <= 1.5 => vec![end],
            end if end <= 2.0 => vec![2.0],
            end if end <= 3.0 => vec![1.5, 3.0],
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
        assert!((scale.at(2.0) - 50.0 - (50.0 - scale.at(0.5))).abs() < 0.11);
        assert_eq!(scale.at(1.0), 50.0);
        assert_eq!((scale.at(0.0), scale.at(f64::INFINITY)), (0.0, 100.0));
    }

    #[test]
    fn a_limit_beyond_the_scale_ends_in_an_arrow() {
        let wide = Interval { estimate: 1.2, lower: 0.0, upper: f64::INFINITY };
        let drawn = Scale::for_ratios([wide].iter()).draw(&wide);
        assert!(drawn.line.contains("L0 5") && drawn.line.contains("L100 5"), "{drawn:?}");
        let narrow = Interval { estimate: 1.2, lower: 1.0, upper: 1.3 };
        let drawn = Scale::for_ratios([narrow].iter()).draw(&narrow);
        assert!(!drawn.line.contains('L') && drawn.point.is_some(), "{drawn:?}");
    }
}
