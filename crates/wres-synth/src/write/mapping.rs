//! The mapping file of a site: how its words become canonical ones.

use super::{
    files::{file_pattern, sheet_name},
    words::{grade, header, list_of, own_words},
};
use crate::{
    plan::SiteOutline,
    style::{Codes, Container, Dates, Headers},
    table::Table,
};
use std::fmt::Write;
use wres_domain::Dataset;

/// Writes the mapping of a site for the tables that it sends.
pub(crate) fn mapping(outline: &SiteOutline, tables: &[&Table]) -> String {
    let style = &outline.style;
    let mut out = String::new();
    line(&mut out, &format!("# How {} writes its files. Fictitious.", outline.name));
    line(&mut out, &format!("site = {}", quote(&outline.code)));
    // In workbooks dates are dates of the workbook and need no order, unless they are written as text.
    if style.dates != Dates::Iso {
        line(&mut out, "date_order = \"dmy\"");
    }
    for table in tables {
        source(&mut out, outline, table);
    }
    line(&mut out, "\n[grades]");
    for rung in 1..=9 {
        line(&mut out, &format!("{} = \"{rung}\"", quote(grade(style.grades, rung))));
    }
    out
}

fn source(out: &mut String, outline: &SiteOutline, table: &Table) {
    let style = &outline.style;
    let dataset = table.dataset;
    line(out, "\n[[source]]");
    line(out, &format!("dataset = {}", quote(dataset.name())));
    line(out, &format!("file = {}", quote(&file_pattern(outline, dataset))));
    if style.container == Container::OneWorkbook {
        line(out, &format!("sheet = {}", quote(&sheet_name(dataset))));
    }
    section(out, "source.columns", own_headers(style.headers, dataset, table));
    let of_ethnicity = table.columns.iter().filter(|name| list_of(dataset, name) == Some("ethnicity"));
    let lists = of_ethnicity.map(|name| ((*name).to_owned(), style.ethnicity.name().to_owned())).collect();
    section(out, "source.codelists", lists);
    if style.codes == Codes::Own {
        for name in &table.columns {
            let words = list_of(dataset, name).map(own_words).into_iter().flatten();
            let words = words.map(|(word, code)| (word.to_owned(), code.to_owned())).collect();
            section(out, &format!("source.values.{name}"), words);
        }
    }
}

fn own_headers(headers: Headers, dataset: Dataset, table: &Table) -> Vec<(String, String)> {
    let explain = |name: &&str| {
        let (header, explain) = header(headers, dataset, name);
        explain.then(|| ((*name).to_owned(), header))
    };
    table.columns.iter().filter_map(explain).collect()
}

fn section(out: &mut String, name: &str, pairs: Vec<(String, String)>) {
    if pairs.is_empty() {
        return;
    }
    line(out, &format!("[{name}]"));
    for (key, value) in pairs {
        line(out, &format!("{} = {}", quote(&key), quote(&value)));
    }
}

/// A basic string of TOML; the words used here have no control characters.
fn quote(text: &str) -> String {
    format!("\"{}\"", text.replace('\\', "\\\\").replace('"', "\\\""))
}

fn line(out: &mut String, text: &str) {
    // Writing to a string cannot fail.
    let _ = writeln!(out, "{text}");
}
