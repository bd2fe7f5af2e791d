//! A table of sites or periods beside one another on one sheet.

use super::model::{Form, Sheet, Shown, Table};
use crate::tables::{ComparisonTable, Datum};

/// Whether a row stands in the workbook: the whole of an indicator, two groups. Everything stands in the tables beside it.
fn wanted(table: &ComparisonTable, row: &[Datum]) -> bool {
    let is = |name: &str, value: &str| {
        let at = table.columns.iter().position(|column| column.name == name);
        at.is_none_or(|at| row.get(at) == Some(&Datum::Text(value.to_owned())))
    };
    is("stratum", "") && is("grouping", "binary")
}

/// The sheet of a table.
pub(super) fn sheet(table: &ComparisonTable) -> Sheet {
    let rows: Vec<Vec<Shown>> =
        table.rows.iter().filter(|row| wanted(table, row)).map(|row| row.iter().map(of).collect()).collect();
    let inside = format!(
        "This sheet has one table of {} rows: whole indicators, two groups. All of it is in tables/{}.csv.",
        rows.len(),
        table.name
    );
    let width = |name: &str| if name == "sentence" { 80.0 } else { 16.0 };
    Sheet {
        name: table.title.to_owned(),
        title: table.title.to_owned(),
        lines: vec![table.says.to_owned(), inside, "What each column means is in datapackage.json.".to_owned()],
        table: Some(Table {
            name: format!("table_{}", table.name),
            says: table.says.to_owned(),
            heads: table.columns.iter().map(|column| (column.name.to_owned(), width(column.name))).collect(),
            rows,
        }),
        width: 16.0,
    }
}

fn of(datum: &Datum) -> Shown {
    match datum {
        Datum::Text(text) => Shown::Text(text.clone()),
        Datum::Mark(symbol, _) => Shown::Text((*symbol).to_owned()),
        Datum::Integer(n) => Shown::Number(*n as f64, Form::Count),
        Datum::Number(n) if n.is_finite() => Shown::Number(*n, Form::Ratio),
        Datum::Number(n) => Shown::Text(if *n > 0.0 { "no upper limit" } else { "no lower limit" }.to_owned()),
        Datum::Empty => Shown::Text(String::new()),
    }
}
