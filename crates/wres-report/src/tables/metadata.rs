//! What the columns mean, for programs: a Frictionless Table Schema, and CSV on the Web metadata beside the file.

use super::{columns::COLUMNS, datum::Kind};
use crate::{error::ReportError, file::File, publication::About};
use serde_json::{Value, json};

/// The Table Schema of `tables/outcomes.csv` and `tables/outcomes.parquet`, as text with a line end.
#[must_use]
pub fn outcomes_schema() -> String {
    let fields = fields(COLUMNS.iter().map(|one| (one.name, one.kind, one.description)));
    let schema = json!({
        "$schema": "https://datapackage.org/profiles/2.0/tableschema.json",
        "name": "outcomes",
        "title": "Outcomes",
        "description": "One outcome a row: everything said about one group in one place. A figure that is not there is empty, \
                        and the column ending in `_mark` says why.",
        "fields": fields,
        "primaryKey": ["indicator", "period", "scope_kind", "scope", "service", "dimension", "stratum", "grouping", "group"],
    });
    format!("{schema:#}\n")
}

/// Columns as the fields of a Table Schema.
pub(crate) fn fields<'a>(columns: impl Iterator<Item = (&'a str, Kind, &'a str)>) -> Vec<Value> {
    columns
        .map(|(name, of, description)| json!({ "name": name, "type": kind(of), "description": description }))
        .collect()
}

/// Renders `tables/outcomes.csv-metadata.json`.
pub(crate) fn csvw(about: &About) -> Result<File, ReportError> {
    let columns = COLUMNS.iter().map(|column| (column.name, column.kind, column.description));
    let bytes = described("outcomes.csv", &about.title, &about.run.id, columns)
        .map_err(|error| ReportError::Table { file: "outcomes.csv-metadata.json", message: error.to_string() })?;
    Ok(File::new("tables/outcomes.csv-metadata.json", bytes))
}

/// CSV on the Web metadata of a file: name, type and meaning of every column.
pub(super) fn described<'a>(
    file: &str,
    title: &str,
    run: &str,
    columns: impl Iterator<Item = (&'a str, Kind, &'a str)>,
) -> serde_json::Result<Vec<u8>> {
    let columns: Vec<Value> = columns
        .map(|(name, of, description)| {
            json!({
                "name": name,
                "titles": name,
                "datatype": if of == Kind::Number { "double" } else { kind(of) },
                "dc:description": description,
            })
        })
        .collect();
    let metadata = json!({
        "@context": ["http://www.w3.org/ns/csvw", { "@language": "en" }],
        "url": file,
        "dc:title": title,
        "dc:identifier": run,
        "dialect": { "header": true, "encoding": "utf-8" },
        "tableSchema": { "columns": columns },
    });
    let mut bytes = serde_json::to_vec_pretty(&metadata)?;
    bytes.push(b'\n');
    Ok(bytes)
}

fn kind(kind: Kind) -> &'static str {
    match kind {
        Kind::Text => "string",
        Kind::Integer => "integer",
        Kind::Number => "number",
    }
}

#[cfg(test)]
mod tests {
    use super::outcomes_schema;
    use std::path::Path;

    #[test]
    #[expect(clippy::disallowed_methods, reason = "the test reads and, when asked to, rewrites the generated file")]
    fn the_generated_schema_is_current() {
        let path = Path::new(env!("CARGO_MANIFEST_DIR")).join("../../schemas/generated/outcomes.schema.json");
        if std::env::var_os("WRES_UPDATE").is_some() {
            std::fs::create_dir_all(path.parent().unwrap()).unwrap();
            std::fs::write(&path, outcomes_schema()).unwrap();
        }
        let committed = std::fs::read_to_string(&path).unwrap();
        assert!(committed == outcomes_schema(), "run the tests with WRES_UPDATE=1 and commit {}", path.display());
    }
}
