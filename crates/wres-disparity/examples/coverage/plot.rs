//! Small multiples as SVG, by hand: a panel per size and effect, a line per method.

use crate::grid::{Grid, Panel};
use std::fmt::Write;

const PANEL: (f64, f64) = (300.0, 170.0);
const GAP: (f64, f64) = (34.0, 46.0);
const TOP: f64 = 64.0;
const LEFT: f64 = 48.0;
const COLUMNS: usize = 3;
/// Coverage shown, from the bottom to the top of a panel.
const RANGE: (f64, f64) = (0.80, 1.0);
/// Distinguishable also without colour vision (Okabe and Ito 2008).
const COLOURS: [&str; 7] = ["#000000", "#e69f00", "#0072b2", "#009e73", "#cc79a7", "#56b4e9", "#d55e00"];
const TICKS: [(f64, &str); 6] =
    [(0.002, "0.2%"), (0.005, "0.5%"), (0.01, "1%"), (0.05, "5%"), (0.2, "20%"), (0.5, "50%")];

/// The figure as a document of its own.
pub fn svg(grid: &Grid) -> String {
    let rows = grid.panels.len().div_ceil(COLUMNS);
    let width = LEFT + COLUMNS as f64 * (PANEL.0 + GAP.0);
    let height = TOP + rows as f64 * (PANEL.1 + GAP.1) + 14.0;
    let mut out = String::new();
    let _ = writeln!(
        out,
        "<svg xmlns=\"http://www.w3.org/2000/svg\" viewBox=\"0 0 {width:.0} {height:.0}\" font-family=\"sans-serif\" font-size=\"10\" role=\"img\">\n\
         <title>{}</title>\n<rect width=\"100%\" height=\"100%\" fill=\"#ffffff\"/>\n\
         <text x=\"{LEFT}\" y=\"20\" font-size=\"14\">{}</text>",
        grid.title, grid.title
    );
    legend(&mut out, grid);
    for (number, panel) in grid.panels.iter().enumerate() {
        let x = LEFT + (number % COLUMNS) as f64 * (PANEL.0 + GAP.0);
        let y = TOP + (number / COLUMNS) as f64 * (PANEL.1 + GAP.1);
        draw(&mut out, panel, x, y);
    }
    let _ = writeln!(
        out,
        "<text x=\"{:.0}\" y=\"{:.0}\" text-anchor=\"middle\">{} (log scale); the line at 0.95 is the nominal level; coverage below {} is cut off</text>\n</svg>",
        width / 2.0,
        height - 6.0,
        grid.axis,
        RANGE.0
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

fn draw(out: &mut String, panel: &Panel, left: f64, top: f64) {
    let across = |p: f64| left + PANEL.0 * (p / 0.002).ln() / 250_f64.ln();
    let down = |coverage: f64| top + PANEL.1 * (RANGE.1 - coverage.clamp(RANGE.0, RANGE.1)) / (RANGE.1 - RANGE.0);
    let _ = writeln!(
        out,
        "<text x=\"{left:.0}\" y=\"{:.0}\" font-weight=\"bold\">{}</text>\n\
         <rect x=\"{left:.0}\" y=\"{top:.0}\" width=\"{:.0}\" height=\"{:.0}\" fill=\"none\" stroke=\"#999999\"/>",
        top - 5.0,
        panel.title,
        PANEL.0,
        PANEL.1
    );
    for coverage in [0.80, 0.85, 0.90, 0.95, 1.0] {
        let (y, stroke) = (down(coverage), if coverage == 0.95 { "#444444" } else { "#e5e5e5" });
        let _ = writeln!(
            out,
            "<line x1=\"{left:.0}\" x2=\"{:.0}\" y1=\"{y:.1}\" y2=\"{y:.1}\" stroke=\"{stroke}\"/><text x=\"{:.0}\" y=\"{:.1}\" text-anchor=\"end\">{coverage:.2}</text>",
            left + PANEL.0,
            left - 4.0,
            y + 3.0
        );
    }
    for (p, label) in TICKS {
        let _ = writeln!(
            out,
            "<text x=\"{:.1}\" y=\"{:.1}\" text-anchor=\"middle\">{label}</text>",
            across(p),
            top + PANEL.1 + 12.0
        );
    }
    for (number, line) in panel.lines.iter().enumerate() {
        let points: Vec<String> = line
            .points
            .iter()
            .map(|(p, performance)| format!("{:.1},{:.1}", across(*p), down(performance.coverage)))
            .collect();
        let _ = writeln!(
            out,
            "<polyline fill=\"none\" stroke=\"{}\" stroke-width=\"1.2\" points=\"{}\"/>",
            COLOURS[number % COLOURS.len()],
            points.join(" ")
        );
    }
}
