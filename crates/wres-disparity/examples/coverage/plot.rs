//! Small multiples as SVG, by hand: a panel per size and effect, a line per method.

use crate::{
    enumerate::Performance,
    grid::{Axis, Grid, Panel},
};
use std::fmt::Write;

const PANEL: (f64, f64) = (300.0, 170.0);
const GAP: (f64, f64) = (34.0, 46.0);
const TOP: f64 = 64.0;
const LEFT: f64 = 48.0;
const COLUMNS: usize = 3;
/// Coverage shown, from the bottom to the top of a panel.
const COVERAGE: (f64, f64) = (0.80, 1.0);
/// Of how many points of a smooth line one is drawn.
const SPARSE: usize = 4;
/// Distinguishable also without colour vision (Okabe and Ito 2008).
const COLOURS: [&str; 7] = ["#000000", "#e69f00", "#0072b2", "#009e73", "#cc79a7", "#56b4e9", "#d55e00"];

/// What is shown upwards.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Measure {
    /// The probability that the interval holds the truth.
    Coverage,
    /// The mean width of the intervals that exist.
    Width,
}

impl Measure {
    fn of(self, performance: &Performance) -> f64 {
        match self {
            Self::Coverage => performance.coverage,
            Self::Width => performance.width,
        }
    }

    /// From the bottom to the top of a panel.
    fn range(self, panel: &Panel) -> (f64, f64) {
        match self {
            Self::Coverage => COVERAGE,
            Self::Width => {
                let widths = panel.lines.iter().flat_map(|line| &line.points).map(|(_, performance)| performance.width);
                (0.0, 0.1 * (10.0 * widths.fold(0.0, f64::max)).ceil())
            }
        }
    }

    /// Values with a line across the panel; the label of each has two digits after the point.
    fn lines(self, range: (f64, f64)) -> Vec<f64> {
        let steps = match self {
            Self::Coverage => 4,
            Self::Width => 2,
        };
        (0..=steps).map(|step| range.0 + (range.1 - range.0) * f64::from(step) / f64::from(steps)).collect()
    }
}

/// The figure as a document of its own.
pub(crate) fn svg(grid: &Grid, measure: Measure) -> String {
    let rows = grid.panels.len().div_ceil(COLUMNS);
    let width = LEFT + COLUMNS as f64 * (PANEL.0 + GAP.0);
    let height = TOP + rows as f64 * (PANEL.1 + GAP.1) + 14.0;
    let (title, note) = match measure {
        Measure::Coverage => (
            format!("Coverage of 95% intervals of {}", grid.title),
            "the dark line is the nominal level; coverage below 0.80 is cut off",
        ),
        Measure::Width => (format!("Expected width of 95% intervals of {}", grid.title), "of the intervals that exist"),
    };
    let mut out = String::new();
    let _ = writeln!(
        out,
        "<svg xmlns=\"http://www.w3.org/2000/svg\" viewBox=\"0 0 {width:.0} {height:.0}\" font-family=\"sans-serif\" font-size=\"10\" role=\"img\">\n\
         <title>{title}</title>\n<rect width=\"100%\" height=\"100%\" fill=\"#ffffff\"/>\n\
         <text x=\"{LEFT}\" y=\"20\" font-size=\"14\">{title}</text>",
    );
    legend(&mut out, grid);
    for (number, panel) in grid.panels.iter().enumerate() {
        let x = LEFT + (number % COLUMNS) as f64 * (PANEL.0 + GAP.0);
        let y = TOP + (number / COLUMNS) as f64 * (PANEL.1 + GAP.1);
        frame(&mut out, panel, grid.axis, measure, (x, y));
        lines(&mut out, panel, grid.axis, measure, (x, y));
    }
    let _ = writeln!(
        out,
        "<text x=\"{:.0}\" y=\"{:.0}\" text-anchor=\"middle\">{} (log scale); {note}</text>\n</svg>",
        width / 2.0,
        height - 6.0,
        grid.axis.label,
    );
    out
}

fn legend(out: &mut String, grid: &Grid) {
    let Some(panel) = grid.panels.first() else { return };
    for (number, line) in panel.lines.iter().enumerate() {
        let x = LEFT + number as f64 * 138.0;
        let _ = writeln!(
            out,
            "<line x1=\"{x:.0}\" x2=\"{:.0}\" y1=\"36\" y2=\"36\" stroke=\"{}\" stroke-width=\"2\"/><text x=\"{:.0}\" y=\"39\">{}</text>",
            x + 18.0,
            COLOURS[number % COLOURS.len()],
            x + 23.0,
            line.name
        );
    }
}

/// Title, box, and the two axes.
fn frame(out: &mut String, panel: &Panel, axis: &Axis, measure: Measure, corner: (f64, f64)) {
    let (left, top) = corner;
    let range = measure.range(panel);
    let _ = writeln!(
        out,
        "<text x=\"{left:.0}\" y=\"{:.0}\" font-weight=\"bold\">{}</text>\n\
         <rect x=\"{left:.0}\" y=\"{top:.0}\" width=\"{:.0}\" height=\"{:.0}\" fill=\"none\" stroke=\"#999999\"/>",
        top - 5.0,
        panel.title,
        PANEL.0,
        PANEL.1
    );
    for value in measure.lines(range) {
        let nominal = measure == Measure::Coverage && (value - 0.95).abs() < 1e-9;
        let (y, stroke) = (up(value, range, top), if nominal { "#444444" } else { "#e5e5e5" });
        let _ = writeln!(
            out,
            "<line x1=\"{left:.0}\" x2=\"{:.0}\" y1=\"{y:.1}\" y2=\"{y:.1}\" stroke=\"{stroke}\"/><text x=\"{:.0}\" y=\"{:.1}\" text-anchor=\"end\">{value:.2}</text>",
            left + PANEL.0,
            left - 4.0,
            y + 3.0
        );
    }
    for (value, label) in axis.ticks {
        let _ = writeln!(
            out,
            "<text x=\"{:.1}\" y=\"{:.1}\" text-anchor=\"middle\">{label}</text>",
            across(*value, axis, left),
            top + PANEL.1 + 12.0
        );
    }
}

fn lines(out: &mut String, panel: &Panel, axis: &Axis, measure: Measure, (left, top): (f64, f64)) {
    let range = measure.range(panel);
    let every = if measure == Measure::Width { SPARSE } else { 1 };
    for (number, line) in panel.lines.iter().enumerate() {
        let drawn = line.points.iter().step_by(every).filter(|(_, performance)| !measure.of(performance).is_nan());
        let points: Vec<String> = drawn
            .map(|(value, performance)| {
                format!("{:.1},{:.1}", across(*value, axis, left), up(measure.of(performance), range, top))
            })
            .collect();
        let _ = writeln!(
            out,
            "<polyline fill=\"none\" stroke=\"{}\" stroke-width=\"1.2\" points=\"{}\"/>",
            COLOURS[number % COLOURS.len()],
            points.join(" ")
        );
    }
}

fn across(value: f64, axis: &Axis, left: f64) -> f64 {
    left + PANEL.0 * (value / axis.range.0).ln() / (axis.range.1 / axis.range.0).ln()
}

fn up(value: f64, (bottom, top): (f64, f64), edge: f64) -> f64 {
    edge + PANEL.1 * (top - value.clamp(bottom, top)) / (top - bottom)
}
