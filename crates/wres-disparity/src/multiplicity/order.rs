//! Sorting p-values and putting answers back where the questions were.

use crate::error::{Result, StatError};

/// The positions of the p-values from the smallest to the largest; equal values keep their order.
///
/// # Errors
/// [`StatError::Domain`] for a value outside [0, 1].
pub(super) fn ascending(p_values: &[f64]) -> Result<Vec<usize>> {
    if let Some(wrong) = p_values.iter().find(|p| !(0.0..=1.0).contains(*p)) {
        return Err(StatError::Domain {
            what: "p",
            given: wrong.to_string(),
            must: "every p-value must lie between 0 and 1",
        });
    }
    let mut order: Vec<usize> = (0..p_values.len()).collect();
    order.sort_by(|&left, &right| p_values[left].total_cmp(&p_values[right]));
    Ok(order)
}

/// Step down: from the smallest p-value upwards, each adjusted value at least as large as the one before it.
///
/// `factor` is given the rank, from 1.
pub(super) fn step_down(p_values: &[f64], factor: impl Fn(usize) -> f64) -> Result<Vec<f64>> {
    let mut adjusted = vec![0.0; p_values.len()];
    let mut floor = 0.0_f64;
    for (index, position) in ascending(p_values)?.into_iter().enumerate() {
        floor = floor.max((factor(index + 1) * p_values[position]).min(1.0));
        adjusted[position] = floor;
    }
    Ok(adjusted)
}

/// Step up: from the largest p-value downwards, each adjusted value at most as large as the one before it.
///
/// `factor` is given the rank, from 1.
pub(super) fn step_up(p_values: &[f64], factor: impl Fn(usize) -> f64) -> Result<Vec<f64>> {
    let mut adjusted = vec![0.0; p_values.len()];
    let mut ceiling = 1.0_f64;
    for (index, position) in ascending(p_values)?.into_iter().enumerate().rev() {
        ceiling = ceiling.min(factor(index + 1) * p_values[position]);
        adjusted[position] = ceiling;
    }
    Ok(adjusted)
}
