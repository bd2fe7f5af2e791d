//! Reads a Frictionless Table Schema into columns.

use crate::dataset::{Column, ColumnKind, Dataset, DatasetSchema, Sensitivity};
use crate::normalise::normalise;
use serde::Deserialize;

#[derive(Deserialize)]
struct TableSchema {
    name: String,
    description: String,
    fields: Vec<Field>,
}

#[derive(Deserialize)]
struct Field {
    name: String,
    description: String,
    #[serde(default)]
    constraints: Constraints,
    #[serde(rename = "wres:kind")]
    kind: String,
    #[serde(rename = "wres:codelist")]
    codelist: Option<String>,
    #[serde(rename = "wres:sensitivity")]
    sensitivity: Sensitivity,
    #[serde(rename = "wres:synonyms", default)]
    synonyms: Vec<String>,
}

#[derive(Deserialize, Default)]
struct Constraints {
    #[serde(default)]
    required: bool,
}

/// Reads the text of a schema.
///
/// # Errors
/// A sentence that says what is wrong with the file.
pub(crate) fn read(dataset: Dataset, text: &str) -> Result<DatasetSchema, String> {
    let schema: TableSchema = serde_json::from_str(text).map_err(|error| format!("{}: {error}", dataset.name()))?;
    if schema.name != dataset.name() {
        return Err(format!("{}: the schema is named `{}`", dataset.name(), schema.name));
    }
    let columns = schema.fields.into_iter().map(|field| column(dataset, field)).collect::<Result<Vec<_>, _>>()?;
    Ok(DatasetSchema { dataset, row: schema.description, columns })
}

fn column(dataset: Dataset, field: Field) -> Result<Column, String> {
    let kind = match (field.kind.as_str(), field.codelist) {
        ("code", Some(list)) => ColumnKind::Code(list),
        ("key", None) => ColumnKind::Key,
        ("date", None) => ColumnKind::Date,
        ("date_time", None) => ColumnKind::DateTime,
        ("birth_date", None) => ColumnKind::BirthDate,
        ("money", None) => ColumnKind::Money,
        ("fte", None) => ColumnKind::Fte,
        ("flag", None) => ColumnKind::Flag,
        ("text", None) => ColumnKind::Text,
        ("integer", None) => ColumnKind::Integer,
        ("number", None) => ColumnKind::Number,
        ("marked_count", None) => ColumnKind::MarkedCount,
        (kind, _) => {
            return Err(format!(
                "{}.{}: `wres:kind` `{kind}` is unknown or lacks its code list",
                dataset.name(),
                field.name
            ));
        }
    };
    Ok(Column {
        name: field.name,
        description: field.description,
        kind,
        required: field.constraints.required,
        sensitivity: field.sensitivity,
        synonyms: field.synonyms.iter().map(|synonym| normalise(synonym)).collect(),
    })
}
