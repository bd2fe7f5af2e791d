//! Effects weighted by the reciprocals of their variances, with a variance between sites added.

use super::effect::Effect;

/// Effects in an order that does not depend on the one in which they were given, so that no sum does either.
#[derive(Debug, Clone)]
pub(super) struct Sorted {
    effects: Vec<Effect>,
    /// The first effect: deviations are taken from it, so that equal effects give exactly no heterogeneity.
    origin: f64,
}

/// The weighted mean at one variance between sites, and what goes with it.
#[derive(Debug, Clone, Copy)]
pub(super) struct Weighted {
    /// Sum of the weights `1 / (v + tau2)`.
    pub(super) total: f64,
    /// Weighted mean.
    pub(super) mean: f64,
    /// `sum w (y - mean)^2`.
    pub(super) q: f64,
    /// `sum w^2 (y - mean)^2`.
    pub(super) q_squared_weights: f64,
    /// `sum w - sum w^2 / sum w`.
    pub(super) spread: f64,
}

impl Sorted {
    pub(super) fn new(effects: &[Effect]) -> Self {
        let mut effects = effects.to_vec();
        effects.sort_unstable_by(|left, right| {
            left.variance().total_cmp(&right.variance()).then(left.value().total_cmp(&right.value()))
        });
        let origin = effects.first().map_or(0.0, |first| first.value());
        Self { effects, origin }
    }

    pub(super) fn len(&self) -> usize {
        self.effects.len()
    }

    /// Degrees of freedom of the differences between sites.
    pub(super) fn degrees_of_freedom(&self) -> f64 {
        self.len() as f64 - 1.0
    }

    pub(super) fn smallest_variance(&self) -> f64 {
        self.effects.first().map_or(1.0, |first| first.variance())
    }

    pub(super) fn largest_variance(&self) -> f64 {
        self.effects.last().map_or(1.0, |last| last.variance())
    }

    /// `sum (y - mean)^2` with the plain mean.
    pub(super) fn sum_of_squares(&self) -> f64 {
        let deviations = || self.effects.iter().map(|effect| effect.value() - self.origin);
        let mean = deviations().sum::<f64>() / self.len() as f64;
        deviations().map(|deviation| (deviation - mean).powi(2)).sum()
    }

    /// The weighted mean with `tau_squared` added to every variance.
    pub(super) fn at(&self, tau_squared: f64) -> Weighted {
        let (mut total, mut first, mut pairs) = (0.0, 0.0, 0.0);
        for effect in &self.effects {
            let weight = 1.0 / (effect.variance() + tau_squared);
            // Twice the sum of products of pairs of weights is the square of the sum less the sum of squares, uncancelled.
            pairs += weight * total;
            total += weight;
            first += weight * (effect.value() - self.origin);
        }
        let shift = first / total;
        let (mut q, mut q_squared_weights) = (0.0, 0.0);
        for effect in &self.effects {
            let weight = 1.0 / (effect.variance() + tau_squared);
            let term = weight * (effect.value() - self.origin - shift).powi(2);
            q += term;
            q_squared_weights += weight * term;
        }
        Weighted { total, mean: self.origin + shift, q, q_squared_weights, spread: 2.0 * (pairs / total) }
    }

    /// `sum ln(v + tau2)`.
    pub(super) fn log_variances(&self, tau_squared: f64) -> f64 {
        self.effects.iter().map(|effect| (effect.variance() + tau_squared).ln()).sum()
    }
}

/// The sides of the squares of a forest whose areas are as these weights, the largest being 1; empty for no weights.
///
/// ```
/// assert_eq!(wres_disparity::pooling::square_sides(&[1.0, 4.0]), [0.5, 1.0]);
/// ```
#[must_use]
pub fn square_sides(weights: &[f64]) -> Vec<f64> {
    let largest = weights.iter().copied().fold(f64::MIN_POSITIVE, f64::max);
    weights.iter().map(|weight| (weight.max(0.0) / largest).sqrt()).collect()
}
