//! The tables of the page.

use crate::{
    enumerate::Performance,
    grid::{Axis, Grid, Line},
    settings::{RATIO_METHODS, SETTINGS, Setting},
};
use std::fmt::Write;

/// What is below this line on the page is written by the program.
pub(crate) const MARK: &str =
    "<!-- Below this line the page is written by `cargo run --release -p wres-disparity --example coverage`. -->";

/// Coverage of the intervals of a ratio in the settings of real returns.
pub(crate) fn settings_table() -> String {
    let mut table = String::from("## Ratios in the settings of real returns\n\n| setting (n1, n2, p2, true ratio) |");
    for (name, _) in RATIO_METHODS {
        let _ = write!(table, " {name} |");
    }
    table.push_str(" Katz undefined | estimate outside 0.80 to 1.25 |\n|---|---|---|---|---|---|---|---|\n");
    for setting in &SETTINGS {
        table.push_str(&settings_row(setting));
        table.push('\n');
    }
    table
}

/// One row of that table.
pub(crate) fn settings_row(setting: &Setting) -> String {
    let Setting { name, n1, n2, p2, ratio } = setting;
    let performances = RATIO_METHODS.map(|method| setting.performance(&method));
    let cells: Vec<String> = performances.iter().map(|performance| format!("{:.3}", performance.coverage)).collect();
    format!(
        "| {name} ({n1}, {n2}, {:.1}%, {ratio:.1}) | {} | {:.0}% | {:.0}% |",
        100.0 * p2,
        cells.join(" | "),
        100.0 * performances[0].undefined,
        100.0 * setting.outside_four_fifths()
    )
}

/// Smallest and mean coverage and mean width of every method over each panel of the grids.
pub(crate) fn grid_tables(grids: &[Grid]) -> String {
    let mut text = String::new();
    for Grid { file, title, axis, panels } in grids {
        let _ = write!(
            text,
            "\n## Intervals of {title}\n\n![Coverage of intervals of {title}](coverage/{file}.svg)\n\n\
             ![Expected width of intervals of {title}](coverage/{file}_width.svg)\n\n"
        );
        text.push_str(
            "| panel | method | smallest coverage | where | mean coverage | share of the grid below 0.93 | mean width |\n",
        );
        text.push_str("|---|---|---|---|---|---|---|\n");
        for panel in panels {
            for line in &panel.lines {
                let _ = writeln!(text, "| {} | {} | {} |", panel.title, line.name, summary(line, axis));
            }
        }
    }
    text
}

fn summary(line: &Line, axis: &Axis) -> String {
    let of = |what: fn(&Performance) -> f64| line.points.iter().map(move |(_, performance)| what(performance));
    let count = line.points.len() as f64;
    let lowest = line.points.iter().min_by(|one, two| one.1.coverage.total_cmp(&two.1.coverage));
    let (place, smallest) = lowest.map_or((0.0, 1.0), |(place, performance)| (*place, performance.coverage));
    let mean = of(|p| p.coverage).sum::<f64>() / count;
    let low = of(|p| f64::from(u8::from(p.coverage < 0.93))).sum::<f64>() / count;
    let width = of(|p| if p.width.is_nan() { 0.0 } else { p.width }).sum::<f64>() / count;
    format!("{smallest:.3} | {} | {mean:.3} | {:.0}% | {width:.3}", axis.label_of(place), 100.0 * low)
}
