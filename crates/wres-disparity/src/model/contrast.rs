//! Which group is compared with which.

/// One level of a covariate against another: `of` over `against`, so 1 and 0 give the group coded 1 over the group coded 0.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Contrast {
    /// The column of the covariate among the covariates of a pattern.
    pub column: usize,
    /// Its value in the group whose probability is the numerator.
    pub of: f64,
    /// Its value in the group whose probability is the denominator.
    pub against: f64,
}

impl Contrast {
    /// The group coded 1 over the group coded 0.
    #[must_use]
    pub fn one_over_zero(column: usize) -> Self {
        Self { column, of: 1.0, against: 0.0 }
    }
}
