//! A workbook as a description: what both formats are written from.

use wres_domain::{Cell, Interval};

/// A workbook.
#[derive(Debug, Clone, PartialEq)]
pub(crate) struct Workbook {
    pub(super) title: String,
    pub(super) author: String,
    pub(super) sheets: Vec<Sheet>,
}

/// A sheet: a title, lines, and one table at most.
#[derive(Debug, Clone, PartialEq)]
pub(super) struct Sheet {
    pub(super) name: String,
    pub(super) title: String,
    pub(super) lines: Vec<String>,
    pub(super) table: Option<Table>,
    /// Width of the first column where there is no table, in characters.
    pub(super) width: f64,
}

/// A table of a sheet.
#[derive(Debug, Clone, PartialEq)]
pub(super) struct Table {
    /// A name that the formats allow: letters, digits and `_`.
    pub(super) name: String,
    /// What it is for, for screen readers.
    pub(super) says: String,
    /// Headers with the width of their column in characters.
    pub(super) heads: Vec<(String, f64)>,
    pub(super) rows: Vec<Vec<Shown>>,
}

/// What stands in a cell.
#[derive(Debug, Clone, PartialEq)]
pub(super) enum Shown {
    /// A number and how it is shown.
    Number(f64, Form),
    /// A text, or the symbol that stands for a number.
    Text(String),
    /// The name of a sheet, which leads to it.
    Link(String),
}

/// How a number is shown.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Form {
    /// Whole, with thousands apart.
    Count,
    /// One decimal.
    Percent,
    /// Two decimals.
    Ratio,
}

/// A figure or its symbol.
pub(super) fn shown(cell: Cell<f64>, form: Form) -> Shown {
    match (cell.symbol(), cell) {
        (Some(symbol), _) => Shown::Text(symbol.to_owned()),
        (None, Cell::Value(number)) if number == f64::INFINITY => Shown::Text("no upper limit".to_owned()),
        (None, Cell::Value(number)) if number == f64::NEG_INFINITY => Shown::Text("no lower limit".to_owned()),
        (None, Cell::Value(number)) if number.is_finite() => Shown::Number(number, form),
        _ => Shown::Text("[z]".to_owned()),
    }
}

/// Estimate and limits times a factor, as three figures.
pub(super) fn three(cell: Cell<Interval>, factor: f64, form: Form) -> [Shown; 3] {
    let part = |pick: fn(&Interval) -> f64| shown(cell.map(|interval| pick(&interval) * factor), form);
    [part(|i| i.estimate), part(|i| i.lower), part(|i| i.upper)]
}

/// A name that a sheet may have: at most 31 characters, none of those that formulas use.
pub(super) fn sheet_name(id: &str) -> String {
    id.chars().map(|c| if "[]:*?/\\'".contains(c) { '_' } else { c }).take(31).collect()
}
