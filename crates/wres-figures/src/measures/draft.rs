//! A figure before it has its place and its words.

use serde_json::Value;
use wres_disparity::{
    Binomial, Level,
    catalogue::{FigureQuestion, Outputs},
};
use wres_domain::{Cell, Group, Interval, MeasureKind};

/// A figure about one group: the question to the catalogue whose answer it is, or why there is none.
pub(super) struct Draft {
    pub(super) kind: MeasureKind,
    pub(super) group: Group,
    pub(super) against: Option<Group>,
    pub(super) at: String,
    pub(super) method: &'static str,
    pub(super) asked: Cell<Box<FigureQuestion>>,
    /// The question whose p-value goes with the figure, where it is not its own.
    pub(super) tested: Option<Box<FigureQuestion>>,
    pub(super) note: Option<String>,
}

/// A figure that has been asked for.
pub(super) struct Answered {
    pub(super) value: Cell<Interval>,
    pub(super) p_value: Option<f64>,
}

impl Draft {
    /// A figure with the name of the method that makes it, and its question.
    pub(super) fn new(kind: MeasureKind, method: &'static str, group: Group, asked: Cell<FigureQuestion>) -> Self {
        Self {
            kind,
            group,
            against: None,
            at: String::new(),
            method,
            asked: asked.map(Box::new),
            tested: None,
            note: None,
        }
    }

    pub(super) fn at(self, at: impl ToString) -> Self {
        Self { at: at.to_string(), ..self }
    }

    pub(super) fn against(self, against: Group) -> Self {
        Self { against: Some(against), ..self }
    }

    pub(super) fn note(self, note: Option<String>) -> Self {
        Self { note, ..self }
    }

    /// Its answer.
    pub(super) fn answered(&self) -> Answered {
        let estimate = self.asked.clone().and_then(|asked| Cell::from(asked.answer()));
        let of_test = self.tested.as_ref().map(|tested| Cell::from(tested.answer()));
        let tested = of_test.as_ref().unwrap_or(&estimate);
        Answered {
            p_value: tested.value().and_then(|estimate| estimate.p_value),
            value: estimate.map(crate::ask::interval),
        }
    }
}

/// A question with some outputs.
pub(super) fn question(method: &'static str, input: Value, outputs: Outputs, level: Level) -> FigureQuestion {
    FigureQuestion::new(method, input, level).outputs(outputs)
}

/// Cases of some groups.
pub(super) fn cases(counts: &[Binomial]) -> Vec<u64> {
    counts.iter().map(|count| count.cases().0).collect()
}

/// Bases of some groups.
pub(super) fn bases(counts: &[Binomial]) -> Vec<u64> {
    counts.iter().map(|count| count.base().0).collect()
}
