//! Methods that pool effects with known variances.

use super::super::{Effect, Estimator, effects, inverse_variance_fixed, q_profile, random_effects};
use crate::catalogue::{Input, Method, Output, Tier};
use crate::error::Result;
use crate::quantity::Level;

pub(super) const SCALE: &str = "that of the effects (log ratio, difference)";
pub(super) const RANGE: &str = "`y`: effects; `v`: their variances, positive";
pub(super) const ZERO_RULE: &str = "none: effects come with variances (zero cells: see pool.ratio)";
/// The BCG vaccine trials' first four log risk ratios (Colditz and others 1994).
pub(super) const EXAMPLE: &str =
    r#"{"y": [-0.8893, -1.5854, -1.3481, -1.4416], "v": [0.3256, 0.1946, 0.4154, 0.02], "scale": "log risk ratio"}"#;

pub(super) fn read(input: &Input<'_>) -> Result<Vec<Effect>> {
    effects(&input.numbers("y")?, &input.numbers("v")?)
}

pub(super) const FIXED: Method = Method {
    name: "iv.fixed",
    title: "Inverse-variance mean of one common effect",
    formula: "sum w y / sum w, w = 1 / v; se = 1 / sqrt(sum w); q = sum w (y - mean)^2, chi-squared with k - 1 df",
    scale: SCALE,
    range: RANGE,
    zero_rule: ZERO_RULE,
    source: "Cochran (1954), Biometrics 10, 101-129, equations 1 to 3",
    tier: Tier::Closed,
    example: EXAMPLE,
    run: |input, level| {
        let pooled = inverse_variance_fixed(&read(input)?, level)?;
        Ok(Output::from(pooled.estimate)
            .with("se", pooled.standard_error)
            .with("q", pooled.q)
            .with("p_q", pooled.p_value_q))
    },
};

macro_rules! random_effects_method {
    ($name:literal, $title:literal, $tau_squared:literal, $source:literal, $tier:expr, $estimator:expr) => {
        Method {
            name: $name,
            title: concat!("Random-effects mean, variance between sites ", $title),
            formula: concat!(
                $tau_squared,
                "; estimate = sum w y / sum w, w = 1 / (v + tau2); se = 1 / sqrt(sum w); i2, h2 from tau2 and the typical \
                variance, i2_q from Q; se_hk = sqrt(sum w (y - estimate)^2 / ((k - 1) sum w)) with t of k - 1 df, _adhoc \
                never below se; prediction intervals pi_*: sqrt(tau2 + se^2) times z (_z) or t of k - 2 df (_hts), or \
                sqrt(tau2 + se_hk^2) times t of k - 1 df (_hk)"
            ),
            scale: SCALE,
            range: RANGE,
            zero_rule: ZERO_RULE,
            source: concat!(
                $source,
                "; Hartung and Knapp (2001), Statistics in Medicine 20, 3875-3889, equation 9; IntHout and others (2014), \
                BMC Medical Research Methodology 14:25; Higgins and others (2009), Journal of the Royal Statistical \
                Society A 172, 137-159, equation 12"
            ),
            tier: $tier,
            example: EXAMPLE,
            run: |input, level| random(input, $estimator, level),
        }
    };
}

pub(super) const DERSIMONIAN_LAIRD: Method = random_effects_method!(
    "re.dl",
    "after DerSimonian and Laird",
    "tau2 = (Q - (k - 1)) / (sum w - sum w^2 / sum w) with w = 1 / v, cut at 0",
    "DerSimonian and Laird (1986), Controlled Clinical Trials 7, 177-188, equation 8",
    Tier::Closed,
    Estimator::DerSimonianLaird
);

pub(super) const REML: Method = random_effects_method!(
    "re.reml",
    "by restricted maximum likelihood",
    "tau2 maximises - sum ln(v + tau2) - ln sum w - sum w (y - estimate)^2 over all tau2 >= 0, the highest maximum of several",
    "Viechtbauer (2005), Journal of Educational and Behavioral Statistics 30, 261-293, equation 16",
    Tier::Iterative,
    Estimator::Reml
);

pub(super) const PAULE_MANDEL: Method = random_effects_method!(
    "re.pm",
    "after Paule and Mandel",
    "tau2 solves sum (y - estimate)^2 / (v + tau2) = k - 1, 0 where nothing does",
    "Paule and Mandel (1982), Journal of Research of the National Bureau of Standards 87, 377-385",
    Tier::Iterative,
    Estimator::PauleMandel
);

fn random(input: &Input<'_>, estimator: Estimator, level: Level) -> Result<Output> {
    let pooled = random_effects(&read(input)?, estimator, level)?;
    let mut output = Output::from(pooled.estimate)
        .with("se", pooled.standard_error)
        .with("tau2", pooled.tau_squared)
        .with("q", pooled.q)
        .with("p_q", pooled.p_value_q)
        .with("i2", pooled.i_squared)
        .with("i2_q", pooled.i_squared_q)
        .with("h2", pooled.h_squared)
        .with("pi_lower_z", pooled.prediction_normal.lower)
        .with("pi_upper_z", pooled.prediction_normal.upper)
        .with("pi_lower_hts", pooled.prediction.map_or(f64::NAN, |interval| interval.lower))
        .with("pi_upper_hts", pooled.prediction.map_or(f64::NAN, |interval| interval.upper));
    if let Some(own) = pooled.hartung_knapp {
        output = output
            .with("se_hk", own.standard_error)
            .with("lower_hk", own.interval.lower)
            .with("upper_hk", own.interval.upper)
            .with("p_value_hk", own.p_value.unwrap_or(f64::NAN))
            .with("se_hk_adhoc", own.standard_error_never_narrower)
            .with("lower_hk_adhoc", own.interval_never_narrower.lower)
            .with("upper_hk_adhoc", own.interval_never_narrower.upper)
            .with("p_value_hk_adhoc", own.p_value_never_narrower)
            .with("pi_lower_hk", own.prediction.lower)
            .with("pi_upper_hk", own.prediction.upper);
    }
    Ok(output)
}

pub(super) const Q_PROFILE: Method = Method {
    name: "re.tau2_qprofile",
    title: "Q-profile interval of the variance between sites",
    formula: "the tau2 at which sum (y - estimate)^2 / (v + tau2) equals the quantiles of chi-squared with k - 1 df",
    scale: "square of that of the effects",
    range: "`y`: at least two effects; `v`: their variances, positive",
    zero_rule: "a limit is 0 where Q starts below the quantile",
    source: "Viechtbauer (2007), Statistics in Medicine 26, 37-52, section 2.2",
    tier: Tier::Iterative,
    example: EXAMPLE,
    run: |input, level| {
        let interval = q_profile(&read(input)?, level)?;
        Ok(Output::new().with("lower", interval.lower).with("upper", interval.upper))
    },
};
