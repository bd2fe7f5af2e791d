//! What a publication is, for programs and for those who cite it: `datapackage.json`, `ro-crate-metadata.json`, `CITATION.cff`.

use crate::{
    error::ReportError,
    file::File,
    publication::About,
    tables::{COLUMNS, ComparisonTable, fields},
};
use serde_json::{Value, json};

/// Renders `datapackage.json`: a Tabular Data Package of every CSV file.
pub(crate) fn data_package(about: &About, tables: &[&ComparisonTable]) -> Result<File, ReportError> {
    let outcomes = COLUMNS.iter().map(|one| (one.name, one.kind, one.description));
    let mut resources = vec![resource(
        "outcomes",
        "Outcomes",
        "One outcome a row: everything said about one group in one place.",
        fields(outcomes),
    )];
    resources.extend(tables.iter().map(|table| {
        let columns = table.columns.iter().map(|one| (one.name, one.kind, one.description));
        resource(table.name, table.title, table.says, fields(columns))
    }));
    // The one that a person opens first stands first.
    resources.sort_by_key(|one| one["name"] != "headlines");
    let package = json!({
        "profile": "tabular-data-package",
        "name": slug(&about.title),
        "id": about.run.id,
        "title": about.title,
        "description": "Workforce race equality: released figures with their intervals. A figure that is not there is empty, and a column ending in _mark says why.",
        "version": about.run.version,
        "sources": about.standards.iter().map(|standard| json!({ "title": standard.source })).collect::<Vec<_>>(),
        "resources": resources,
    });
    file("datapackage.json", &package)
}

fn resource(name: &str, title: &str, says: &str, fields: Vec<Value>) -> Value {
    json!({
        "profile": "tabular-data-resource",
        "name": name,
        "path": format!("tables/{name}.csv"),
        "title": title,
        "description": says,
        "scheme": "file",
        "format": "csv",
        "mediatype": "text/csv",
        "encoding": "utf-8",
        "schema": { "fields": fields, "missingValues": [""] },
    })
}

/// Renders `ro-crate-metadata.json`: what the files are and what they were made from.
pub(crate) fn crate_metadata(about: &About, files: &[File]) -> Result<File, ReportError> {
    let parts: Vec<Value> = files
        .iter()
        .map(|file| json!({ "@id": file.path, "@type": "File", "name": file.path, "encodingFormat": format_of(&file.path), }))
        .collect();
    let reference = |path: &str| json!({ "@id": path });
    let inputs: Vec<Value> = (0_u32..)
        .zip(&about.run.provenance)
        .map(|(at, (name, value))| json!({ "@id": format!("#input-{at}"), "@type": "PropertyValue", "name": name, "value": value }))
        .collect();
    let periods: Vec<String> = about
        .periods
        .first()
        .zip(about.periods.last())
        .map(|(first, last)| format!("{}/{}", first.from, last.snapshot))
        .into_iter()
        .collect();
    let mut graph = vec![
        json!({
            "@id": "ro-crate-metadata.json",
            "@type": "CreativeWork",
            "conformsTo": { "@id": "https://w3id.org/ro/crate/1.1" },
            "about": { "@id": "./" },
        }),
        json!({
            "@id": "./",
            "@type": "Dataset",
            "identifier": about.run.id,
            "name": about.title,
            "description": about.summary.clone().unwrap_or_else(|| "Workforce race equality: released figures with their intervals.".to_owned()),
            "publisher": about.publisher,
            "temporalCoverage": periods.first(),
            "hasPart": files.iter().map(|file| reference(&file.path)).collect::<Vec<_>>(),
        }),
        json!({ "@id": "#wres", "@type": "SoftwareApplication", "name": "wres", "softwareVersion": about.run.version }),
        json!({
            "@id": "#run",
            "@type": "CreateAction",
            "name": format!("Run {}", about.run.id),
            "description": "The same inputs, pipeline file and version give the same bytes: wres run with the pipeline file makes it again.",
            "instrument": { "@id": "#wres" },
            "object": inputs.iter().map(|input| json!({ "@id": input["@id"] })).collect::<Vec<_>>(),
            "result": { "@id": "./" },
        }),
    ];
    graph.extend(inputs.iter().cloned());
    graph.extend(parts);
    file("ro-crate-metadata.json", &json!({ "@context": "https://w3id.org/ro/crate/1.1/context", "@graph": graph }))
}

/// Renders `CITATION.cff`.
pub(crate) fn citation(about: &About) -> File {
    let quoted = |text: &str| Value::from(text).to_string();
    let author = about.publisher.clone().unwrap_or_else(|| about.title.clone());
    let text = format!(
        "cff-version: 1.2.0\nmessage: {}\ntype: dataset\ntitle: {}\nversion: {}\nabstract: {}\nauthors:\n  - name: {}\n",
        quoted("Cite the figures with the identity of the run, which names their inputs."),
        quoted(&about.title),
        quoted(&about.run.id),
        quoted(&format!("Workforce race equality figures with their intervals, made by wres {}.", about.run.version)),
        quoted(&author),
    );
    File::new("CITATION.cff", text.into_bytes())
}

fn format_of(path: &str) -> &'static str {
    match path.rsplit('.').next().unwrap_or_default() {
        "html" => "text/html",
        "csv" => "text/csv",
        "json" => "application/json",
        "parquet" => "application/vnd.apache.parquet",
        "xlsx" => "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
        "ods" => "application/vnd.oasis.opendocument.spreadsheet",
        _ => "text/plain",
    }
}

fn file(path: &'static str, value: &Value) -> Result<File, ReportError> {
    let mut bytes = serde_json::to_vec_pretty(value)
        .map_err(|error| ReportError::Table { file: path, message: error.to_string() })?;
    bytes.push(b'\n');
    Ok(File::new(path, bytes))
}

/// A name of lower-case letters, digits and `-`.
fn slug(title: &str) -> String {
    let plain: String = title.to_lowercase().chars().map(|c| if c.is_ascii_alphanumeric() { c } else { '-' }).collect();
    let parts: Vec<&str> = plain.split('-').filter(|part| !part.is_empty()).collect();
    if parts.is_empty() { "publication".to_owned() } else { parts.join("-") }
}
