//! Named inputs of a method, read from a JSON object.

use crate::{
    error::{Result, StatError},
    quantity::Binomial,
};
use serde_json::{Map, Value};

/// The `input` object of a question. Every accessor names the key it missed.
#[derive(Debug, Clone, Copy)]
pub struct Input<'a>(&'a Map<String, Value>);

impl<'a> Input<'a> {
    /// Wraps a JSON object.
    #[must_use]
    pub fn new(map: &'a Map<String, Value>) -> Self {
        Self(map)
    }

    /// Whether the key is there and not null.
    #[must_use]
    pub fn has(&self, key: &str) -> bool {
        self.0.get(key).is_some_and(|value| !value.is_null())
    }

    /// The raw value.
    ///
    /// # Errors
    /// [`StatError::Input`] if the key is missing.
    pub fn value(&self, key: &str) -> Result<&'a Value> {
        self.0.get(key).ok_or_else(|| StatError::Input(format!("`{key}` is missing")))
    }

    /// A count: a non-negative whole number, written 12 or 12.0.
    ///
    /// # Errors
    /// [`StatError::Input`] otherwise.
    pub fn count(&self, key: &str) -> Result<u64> {
        as_count(self.value(key)?)
            .ok_or_else(|| StatError::Input(format!("`{key}` must be a whole number of 0 or more")))
    }

    /// A finite number, or the strings `"Infinity"` and `"-Infinity"`.
    ///
    /// # Errors
    /// [`StatError::Input`] otherwise.
    pub fn number(&self, key: &str) -> Result<f64> {
        as_number(self.value(key)?).ok_or_else(|| StatError::Input(format!("`{key}` must be a number")))
    }

    /// A string.
    ///
    /// # Errors
    /// [`StatError::Input`] otherwise.
    pub fn text(&self, key: &str) -> Result<&'a str> {
        self.value(key)?.as_str().ok_or_else(|| StatError::Input(format!("`{key}` must be a text")))
    }

    /// A list of counts.
    ///
    /// # Errors
    /// [`StatError::Input`] otherwise.
    pub fn counts(&self, key: &str) -> Result<Vec<u64>> {
        self.list(key, "whole numbers of 0 or more", as_count)
    }

    /// A list of numbers.
    ///
    /// # Errors
    /// [`StatError::Input`] otherwise.
    pub fn numbers(&self, key: &str) -> Result<Vec<f64>> {
        self.list(key, "numbers", as_number)
    }

    /// A rectangular table of counts, row by row.
    ///
    /// # Errors
    /// [`StatError::Input`] otherwise.
    pub fn table(&self, key: &str) -> Result<Vec<Vec<u64>>> {
        self.list(key, "lists of whole numbers", |row| row.as_array()?.iter().map(as_count).collect())
    }

    /// Lists of numbers.
    ///
    /// # Errors
    /// [`StatError::Input`] otherwise.
    pub fn number_lists(&self, key: &str) -> Result<Vec<Vec<f64>>> {
        self.list(key, "lists of numbers", |row| row.as_array()?.iter().map(as_number).collect())
    }

    /// Cases out of a base under two keys, such as `x1` and `n1`.
    ///
    /// # Errors
    /// [`StatError::Input`] or [`StatError::CasesAboveBase`].
    pub fn binomial(&self, cases: &str, base: &str) -> Result<Binomial> {
        Binomial::of(self.count(cases)?, self.count(base)?)
    }

    /// Two groups under `x1`, `n1`, `x2`, `n2`.
    ///
    /// # Errors
    /// [`StatError::Input`] or [`StatError::CasesAboveBase`].
    pub fn two_groups(&self) -> Result<(Binomial, Binomial)> {
        Ok((self.binomial("x1", "n1")?, self.binomial("x2", "n2")?))
    }

    fn list<T>(&self, key: &str, what: &str, read: impl Fn(&Value) -> Option<T>) -> Result<Vec<T>> {
        let wrong = || StatError::Input(format!("`{key}` must be a list of {what}"));
        self.value(key)?.as_array().ok_or_else(wrong)?.iter().map(|value| read(value).ok_or_else(wrong)).collect()
    }
}

fn as_count(value: &Value) -> Option<u64> {
    value.as_u64().or_else(|| {
        let number = value.as_f64()?;
        (number >= 0.0 && number.fract() == 0.0 && number < 9_007_199_254_740_992.0).then_some(number as u64)
    })
}

fn as_number(value: &Value) -> Option<f64> {
    match value {
        Value::String(text) if text == "Infinity" => Some(f64::INFINITY),
        Value::String(text) if text == "-Infinity" => Some(f64::NEG_INFINITY),
        other => other.as_f64(),
    }
}
