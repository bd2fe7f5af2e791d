//! Named outputs of a method, written as a JSON object at full precision.

use crate::estimate::Estimate;
use serde_json::{Map, Number, Value};

/// The answer of a method. Infinite limits become the strings `"Infinity"` and `"-Infinity"`; a value that is not defined
/// becomes `null`.
#[derive(Debug, Clone, Default, PartialEq)]
pub struct Output(Map<String, Value>);

impl Output {
    /// An empty answer.
    #[must_use]
    pub fn new() -> Self {
        Self::default()
    }

    /// Adds a number.
    #[must_use]
    pub fn with(mut self, key: &str, value: f64) -> Self {
        self.0.insert(key.to_owned(), number(value));
        self
    }

    /// Adds a whole number.
    #[must_use]
    pub fn with_count(mut self, key: &str, value: u64) -> Self {
        self.0.insert(key.to_owned(), Value::from(value));
        self
    }

    /// Adds a list of numbers.
    #[must_use]
    pub fn with_all(mut self, key: &str, values: impl IntoIterator<Item = f64>) -> Self {
        self.0.insert(key.to_owned(), Value::Array(values.into_iter().map(number).collect()));
        self
    }

    /// Adds any JSON value.
    #[must_use]
    pub fn with_value(mut self, key: &str, value: Value) -> Self {
        self.0.insert(key.to_owned(), value);
        self
    }

    /// The object.
    #[must_use]
    pub fn into_map(self) -> Map<String, Value> {
        self.0
    }
}

impl From<Estimate> for Output {
    fn from(estimate: Estimate) -> Self {
        let output =
            Self::new().with("estimate", estimate.value).with("lower", estimate.lower).with("upper", estimate.upper);
        match estimate.p_value {
            Some(p_value) => output.with("p_value", p_value),
            None => output,
        }
    }
}

fn number(value: f64) -> Value {
    if value == f64::INFINITY {
        Value::from("Infinity")
    } else if value == f64::NEG_INFINITY {
        Value::from("-Infinity")
    } else {
        Number::from_f64(value).map_or(Value::Null, Value::Number)
    }
}
