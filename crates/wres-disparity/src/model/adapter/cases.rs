//! Models of cases out of a base.

use super::frame::Frame;
use crate::{
    catalogue::{Input, Output},
    error::Result,
    estimate::Estimate,
    model::{
        Coefficients, FittedBy, StandardisedRisks, adjusted_ratio, firth_profile, log_binomial, logistic,
        logistic_cluster_robust, logistic_profile_limits, marginal_standardisation, modified_poisson,
    },
    quantity::Level,
};

/// Coefficients, errors and limits on the scale of ratios, with the given names.
fn with_ratios(output: Output, fit: &Coefficients, level: Level, lowers: &str, uppers: &str) -> Output {
    let ratios = fit.ratios(level, "");
    output
        .with_all(lowers, ratios.iter().map(|ratio| ratio.lower))
        .with_all(uppers, ratios.iter().map(|ratio| ratio.upper))
}

fn with_names(output: Output, frame: &Frame<'_>) -> Output {
    output.with_value("terms", frame.names.clone().into())
}

/// `logistic`.
pub(crate) fn run_logistic(input: &Input<'_>, level: Level) -> Result<Output> {
    let frame = Frame::read(input)?;
    let fit = logistic(&frame.patterns(input)?, &frame.terms)?;
    let output = Output::new()
        .with_all("coefs", fit.coefficients.estimates.iter().copied())
        .with_all("ses", fit.coefficients.standard_errors())
        .with_all("p_values", fit.coefficients.p_values());
    let output = with_ratios(output, &fit.coefficients, level, "or_lowers", "or_uppers")
        .with("loglik", fit.log_likelihood)
        .with("deviance", fit.deviance())
        .with("null_deviance", fit.null_deviance())
        .with("lack_of_fit", fit.lack_of_fit)
        .with_count("lack_of_fit_df", fit.lack_of_fit_degrees as u64);
    Ok(with_names(output, &frame))
}

/// `logistic_profile_ci`.
pub(crate) fn run_profile(input: &Input<'_>, level: Level) -> Result<Output> {
    let frame = Frame::read(input)?;
    let limits = logistic_profile_limits(&frame.patterns(input)?, &frame.terms, level)?;
    let output = Output::new()
        .with_all("lowers", limits.iter().map(|limits| limits.lower))
        .with_all("uppers", limits.iter().map(|limits| limits.upper));
    Ok(with_names(output, &frame))
}

/// `logistic_cluster_robust`.
pub(crate) fn run_cluster_robust(input: &Input<'_>, level: Level) -> Result<Output> {
    let frame = Frame::read(input)?;
    let clusters = frame.labels(input.text("cluster")?)?;
    let fit = logistic_cluster_robust(&frame.patterns(input)?, &clusters, &frame.terms)?;
    let output = Output::new()
        .with_all("coefs", fit.estimates.iter().copied())
        .with_all("robust_ses", fit.standard_errors())
        .with_all("p_values", fit.p_values());
    Ok(with_names(with_ratios(output, &fit, level, "or_lowers", "or_uppers"), &frame))
}

/// `firth`.
pub(crate) fn run_firth(input: &Input<'_>, level: Level) -> Result<Output> {
    let frame = Frame::read(input)?;
    let (fit, intervals) = firth_profile(&frame.patterns(input)?, &frame.terms, level)?;
    let output = Output::new()
        .with_all("coefs", fit.coefficients.estimates.iter().copied())
        .with_all("ses", fit.coefficients.standard_errors())
        .with_all("logistf_ses", fit.augmented_covariance.root_diagonal())
        .with_all("pl_lowers", intervals.iter().map(|interval| interval.lower))
        .with_all("pl_uppers", intervals.iter().map(|interval| interval.upper))
        .with_all("plr_p_values", intervals.iter().filter_map(|interval| interval.p_value))
        .with("loglik", fit.log_likelihood)
        .with("loglik_null", fit.null_log_likelihood);
    Ok(with_names(output, &frame))
}

fn with_risks(output: Output, risks: &StandardisedRisks) -> Output {
    output
        .with("p1", risks.of)
        .with("p0", risks.against)
        .with("rr", risks.ratio.value)
        .with("rr_lower", risks.ratio.lower)
        .with("rr_upper", risks.ratio.upper)
        .with("rd", risks.difference.value)
        .with("rd_se", risks.difference_error)
        .with("rd_lower", risks.difference.lower)
        .with("rd_upper", risks.difference.upper)
}

/// `marginal_standardisation`.
pub(crate) fn run_marginal(input: &Input<'_>, level: Level) -> Result<Output> {
    let frame = Frame::read(input)?;
    let contrast = frame.contrast(input)?;
    let risks = marginal_standardisation(&frame.patterns(input)?, &frame.terms, contrast, level)?;
    Ok(with_risks(Output::new(), &risks))
}

/// `adjusted_ratio`.
pub(crate) fn run_adjusted_ratio(input: &Input<'_>, level: Level) -> Result<Output> {
    let frame = Frame::read(input)?;
    let contrast = frame.contrast(input)?;
    let adjusted = adjusted_ratio(&frame.patterns(input)?, &frame.terms, contrast, level)?;
    let fitted_by = match adjusted.fitted_by {
        FittedBy::MaximumLikelihood => "maximum likelihood",
        FittedBy::FirthForSeparation => "Firth's penalised likelihood, because the data are separated",
        FittedBy::FirthForFewEvents => "Firth's penalised likelihood, because there are few events",
    };
    let Estimate { value, lower, upper, p_value, .. } = adjusted.risks.ratio;
    let output = Output::new().with("estimate", value).with("lower", lower).with("upper", upper);
    let output = with_risks(output.with("p_value", p_value.unwrap_or(f64::NAN)), &adjusted.risks)
        .with_count("cases", adjusted.cases)
        .with_count("base", adjusted.base)
        .with_count("parameters", adjusted.parameters as u64)
        .with_value("fitted_by", fitted_by.into());
    Ok(match adjusted.odds_ratio {
        None => output,
        Some(odds) => output
            .with("or", odds.value)
            .with("or_lower", odds.lower)
            .with("or_upper", odds.upper)
            .with("or_p_value", odds.p_value.unwrap_or(f64::NAN)),
    })
}

/// `modified_poisson`.
pub(crate) fn run_modified_poisson(input: &Input<'_>, level: Level) -> Result<Output> {
    let frame = Frame::read(input)?;
    let fit = modified_poisson(&frame.patterns(input)?, &frame.terms)?;
    let output = Output::new()
        .with_all("coefs", fit.estimates.iter().copied())
        .with_all("robust_ses", fit.standard_errors())
        .with_all("p_values", fit.p_values());
    Ok(with_names(with_ratios(output, &fit, level, "rr_lowers", "rr_uppers"), &frame))
}

/// `log_binomial`.
pub(crate) fn run_log_binomial(input: &Input<'_>, level: Level) -> Result<Output> {
    let frame = Frame::read(input)?;
    let fit = log_binomial(&frame.patterns(input)?, &frame.terms)?;
    let undefined = || vec![f64::NAN; fit.estimates.len()];
    let coefficients = fit.coefficients();
    let output = Output::new()
        .with_all("coefs", fit.estimates.iter().copied())
        .with_all("ses", coefficients.as_ref().map_or_else(undefined, Coefficients::standard_errors))
        .with_all("p_values", coefficients.as_ref().map_or_else(undefined, Coefficients::p_values))
        .with("loglik", fit.log_likelihood)
        .with_value("boundary", fit.covariance.is_none().into());
    let output = match &coefficients {
        Some(fit) => with_ratios(output, fit, level, "rr_lowers", "rr_uppers"),
        None => output,
    };
    Ok(with_names(output, &frame))
}
