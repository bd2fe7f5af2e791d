//! Oaxaca-Blinder decomposition of a gap between two groups.

use super::{
    design::{Observation, Terms},
    least_squares::{LeastSquares, Rows},
    linear_algebra::dot,
};
use crate::error::{NotEstimable, Result, StatError};

/// A gap in two parts: what the groups' different characteristics explain at some reference coefficients, and the rest.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct TwoFold {
    /// `(mean x of A - mean x of B) b*`.
    pub explained: f64,
    /// The gap less the explained part.
    pub unexplained: f64,
}

/// The gap between two groups, decomposed.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Decomposition {
    /// Mean outcome of A less mean outcome of B.
    pub gap: f64,
    /// `(x_A - x_B) b_B`: what B would gain from the characteristics of A.
    pub endowments: f64,
    /// `x_B (b_A - b_B)`: what B would gain from the coefficients of A.
    pub coefficients: f64,
    /// `(x_A - x_B) (b_A - b_B)`: what goes with both differences at once.
    pub interaction: f64,
    /// Reference coefficients of A.
    pub reference_a: TwoFold,
    /// Reference coefficients of B.
    pub reference_b: TwoFold,
    /// The mean of both groups' coefficients (Reimers 1983).
    pub reimers: TwoFold,
    /// Both groups' coefficients weighted by their number of people (Cotton 1988).
    pub cotton: TwoFold,
    /// Coefficients of a regression on everybody (Neumark 1988).
    pub neumark: TwoFold,
    /// Coefficients of a regression on everybody with a group indicator, so that the group's own effect is not taken for
    /// explained (Jann 2008, equation 8): the one to prefer.
    pub pooled: TwoFold,
}

/// Decomposes the gap between the mean outcomes of group A and group B by linear regressions in each (Oaxaca 1973,
/// International Economic Review 14:693; Blinder 1973, Journal of Human Resources 8:436; Jann 2008, Stata Journal 8:453).
///
/// Unit: that of the outcome; for log pay, about the relative gap. The intercept counts among the coefficients.
///
/// # Errors
/// [`NotEstimable::GroupAbsent`] if a group has no people; [`NotEstimable::Singular`] if the terms are linearly dependent
/// within a group; [`StatError::Domain`] for numbers that are not finite.
///
/// # Examples
/// ```
/// use wres_disparity::model::{Observation, Terms, oaxaca_blinder};
/// // Both groups gain 2 for each year; A has two years more.
/// let a: Vec<Observation> = [3.0, 4.0, 5.0].iter().map(|x| Observation::one(&[*x], 10.0 + 2.0 * x)).collect();
/// let b: Vec<Observation> = [1.0, 2.0, 3.0].iter().map(|x| Observation::one(&[*x], 9.0 + 2.0 * x)).collect();
/// let parts = oaxaca_blinder(&a, &b, &Terms::main_effects(1))?;
/// assert!((parts.gap - 5.0).abs() < 1e-12);
/// assert!((parts.pooled.explained - 4.0).abs() < 1e-12 && (parts.pooled.unexplained - 1.0).abs() < 1e-12);
/// # Ok::<(), wres_disparity::StatError>(())
/// ```
pub fn oaxaca_blinder(a: &[Observation], b: &[Observation], terms: &Terms) -> Result<Decomposition> {
    let group = |observations: &[Observation]| match Rows::pool(observations, terms) {
        Err(StatError::NotEstimable(NotEstimable::NoBase)) => Err(NotEstimable::GroupAbsent.into()),
        other => other,
    };
    let (a, b) = (group(a)?, group(b)?);
    let (of_a, of_b) = (LeastSquares::fit(&a)?.coefficients, LeastSquares::fit(&b)?.coefficients);
    let everybody = LeastSquares::fit(&Rows::joined(&a, &b, false))?.coefficients;
    let mut indicated = LeastSquares::fit(&Rows::joined(&a, &b, true))?.coefficients;
    indicated.truncate(a.width);

    let gap = a.mean_outcome() - b.mean_outcome();
    let mean_b = b.means();
    let apart: Vec<f64> = a.means().iter().zip(&mean_b).map(|(a, b)| a - b).collect();
    let steeper: Vec<f64> = of_a.iter().zip(&of_b).map(|(a, b)| a - b).collect();
    let two_fold = |reference: &[f64]| {
        let explained = dot(&apart, reference);
        TwoFold { explained, unexplained: gap - explained }
    };
    let mixed =
        |share: f64| -> Vec<f64> { of_a.iter().zip(&of_b).map(|(a, b)| share * a + (1.0 - share) * b).collect() };
    Ok(Decomposition {
        gap,
        endowments: dot(&apart, &of_b),
        coefficients: dot(&mean_b, &steeper),
        interaction: dot(&apart, &steeper),
        reference_a: two_fold(&of_a),
        reference_b: two_fold(&of_b),
        reimers: two_fold(&mixed(0.5)),
        cotton: two_fold(&mixed(a.people() / (a.people() + b.people()))),
        neumark: two_fold(&everybody),
        pooled: two_fold(&indicated),
    })
}
