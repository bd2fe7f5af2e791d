//! The reference page of all standards, in Markdown.

use super::article::{Block, Section, article};
use crate::definition::{Indicator, Standard};

/// The reference page of indicators: for every standard given, each indicator with definition, counting, worked example and
/// history.
#[must_use]
pub fn reference_page(standards: &[&Standard]) -> String {
    let mut out = String::from(
        "# Indicators\n\nGenerated from `schemas/standards/`: do not edit. `wres explain` prints the same about one indicator.\n",
    );
    for standard in standards {
        out.push_str(&format!("\n- [{}](#{}): {}\n", standard.title, anchor(&standard.title), standard.id));
        for indicator in &standard.indicators {
            out.push_str(&format!("  - [{}](#{}): {}\n", indicator.id, anchor(&heading(indicator)), indicator.title));
        }
    }
    for standard in standards {
        out.push_str(&format!("\n## {}\n\n{}\n\nSource: {}.\n", standard.title, standard.summary, standard.source));
        for indicator in &standard.indicators {
            out.push_str(&format!("\n### {}\n", heading(indicator)));
            for Section { heading, blocks } in article(standard, indicator) {
                out.push_str(&format!("\n#### {heading}\n"));
                for block in blocks {
                    out.push('\n');
                    write(&mut out, &block);
                }
            }
        }
    }
    out
}

fn heading(indicator: &Indicator) -> String {
    format!("{}: {}", indicator.id, indicator.title)
}

fn write(out: &mut String, block: &Block) {
    match block {
        Block::Paragraph(text) => out.push_str(&format!("{text}\n")),
        Block::List(items) => items.iter().for_each(|item| out.push_str(&format!("- {item}\n"))),
        Block::Table(header, rows) => {
            let line = |cells: &[String]| format!("| {} |\n", cells.join(" | "));
            out.push_str(&line(header));
            out.push_str(&format!("|{}\n", " --- |".repeat(header.len())));
            rows.iter().for_each(|row| out.push_str(&line(row)));
        }
    }
}

/// The anchor that a Markdown reader gives a heading.
fn anchor(heading: &str) -> String {
    let kept = heading.chars().filter(|c| c.is_alphanumeric() || matches!(c, ' ' | '-'));
    kept.flat_map(char::to_lowercase).map(|c| if c == ' ' { '-' } else { c }).collect()
}
