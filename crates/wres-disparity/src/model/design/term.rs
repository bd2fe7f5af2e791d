//! The terms of a model, made of the covariates of a pattern.

/// One factor of a term.
#[derive(Debug, Clone, Copy, PartialEq)]
pub enum Factor {
    /// The covariate in this column, as it is.
    Value(usize),
    /// 1 where the covariate in the column equals the level, else 0: a category against the reference.
    Is {
        /// The column of the covariate.
        column: usize,
        /// The level that counts as 1.
        level: f64,
    },
}

impl Factor {
    fn column(self) -> usize {
        match self {
            Self::Value(column) | Self::Is { column, .. } => column,
        }
    }

    fn of(self, covariates: &[f64]) -> f64 {
        match self {
            Self::Value(column) => covariates[column],
            Self::Is { column, level } => f64::from(u8::from(covariates[column] == level)),
        }
    }
}

/// A product of factors: one coefficient of a model. One factor is a main effect, several an interaction.
#[derive(Debug, Clone, PartialEq)]
pub struct Term(Vec<Factor>);

impl Term {
    /// A term of these factors.
    #[must_use]
    pub fn product(factors: &[Factor]) -> Self {
        Self(factors.to_vec())
    }

    /// The factors.
    #[must_use]
    pub fn factors(&self) -> &[Factor] {
        &self.0
    }

    fn of(&self, covariates: &[f64]) -> f64 {
        self.0.iter().map(|factor| factor.of(covariates)).product()
    }
}

/// The right-hand side of a model: an intercept, then one coefficient for each term, in this order.
///
/// # Examples
/// ```
/// use wres_disparity::model::{Factor, Terms};
/// // Column 0 is the group (0 or 1), column 1 a pay band in three levels; the group's effect may differ in the top band.
/// let terms = Terms::new()
///     .value(0)
///     .levels(1, &[2.0, 3.0])
///     .product(&[Factor::Value(0), Factor::Is { column: 1, level: 3.0 }]);
/// assert_eq!(terms.coefficients(), 5);
/// ```
#[derive(Debug, Clone, PartialEq, Default)]
pub struct Terms(Vec<Term>);

impl Terms {
    /// The intercept alone.
    #[must_use]
    pub fn new() -> Self {
        Self::default()
    }

    /// The intercept and every covariate as it is.
    #[must_use]
    pub fn main_effects(covariates: usize) -> Self {
        (0..covariates).fold(Self::new(), Self::value)
    }

    /// Adds a covariate as it is.
    #[must_use]
    pub fn value(self, column: usize) -> Self {
        self.product(&[Factor::Value(column)])
    }

    /// Adds an indicator for each level; levels that are left out are the reference.
    #[must_use]
    pub fn levels(self, column: usize, levels: &[f64]) -> Self {
        levels.iter().fold(self, |terms, &level| terms.product(&[Factor::Is { column, level }]))
    }

    /// Adds a product of factors.
    #[must_use]
    pub fn product(mut self, factors: &[Factor]) -> Self {
        self.0.push(Term::product(factors));
        self
    }

    /// The terms after the intercept.
    #[must_use]
    pub fn terms(&self) -> &[Term] {
        &self.0
    }

    /// The number of coefficients, with the intercept.
    #[must_use]
    pub fn coefficients(&self) -> usize {
        self.0.len() + 1
    }

    /// The index of the coefficient whose term is this covariate alone, if the covariate is in no other term.
    #[must_use]
    pub fn sole_coefficient_of(&self, column: usize) -> Option<usize> {
        let mut uses = self.0.iter().enumerate().filter(|(_, term)| term.0.iter().any(|f| f.column() == column));
        match (uses.next(), uses.next()) {
            (Some((index, term)), None) if term.0.len() == 1 => Some(index + 1),
            _ => None,
        }
    }

    /// One more than the largest column that a term uses.
    pub(crate) fn columns_used(&self) -> usize {
        self.0.iter().flat_map(|term| &term.0).map(|factor| factor.column() + 1).max().unwrap_or(0)
    }

    /// Appends the row of the design for these covariates: 1, then every term.
    pub(crate) fn append_row(&self, covariates: &[f64], rows: &mut Vec<f64>) {
        rows.push(1.0);
        rows.extend(self.0.iter().map(|term| term.of(covariates)));
    }

    /// The row of the design for these covariates.
    pub(crate) fn row(&self, covariates: &[f64]) -> Vec<f64> {
        let mut row = Vec::with_capacity(self.coefficients());
        self.append_row(covariates, &mut row);
        row
    }
}

#[cfg(test)]
mod tests {
    use super::{Factor, Terms};

    #[test]
    fn a_row_is_the_intercept_and_the_terms() {
        let terms = Terms::main_effects(2)
            .levels(1, &[7.0, 8.0])
            .product(&[Factor::Value(0), Factor::Is { column: 1, level: 7.0 }]);
        assert_eq!(terms.row(&[3.0, 7.0]), [1.0, 3.0, 7.0, 1.0, 0.0, 3.0]);
        assert_eq!(terms.columns_used(), 2);
    }

    #[test]
    fn a_covariate_in_an_interaction_has_no_sole_coefficient() {
        assert_eq!(Terms::main_effects(2).sole_coefficient_of(1), Some(2));
        assert_eq!(Terms::main_effects(2).sole_coefficient_of(5), None);
        let interaction = Terms::main_effects(2).product(&[Factor::Value(0), Factor::Value(1)]);
        assert_eq!(interaction.sole_coefficient_of(1), None);
    }
}
