//! An indicator in plain words, for a terminal.

use super::article::{Block, Section, article};
use crate::definition::{Indicator, Standard, Threshold};
use wres_domain::thousands;

/// Longest line of a paragraph, in characters.
const WIDTH: usize = 96;

/// Everything about an indicator in plain text: definition, how it is counted, what is published, a worked example, what
/// changed in which year, and the source.
#[must_use]
pub fn explain(standard: &Standard, indicator: &Indicator) -> String {
    let mut out = format!("{}: {}\n{}\n", indicator.id, indicator.title, standard.title);
    for Section { heading, blocks } in article(standard, indicator) {
        out.push_str(&format!("\n{heading}\n"));
        for block in blocks {
            match block {
                Block::Paragraph(text) => wrap(&mut out, &text, "  ", "  "),
                Block::List(items) => items.iter().for_each(|item| wrap(&mut out, item, "  - ", "    ")),
                Block::Table(header, rows) => table(&mut out, &header, &rows),
            }
        }
    }
    out
}

/// A standard in plain text: what it is for, what applies to whom, its indicators, and the source.
#[must_use]
pub fn explain_standard(standard: &Standard) -> String {
    let mut out = format!("{}: {}\n\n", standard.id, standard.title);
    wrap(&mut out, &standard.summary, "  ", "  ");
    let thresholds: Vec<(&Indicator, &Threshold)> =
        standard.indicators.iter().filter_map(|one| Some((one, one.threshold.as_ref()?))).collect();
    if !thresholds.is_empty() {
        out.push_str("\nWhat applies to whom\n");
    }
    for (indicator, Threshold { at_least, reached, below }) in thresholds {
        let at_least = thousands(*at_least);
        wrap(&mut out, &format!("From {at_least} in {}: {reached}", indicator.id), "  - ", "    ");
        wrap(&mut out, &format!("Below {at_least}: {below}"), "  - ", "    ");
    }
    out.push_str("\nIndicators\n");
    for indicator in &standard.indicators {
        wrap(&mut out, &format!("{}: {}", indicator.id, indicator.title), "  - ", "    ");
    }
    out.push_str("\nSource\n");
    wrap(&mut out, &standard.source, "  ", "  ");
    out
}

fn wrap(out: &mut String, text: &str, first: &str, next: &str) {
    let mut line = first.to_owned();
    let mut empty = true;
    for word in text.split_whitespace() {
        if !empty && line.chars().count() + 1 + word.chars().count() > WIDTH {
            out.push_str(line.trim_end());
            out.push('\n');
            line = next.to_owned();
            empty = true;
        }
        if !empty {
            line.push(' ');
        }
        line.push_str(word);
        empty = false;
    }
    out.push_str(line.trim_end());
    out.push('\n');
}

fn table(out: &mut String, header: &[String], rows: &[Vec<String>]) {
    let lines = || std::iter::once(header).chain(rows.iter().map(Vec::as_slice));
    let width = |column: usize| lines().filter_map(|line| line.get(column)).map(|cell| cell.chars().count()).max();
    let widths: Vec<usize> = (0..header.len()).map(|column| width(column).unwrap_or(0)).collect();
    for line in lines() {
        let cells: Vec<String> = line.iter().zip(&widths).map(|(cell, width)| format!("{cell:<width$}")).collect();
        out.push_str(format!("    {}", cells.join("  ")).trim_end());
        out.push('\n');
    }
}
