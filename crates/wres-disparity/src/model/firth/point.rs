//! A point on the penalised likelihood, with its derivatives.

use crate::{
    model::{
        design::Design,
        likelihood::{Family, Logit, expit},
        linear_algebra::{GradedFactor, Square, dot},
    },
    sum::sum,
};

/// A point on the penalised likelihood.
#[derive(Debug, Clone)]
pub(super) struct Point {
    pub(super) coefficients: Vec<f64>,
    pub(super) predictors: Vec<f64>,
    /// The weight of every pattern in the information.
    weights: Vec<f64>,
    /// The leverage of every pattern: of all its people together.
    leverages: Vec<f64>,
    /// The factor of the Fisher information over all coefficients.
    pub(super) factor: GradedFactor,
}

impl Point {
    /// The point with these coefficients; `None` so far out that the information vanishes in double precision.
    pub(super) fn at(design: &Design, coefficients: Vec<f64>) -> Option<Self> {
        let predictors: Vec<f64> = design.rows().map(|row| dot(row, &coefficients)).collect();
        let weights: Vec<f64> =
            predictors.iter().enumerate().map(|(i, &eta)| design.base(i) * expit(eta) * expit(-eta)).collect();
        let factor = GradedFactor::new(design.rows(), &weights, design.width())?;
        let leverages = design
            .rows()
            .zip(&weights)
            .map(
                |(row, weight)| {
                    if *weight > 0.0 { factor.whiten(row).iter().map(|u| weight * u * u).sum() } else { 0.0 }
                },
            )
            .collect();
        Some(Self { coefficients, predictors, weights, leverages, factor })
    }

    /// The derivative of the penalised likelihood by the linear predictor of a pattern.
    fn score(&self, design: &Design, pattern: usize) -> f64 {
        let eta = self.predictors[pattern];
        // h (1/2 - p) is minus half of h tanh(eta / 2), which loses no digits near one half.
        Logit.score(design.cases[pattern], design.others[pattern], eta)
            - 0.5 * self.leverages[pattern] * (0.5 * eta).tanh()
    }

    /// The derivative of the penalised likelihood by every coefficient.
    pub(super) fn scores(&self, design: &Design) -> Vec<f64> {
        let mut scores = vec![0.0; design.width()];
        for (i, row) in design.rows().enumerate() {
            let score = self.score(design, i);
            scores.iter_mut().zip(row).for_each(|(total, value)| *total += score * value);
        }
        scores
    }

    pub(super) fn log_likelihood(&self, design: &Design) -> f64 {
        sum((0..design.patterns()).map(|i| Logit.log_likelihood(design.cases[i], design.others[i], self.predictors[i])))
            + 0.5 * self.factor.ln_determinant()
    }

    /// How far this point lies above another, pattern by pattern so that no digits cancel.
    pub(super) fn above(&self, other: &Self, design: &Design) -> f64 {
        sum((0..design.patterns()).map(|i| {
            let (cases, others) = (design.cases[i], design.others[i]);
            Logit.log_likelihood(cases, others, self.predictors[i])
                - Logit.log_likelihood(cases, others, other.predictors[i])
        })) + 0.5 * (self.factor.ln_determinant() - other.factor.ln_determinant())
    }

    /// The weights of the augmented data, in which a pattern counts as `n + h` people.
    fn augmented_weights(&self, design: &Design) -> Vec<f64> {
        (0..design.patterns()).map(|i| self.weights[i] * (1.0 + self.leverages[i] / design.base(i))).collect()
    }

    /// The inverse information of the augmented data.
    pub(super) fn augmented_covariance(&self, design: &Design) -> Option<Square> {
        Some(GradedFactor::new(design.rows(), &self.augmented_weights(design), design.width())?.inverse())
    }

    /// The scoring step of some coefficients: the inverse information of the augmented data times the penalised scores.
    pub(super) fn scoring_step(&self, design: &Design, free: &[usize]) -> Option<Vec<f64>> {
        let weights = self.augmented_weights(design);
        let scores: Vec<f64> = (0..design.patterns()).map(|i| self.score(design, i)).collect();
        let part: Vec<Vec<f64>> = design.rows().map(|row| free.iter().map(|&index| row[index]).collect()).collect();
        let rows = || part.iter().map(Vec::as_slice);
        Some(GradedFactor::new(rows(), &weights, free.len())?.solve(rows(), &scores))
    }

    /// Minus the second derivatives of the penalised likelihood over some coefficients.
    ///
    /// With `t = 1 - 2p`, `w` the weight and `h` the leverage of a pattern, `u` its whitened row and
    /// `K_r = sum of w t x_r u u'`, the cell of `r` and `s` is
    /// `sum of x_r x_s (w (n + h) / n - t^2 h / 2) + trace(K_r K_s) / 2`.
    pub(super) fn curvature(&self, design: &Design, free: &[usize]) -> Square {
        let mut curvature = Square::zeros(free.len());
        let mut turns: Vec<Square> = free.iter().map(|_| Square::zeros(design.width())).collect();
        let mut row = vec![0.0; free.len()];
        for (i, whole_row) in design.rows().enumerate() {
            let (weight, leverage) = (self.weights[i], self.leverages[i]);
            let t = -(0.5 * self.predictors[i]).tanh();
            row.iter_mut().zip(free).for_each(|(value, &index)| *value = whole_row[index]);
            curvature.add_outer(weight * (1.0 + leverage / design.base(i)) - 0.5 * t * t * leverage, &row);
            if weight == 0.0 {
                continue;
            }
            let unit = self.factor.whiten(whole_row);
            turns.iter_mut().zip(&row).for_each(|(turn, x)| turn.add_outer(weight * t * x, &unit));
        }
        for (r, one) in turns.iter().enumerate() {
            for (s, other) in turns.iter().enumerate() {
                let trace: f64 = (0..design.width()).map(|k| dot(one.row(k), other.row(k))).sum();
                curvature[(r, s)] += 0.5 * trace;
            }
        }
        curvature
    }
}
