//! `wres schema`: the contract as data.

use crate::{
    args::SchemaArgs,
    exit::{Exit, Failure},
    output::print,
};
use wres_domain::Dataset;

/// Schemas that are not of a dataset.
const OTHERS: [&str; 4] = ["mapping", "pipeline", "standard", "outcomes"];

pub(crate) fn run(args: &SchemaArgs) -> Result<Exit, Failure> {
    let Some(name) = &args.name else {
        print("Datasets (Frictionless Table Schema):")?;
        for dataset in Dataset::ALL {
            print(format!("  {:<16} {}", dataset.name(), dataset.schema().row))?;
        }
        print(format!("Files (JSON Schema, Table Schema): {}", OTHERS.join(", ")))?;
        return Ok(Exit::Done);
    };
    let text = match (Dataset::from_name(name), name.as_str()) {
        (Some(dataset), _) => dataset.schema_text().to_owned(),
        (None, "mapping") => wres_pipeline::mapping_schema(),
        (None, "pipeline") => wres_pipeline::pipeline_schema(),
        (None, "standard") => wres_metrics::standard_schema(),
        (None, "outcomes") => wres_pipeline::outcomes_schema(),
        (None, _) => {
            return Err(Failure::usage(format!(
                "there is no schema `{name}`; `wres schema` without a name lists them"
            )));
        }
    };
    print(text.trim_end())?;
    Ok(Exit::Done)
}
