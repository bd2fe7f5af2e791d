//! A gap between people who are alike, and the part that goes with what they are not alike in.

use super::{
    design::{Observation, Terms},
    linear_algebra::dot,
    ols::ols,
};
use crate::{
    error::{NotEstimable, Result, StatError},
    estimate::Estimate,
    quantity::Level,
    special::{normal, student},
};

/// The gap between two groups in two parts, each with its interval.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct AdjustedGap {
    /// The gap between people of A and B alike in every term: the coefficient of being of A.
    pub adjusted: Estimate,
    /// The part of the gap in means that goes with their different terms.
    pub explained: Estimate,
}

/// The gap between the mean outcomes of A and B between people alike in the terms, and the part that goes with the terms.
///
/// One linear regression of both groups with an indicator of A: its coefficient is the adjusted gap, and what is left of the gap in
/// means, `(mean x of A - mean x of B) b`, is explained. These are the unexplained and explained parts of the Oaxaca-Blinder
/// decomposition with pooled coefficients ([`super::oaxaca_blinder`], `pooled`). The limits of the adjusted gap use Student's t and
/// HC3 errors (HC1 where somebody alone determines a coefficient); those of the explained part the normal distribution and
/// `d' V d + var_A(x'b) / n_A + var_B(x'b) / n_B` with `d` the difference in means. Unit: that of the outcome; for log pay a
/// difference of `g` is a gap of `100 (1 - exp(-g))` per cent.
///
/// Source: Jann 2008, Stata Journal 8:453-479, equations 8 and 12; MacKinnon & White 1985, Journal of Econometrics 29:305.
///
/// # Errors
/// [`NotEstimable::GroupAbsent`] if a group has no people; otherwise as [`ols`]; [`StatError::Lengths`] where covariates are not
/// equally many.
///
/// ```
/// use wres_disparity::{Level, model::{Observation, Terms, adjusted_gap}};
/// let people = |from: f64, base: f64| -> Vec<Observation> {
///     (0..5).map(|i| Observation::one(&[from + f64::from(i)], base + 2.0 * (from + f64::from(i)) + 0.1 * f64::from(i % 2))).collect()
/// };
/// // A has two years more, each worth 2, and 1 more besides.
/// let gap = adjusted_gap(&people(3.0, 11.0), &people(1.0, 10.0), &Terms::main_effects(1), Level::P95)?;
/// assert!((gap.adjusted.value - 1.0).abs() < 1e-9 && (gap.explained.value - 4.0).abs() < 1e-9);
/// # Ok::<(), wres_disparity::StatError>(())
/// ```
pub fn adjusted_gap(a: &[Observation], b: &[Observation], terms: &Terms, level: Level) -> Result<AdjustedGap> {
    let width = a.iter().chain(b).map(|one| one.covariates.len()).max().unwrap_or(0);
    if let Some(short) = a.iter().chain(b).find(|one| one.covariates.len() != width) {
        return Err(StatError::Lengths {
            left: "covariates",
            left_len: width,
            right: "covariates of a person",
            right_len: short.covariates.len(),
        });
    }
    if [a, b].into_iter().any(|group| group.iter().all(|one| one.count == 0)) {
        return Err(NotEstimable::GroupAbsent.into());
    }
    let with = |one: &Observation, of_a: f64| {
        let covariates = one.covariates.iter().copied().chain([of_a]).collect();
        Observation { covariates, ..*one }
    };
    let all: Vec<Observation> = a.iter().map(|one| with(one, 1.0)).chain(b.iter().map(|one| with(one, 0.0))).collect();
    let fit = ols(&all, &terms.clone().value(width))?;
    let last = fit.estimates.len() - 1;
    let covariance = fit.hc3.as_ref().unwrap_or(&fit.hc1);
    let value = fit.estimates[last];
    let std_err = covariance[(last, last)].max(0.0).sqrt();
    let reach = student::upper_quantile(level.alpha() / 2.0, fit.residual_degrees) * std_err;
    let p_value = (std_err > 0.0).then(|| student::two_sided(value / std_err, fit.residual_degrees));
    let method = "adjusted_gap";
    let adjusted = Estimate { value, lower: value - reach, upper: value + reach, p_value, level, method };

    let slopes = &fit.estimates[..last];
    let (of_a, of_b) = (Index::of(a, terms, slopes), Index::of(b, terms, slopes));
    let apart: Vec<f64> = of_a.means.iter().zip(&of_b.means).map(|(a, b)| a - b).collect();
    let explained = dot(&apart, slopes);
    let through: f64 =
        (0..last).map(|i| apart[i] * (0..last).map(|j| covariance[(i, j)] * apart[j]).sum::<f64>()).sum();
    let spread = (through + of_a.variance / of_a.people + of_b.variance / of_b.people).max(0.0).sqrt();
    let reach = normal::critical(level) * spread;
    let explained = Estimate {
        value: explained,
        lower: explained - reach,
        upper: explained + reach,
        p_value: (spread > 0.0).then(|| normal::two_sided(explained / spread)),
        level,
        method,
    };
    Ok(AdjustedGap { adjusted, explained })
}

/// What a group's terms are worth at given coefficients.
struct Index {
    people: f64,
    means: Vec<f64>,
    variance: f64,
}

impl Index {
    fn of(group: &[Observation], terms: &Terms, slopes: &[f64]) -> Self {
        let rows: Vec<(f64, Vec<f64>)> =
            group.iter().map(|one| (one.count as f64, terms.row(&one.covariates))).collect();
        let people: f64 = rows.iter().map(|(count, _)| count).sum();
        let mut means = vec![0.0; slopes.len()];
        for (count, row) in &rows {
            means.iter_mut().zip(row).for_each(|(mean, value)| *mean += count / people * value);
        }
        let centre = dot(&means, slopes);
        let squares: f64 = rows.iter().map(|(count, row)| count * (dot(row, slopes) - centre).powi(2)).sum();
        Self { people, means, variance: squares / (people - 1.0).max(1.0) }
    }
}

#[cfg(test)]
mod tests {
    use super::adjusted_gap;
    use crate::{
        Level,
        model::{Observation, Terms, oaxaca_blinder, ols},
    };

    fn people(rows: &[(f64, f64, f64, u64)]) -> Vec<Observation> {
        let one = |(rung, hours, outcome, count): &(f64, f64, f64, u64)| Observation {
            covariates: vec![*rung, *hours],
            outcome: *outcome,
            count: *count,
        };
        rows.iter().map(one).collect()
    }

    const A: &[(f64, f64, f64, u64)] =
        &[(1.0, 1.0, 3.1, 4), (1.0, 0.6, 3.0, 3), (2.0, 1.0, 3.5, 5), (2.0, 0.8, 3.4, 2), (3.0, 1.0, 3.9, 4)];
    const B: &[(f64, f64, f64, u64)] =
        &[(1.0, 1.0, 3.0, 6), (1.0, 0.5, 2.8, 3), (2.0, 1.0, 3.3, 2), (2.0, 0.9, 3.4, 1), (3.0, 1.0, 3.7, 1)];

    #[test]
    fn the_parts_are_those_of_the_decomposition_with_pooled_coefficients() {
        let terms = Terms::new().levels(0, &[2.0, 3.0]).value(1);
        let gap = adjusted_gap(&people(A), &people(B), &terms, Level::P95).unwrap();
        let parts = oaxaca_blinder(&people(A), &people(B), &terms).unwrap();
        assert!((gap.adjusted.value - parts.pooled.unexplained).abs() < 1e-12);
        assert!((gap.explained.value - parts.pooled.explained).abs() < 1e-12);
        assert!(gap.adjusted.lower < gap.adjusted.value && gap.explained.upper > gap.explained.value);
    }

    #[test]
    fn the_adjusted_gap_is_a_coefficient_with_robust_limits() {
        let terms = Terms::main_effects(2);
        let all: Vec<Observation> = [(A, 1.0), (B, 0.0)]
            .into_iter()
            .flat_map(|(rows, of_a)| {
                people(rows)
                    .into_iter()
                    .map(move |one| Observation { covariates: vec![one.covariates[0], one.covariates[1], of_a], ..one })
            })
            .collect();
        let fit = ols(&all, &Terms::main_effects(3)).unwrap();
        let gap = adjusted_gap(&people(A), &people(B), &terms, Level::P95).unwrap().adjusted;
        let std_err = fit.hc3.unwrap()[(3, 3)].sqrt();
        let t = crate::special::student::upper_quantile(0.025, fit.residual_degrees);
        assert!((gap.upper - (fit.estimates[3] + t * std_err)).abs() < 1e-12);
    }

    #[test]
    fn swapping_the_groups_turns_the_signs() {
        let terms = Terms::main_effects(2);
        let forward = adjusted_gap(&people(A), &people(B), &terms, Level::P95).unwrap();
        let back = adjusted_gap(&people(B), &people(A), &terms, Level::P95).unwrap();
        assert!((forward.adjusted.value + back.adjusted.value).abs() < 1e-12);
        assert!((forward.explained.lower + back.explained.upper).abs() < 1e-9);
        assert!(adjusted_gap(&people(A), &[], &terms, Level::P95).is_err());
    }
}
