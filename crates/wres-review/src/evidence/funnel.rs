//! The funnel: each study's effect against its standard error, from ten studies up.

use super::{Synthesis, pool::FOR_EGGER};
use crate::page::escaped;
use std::fmt::Write;

const WIDTH: f64 = 640.0;
const HEIGHT: f64 = 360.0;
const EDGE: f64 = 60.0;

/// The funnel of one outcome as SVG; `None` for fewer than ten studies, of which it would tell nothing.
pub(super) fn funnel(of: &Synthesis) -> Option<String> {
    let pooled = of.pooled.as_ref().filter(|_| of.studies.len() >= FOR_EGGER)?;
    let largest = of.studies.iter().map(|study| study.se).fold(0.0, f64::max);
    let centre = pooled.common_y;
    let reach = of.studies.iter().map(|study| (study.y - centre).abs()).fold(2.0 * largest, f64::max) * 1.05;
    if !(reach.is_finite() && reach > 0.0 && largest > 0.0) {
        return None;
    }
    let x = |y: f64| EDGE + (y - centre + reach) / (2.0 * reach) * (WIDTH - 2.0 * EDGE);
    let down = |se: f64| EDGE + se / largest * (HEIGHT - 2.0 * EDGE);
    let mut out = String::new();
    let name = escaped(&of.outcome.name);
    let _ = write!(
        out,
        "<svg viewBox=\"0 0 {WIDTH} {HEIGHT}\" role=\"img\" aria-label=\"Funnel of {name}: effect against standard error; the table of \
         studies holds every figure\" font-family=\"Arial,sans-serif\" font-size=\"13\"><title>Funnel of {name}</title>"
    );
    let (top, bottom, middle) = (down(0.0), down(largest), x(centre));
    let _ = write!(
        out,
        "<line x1=\"{middle:.1}\" x2=\"{middle:.1}\" y1=\"{top:.1}\" y2=\"{bottom:.1}\" stroke=\"#505a5f\"/>"
    );
    for side in [-1.96, 1.96] {
        // Where studies of one effect would lie, 95 in 100 of them.
        let edge = x(centre + side * largest);
        let _ = write!(
            out,
            "<line x1=\"{middle:.1}\" x2=\"{edge:.1}\" y1=\"{top:.1}\" y2=\"{bottom:.1}\" stroke=\"#505a5f\" stroke-dasharray=\"5 4\"/>"
        );
    }
    for study in &of.studies {
        let _ = write!(
            out,
            "<circle cx=\"{:.1}\" cy=\"{:.1}\" r=\"4\" fill=\"#12436d\"><title>{}</title></circle>",
            x(study.y),
            down(study.se),
            escaped(&study.label)
        );
    }
    let scale = if of.outcome.is_ratio() { "effect, on the log scale" } else { "effect" };
    let _ = write!(
        out,
        "<text x=\"{middle:.1}\" y=\"{:.1}\" text-anchor=\"middle\">{scale}; the line is the common effect</text>\
         <text x=\"6\" y=\"{:.1}\">0</text><text x=\"6\" y=\"{:.1}\">{largest:.2}</text><text x=\"6\" y=\"{:.1}\">standard error</text></svg>",
        HEIGHT - 12.0,
        top + 4.0,
        bottom + 4.0,
        top - 22.0
    );
    Some(out)
}
