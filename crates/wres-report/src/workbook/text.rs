//! Words and formats that the sheets share.

use rust_xlsxwriter::{Format, FormatAlign};
use wres_domain::{Cell, Grouping, Interval, Outcome, Scope};

/// Formats of a workbook.
pub(super) struct Formats {
    pub(super) title: Format,
    pub(super) header: Format,
    pub(super) body: Format,
    pub(super) count: Format,
    pub(super) percent: Format,
    pub(super) ratio: Format,
}

impl Formats {
    pub(super) fn new() -> Self {
        let plain = || Format::new().set_font_name("Arial").set_font_size(12.0);
        Self {
            title: plain().set_bold().set_font_size(16.0),
            header: plain().set_bold().set_text_wrap().set_align(FormatAlign::Top),
            body: plain().set_text_wrap().set_align(FormatAlign::Top),
            count: plain().set_num_format("#,##0").set_align(FormatAlign::Top),
            percent: plain().set_num_format("0.0").set_align(FormatAlign::Top),
            ratio: plain().set_num_format("0.00").set_align(FormatAlign::Top),
        }
    }
}

/// What stands in a cell: a number, or the symbol that stands for one.
pub(super) enum Shown {
    Number(f64),
    Text(String),
}

/// A figure or its symbol.
pub(super) fn shown(cell: Cell<f64>) -> Shown {
    match (cell.symbol(), cell) {
        (Some(symbol), _) => Shown::Text(symbol.to_owned()),
        (None, Cell::Value(number)) if number == f64::INFINITY => Shown::Text("no upper limit".to_owned()),
        (None, Cell::Value(number)) if number == f64::NEG_INFINITY => Shown::Text("no lower limit".to_owned()),
        (None, Cell::Value(number)) if number.is_finite() => Shown::Number(number),
        _ => Shown::Text("[z]".to_owned()),
    }
}

/// Estimate and limits times a factor, as three figures.
pub(super) fn three(cell: Cell<Interval>, factor: f64) -> [Shown; 3] {
    [
        shown(cell.map(|interval| interval.estimate * factor)),
        shown(cell.map(|interval| interval.lower * factor)),
        shown(cell.map(|interval| interval.upper * factor)),
    ]
}

/// What a reader calls the scope of an outcome.
pub(super) fn scope(outcome: &Outcome, everywhere: &str, name: impl Fn(&str) -> Option<String>) -> String {
    match &outcome.place.scope {
        Scope::All => everywhere.to_owned(),
        Scope::Region(region) => region.clone(),
        Scope::Site(id) => name(id.as_str()).unwrap_or_else(|| id.to_string()),
    }
}

/// What a reader calls a grouping.
pub(super) fn grouping(grouping: Grouping) -> &'static str {
    match grouping {
        Grouping::Binary => "Two groups",
        Grouping::ThreeWay => "Three groups",
        Grouping::Five => "Five groups",
        Grouping::Nineteen => "Nineteen groups",
    }
}
