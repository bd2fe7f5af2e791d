//! The adjusted disparity: one ratio from grouped counts, fitted the way that the counts allow.

use super::{
    coefficients::Coefficients,
    contrast::Contrast,
    design::{Design, Pattern, Terms},
    firth,
    likelihood::{Logit, expit, maximise},
    linear_algebra::TriangularFactor,
    logistic, logistic_profile,
    marginal::{StandardisedRisks, check_contrast, standardise},
};
use crate::{
    error::{NotEstimable, Result, StatError},
    estimate::Estimate,
    quantity::Level,
};

/// Events of the rarer outcome for each coefficient below which maximum likelihood is not trusted (Peduzzi, Concato, Kemper,
/// Holford & Feinstein 1996, Journal of Clinical Epidemiology 49:1373).
pub const EVENTS_PER_COEFFICIENT: f64 = 10.0;

/// How the logistic model behind an adjusted ratio was fitted.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, serde::Serialize)]
#[serde(rename_all = "snake_case")]
pub enum FittedBy {
    /// Maximum likelihood: there are enough events and no separation.
    MaximumLikelihood,
    /// Firth's penalised likelihood, because a combination of the covariates divides cases from others.
    FirthForSeparation,
    /// Firth's penalised likelihood, because there are fewer than [`EVENTS_PER_COEFFICIENT`] events of the rarer outcome for
    /// each coefficient.
    FirthForFewEvents,
}

/// A disparity adjusted for covariates.
#[derive(Debug, Clone, PartialEq)]
pub struct MarginalRatio {
    /// How the model was fitted, and so how far it may be trusted.
    pub fitted_by: FittedBy,
    /// The standardised risks of both groups, their ratio and their difference.
    pub risks: StandardisedRisks,
    /// The odds ratio of the group with (penalised) profile likelihood limits and likelihood ratio p-value, where the group
    /// enters the model as a single main effect and the groups are one unit apart.
    pub odds_ratio: Option<Estimate>,
    /// People who are cases.
    pub cases: u64,
    /// People in all.
    pub base: u64,
    /// Coefficients of the model without the intercept.
    pub parameters: usize,
}

/// The ratio (and difference) of the risks of two groups, adjusted for covariates by a logistic model and marginal
/// standardisation, from counts over covariate patterns.
///
/// The model is fitted by maximum likelihood, or by Firth's penalised likelihood where the data are separated or there are
/// fewer than [`EVENTS_PER_COEFFICIENT`] events for each coefficient; the result says which. Firth's estimates pull
/// predicted shares towards one half, so the intercept is then refitted to the observed share of cases (FLIC: Puhr,
/// Heinze, Nold, Lusa & Geroldinger 2017, Statistics in Medicine 36:2302). Limits by the delta method on the log scale.
///
/// Unit: ratio of probabilities. Patterns with a base of 0 are left out.
///
/// # Errors
/// [`NotEstimable::NoBase`], [`NotEstimable::GroupAbsent`] if a group has no people, [`NotEstimable::NoCases`] and
/// [`NotEstimable::AllCases`] if nobody or everybody is a case, [`NotEstimable::Singular`] if the terms are linearly
/// dependent; [`StatError::Domain`] for covariates that are missing or not finite.
///
/// # Examples
/// Two grades, in which the share of cases is the same for both groups; the crude ratio of 2 comes from the grades.
/// ```
/// use wres_disparity::{Level, model::{Contrast, FittedBy, Pattern, Terms, adjusted_ratio}};
/// let patterns = [
///     Pattern::new(&[0.0, 1.0], 10, 100)?, Pattern::new(&[0.0, 2.0], 30, 100)?,
///     Pattern::new(&[1.0, 1.0], 10, 100)?, Pattern::new(&[1.0, 2.0], 270, 900)?,
/// ];
/// let terms = Terms::new().value(0).levels(1, &[2.0]);
/// let adjusted = adjusted_ratio(&patterns, &terms, Contrast::one_over_zero(0), Level::P95)?;
/// assert_eq!(adjusted.fitted_by, FittedBy::MaximumLikelihood);
/// assert!((adjusted.risks.ratio.value - 1.0).abs() < 1e-9);
/// # Ok::<(), wres_disparity::StatError>(())
/// ```
pub fn adjusted_ratio(patterns: &[Pattern], terms: &Terms, contrast: Contrast, level: Level) -> Result<MarginalRatio> {
    let total = |count: fn(&Pattern) -> u64| crate::sum::total("patterns", patterns.iter().map(count));
    let cases = total(|pattern| pattern.outcome.cases().0)?;
    let base = total(|pattern| pattern.outcome.base().0)?;
    match (cases, base) {
        (_, 0) => return Err(NotEstimable::NoBase.into()),
        (0, _) => return Err(NotEstimable::NoCases.into()),
        _ if cases == base => return Err(NotEstimable::AllCases.into()),
        _ => {}
    }
    check_contrast(patterns, contrast)?;
    let design = Design::pool(patterns, terms)?;
    let parameters = terms.coefficients() - 1;
    let events = cases.min(base - cases) as f64;
    let (fitted_by, coefficients) = if events < EVENTS_PER_COEFFICIENT * parameters as f64 {
        (FittedBy::FirthForFewEvents, centred_firth(&design)?)
    } else {
        match logistic::fit(&design) {
            Ok(fit) => (FittedBy::MaximumLikelihood, fit.coefficients),
            Err(StatError::NotEstimable(NotEstimable::Separation)) => {
                (FittedBy::FirthForSeparation, centred_firth(&design)?)
            }
            Err(error) => return Err(error),
        }
    };
    let risks = standardise(&design, terms, &coefficients, contrast, level, "marginal_standardisation")?;
    let index = terms.sole_coefficient_of(contrast.column).filter(|_| contrast.of - contrast.against == 1.0);
    let log_odds = match (index, fitted_by) {
        (None, _) => None,
        (Some(index), FittedBy::MaximumLikelihood) => Some(logistic_profile::profile_of(&design, index, level)?),
        (Some(index), _) => Some(firth::profile_of(&design, index, level)?),
    };
    let odds_ratio =
        log_odds.map(|e| Estimate { value: e.value.exp(), lower: e.lower.exp(), upper: e.upper.exp(), ..e });
    Ok(MarginalRatio { fitted_by, risks, odds_ratio, cases, base, parameters })
}

/// Firth's coefficients with the intercept refitted by maximum likelihood, and the inverse information there.
fn centred_firth(design: &Design) -> Result<Coefficients> {
    let penalised = firth::fit(design)?.coefficients.estimates;
    let centred = maximise(&Logit, design, &penalised, &[0])?;
    let mut factor = TriangularFactor::new(design.width());
    for (i, row) in design.rows().enumerate() {
        let eta = centred.predictors[i];
        factor.include((design.base(i) * expit(eta) * expit(-eta)).sqrt(), row, 0.0);
    }
    if factor.is_singular() {
        return Err(NotEstimable::NoConvergence.into());
    }
    Ok(Coefficients { estimates: centred.coefficients, covariance: factor.inverse() })
}
