//! Linear regression with classical and heteroskedasticity-robust errors.

use super::{
    design::{Observation, Terms},
    least_squares::{LeastSquares, Rows},
    linear_algebra::Square,
};
use crate::{
    error::{NotEstimable, Result},
    special::student,
    sum::sum,
};

/// Leverages closer to 1 than this leave a residual that is rounding only.
const WHOLE_LEVERAGE: f64 = 1e-10;

/// A linear regression by ordinary least squares.
#[derive(Debug, Clone, PartialEq)]
pub struct OlsFit {
    /// The coefficients, the intercept first, in units of the outcome per unit of the term.
    pub estimates: Vec<f64>,
    /// The classical covariance, `sigma^2 (X'X)^-1`.
    pub covariance: Square,
    /// The residual standard deviation, with the residual degrees of freedom as divisor.
    pub sigma: f64,
    /// The share of variance explained; `None` if the outcome does not vary.
    pub r_squared: Option<f64>,
    /// People less coefficients.
    pub residual_degrees: f64,
    /// White's covariance (HC0).
    pub hc0: Square,
    /// HC0 times `n / (n - p)` (HC1).
    pub hc1: Square,
    /// Squared residuals over `1 - h` (HC2); `None` if a person has leverage 1, where the formula is 0 over 0.
    pub hc2: Option<Square>,
    /// Squared residuals over `(1 - h)^2` (HC3); `None` as for HC2.
    pub hc3: Option<Square>,
}

impl OlsFit {
    /// The classical standard errors.
    #[must_use]
    pub fn standard_errors(&self) -> Vec<f64> {
        self.covariance.root_diagonal()
    }

    /// Two-sided p-values of the coefficients from Student's t with the residual degrees of freedom.
    #[must_use]
    pub fn p_values(&self) -> Vec<f64> {
        let errors = self.standard_errors();
        self.estimates.iter().zip(errors).map(|(&b, se)| student_p_value(b, se, self.residual_degrees)).collect()
    }
}

/// The two-sided p-value of `estimate / se` by Student's t.
pub(crate) fn student_p_value(estimate: f64, se: f64, degrees: f64) -> f64 {
    if se > 0.0 { student::two_sided(estimate / se, degrees) } else { f64::from(u8::from(estimate == 0.0)) }
}

/// Ordinary least squares with heteroskedasticity-consistent covariances (White 1980, Econometrica 48:817; MacKinnon & White
/// 1985, Journal of Econometrics 29:305).
///
/// An observation that stands for `k` people is `k` people with the same numbers, each with its own leverage. For pay, the
/// outcome is usually the logarithm of the hourly rate, so that a coefficient is a relative difference.
///
/// # Errors
/// [`NotEstimable::Singular`] for dependent terms; [`NotEstimable::TooFew`] unless there are more people than coefficients;
/// [`NotEstimable::NoBase`] without people; [`StatError::Domain`](crate::StatError::Domain) for numbers that are not finite.
///
/// # Examples
/// ```
/// use wres_disparity::model::{Observation, Terms, ols};
/// let points = [(1.0, 1.0), (2.0, 3.0), (3.0, 2.0), (4.0, 5.0)];
/// let observations: Vec<Observation> = points.iter().map(|(x, y)| Observation::one(&[*x], *y)).collect();
/// let fit = ols(&observations, &Terms::main_effects(1))?;
/// assert!((fit.estimates[1] - 1.1).abs() < 1e-12);
/// assert!((fit.sigma - 1.35_f64.sqrt()).abs() < 1e-12);
/// # Ok::<(), wres_disparity::StatError>(())
/// ```
pub fn ols(observations: &[Observation], terms: &Terms) -> Result<OlsFit> {
    let rows = Rows::pool(observations, terms)?;
    let fit = LeastSquares::fit(&rows)?;
    let (people, width) = (rows.people(), rows.width as f64);
    if people <= width {
        return Err(NotEstimable::TooFew.into());
    }
    let inverse = fit.factor.inverse();
    let residual_squares = fit.residual_squares(&rows);
    let mean = rows.mean_outcome();
    let total_squares = sum(rows.outcomes.iter().zip(&rows.counts).map(|(y, count)| count * (y - mean) * (y - mean)));
    let variance = residual_squares / (people - width);
    let mut scratch = vec![0.0; rows.width];
    let leverages: Vec<f64> = rows.iter().map(|row| fit.factor.leverage(row, &mut scratch)).collect();
    let influences: Vec<Vec<f64>> = rows.iter().map(|row| inverse.times_vector(row)).collect();
    let sandwich = |weight: fn(f64) -> f64| {
        let mut covariance = Square::zeros(rows.width);
        for (i, influence) in influences.iter().enumerate() {
            let residual = fit.residuals[i];
            covariance.add_outer(rows.counts[i] * residual * residual * weight(1.0 - leverages[i]), influence);
        }
        covariance
    };
    let defined = leverages.iter().all(|leverage| 1.0 - leverage > WHOLE_LEVERAGE);
    let hc0 = sandwich(|_| 1.0);
    Ok(OlsFit {
        covariance: inverse.clone().scaled(variance),
        sigma: variance.sqrt(),
        r_squared: (total_squares > 0.0).then(|| 1.0 - residual_squares / total_squares),
        residual_degrees: people - width,
        hc1: hc0.clone().scaled(people / (people - width)),
        hc0,
        hc2: defined.then(|| sandwich(|rest| 1.0 / rest)),
        hc3: defined.then(|| sandwich(|rest| 1.0 / (rest * rest))),
        estimates: fit.coefficients,
    })
}
