//! A measured outcome and how many people have it.

/// All people who share the same covariates and the same outcome, such as an hourly pay: one cell of a grouped linear or
/// ordinal regression. Observations may repeat; they are added together.
#[derive(Debug, Clone, PartialEq)]
pub struct Observation {
    /// The values of the covariates, in the caller's fixed order; finite.
    pub covariates: Vec<f64>,
    /// The outcome, in its own unit; finite.
    pub outcome: f64,
    /// How many people.
    pub count: u64,
}

impl Observation {
    /// One person.
    #[must_use]
    pub fn one(covariates: &[f64], outcome: f64) -> Self {
        Self { covariates: covariates.to_vec(), outcome, count: 1 }
    }
}
