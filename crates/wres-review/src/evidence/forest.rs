//! The forest: drawn from the rows of the table beside it.

use super::{Outcome, Synthesis};
use crate::page::{escaped, step};
use std::fmt::Write;
use wres_disparity::pooling::{EffectScale, square_sides};

const WIDTH: f64 = 900.0;
const LEFT: f64 = 260.0;
const RIGHT: f64 = 660.0;
const ROW: f64 = 26.0;

/// Where values stand between the two edges.
struct Axis {
    low: f64,
    high: f64,
    scale: EffectScale,
}

impl Axis {
    fn over(outcome: &Outcome, values: impl Iterator<Item = f64>) -> Self {
        let scale = outcome.scale();
        let log = scale == EffectScale::Ratio;
        let null = scale.on(outcome.null());
        // A few wide intervals must not press all others together: beyond this an arrow shows that they go on.
        let most = if log { scale.on(100.0) } else { f64::INFINITY };
        let (mut low, mut high) = (null, null);
        for value in values.map(|value| scale.on(value)).filter(|value| value.is_finite()) {
            (low, high) = (low.min(value.max(-most)), high.max(value.min(most)));
        }
        let room = 0.05 * (high - low).max(0.1);
        Self { low: low - room, high: high + room, scale }
    }

    fn at(&self, value: f64) -> f64 {
        let on = self.scale.on(value);
        let share = ((on - self.low) / (self.high - self.low)).clamp(0.0, 1.0);
        LEFT + share * (RIGHT - LEFT)
    }

    fn beyond(&self, value: f64) -> bool {
        let on = self.scale.on(value);
        on < self.low || on > self.high
    }

    fn ticks(&self) -> Vec<f64> {
        if self.scale == EffectScale::Ratio {
            let all = [0.01, 0.02, 0.05, 0.1, 0.2, 0.5, 1.0, 2.0, 5.0, 10.0, 20.0, 50.0, 100.0];
            return all.into_iter().filter(|value: &f64| !self.beyond(*value)).collect();
        }
        let step = step(self.high - self.low);
        let first = (self.low / step).ceil() as i64;
        (first..first + 30).map(|n| n as f64 * step).filter(|value| !self.beyond(*value)).collect()
    }
}

/// The forest of one outcome as SVG.
pub(super) fn forest(of: &Synthesis) -> String {
    let limits = of.studies.iter().flat_map(|study| [study.lower, study.upper]);
    let pooled = of.pooled.iter().flat_map(|pooled| {
        let (low, high) = pooled.prediction.unwrap_or((pooled.lower, pooled.upper));
        [low, high, pooled.lower, pooled.upper]
    });
    let axis = Axis::over(&of.outcome, limits.chain(pooled));
    let rows = of.studies.len() + if of.pooled.is_some() { 3 } else { 0 };
    let height = ROW * (rows as f64 + 2.5);
    let mut out = String::new();
    let title = format!("Forest of {}: {} studies", of.outcome.name, of.studies.len());
    let _ = write!(
        out,
        "<svg viewBox=\"0 0 {WIDTH} {height}\" role=\"img\" aria-label=\"{0}. The table beside it holds every figure.\" \
         font-family=\"Arial,sans-serif\" font-size=\"13\"><title>{0}</title>",
        escaped(&title)
    );
    let bottom = ROW * (rows as f64 + 0.8);
    let null = axis.at(of.outcome.null());
    let _ = write!(
        out,
        "<line x1=\"{null:.1}\" x2=\"{null:.1}\" y1=\"{:.1}\" y2=\"{bottom:.1}\" stroke=\"#505a5f\"/>",
        0.5 * ROW
    );
    for tick in axis.ticks() {
        let x = axis.at(tick);
        let _ = write!(
            out,
            "<line x1=\"{x:.1}\" x2=\"{x:.1}\" y1=\"{bottom:.1}\" y2=\"{:.1}\" stroke=\"#505a5f\"/><text x=\"{x:.1}\" y=\"{:.1}\" \
             text-anchor=\"middle\">{}</text>",
            bottom + 5.0,
            bottom + 20.0,
            crate::printed::Range::point(tick)
        );
    }
    let sides = of.pooled.as_ref().map(|pooled| square_sides(&pooled.weights)).unwrap_or_default();
    for (at, study) in of.studies.iter().enumerate() {
        let y = ROW * (at as f64 + 1.0);
        let half = 2.5 + 4.5 * sides.get(at).copied().unwrap_or(1.0);
        row(&mut out, &axis, y, &study.label, (study.estimate, study.lower, study.upper));
        let x = axis.at(study.estimate);
        let _ = write!(
            out,
            "<rect x=\"{:.1}\" y=\"{:.1}\" width=\"{:.1}\" height=\"{:.1}\" fill=\"#12436d\"/>",
            x - half,
            y - half,
            2.0 * half,
            2.0 * half
        );
    }
    if let Some(pooled) = &of.pooled {
        let n = of.studies.len() as f64;
        let diamond = |out: &mut String, y: f64, label: &str, (mean, low, high): (f64, f64, f64)| {
            text(out, y, label, &figures((mean, low, high)), true);
            let (a, b, c) = (axis.at(low), axis.at(mean), axis.at(high));
            let _ = write!(
                out,
                "<polygon points=\"{a:.1},{y:.1} {b:.1},{:.1} {c:.1},{y:.1} {b:.1},{:.1}\" fill=\"#a8123e\"/>",
                y - 8.0,
                y + 8.0
            );
        };
        diamond(&mut out, ROW * (n + 1.2), "Common effect", pooled.common);
        diamond(
            &mut out,
            ROW * (n + 2.2),
            "Mean effect (REML, Hartung-Knapp)",
            (pooled.mean, pooled.lower, pooled.upper),
        );
        if let Some((low, high)) = pooled.prediction {
            let y = ROW * (n + 3.2);
            text(&mut out, y, "Another study (prediction)", &format!("{low:.2} to {high:.2}"), false);
            line(&mut out, &axis, y, low, high, "stroke=\"#a8123e\" stroke-width=\"3\"");
        }
    }
    let labels = [(&of.outcome.below, LEFT, "start"), (&of.outcome.above, RIGHT, "end")];
    for (words, x, anchor) in labels {
        if let Some(words) = words {
            let y = bottom + 38.0;
            let _ = write!(out, "<text x=\"{x}\" y=\"{y:.1}\" text-anchor=\"{anchor}\">{}</text>", escaped(words));
        }
    }
    out.push_str("</svg>");
    out
}

fn figures((estimate, low, high): (f64, f64, f64)) -> String {
    format!("{estimate:.2} ({low:.2} to {high:.2})")
}

fn row(out: &mut String, axis: &Axis, y: f64, label: &str, figures_of: (f64, f64, f64)) {
    text(out, y, label, &figures(figures_of), false);
    line(out, axis, y, figures_of.1, figures_of.2, "stroke=\"#0b0c0c\" stroke-width=\"1.5\"");
}

fn text(out: &mut String, y: f64, label: &str, figures: &str, bold: bool) {
    let weight = if bold { " font-weight=\"700\"" } else { "" };
    let short: String =
        if label.chars().count() > 36 { label.chars().take(35).chain(['…']).collect() } else { label.to_owned() };
    let _ = write!(
        out,
        "<text x=\"4\" y=\"{0:.1}\"{weight}>{1}</text><text x=\"{2}\" y=\"{0:.1}\"{weight}>{3}</text>",
        y + 4.5,
        escaped(&short),
        RIGHT + 14.0,
        escaped(figures)
    );
}

fn line(out: &mut String, axis: &Axis, y: f64, low: f64, high: f64, style: &str) {
    let _ = write!(
        out,
        "<line x1=\"{:.1}\" x2=\"{:.1}\" y1=\"{y:.1}\" y2=\"{y:.1}\" {style}/>",
        axis.at(low),
        axis.at(high)
    );
    for (value, sign) in [(low, -1.0), (high, 1.0)] {
        if axis.beyond(value) {
            let x = axis.at(value);
            let _ = write!(
                out,
                "<path d=\"M{:.1},{:.1} L{x:.1},{y:.1} L{:.1},{:.1}\" fill=\"none\" stroke=\"#0b0c0c\"/>",
                x - 6.0 * sign,
                y - 4.0,
                x - 6.0 * sign,
                y + 4.0
            );
        }
    }
}
