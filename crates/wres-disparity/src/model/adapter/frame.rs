//! Columns of data in a question.

use crate::{
    catalogue::Input,
    error::{Result, StatError},
    model::{Contrast, Factor, Observation, Pattern, Terms},
};
use serde_json::{Map, Value};
use std::collections::BTreeMap;

/// The `data` of a question with the terms that its `covariates` ask for.
///
/// A covariate is the name of a column, or several joined by `:` for their product. A column of numbers (or of true and
/// false) enters as it is; a column of texts enters as one indicator for each text but the first in alphabetical order.
pub(super) struct Frame<'a> {
    data: &'a Map<String, Value>,
    rows: usize,
    /// The names of the columns that covariates use, and their values row by row.
    columns: Vec<Column>,
    /// The right-hand side.
    pub(super) terms: Terms,
    /// The name of every coefficient.
    pub(super) names: Vec<String>,
}

struct Column {
    name: String,
    values: Vec<f64>,
    /// The texts that the values stand for, where the column has texts.
    texts: Vec<String>,
}

fn wrong<T>(message: String) -> Result<T> {
    Err(StatError::Input(message))
}

impl<'a> Frame<'a> {
    /// Reads `data` and `covariates`.
    pub(super) fn read(input: &Input<'a>) -> Result<Self> {
        let Some(data) = input.value("data")?.as_object() else {
            return wrong("`data` must be an object of columns".to_owned());
        };
        let rows = data.values().next().and_then(Value::as_array).map_or(0, Vec::len);
        let mut frame =
            Self { data, rows, columns: Vec::new(), terms: Terms::new(), names: vec!["(Intercept)".to_owned()] };
        let Some(covariates) = input.value("covariates")?.as_array() else {
            return wrong("`covariates` must be a list of names".to_owned());
        };
        for covariate in covariates {
            match covariate.as_str() {
                Some(name) => frame.add_term(name)?,
                None => return wrong("`covariates` must be a list of names".to_owned()),
            }
        }
        Ok(frame)
    }

    fn add_term(&mut self, name: &str) -> Result<()> {
        let parts: Vec<&str> = if self.data.contains_key(name) { vec![name] } else { name.split(':').collect() };
        // Every combination of the indicators of the parts, those of the first part changing fastest.
        let mut products: Vec<(Vec<Factor>, String)> = vec![(Vec::new(), String::new())];
        for part in parts {
            let factors = self.factors(part)?;
            products = factors
                .iter()
                .flat_map(|(factor, own)| {
                    products.iter().map(move |(product, label)| {
                        let mut product = product.clone();
                        product.push(*factor);
                        (product, if label.is_empty() { own.clone() } else { format!("{label}:{own}") })
                    })
                })
                .collect();
        }
        for (product, label) in products {
            self.terms = std::mem::take(&mut self.terms).product(&product);
            self.names.push(label);
        }
        Ok(())
    }

    /// The factors that a column enters as, with their labels.
    fn factors(&mut self, name: &str) -> Result<Vec<(Factor, String)>> {
        let column = self.column_index(name)?;
        let texts = &self.columns[column].texts;
        if texts.is_empty() {
            return Ok(vec![(Factor::Value(column), name.to_owned())]);
        }
        let indicator =
            |(code, text): (usize, &String)| (Factor::Is { column, level: code as f64 }, format!("{name}{text}"));
        Ok(texts.iter().enumerate().skip(1).map(indicator).collect())
    }

    /// The index of a column among those in use, reading it if it is new.
    fn column_index(&mut self, name: &str) -> Result<usize> {
        if let Some(index) = self.columns.iter().position(|column| column.name == name) {
            return Ok(index);
        }
        let raw = self.raw(name)?;
        let (values, texts) = if raw.iter().any(Value::is_string) {
            let labels: Option<Vec<&str>> = raw.iter().map(Value::as_str).collect();
            let Some(labels) = labels else {
                return wrong(format!("column `{name}` must hold either numbers or texts"));
            };
            let mut texts: Vec<String> = labels.iter().map(|&label| label.to_owned()).collect();
            texts.sort();
            texts.dedup();
            let code = |label: &&str| texts.partition_point(|text| text.as_str() < *label) as f64;
            (labels.iter().map(code).collect(), texts)
        } else {
            (self.numbers(name)?, Vec::new())
        };
        self.columns.push(Column { name: name.to_owned(), values, texts });
        Ok(self.columns.len() - 1)
    }

    fn raw(&self, name: &str) -> Result<&'a [Value]> {
        match self.data.get(name).and_then(Value::as_array) {
            None => wrong(format!("`data` has no column `{name}`")),
            Some(column) if column.len() != self.rows => {
                wrong(format!("column `{name}` has {} values, the first column {}", column.len(), self.rows))
            }
            Some(column) => Ok(column),
        }
    }

    /// A column of finite numbers; true is 1, false 0.
    fn numbers(&self, name: &str) -> Result<Vec<f64>> {
        let number = |value: &Value| match value {
            Value::Bool(truth) => Some(f64::from(u8::from(*truth))),
            other => other.as_f64().filter(|number| number.is_finite()),
        };
        let numbers: Option<Vec<f64>> = self.raw(name)?.iter().map(number).collect();
        numbers.map_or_else(|| wrong(format!("column `{name}` must hold finite numbers, none of them missing")), Ok)
    }

    /// A column of whole numbers.
    fn counts(&self, name: &str) -> Result<Vec<u64>> {
        let count = |number: &f64| {
            (*number >= 0.0 && number.fract() == 0.0 && *number < 9_007_199_254_740_992.0).then_some(*number as u64)
        };
        let counts: Option<Vec<u64>> = self.numbers(name)?.iter().map(count).collect();
        counts.map_or_else(|| wrong(format!("column `{name}` must hold whole numbers of 0 or more")), Ok)
    }

    fn covariates(&self, row: usize) -> Vec<f64> {
        self.columns.iter().map(|column| column.values[row]).collect()
    }

    /// Rows of cases: `outcome` holds 0 and 1, or, where the question names a column `base`, counts of cases.
    pub(super) fn patterns(&self, input: &Input<'_>) -> Result<Vec<Pattern>> {
        let outcome = input.text("outcome")?;
        let cases = self.counts(outcome)?;
        let bases = if input.has("base") { self.counts(input.text("base")?)? } else { vec![1; self.rows] };
        if !input.has("base") && cases.iter().any(|&cases| cases > 1) {
            return wrong(format!("column `{outcome}` must hold 0 and 1, or `base` must name a column of bases"));
        }
        (0..self.rows).map(|row| Pattern::new(&self.covariates(row), cases[row], bases[row])).collect()
    }

    /// Rows of a measured outcome, each for one person or for as many as the column named by `count` says.
    pub(super) fn observations(&self, input: &Input<'_>) -> Result<Vec<Observation>> {
        let outcomes = self.numbers(input.text("outcome")?)?;
        let counts = if input.has("count") { self.counts(input.text("count")?)? } else { vec![1; self.rows] };
        let one = |row| Observation { covariates: self.covariates(row), outcome: outcomes[row], count: counts[row] };
        Ok((0..self.rows).map(one).collect())
    }

    /// A number for each distinct value of a column of numbers or texts, in ascending order of the values.
    pub(super) fn labels(&self, name: &str) -> Result<Vec<u64>> {
        let raw = self.raw(name)?;
        let mut values: Vec<&Value> = raw.iter().collect();
        if let Some(missing) = raw.iter().find(|value| !(value.is_number() || value.is_string() || value.is_boolean()))
        {
            return wrong(format!("column `{name}` holds {missing}: a label must be a number or a text"));
        }
        let key = |value: &Value| (value.as_f64(), value.as_bool(), value.as_str().map(str::to_owned));
        values.sort_by(|a, b| key(a).partial_cmp(&key(b)).unwrap_or(std::cmp::Ordering::Equal));
        let mut codes: BTreeMap<String, u64> = BTreeMap::new();
        let text = |value: &Value| value.as_f64().map_or_else(|| value.to_string(), |number| number.to_string());
        for value in values {
            let next = codes.len() as u64;
            codes.entry(text(value)).or_insert(next);
        }
        Ok(raw.iter().map(|value| codes.get(&text(value)).copied().unwrap_or_default()).collect())
    }

    /// The contrast that the question asks for as `"column a vs b"`; without one, 1 against 0 of the first covariate.
    pub(super) fn contrast(&self, input: &Input<'_>) -> Result<Contrast> {
        if !input.has("contrast") {
            return Ok(Contrast::one_over_zero(0));
        }
        let text = input.text("contrast")?;
        let parts: Vec<&str> = text.split_whitespace().collect();
        if let [name, of, "vs", against] = parts[..]
            && let Some(index) = self.columns.iter().position(|column| column.name == name)
        {
            let column = &self.columns[index];
            let code = |value: &str| match column.texts.binary_search_by(|text| text.as_str().cmp(value)) {
                Ok(code) => Some(code as f64),
                Err(_) => value.parse().ok().filter(|_| column.texts.is_empty()),
            };
            if let (Some(of), Some(against)) = (code(of), code(against)) {
                return Ok(Contrast { column: index, of, against });
            }
        }
        wrong(format!("`contrast` is `{text}`: write a covariate and two of its values, such as `group 1 vs 0`"))
    }
}
