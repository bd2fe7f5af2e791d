//! Patterns added together and turned into a design matrix.

use super::{Pattern, Terms};
use crate::{
    error::{NotEstimable, Result, StatError},
    model::linear_algebra::TriangularFactor,
};
use std::cmp::Ordering;

/// The distinct patterns with their rows of the design, their cases and their others.
///
/// The patterns are sorted, so the same people give the same bits however they were grouped and in whatever order.
#[derive(Debug, Clone)]
pub(crate) struct Design {
    width: usize,
    rows: Vec<f64>,
    /// People who are cases, by pattern.
    pub(crate) cases: Vec<f64>,
    /// People who are not, by pattern.
    pub(crate) others: Vec<f64>,
    /// For every pattern, the covariates it was made of.
    pub(crate) covariates: Vec<Vec<f64>>,
}

impl Design {
    /// Adds the patterns together; patterns with a base of zero are left out.
    ///
    /// # Errors
    /// [`StatError::Domain`] for a covariate that is not finite or missing, [`NotEstimable::NoBase`] if nobody is left,
    /// [`NotEstimable::Singular`] if the terms are linearly dependent over the patterns.
    pub(crate) fn pool(patterns: &[Pattern], terms: &Terms) -> Result<Self> {
        check_rows(patterns.iter().map(|pattern| pattern.covariates.as_slice()), terms)?;
        let mut sorted: Vec<&Pattern> = patterns.iter().filter(|pattern| pattern.outcome.base().0 > 0).collect();
        if sorted.is_empty() {
            return Err(NotEstimable::NoBase.into());
        }
        sorted.sort_by(|a, b| compare(&a.covariates, &b.covariates));
        let width = terms.coefficients();
        let mut design =
            Self { width, rows: Vec::new(), cases: Vec::new(), others: Vec::new(), covariates: Vec::new() };
        for alike in sorted.chunk_by(|a, b| compare(&a.covariates, &b.covariates).is_eq()) {
            // Counts of more than 2^53 people lose their last digit here, which no estimate could show.
            design.cases.push(alike.iter().map(|pattern| pattern.outcome.cases().0 as f64).sum());
            design.others.push(alike.iter().map(|pattern| pattern.outcome.others().0 as f64).sum());
            design.covariates.push(alike[0].covariates.clone());
            terms.append_row(&alike[0].covariates, &mut design.rows);
        }
        let mut factor = TriangularFactor::new(width);
        design.rows().for_each(|row| factor.include(1.0, row, 0.0));
        if factor.is_singular() {
            return Err(NotEstimable::Singular.into());
        }
        Ok(design)
    }

    /// The number of coefficients.
    pub(crate) fn width(&self) -> usize {
        self.width
    }

    /// The number of distinct patterns.
    pub(crate) fn patterns(&self) -> usize {
        self.cases.len()
    }

    /// The rows of the design matrix, pattern by pattern; each is empty where all columns were left out.
    pub(crate) fn rows(&self) -> impl Iterator<Item = &[f64]> + Clone {
        (0..self.patterns()).map(|pattern| &self.rows[pattern * self.width..(pattern + 1) * self.width])
    }

    /// The same without some patterns (their indices ascending), and with these columns only.
    pub(crate) fn part(&self, left_out: &[usize], columns: &[usize]) -> Self {
        let mut part = Self {
            width: columns.len(),
            rows: Vec::new(),
            cases: Vec::new(),
            others: Vec::new(),
            covariates: Vec::new(),
        };
        for (i, row) in self.rows().enumerate().filter(|(i, _)| left_out.binary_search(i).is_err()) {
            part.rows.extend(columns.iter().map(|&column| row[column]));
            part.cases.push(self.cases[i]);
            part.others.push(self.others[i]);
            part.covariates.push(self.covariates[i].clone());
        }
        part
    }

    /// The same without the columns that are combinations of earlier ones.
    pub(crate) fn without_dependent_columns(&self) -> Self {
        let mut kept: Vec<usize> = Vec::new();
        for column in 0..self.width {
            let mut factor = TriangularFactor::new(kept.len() + 1);
            let trial: Vec<usize> = kept.iter().copied().chain([column]).collect();
            for row in self.rows() {
                factor.include(1.0, &trial.iter().map(|&column| row[column]).collect::<Vec<_>>(), 0.0);
            }
            if !factor.is_singular() {
                kept = trial;
            }
        }
        self.part(&[], &kept)
    }

    /// People in a pattern.
    pub(crate) fn base(&self, pattern: usize) -> f64 {
        self.cases[pattern] + self.others[pattern]
    }

    /// All cases.
    pub(crate) fn total_cases(&self) -> f64 {
        self.cases.iter().sum()
    }

    /// Everybody who is not a case.
    pub(crate) fn total_others(&self) -> f64 {
        self.others.iter().sum()
    }
}

/// Checks that every row has a finite value for each covariate that the terms use, and that all rows are of one length.
pub(crate) fn check_rows<'a>(mut rows: impl Iterator<Item = &'a [f64]>, terms: &Terms) -> Result<()> {
    let mut length = None;
    rows.try_for_each(|row| {
        let first = *length.get_or_insert(row.len());
        if row.len() != first || row.len() < terms.columns_used() {
            return Err(StatError::Domain {
                what: "covariates",
                given: format!("a list of {} values", row.len()),
                must: "every pattern must have a value for each covariate of the model",
            });
        }
        match row.iter().find(|value| !value.is_finite()) {
            None => Ok(()),
            Some(value) => Err(StatError::Domain {
                what: "covariate",
                given: value.to_string(),
                must: "it must be a finite number",
            }),
        }
    })
}

/// Lexicographic order of rows of finite numbers.
fn compare(left: &[f64], right: &[f64]) -> Ordering {
    left.partial_cmp(right).unwrap_or(Ordering::Equal)
}

#[cfg(test)]
mod tests {
    use super::Design;
    use crate::{
        error::{NotEstimable, StatError},
        model::{Pattern, Terms},
    };

    fn pattern(covariates: &[f64], cases: u64, base: u64) -> Pattern {
        Pattern::new(covariates, cases, base).unwrap()
    }

    #[test]
    fn equal_patterns_are_added_together_in_any_order() {
        let terms = Terms::main_effects(1);
        let one = Design::pool(&[pattern(&[1.0], 2, 5), pattern(&[0.0], 1, 3), pattern(&[1.0], 1, 4)], &terms).unwrap();
        let two = Design::pool(&[pattern(&[-0.0], 1, 3), pattern(&[1.0], 3, 9)], &terms).unwrap();
        assert_eq!(one.patterns(), 2);
        assert_eq!((&one.cases, &one.others), (&two.cases, &two.others));
    }

    #[test]
    fn dependent_terms_are_singular_and_nobody_is_no_base() {
        let twice = [pattern(&[0.0, 0.0], 1, 3), pattern(&[1.0, 2.0], 1, 3)];
        assert_eq!(Design::pool(&twice, &Terms::main_effects(2)).unwrap_err(), NotEstimable::Singular.into());
        let nobody = [pattern(&[0.0], 0, 0)];
        assert_eq!(Design::pool(&nobody, &Terms::main_effects(1)).unwrap_err(), NotEstimable::NoBase.into());
    }

    #[test]
    fn ragged_patterns_are_refused() {
        let ragged = [pattern(&[0.0, 1.0], 1, 3), pattern(&[1.0], 1, 3)];
        assert!(matches!(Design::pool(&ragged, &Terms::main_effects(1)), Err(StatError::Domain { .. })));
    }
}
