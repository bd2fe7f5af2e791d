//! A ratio carries its direction. 0.52 and 1.92 can be the same finding.

use crate::grouping::Group;
use serde::{Deserialize, Serialize};

/// On which side of equality the group that the indicator protects does worse.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Adverse {
    /// A higher rate is worse (discipline, harassment, leaving).
    Above,
    /// A lower rate is worse (appointment, training, seniority).
    Below,
    /// Neither side is worse in itself.
    Neither,
}

/// Which group's rate is divided by which.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize)]
pub struct Direction {
    /// The group whose rate is on top.
    pub of: Group,
    /// The group whose rate is below.
    pub against: Group,
    /// The adverse side of 1, for a rate of `of` over `against`.
    pub adverse: Adverse,
}
