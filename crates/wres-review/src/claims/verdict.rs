//! A verdict on a claim.

use super::rules::{Rule, Standing};
use serde::Serialize;

/// What was found about one claim.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct Verdict {
    /// The rule.
    #[serde(flatten)]
    pub rule: &'static Rule,
    /// What is printed.
    pub printed: String,
    /// What it was computed to be; empty where there is nothing to compute.
    pub recomputed: String,
    /// The smallest change that would make it right.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub change: Option<String>,
}

impl Verdict {
    pub(super) fn new(rule: &'static Rule, printed: impl Into<String>, recomputed: impl Into<String>) -> Self {
        Self { rule, printed: printed.into(), recomputed: recomputed.into(), change: None }
    }

    pub(super) fn change(mut self, change: Option<String>) -> Self {
        self.change = change;
        self
    }

    pub(super) fn to(self, change: impl Into<String>) -> Self {
        self.change(Some(change.into()))
    }

    /// What it means for the claim.
    #[must_use]
    pub fn standing(&self) -> Standing {
        self.rule.standing
    }
}
