//! Places on the axes of charts, so that whoever draws takes no logarithm and no root.

/// The place of a value on a logarithmic axis from `low` to `high`, as a share of its length: 0 at `low`, 1 at `high`, and cut to these
/// ends. A value of 0 or less stands at the low end, an infinite one at the high end. Needs `0 < low < high`.
///
/// ```
/// use wres_disparity::axis::log_place;
/// assert!((log_place(1.0, 0.5, 2.0) - 0.5).abs() < 1e-15);
/// assert_eq!((log_place(0.0, 0.5, 2.0), log_place(f64::INFINITY, 0.5, 2.0)), (0.0, 1.0));
/// ```
#[must_use]
pub fn log_place(value: f64, low: f64, high: f64) -> f64 {
    if value <= 0.0 {
        return 0.0;
    }
    ((value / low).ln() / (high / low).ln()).clamp(0.0, 1.0)
}

/// The side of a square, or the radius of a circle, whose area goes with a weight: `sqrt(weight / largest)`, from 0 to 1.
#[must_use]
pub fn side_of_area(weight: f64, largest: f64) -> f64 {
    (weight / largest).max(0.0).sqrt().min(1.0)
}

/// A step of 1, 2 or 5 times a power of ten that divides `span` into at most `most` parts. Needs a positive finite span.
///
/// ```
/// use wres_disparity::axis::even_step;
/// assert_eq!((even_step(0.9, 5), even_step(70.0, 8), even_step(3.0, 3)), (0.2, 10.0, 1.0));
/// ```
#[must_use]
pub fn even_step(span: f64, most: u32) -> f64 {
    let least = span / f64::from(most.max(1));
    let power = 10_f64.powi(least.log10().floor() as i32);
    let steps = [power, 2.0 * power, 5.0 * power];
    steps.into_iter().find(|step| *step >= least * (1.0 - 1e-12)).unwrap_or(10.0 * power)
}

/// The root of the mean of squares; 0 of nothing.
#[must_use]
pub fn root_mean_square(values: &[f64]) -> f64 {
    if values.is_empty() {
        return 0.0;
    }
    (values.iter().map(|value| value * value).sum::<f64>() / values.len() as f64).sqrt()
}
