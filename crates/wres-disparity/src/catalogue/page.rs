//! The reference page: everything the catalogue knows, as Markdown.

use super::{batch::answer, method::Method, method::Tier, registry::families};
use serde_json::{Map, Value, json};
use std::fmt::Write;

/// The whole reference page as Markdown: each family, each method, with formula, range, zero rule, source and an example whose
/// answer is computed on the spot (printed to ten digits; the batch interface prints them all).
#[must_use]
pub fn reference_page() -> String {
    let mut page = String::from(HEAD);
    let count: usize = families().iter().map(|(_, methods)| methods.len()).sum();
    // Writing to a string cannot fail.
    let _ = writeln!(page, "There are {count} methods in {} families.\n", families().len());
    for (title, methods) in families() {
        let _ = writeln!(page, "- [{title}](#{}): {}", anchor(title), names(methods));
    }
    for (title, methods) in families() {
        let _ = writeln!(page, "\n## {title}");
        for method in *methods {
            section(&mut page, method);
        }
    }
    page
}

/// The entry of one method, as it stands on the reference page.
#[must_use]
pub fn reference_entry(method: &Method) -> String {
    let mut entry = String::new();
    section(&mut entry, method);
    entry
}

const HEAD: &str = "\
# Methods

This page is generated from the catalogue in `crates/wres-disparity`; a test fails if it is not current.

Every method takes named inputs and a two-sided confidence level (0.95 unless another is given) and answers with named outputs. Through the
batch interface a question is one line `{\"id\": 1, \"method\": \"rr.koopman\", \"input\": {\"x1\": 24, \"n1\": 1876, \"x2\": 19, \"n2\": 811}, \"conf\": 0.95}`, and its
answer a line with the same `id`. `\"Infinity\"` and `\"-Infinity\"` are strings; `null` is a value that is not defined; an input that a method cannot take
is answered with `error`.

";

fn section(page: &mut String, method: &Method) {
    let Method { name, title, formula, scale, range, zero_rule, source, tier, example, .. } = method;
    let agreement = match tier {
        Tier::Closed => "closed form: other correct software agrees to 1e-9",
        Tier::Iterative => "iterative: other correct software agrees to 1e-6",
        Tier::MonteCarlo => "simulated: other software agrees within the Monte Carlo error",
    };
    let _ = write!(
        page,
        "\n### `{name}`\n\n{title}.\n\n```text\n{formula}\n```\n\n- Unit: {scale}\n- Input: {range}\n- Zero rule: {zero_rule}\n- Source: {source}\n\
         - Agreement: {agreement}\n\n```json\n{example}\n```\n\n```json\n{}\n```\n",
        example_answer(method)
    );
}

/// What the method answers to its example, without what is the same for all.
fn example_answer(method: &Method) -> String {
    let input: Value = serde_json::from_str(method.example).unwrap_or(Value::Null);
    let answer = answer(&json!({ "method": method.name, "input": input }));
    let own = answer.as_object().into_iter().flatten();
    let own = own.filter(|(key, _)| !matches!(key.as_str(), "id" | "method" | "reference"));
    let own: Map<String, Value> = own.map(|(key, value)| (key.clone(), shortened(value))).collect();
    Value::Object(own).to_string()
}

/// Numbers to ten significant digits, because the last bits may differ between platforms.
fn shortened(value: &Value) -> Value {
    match value {
        Value::Array(values) => values.iter().map(shortened).collect(),
        Value::Object(values) => Value::Object(values.iter().map(|(k, value)| (k.clone(), shortened(value))).collect()),
        Value::Number(number) if number.is_f64() => {
            let short = number.as_f64().and_then(|number| format!("{number:.9e}").parse::<f64>().ok());
            short.map_or(Value::Null, Value::from)
        }
        other => other.clone(),
    }
}

fn names(methods: &[Method]) -> String {
    methods
        .iter()
        .map(|method| format!("[`{0}`](#{1})", method.name, anchor(method.name)))
        .collect::<Vec<_>>()
        .join(", ")
}

/// How Markdown viewers name a heading: lower case, letters, digits, `_` and `-`; spaces become `-`.
fn anchor(heading: &str) -> String {
    let kept = heading.chars().filter(|c| c.is_alphanumeric() || matches!(c, ' ' | '-' | '_'));
    kept.collect::<String>().to_lowercase().replace(' ', "-")
}
