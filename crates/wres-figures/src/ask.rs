//! Counts as the input of a method, and its answer as a cell.

use crate::figure::Figure;
use serde_json::{Value, json};
use wres_disparity::{Binomial, Estimate, Level, catalogue::FigureQuestion};
use wres_domain::{Cell, Group, Grouping, Interval, Place};

/// A part of an answer.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Part {
    /// The estimate, with its limits in the columns beside it where it has any.
    Estimate,
    /// The p-value.
    PValue,
}

/// A figure's place in the publication, and the question whose answer it is.
#[derive(Debug, Clone, PartialEq)]
pub struct Asked {
    /// The table.
    pub table: &'static str,
    /// The row: its place, group and point, separated by `/`.
    pub row: String,
    /// The column of the figure.
    pub column: &'static str,
    /// Which part of the answer stands in the column.
    pub part: Part,
    /// The columns of the limits, where the figure has an interval.
    pub limits: Option<[&'static str; 2]>,
    /// The question.
    pub question: FigureQuestion,
}

impl Asked {
    /// As a line of a batch: `id` is table, row and column, `columns` are those that the answer's `estimate`, `lower` and `upper` (or its
    /// `p_value`) fill.
    #[must_use]
    pub fn to_json(&self) -> Value {
        let mut line = self.question.to_json(&format!("{}/{}/{}", self.table, self.row, self.column));
        line["columns"] = match (self.part, self.limits) {
            (Part::PValue, _) => json!({"p_value": self.column}),
            (Part::Estimate, Some([lower, upper])) => json!({"estimate": self.column, "lower": lower, "upper": upper}),
            (Part::Estimate, None) => json!({"estimate": self.column}),
        };
        line
    }
}

/// The name of a row: its place, grouping and group, and what else tells it from others of the same table.
#[must_use]
pub fn row_name(place: &Place, grouping: Grouping, group: Group, rest: &[&str]) -> String {
    let parts = place.columns().into_iter().chain([grouping.code(), group.code()]);
    parts.chain(rest.iter().copied()).collect::<Vec<_>>().join("/")
}

/// The questions behind the figures that a row has.
pub(crate) fn asked_of<R, A>(
    figures: &'static [Figure<R, A>],
    table: &'static str,
    row: &R,
    counts: &A,
    name: &str,
) -> Vec<Asked> {
    let has = |figure: &&Figure<R, A>| matches!((figure.value)(row), Some(Cell::Value(_)));
    let asked = |figure: &Figure<R, A>| match (figure.asked)(counts) {
        Cell::Value(question) => Some(Asked {
            table,
            row: name.to_owned(),
            column: figure.columns.estimate,
            part: Part::Estimate,
            limits: figure.columns.limits,
            question,
        }),
        _ => None,
    };
    figures.iter().filter(has).filter_map(asked).collect()
}

/// A method asked of one group.
pub(crate) fn one(method: &'static str, of: Binomial, level: Level) -> FigureQuestion {
    FigureQuestion::new(method, json!({"x": of.cases().0, "n": of.base().0}), level)
}

/// A method asked of two groups, the first over the second.
pub(crate) fn two(method: &'static str, pair: (Binomial, Binomial), level: Level) -> FigureQuestion {
    let (of, against) = pair;
    let input = json!({"x1": of.cases().0, "n1": of.base().0, "x2": against.cases().0, "n2": against.base().0});
    FigureQuestion::new(method, input, level)
}

/// A method asked of two groups at many sites.
pub(crate) fn many(method: &'static str, pairs: &[(Binomial, Binomial)], level: Level) -> FigureQuestion {
    let list = |of: fn(&(Binomial, Binomial)) -> u64| pairs.iter().map(of).collect::<Vec<u64>>();
    let input = json!({
        "x1": list(|pair| pair.0.cases().0), "n1": list(|pair| pair.0.base().0),
        "x2": list(|pair| pair.1.cases().0), "n2": list(|pair| pair.1.base().0),
    });
    FigureQuestion::new(method, input, level)
}

/// The question by whether counts are rounded: the first method of exact counts, the second of rounded ones, with their mean square error.
pub(crate) fn of_counts(
    [exact, rounded]: [&'static str; 2],
    s2: f64,
    question: impl Fn(&'static str) -> FigureQuestion,
) -> FigureQuestion {
    if s2 > 0.0 { with(question(rounded), "s2", s2) } else { question(exact) }
}

/// The question with one input more.
pub(crate) fn with(mut question: FigureQuestion, key: &str, value: impl Into<Value>) -> FigureQuestion {
    question.input.insert(key.to_owned(), value.into());
    question
}

/// Estimate and limits.
pub(crate) fn interval(estimate: Estimate) -> Interval {
    Interval { estimate: estimate.value, lower: estimate.lower, upper: estimate.upper }
}
