//! A figure before it has its place and its words.

use wres_disparity::Estimate;
use wres_domain::{Cell, Group, Interval, MeasureKind};

/// A figure about one group.
pub(super) struct Draft {
    pub(super) kind: MeasureKind,
    pub(super) group: Group,
    pub(super) against: Option<Group>,
    pub(super) at: String,
    pub(super) value: Cell<Interval>,
    pub(super) p_value: Option<f64>,
    pub(super) method: &'static str,
    pub(super) note: Option<String>,
}

impl Draft {
    /// A figure with the name of the method that makes it.
    pub(super) fn new(kind: MeasureKind, method: &'static str, group: Group, value: Cell<Interval>) -> Self {
        Self { kind, group, against: None, at: String::new(), value, p_value: None, method, note: None }
    }

    /// A figure from an estimate, with its p-value.
    pub(super) fn estimated(kind: MeasureKind, method: &'static str, group: Group, estimate: Cell<Estimate>) -> Self {
        let p_value = estimate.value().and_then(|estimate| estimate.p_value);
        Self { p_value, ..Self::new(kind, method, group, estimate.map(interval)) }
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
}

/// Estimate and limits.
pub(super) fn interval(estimate: Estimate) -> Interval {
    Interval { estimate: estimate.value, lower: estimate.lower, upper: estimate.upper }
}
