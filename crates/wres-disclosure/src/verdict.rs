//! What the audit found.

use crate::protect::Field;
use serde::{Deserialize, Serialize};
use std::sync::Arc;
use wres_domain::{Group, Grouping, Place};

/// Whether what is about to be released keeps its hidden counts.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case", tag = "verdict")]
pub enum AuditVerdict {
    /// Every hidden count can still have at least as many values as the policy asks for.
    Passed(AuditSummary),
    /// Some hidden count could be found out: nothing may be published.
    Failed {
        /// What was examined.
        summary: AuditSummary,
        /// The counts that could be found out, at most [`AuditVerdict::MOST_LISTED`] of them.
        unprotected: Vec<Unprotected>,
    },
    /// There was nothing to protect from this audience.
    NotNeeded {
        /// Why.
        reason: String,
    },
}

/// What an audit examined.
#[derive(Debug, Clone, PartialEq, Eq, Default, Serialize, Deserialize)]
pub struct AuditSummary {
    /// Counts that the published table shows, hides or implies.
    pub counts: u64,
    /// Sums among them.
    pub sums: u64,
    /// Hidden counts that could point at people.
    pub sensitive: u64,
    /// Those of them for which alternative tables were found that agree with everything published.
    pub proved: u64,
    /// Counts hidden only to keep others hidden.
    pub secondary: u64,
    /// Those proofs that took the linear-programming solver.
    pub solved: u64,
    /// The fewest values that a hidden count was shown to be able to have.
    pub narrowest: Option<u64>,
}

/// A hidden count that could be found out.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Unprotected {
    /// Where.
    pub place: Arc<Place>,
    /// The grouping.
    pub grouping: Grouping,
    /// The group.
    pub group: Group,
    /// Cases or base.
    pub field: Field,
    /// How many values it can be shown to be able to have.
    pub values: u64,
    /// How many the policy asks for.
    pub wanted: u64,
}

impl AuditVerdict {
    /// How many unprotected counts a verdict lists.
    pub const MOST_LISTED: usize = 100;

    /// Whether what was audited may be released.
    #[must_use]
    pub fn may_be_released(&self) -> bool {
        !matches!(self, Self::Failed { .. })
    }
}
