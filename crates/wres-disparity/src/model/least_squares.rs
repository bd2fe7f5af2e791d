//! Least squares on people who are counted, not listed.

use super::{
    design::{Observation, Terms, check_rows},
    linear_algebra::{TriangularFactor, dot},
};
use crate::{
    error::{NotEstimable, Result, StatError},
    sum::{Sum, sum},
};

/// Rows of a linear regression, each standing for `counts` people.
#[derive(Debug, Clone)]
pub(crate) struct Rows {
    pub(crate) width: usize,
    rows: Vec<f64>,
    pub(crate) outcomes: Vec<f64>,
    pub(crate) counts: Vec<f64>,
}

impl Rows {
    /// The rows of a design for observations with a count, sorted and added together so that their order does not show.
    ///
    /// # Errors
    /// [`StatError::Domain`] for numbers that are not finite, [`NotEstimable::NoBase`] without people.
    pub(crate) fn pool(observations: &[Observation], terms: &Terms) -> Result<Self> {
        check_rows(observations.iter().map(|one| one.covariates.as_slice()), terms)?;
        if let Some(one) = observations.iter().find(|one| !one.outcome.is_finite()) {
            let given = one.outcome.to_string();
            return Err(StatError::Domain { what: "outcome", given, must: "it must be a finite number" });
        }
        let mut sorted: Vec<&Observation> = observations.iter().filter(|one| one.count > 0).collect();
        if sorted.is_empty() {
            return Err(NotEstimable::NoBase.into());
        }
        let key = |one: &Observation, other: &Observation| {
            (&one.covariates, one.outcome).partial_cmp(&(&other.covariates, other.outcome))
        };
        sorted.sort_by(|a, b| key(a, b).unwrap_or(std::cmp::Ordering::Equal));
        let mut rows = Self { width: terms.coefficients(), rows: Vec::new(), outcomes: Vec::new(), counts: Vec::new() };
        for alike in sorted.chunk_by(|a, b| key(a, b) == Some(std::cmp::Ordering::Equal)) {
            terms.append_row(&alike[0].covariates, &mut rows.rows);
            rows.outcomes.push(alike[0].outcome);
            rows.counts.push(alike.iter().map(|one| one.count as f64).sum());
        }
        Ok(rows)
    }

    /// Both sets of rows, with a further column at the end that is 0 for the first and 1 for the second if `marked`.
    pub(crate) fn joined(one: &Self, two: &Self, marked: bool) -> Self {
        let mut joined = one.clone();
        joined.outcomes.extend(&two.outcomes);
        joined.counts.extend(&two.counts);
        if marked {
            let mark = |rows: &Self, mark: f64| -> Vec<f64> {
                rows.iter().flat_map(|row| row.iter().copied().chain([mark])).collect()
            };
            joined.rows = mark(one, 0.0);
            joined.rows.extend(mark(two, 1.0));
            joined.width += 1;
        } else {
            joined.rows.extend(&two.rows);
        }
        joined
    }

    /// The rows of the design matrix.
    pub(crate) fn iter(&self) -> impl Iterator<Item = &[f64]> {
        self.rows.chunks_exact(self.width)
    }

    /// People in all.
    pub(crate) fn people(&self) -> f64 {
        self.counts.iter().sum()
    }

    /// The mean of every column of the design.
    pub(crate) fn means(&self) -> Vec<f64> {
        let people = self.people();
        let total = |column: usize| sum(self.iter().zip(&self.counts).map(|(row, count)| count * row[column]));
        (0..self.width).map(|column| total(column) / people).collect()
    }

    /// The mean outcome.
    pub(crate) fn mean_outcome(&self) -> f64 {
        sum(self.outcomes.iter().zip(&self.counts).map(|(outcome, count)| count * outcome)) / self.people()
    }
}

/// The least-squares fit of [`Rows`].
#[derive(Debug, Clone)]
pub(crate) struct LeastSquares {
    pub(crate) coefficients: Vec<f64>,
    pub(crate) residuals: Vec<f64>,
    pub(crate) factor: TriangularFactor,
}

impl LeastSquares {
    /// Fits by rotations and refines the solution once from its residuals.
    ///
    /// # Errors
    /// [`NotEstimable::Singular`] if the columns are linearly dependent.
    pub(crate) fn fit(rows: &Rows) -> Result<Self> {
        let mut factor = TriangularFactor::new(rows.width);
        for (i, row) in rows.iter().enumerate() {
            let root = rows.counts[i].sqrt();
            factor.include(root, row, root * rows.outcomes[i]);
        }
        if factor.is_singular() {
            return Err(NotEstimable::Singular.into());
        }
        let mut coefficients = factor.solve();
        let mut residuals = Vec::new();
        for _ in 0..2 {
            residuals = rows.iter().zip(&rows.outcomes).map(|(row, y)| y - dot(row, &coefficients)).collect();
            let mut sums = vec![Sum::new(); rows.width];
            for (i, row) in rows.iter().enumerate() {
                let residual = rows.counts[i] * residuals[i];
                sums.iter_mut().zip(row).for_each(|(sum, value)| sum.add(residual * value));
            }
            let mut correction: Vec<f64> = sums.iter().map(Sum::value).collect();
            factor.solve_normal(&mut correction);
            coefficients.iter_mut().zip(&correction).for_each(|(b, change)| *b += change);
        }
        if coefficients.iter().all(|b| b.is_finite()) {
            Ok(Self { coefficients, residuals, factor })
        } else {
            Err(NotEstimable::Undefined.into())
        }
    }

    /// The residual sum of squares.
    pub(crate) fn residual_squares(&self, rows: &Rows) -> f64 {
        sum(self.residuals.iter().zip(&rows.counts).map(|(residual, count)| count * residual * residual))
    }
}
