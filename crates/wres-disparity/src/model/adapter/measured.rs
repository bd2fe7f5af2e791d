//! Models of a measured or ordered outcome.

use super::frame::Frame;
use crate::{
    catalogue::{Input, Output},
    error::{Result, StatError},
    model::{Observation, Square, Terms, adjusted_gap, oaxaca_blinder, ols, ols_cluster_robust, ordinal_logit},
    quantity::Level,
    special::student,
};

fn with_names(output: Output, frame: &Frame<'_>) -> Output {
    output.with_value("terms", frame.names.clone().into())
}

/// `ols`.
pub(crate) fn run_ols(input: &Input<'_>, level: Level) -> Result<Output> {
    let frame = Frame::read(input)?;
    let fit = ols(&frame.observations(input)?, &frame.terms)?;
    let undefined = || vec![f64::NAN; fit.estimates.len()];
    let errors = fit.standard_errors();
    let t = student::upper_quantile(0.5 * level.alpha(), fit.residual_degrees);
    let robust = |covariance: &Option<Square>| covariance.as_ref().map_or_else(undefined, Square::root_diagonal);
    let output = Output::new()
        .with_all("coefs", fit.estimates.iter().copied())
        .with_all("ses", errors.iter().copied())
        .with_all("p_values", fit.p_values())
        .with_all("lowers", fit.estimates.iter().zip(&errors).map(|(b, se)| b - t * se))
        .with_all("uppers", fit.estimates.iter().zip(&errors).map(|(b, se)| b + t * se))
        .with("sigma", fit.sigma)
        .with("r2", fit.r_squared.unwrap_or(f64::NAN))
        .with("df", fit.residual_degrees)
        .with_all("hc0_ses", fit.hc0.root_diagonal())
        .with_all("hc1_ses", fit.hc1.root_diagonal())
        .with_all("hc2_ses", robust(&fit.hc2))
        .with_all("hc3_ses", robust(&fit.hc3));
    Ok(with_names(output, &frame))
}

/// `ols_cluster_robust`.
pub(crate) fn run_ols_cluster(input: &Input<'_>, _level: Level) -> Result<Output> {
    let frame = Frame::read(input)?;
    let clusters = frame.labels(input.text("cluster")?)?;
    let fit = ols_cluster_robust(&frame.observations(input)?, &clusters, &frame.terms)?;
    let or_undefined = |values: &[Option<f64>]| -> Vec<f64> { values.iter().map(|v| v.unwrap_or(f64::NAN)).collect() };
    let output = Output::new()
        .with_all("coefs", fit.estimates.iter().copied())
        .with_all("cr1s_ses", fit.cr1s.root_diagonal())
        .with_all("cr2_ses", fit.cr2.root_diagonal())
        .with_all("cr2_dfs", or_undefined(&fit.cr2_degrees))
        .with_all("cr2_p_values", or_undefined(&fit.cr2_p_values()))
        .with_count("clusters", fit.clusters as u64);
    Ok(with_names(output, &frame))
}

/// `oaxaca_blinder`.
pub(crate) fn run_oaxaca_blinder(input: &Input<'_>, _level: Level) -> Result<Output> {
    let (a, b, terms) = two_groups(input)?;
    let parts = oaxaca_blinder(&a, &b, &terms)?;
    Ok(Output::new()
        .with("gap", parts.gap)
        .with("endowments", parts.endowments)
        .with("coefficients", parts.coefficients)
        .with("interaction", parts.interaction)
        .with("explained_refB", parts.reference_b.explained)
        .with("unexplained_refB", parts.reference_b.unexplained)
        .with("explained_refA", parts.reference_a.explained)
        .with("unexplained_refA", parts.reference_a.unexplained)
        .with_all("explained_reimers", [parts.reimers.explained])
        .with_all("unexplained_reimers", [parts.reimers.unexplained])
        .with("explained_cotton", parts.cotton.explained)
        .with("unexplained_cotton", parts.cotton.unexplained)
        .with("explained_neumark", parts.neumark.explained)
        .with("unexplained_neumark", parts.neumark.unexplained)
        .with("explained_pooled", parts.pooled.explained)
        .with("unexplained_pooled", parts.pooled.unexplained))
}

/// `adjusted_gap`.
pub(crate) fn run_adjusted_gap(input: &Input<'_>, level: Level) -> Result<Output> {
    let (a, b, terms) = two_groups(input)?;
    let gap = adjusted_gap(&a, &b, &terms, level)?;
    Ok(Output::from(gap.adjusted)
        .with("explained", gap.explained.value)
        .with("explained_lower", gap.explained.lower)
        .with("explained_upper", gap.explained.upper))
}

/// The people of the two groups that `group` tells apart.
fn two_groups(input: &Input<'_>) -> Result<(Vec<Observation>, Vec<Observation>, Terms)> {
    let frame = Frame::read(input)?;
    let groups = frame.labels(input.text("group")?)?;
    if let Some(third) = groups.iter().find(|&&group| group > 1) {
        return Err(StatError::Input(format!("`group` must have two values, it has at least {}", third + 1)));
    }
    let (mut a, mut b): (Vec<Observation>, Vec<Observation>) = (Vec::new(), Vec::new());
    for (one, group) in frame.observations(input)?.into_iter().zip(groups) {
        if group == 0 { a.push(one) } else { b.push(one) }
    }
    Ok((a, b, frame.terms))
}

/// `ordinal_logit`.
pub(crate) fn run_ordinal(input: &Input<'_>, level: Level) -> Result<Output> {
    let frame = Frame::read(input)?;
    let fit = ordinal_logit(&frame.observations(input)?, &frame.terms)?;
    let ratios = fit.coefficients.ratios(level, "ordinal_logit");
    Ok(Output::new()
        .with_all("coefs", fit.coefficients.estimates.iter().copied())
        .with_all("ses", fit.coefficients.standard_errors())
        .with_all("p_values", fit.coefficients.p_values())
        .with_all("or_lowers", ratios.iter().map(|ratio| ratio.lower))
        .with_all("or_uppers", ratios.iter().map(|ratio| ratio.upper))
        .with_all("thresholds", fit.thresholds.iter().copied())
        .with_all("threshold_ses", fit.threshold_errors.iter().copied())
        .with_all("levels", fit.levels.iter().copied())
        .with("loglik", fit.log_likelihood)
        .with_value("terms", frame.names[1..].to_vec().into()))
}
