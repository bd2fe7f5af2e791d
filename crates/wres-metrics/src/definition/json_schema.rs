//! The JSON Schema of a standard's file.

use super::document::Document;
use schemars::{
    Schema, schema_for,
    transform::{Transform, transform_subschemas},
};
use serde_json::{Value, json};

/// The JSON Schema of a standard's TOML file, for editors that check while one writes.
///
/// A file that `extends` another says only what changed, so keys that a whole standard must have are listed as
/// `wres:required`; loading is what holds a standard to them.
#[must_use]
pub fn standard_schema() -> String {
    let mut schema = schema_for!(Document);
    let mut loosen = Loosen;
    loosen.transform(&mut schema);
    format!("{:#}\n", schema.as_value())
}

/// Turns what tables require into a remark.
struct Loosen;

impl Transform for Loosen {
    fn transform(&mut self, schema: &mut Schema) {
        if let Some(object) = schema.as_object_mut()
            && let Some(required @ Value::Array(_)) = object.remove("required")
        {
            if object.contains_key("$schema") {
                object.insert("required".to_owned(), json!(["id"]));
                object.insert("if".to_owned(), json!({ "required": ["extends"] }));
                object.insert("else".to_owned(), json!({ "required": required }));
            }
            object.insert("wres:required".to_owned(), required);
        }
        transform_subschemas(self, schema);
    }
}
