//! A straight line through estimates with known errors.

use crate::error::{NotEstimable, Result, StatError};

/// `y = level + slope (t - origin)` by weighted least squares.
#[derive(Debug, Clone, Copy, PartialEq)]
pub(super) struct TrendLine {
    /// The fitted value at the last time, which is the origin.
    pub(super) now: f64,
    pub(super) slope: f64,
    pub(super) var_now: f64,
    pub(super) var_slope: f64,
    pub(super) covariance: f64,
}

/// Fits `values` with standard errors at `times`, weights `1 / se^2`.
///
/// The covariance is multiplied by `max(1, Q / (k - 2))`, `Q` the weighted residual sum of squares (Birge 1932, Physical Review
/// 40:207-227): where the years scatter more than their counts allow, the line is less certain than they say.
///
/// # Errors
/// [`StatError::Lengths`]; [`StatError::Domain`] for values or times that are not finite, and errors that are not positive;
/// [`NotEstimable::TooFew`] with fewer than two different times.
pub(super) fn fit(times: &[f64], values: &[f64], std_errs: &[f64]) -> Result<TrendLine> {
    for (right, right_len) in [("values", values.len()), ("ses", std_errs.len())] {
        if right_len != times.len() {
            return Err(StatError::Lengths { left: "years", left_len: times.len(), right, right_len });
        }
    }
    let wrong = |what, given: f64, must| StatError::Domain { what, given: given.to_string(), must };
    if let Some(value) = times.iter().chain(values).find(|value| !value.is_finite()) {
        return Err(wrong("values", *value, "years and values must be finite"));
    }
    if let Some(std_err) = std_errs.iter().find(|std_err| !(**std_err > 0.0 && std_err.is_finite())) {
        return Err(wrong("ses", *std_err, "a standard error must be positive and finite"));
    }
    let last = times.iter().copied().fold(f64::NEG_INFINITY, f64::max);
    // Counted from the last year: whole numbers of years stay exact.
    let times: Vec<f64> = times.iter().map(|time| time - last).collect();
    let weights: Vec<f64> = std_errs.iter().map(|std_err| 1.0 / (std_err * std_err)).collect();
    let total: f64 = weights.iter().sum();
    let mean = |of: &dyn Fn(usize) -> f64| (0..times.len()).map(|i| weights[i] / total * of(i)).sum::<f64>();
    let (time, value) = (mean(&|i| times[i]), mean(&|i| values[i]));
    let spread = mean(&|i| (times[i] - time) * (times[i] - time));
    if times.len() < 2 || times.iter().all(|time| *time == times[0]) || !(spread > 0.0 && spread.is_finite()) {
        return Err(NotEstimable::TooFew.into());
    }
    let slope = mean(&|i| (times[i] - time) * (values[i] - value)) / spread;
    let now = value - slope * time;
    let residual = |i: usize| values[i] - value - slope * (times[i] - time);
    let scatter = mean(&|i| residual(i) * residual(i)) * total;
    let inflation = if times.len() > 2 { (scatter / (times.len() - 2) as f64).max(1.0) } else { 1.0 };
    let var_slope = inflation / (total * spread);
    Ok(TrendLine {
        now,
        slope,
        var_now: inflation / total + time * time * var_slope,
        var_slope,
        covariance: -time * var_slope,
    })
}

#[cfg(test)]
mod tests {
    use super::fit;
    use crate::error::{NotEstimable, StatError};

    #[test]
    fn a_straight_line_is_found_again() {
        let times = [2021.0, 2022.0, 2024.0];
        let values = times.map(|time| 0.7 - 0.1 * (time - 2021.0));
        let line = fit(&times, &values, &[0.1, 0.2, 0.1]).unwrap();
        assert!((line.slope + 0.1).abs() < 1e-14 && (line.now - 0.4).abs() < 1e-14);
    }

    #[test]
    fn variances_are_those_of_weighted_least_squares_and_grow_with_scatter() {
        // Equal errors s at -1, 0, 1: var(slope) = s^2 / 2, var(now) = s^2 / 3 + s^2 / 2.
        let line = fit(&[-1.0, 0.0, 1.0], &[0.0, 0.0, 0.0], &[0.2; 3]).unwrap();
        assert!((line.var_slope - 0.02).abs() < 1e-15 && (line.var_now - (0.04 / 3.0 + 0.02)).abs() < 1e-15);
        let wild = fit(&[-1.0, 0.0, 1.0], &[1.0, -2.0, 1.0], &[0.2; 3]).unwrap();
        assert!(wild.var_slope > 100.0 * line.var_slope);
    }

    #[test]
    fn one_year_is_no_trend() {
        assert_eq!(fit(&[1.0, 1.0], &[0.0, 1.0], &[1.0, 1.0]), Err(NotEstimable::TooFew.into()));
        assert_eq!(fit(&[], &[], &[]), Err(NotEstimable::TooFew.into()));
        assert!(matches!(fit(&[1.0, 2.0], &[0.0], &[1.0, 1.0]), Err(StatError::Lengths { .. })));
        assert!(matches!(fit(&[1.0, 2.0], &[0.0, 1.0], &[1.0, 0.0]), Err(StatError::Domain { .. })));
        assert!(matches!(fit(&[1.0, f64::NAN], &[0.0, 1.0], &[1.0, 1.0]), Err(StatError::Domain { .. })));
    }
}
