//! Questions as JSON lines in, answers as JSON lines out.

use super::{figure::figure_of_line, input::Input, registry};
use crate::{
    error::{Result, StatError},
    quantity::Level,
};
use serde_json::{Map, Value};

/// Answers one question `{"id", "method", "input", "conf"}` (`conf` defaults to 0.95). With `figure`, JSON pointers to outputs, it
/// answers that figure alone, widened by `rounding` and rounded to `decimals` where they are given.
///
/// The answer has the question's `id`, `method` and `reference`, and the outputs of the method, or `error`. It never fails:
/// a batch goes on after a bad question.
#[must_use]
pub fn answer(question: &Value) -> Value {
    let mut out = Map::new();
    out.insert("id".to_owned(), question.get("id").cloned().unwrap_or(Value::Null));
    match outputs(question) {
        Ok(outputs) => out.extend(outputs),
        Err(error) => {
            out.insert("error".to_owned(), Value::from(error.to_string()));
        }
    }
    Value::Object(out)
}

/// The same from one line of text to one line of text (without the line end).
#[must_use]
pub fn answer_line(line: &str) -> String {
    match serde_json::from_str::<Value>(line) {
        Ok(question) => answer(&question),
        Err(error) => serde_json::json!({ "id": null, "error": format!("not a JSON object: {error}") }),
    }
    .to_string()
}

fn outputs(question: &Value) -> Result<Map<String, Value>> {
    let text = |key: &str| question.get(key).and_then(Value::as_str);
    let name = text("method").ok_or_else(|| StatError::Input("`method` is missing".to_owned()))?;
    let method = registry::find(name)?;
    let level = match question.get("conf") {
        None | Some(Value::Null) => Level::P95,
        Some(conf) => Level::new(conf.as_f64().ok_or_else(|| StatError::Input("`conf` must be a number".to_owned()))?)?,
    };
    let input = question
        .get("input")
        .and_then(Value::as_object)
        .ok_or_else(|| StatError::Input("`input` must be an object".to_owned()))?;
    let answered = (method.run)(&Input::new(input), level)?;
    let mut outputs = figure_of_line(question, method.name, answered, level)?.into_map();
    outputs.insert("method".to_owned(), Value::from(method.name));
    outputs.insert("reference".to_owned(), Value::from(method.source));
    Ok(outputs)
}
