//! The JSON Schema of a site's mapping file.

use serde_json::{Map, Value, json};
use wres_ingest::mapping::{KEYS, KeyKind, KeyPlace};

/// The JSON Schema (draft 2020-12) of a mapping file, made from the slice of its keys.
#[must_use]
pub fn mapping_schema() -> String {
    let schema = json!({
        "$schema": "https://json-schema.org/draft/2020-12/schema",
        "title": "Mapping file of a site",
        "description": "Which of a site's files, columns and values mean what.",
        "$defs": { "source": object(KeyPlace::Source), "guess": object(KeyPlace::Guess) },
        "type": "object",
        "additionalProperties": false,
        "required": required(KeyPlace::Top),
        "properties": properties(KeyPlace::Top),
    });
    format!("{schema:#}\n")
}

fn object(place: KeyPlace) -> Value {
    let (required, properties) = (required(place), properties(place));
    json!({ "type": "object", "additionalProperties": false, "required": required, "properties": properties })
}

fn required(place: KeyPlace) -> Vec<&'static str> {
    KEYS.iter().filter(|key| key.place == place && key.required).map(|key| key.name).collect()
}

fn properties(place: KeyPlace) -> Map<String, Value> {
    let by_name = |of: Value| json!({ "type": "object", "additionalProperties": of });
    let texts = || json!({ "type": "array", "items": { "type": "string" } });
    let property = |kind: KeyKind, name: &str| match kind {
        KeyKind::Text => json!({ "type": "string" }),
        KeyKind::Whole => json!({ "type": "integer" }),
        KeyKind::Flag => json!({ "type": "boolean" }),
        KeyKind::Texts => texts(),
        KeyKind::TextByName => by_name(json!({ "type": "string" })),
        KeyKind::WholeByName => by_name(json!({ "type": "integer" })),
        KeyKind::TextsByName => by_name(texts()),
        KeyKind::TablesByName => by_name(by_name(json!({ "type": "string" }))),
        KeyKind::Tables => json!({ "type": "array", "items": { "$ref": format!("#/$defs/{name}") } }),
    };
    let keys = KEYS.iter().filter(|key| key.place == place);
    keys.map(|key| {
        let mut value = property(key.kind, key.name);
        value["description"] = json!(key.meaning);
        value["examples"] = json!([key.example]);
        (key.name.to_owned(), value)
    })
    .collect()
}

#[cfg(test)]
mod tests {
    use super::mapping_schema;

    #[test]
    fn the_schema_has_every_key_and_refuses_others() {
        let schema: serde_json::Value = serde_json::from_str(&mapping_schema()).unwrap();
        assert_eq!(schema["required"], serde_json::json!(["site"]));
        assert_eq!(schema["$defs"]["source"]["properties"]["together"]["additionalProperties"]["type"], "array");
        assert_eq!(schema["properties"]["guess"]["items"]["$ref"], "#/$defs/guess");
        assert_eq!(schema["$defs"]["source"]["additionalProperties"], false);
    }
}
