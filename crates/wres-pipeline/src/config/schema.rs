//! The JSON Schema of a pipeline file, for editors and for people.

use super::file::PipelineFile;

/// The schema, as text with a line end.
#[must_use]
pub fn pipeline_schema() -> String {
    let schema = schemars::schema_for!(PipelineFile);
    format!("{:#}\n", schema.as_value())
}

#[cfg(test)]
mod tests {
    use super::pipeline_schema;
    use std::{env, fs, path::Path};

    #[test]
    fn the_generated_schema_is_current() {
        let path = Path::new(env!("CARGO_MANIFEST_DIR")).join("../../schemas/generated/pipeline.schema.json");
        if env::var_os("WRES_UPDATE").is_some() {
            fs::create_dir_all(path.parent().unwrap()).unwrap();
            fs::write(&path, pipeline_schema()).unwrap();
        }
        let committed = fs::read_to_string(&path).unwrap();
        assert!(committed == pipeline_schema(), "run the tests with WRES_UPDATE=1 and commit {}", path.display());
    }
}
