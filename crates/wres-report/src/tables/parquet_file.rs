//! The tables as Parquet.

use super::{
    columns::COLUMNS,
    comparison_tables::ComparisonTable,
    datum::{Datum, Kind},
};
use crate::{error::ReportError, file::File};
use polars::prelude::{Column, DataFrame, IntoColumn, NamedFrom, ParquetWriter, PolarsResult, Series};
use rayon::prelude::*;
use wres_domain::Outcome;

/// Renders `tables/outcomes.parquet`.
pub(crate) fn parquet(outcomes: &[&Outcome]) -> Result<File, ReportError> {
    let columns: Vec<_> = COLUMNS.iter().collect();
    let columns = columns
        .par_iter()
        .map(|column| series(column.name, column.kind, outcomes.iter().map(|outcome| column.value(outcome))));
    file("outcomes", outcomes.len(), columns.collect())
}

/// Renders `tables/<name>.parquet` of a table of comparisons.
pub(crate) fn comparison_parquet(table: &ComparisonTable) -> Result<File, ReportError> {
    let columns = table.columns.par_iter().enumerate().map(|(at, column)| {
        series(column.name, column.kind, table.rows.iter().map(|row| row.get(at).cloned().unwrap_or(Datum::Empty)))
    });
    file(table.name, table.rows.len(), columns.collect())
}

fn file(name: &'static str, rows: usize, columns: Vec<Column>) -> Result<File, ReportError> {
    let write = || -> PolarsResult<Vec<u8>> {
        let mut bytes = Vec::new();
        // One thread: columns were made by all of them, and Polars would start a pool of its own.
        ParquetWriter::new(&mut bytes).set_parallel(false).finish(&mut DataFrame::new(rows, columns)?)?;
        Ok(bytes)
    };
    let bytes = write().map_err(|error| ReportError::Table { file: name, message: error.to_string() })?;
    Ok(File::new(format!("tables/{name}.parquet"), bytes))
}

fn series(name: &str, kind: Kind, values: impl Iterator<Item = Datum>) -> Column {
    let name = name.into();
    match kind {
        Kind::Text => {
            let text = |datum| match datum {
                Datum::Text(text) => Some(text),
                Datum::Mark(symbol, _) => Some(symbol.to_owned()),
                Datum::Integer(_) | Datum::Number(_) | Datum::Empty => None,
            };
            let texts: Vec<Option<String>> = values.map(text).collect();
            Series::new(name, texts).into_column()
        }
        Kind::Integer => {
            // Other programs read signed integers more widely than unsigned ones; a count beyond them is none.
            let number = |datum| match datum {
                Datum::Integer(number) => i64::try_from(number).ok(),
                _ => None,
            };
            let numbers: Vec<Option<i64>> = values.map(number).collect();
            Series::new(name, numbers).into_column()
        }
        Kind::Number => {
            let numbers: Vec<_> =
                values.map(|datum| if let Datum::Number(n) = datum { Some(n) } else { None }).collect();
            Series::new(name, numbers).into_column()
        }
    }
}

#[cfg(test)]
mod tests {
    use super::comparison_parquet;
    use crate::tables::{
        comparison_tables::{ComparisonTable, Head, number, text},
        datum::{Datum, Kind},
    };
    use polars::prelude::{AnyValue, ParquetReader, SerReader};
    use std::io::Cursor;

    #[test]
    fn a_table_is_read_back_as_it_was_and_the_same_table_gives_the_same_bytes() {
        let columns = vec![
            text("group", "The group."),
            Head { name: "cases", kind: Kind::Integer, description: "" },
            number("ratio", "The ratio."),
        ];
        let row = |group: &str, cases, ratio| vec![Datum::Text(group.to_owned()), cases, ratio];
        let rows = vec![
            row("asian, \"mixed\"\n", Datum::Integer(1 << 60), Datum::Number(f64::INFINITY)),
            row("", Datum::Empty, Datum::Number(-0.1)),
            row("white", Datum::Integer(0), Datum::Empty),
            // A row that is cut short lacks its last cells.
            vec![Datum::Empty],
        ];
        let table = ComparisonTable { name: "sites", title: "", says: "", columns, rows };
        let file = comparison_parquet(&table).unwrap();
        assert_eq!(
            (file.path.as_str(), &file.bytes),
            ("tables/sites.parquet", &comparison_parquet(&table).unwrap().bytes)
        );
        let frame = ParquetReader::new(Cursor::new(file.bytes)).finish().unwrap();
        assert_eq!(frame.shape(), (4, 3));
        let read = |name: &str| {
            let column = frame.column(name).unwrap();
            (0..4).map(|row| column.get(row).unwrap().into_static()).collect::<Vec<_>>()
        };
        let text = |text: &str| AnyValue::StringOwned(text.into());
        assert_eq!(read("group"), [text("asian, \"mixed\"\n"), text(""), text("white"), AnyValue::Null]);
        let cases = [AnyValue::Int64(1 << 60), AnyValue::Null, AnyValue::Int64(0), AnyValue::Null];
        assert_eq!(read("cases"), cases);
        let ratios = [AnyValue::Float64(f64::INFINITY), AnyValue::Float64(-0.1), AnyValue::Null, AnyValue::Null];
        assert_eq!(read("ratio"), ratios);
    }
}
