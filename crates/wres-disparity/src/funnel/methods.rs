//! How the catalogue calls this family.

use super::{
    AdjustedSite, RatioInFunnel, Site, Statistic, Transformation, adjusted_funnel, proportion_limits, ratio_funnel,
    ratio_limits_by_expected, ratio_limits_by_observed, significance, sites,
};
use crate::catalogue::{Input, Method, Output, Tier};
use crate::error::{Result, StatError};
use crate::pooling::Interval;
use crate::quantity::{Count, Proportion};
use crate::rounded::s2_or_none;
use crate::strata;

const SITES: &str = "`numerator`, `denominator`: one number each for every site; `trim`: the share trimmed at either end, 0.1 if \
    left out";
const RATIO_EXAMPLE: &str =
    r#"{"numerator": [22, 40, 44, 12, 13, 26], "denominator": [33.17, 36.6, 42.55, 17.74, 19.64, 19.51], "trim": 0.1}"#;

fn read(input: &Input<'_>) -> Result<Vec<Site>> {
    sites(&input.numbers("numerator")?, &input.numbers("denominator")?)
}

fn limits(interval: Interval) -> Output {
    Output::new().with("lower", interval.lower).with("upper", interval.upper)
}

fn adjusted(input: &Input<'_>, transformation: Transformation) -> Result<Output> {
    let share = if input.has("trim") { input.number("trim")? } else { 0.1 };
    let funnel = adjusted_funnel(&read(input)?, transformation, share)?;
    let overdispersion = &funnel.overdispersion;
    let each = |value: fn(&AdjustedSite) -> f64| funnel.sites.iter().map(value);
    Ok(Output::new()
        .with("target", overdispersion.target)
        .with_all("zs", overdispersion.z_scores.iter().copied())
        .with_all("wzs", overdispersion.trimmed.iter().map(|z| z.unwrap_or(f64::NAN)))
        .with("phi", overdispersion.phi.unwrap_or(f64::NAN))
        .with("tau2", overdispersion.tau_squared)
        .with_all("od_lower95s", each(|site| site.limits_95.lower))
        .with_all("od_upper95s", each(|site| site.limits_95.upper))
        .with_all("od_lower998s", each(|site| site.limits_998.lower))
        .with_all("od_upper998s", each(|site| site.limits_998.upper))
        .with_all("od_zs", each(|site| site.z))
        .with_all("od_flags", each(|site| f64::from(site.flag.code())))
        .with_all("q_values", each(|site| site.q_value)))
}

macro_rules! overdispersion_method {
    ($name:literal, $title:literal, $scale:literal, $zero_rule:literal, $source:literal, $transformation:expr, $example:expr) => {
        Method {
            name: $name,
            title: concat!("Funnel adjusted for overdispersion: ", $title),
            formula: concat!(
                $scale,
                "; z = (y - target) / s, trimmed (wzs); phi = mean of wzs^2 over the n left; tau2 = (n phi - (n - 1)) / (sum w - \
                sum w^2 / sum w), w = 1 / s^2, 0 if n phi < n - 1; limits target +- z sqrt(s^2 + tau2) carried back and cut to \
                what is possible"
            ),
            scale: "limits in the unit of the statistic; flags -2 to 2; q-values over the sites (Benjamini-Hochberg)",
            range: SITES,
            zero_rule: $zero_rule,
            source: concat!(
                "Spiegelhalter (2005), Statistics in Medicine 24, 1185-1202, section 3.4 and appendix A.2; ",
                $source
            ),
            tier: Tier::Iterative,
            example: $example,
            run: |input, _| adjusted(input, $transformation),
        }
    };
}

fn ratios(input: &Input<'_>) -> Result<Output> {
    let share = if input.has("trim") { input.number("trim")? } else { 0.1 };
    let funnel = ratio_funnel(&strata::read(input)?, s2_or_none(input)?, share)?;
    let each =
        |value: fn(&RatioInFunnel) -> f64| funnel.sites.iter().map(move |site| site.as_ref().map_or(f64::NAN, value));
    let mut output = Output::new()
        .with("target", funnel.target)
        .with("phi", funnel.phi)
        .with("tau2", funnel.tau_squared)
        .with_all("ses", each(|site| site.standard_error))
        .with_all("zs", each(|site| site.z))
        .with_all("lower95s", each(|site| site.limits_95.lower))
        .with_all("upper95s", each(|site| site.limits_95.upper))
        .with_all("lower998s", each(|site| site.limits_998.lower))
        .with_all("upper998s", each(|site| site.limits_998.upper))
        .with_all("flags", each(|site| f64::from(site.flag.code())))
        .with_all("q_values", each(|site| site.q_value));
    if input.has("curve") {
        let curve: Vec<[Interval; 2]> =
            input.numbers("curve")?.into_iter().map(|error| funnel.limits_at(error)).collect();
        output = output
            .with_all("curve_lower95s", curve.iter().map(|[inner, _]| inner.lower))
            .with_all("curve_upper95s", curve.iter().map(|[inner, _]| inner.upper))
            .with_all("curve_lower998s", curve.iter().map(|[_, outer]| outer.lower))
            .with_all("curve_upper998s", curve.iter().map(|[_, outer]| outer.upper));
    }
    Ok(output)
}

/// The methods of this family, in the order of the reference page.
pub static METHODS: &[Method] = &[
    Method {
        name: "funnel.ratios",
        title: "Funnel of the ratios of two rates over sites, from counts",
        formula: "y = ln ratio, v = 1/x1 - 1/n1 + 1/x2 - 1/n2 (and what rounding adds); z = (y - m) / sqrt(v) around the \
            precision-weighted mean m, winsorised by `trim` at both ends; phi = mean z^2; tau2 = (n phi - (n - 1)) / (sum w - \
            sum w^2 / sum w), 0 if negative; limits exp(m +- z sqrt(v + tau2)); `target` is exp(m); with `curve`, standard errors, \
            the limits of sites of that size",
        scale: "ratio of proportions, first group over second",
        range: "`x1`, `n1`, `x2`, `n2`: cases and base of both groups, site by site; `trim`: 0.1 unless given; `s2`: mean square error of \
            rounded counts, 0 unless given",
        zero_rule: "a site with a zero cell has 1/2 added to all four cells; one with one group only, without cases or with nothing else: \
            null",
        source: "Spiegelhalter (2005), Statistics in Medicine 24, 1185-1202, section 3.4 and appendix A.2",
        tier: Tier::Closed,
        example: r#"{"x1": [57, 36, 9, 12], "n1": [410, 520, 86, 77], "x2": [22, 11, 0, 9], "n2": [301, 123, 61, 64], "curve": [0.1, 0.5]}"#,
        run: |input, _| ratios(input),
    },
    Method {
        name: "funnel.proportion_limits",
        title: "Funnel limits of a proportion (inverted Wilson)",
        formula: "p +- z sqrt(p (1 - p) / n), not cut to [0, 1]",
        scale: "proportion",
        range: "`p`: the target, in [0, 1]; `n`: the base, positive",
        zero_rule: "a target of 0 or 1 has limits equal to it",
        source: "Spiegelhalter (2005), Statistics in Medicine 24, 1185-1202, section 2.3; Public Health England, Technical Guide: \
            Funnel plots",
        tier: Tier::Closed,
        example: r#"{"p": 0.147, "n": 410}"#,
        run: |input, level| {
            let target = Proportion::new(input.number("p")?)?;
            Ok(limits(proportion_limits(target, input.number("n")?, level)?))
        },
    },
    Method {
        name: "funnel.ratio_limits_by_observed",
        title: "Funnel limits of observed over expected, by the observed count",
        formula: "O / U to O / L, L and U the exact (Garwood) limits of O",
        scale: "ratio",
        range: "`observed`: a count of at least 1",
        zero_rule: "no events: the ratio is 0 whatever was expected, refused",
        source: "Public Health England, Technical Guide: Funnel plots; Garwood (1936), Biometrika 28, 437-442",
        tier: Tier::Iterative,
        example: r#"{"observed": 12}"#,
        run: |input, level| Ok(limits(ratio_limits_by_observed(Count(input.count("observed")?), level)?)),
    },
    Method {
        name: "funnel.ratio_limits_by_expected",
        title: "Funnel limits of observed over expected, by the expected count",
        formula: "chi2(alpha/2, 2 E) / (2 E) to chi2(1 - alpha/2, 2 E + 2) / (2 E)",
        scale: "ratio",
        range: "`expected`: positive",
        zero_rule: "none",
        source: "Spiegelhalter (2005), Statistics in Medicine 24, 1185-1202, appendix A.1.1",
        tier: Tier::Iterative,
        example: r#"{"expected": 11.4}"#,
        run: |input, level| Ok(limits(ratio_limits_by_expected(input.number("expected")?, level)?)),
    },
    Method {
        name: "funnel.significance",
        title: "Which sites lie outside the funnel, as Public Health England flags them",
        formula: "proportions: outside p +- z sqrt(p (1 - p) / n), p over all sites; ratios: 1 outside the site's own limits, \
            exact below 10 events, Byar from 10; -2, -1, 0, 1, 2 = below 99.8%, below 95%, inside, above 95%, above 99.8%",
        scale: "flags",
        range: "`numerator`, `denominator`: one number each for every site; `statistic`: \"proportion\" or \"ratio\"",
        zero_rule: "a ratio of 0 can be low but not high",
        source: "Public Health England, Technical Guide: Funnel plots; Breslow and Day (1987), Statistical Methods in Cancer \
            Research II, equation 2.13",
        tier: Tier::Closed,
        example: r#"{"numerator": [12, 31, 8], "denominator": [100, 150, 120], "statistic": "proportion"}"#,
        run: |input, _| {
            let statistic = match input.text("statistic")? {
                "proportion" => Statistic::Proportion,
                "ratio" => Statistic::Ratio,
                other => {
                    return Err(StatError::Input(format!(
                        "`statistic` is `{other}`: it must be `proportion` or `ratio`"
                    )));
                }
            };
            let flags = significance(&read(input)?, statistic)?;
            Ok(Output::new().with_all("flags", flags.into_iter().map(|flag| f64::from(flag.code()))))
        },
    },
    overdispersion_method!(
        "funnel.overdispersion_pr",
        "proportions",
        "y = asin(sqrt(x / n)), s = 1 / (2 sqrt(n)), target over all sites, winsorised",
        "no case, or nothing but cases, is a number like any other",
        "FunnelPlotR, data type PR",
        Transformation::Proportion,
        r#"{"numerator": [1, 6, 4, 4, 3, 0, 8], "denominator": [21, 24, 56, 45, 25, 20, 48], "trim": 0.1}"#
    ),
    overdispersion_method!(
        "funnel.overdispersion_sr_shmi",
        "observed over expected on the log scale",
        "y = ln(O / E), s = 1 / sqrt(E), target 1, truncated (wzs is null for sites left out)",
        "no event has no place on the log scale: the site is left out of phi and tau2 (wzs is null), its zs and od_zs are normal scores of \
            the chance of no event, exp(-E) and that averaged over tau2, and its flag and q-value follow from these",
        "NHS Digital, Summary Hospital-level Mortality Indicator: methodology; FunnelPlotR, data type SR, method SHMI",
        Transformation::RatioLog,
        RATIO_EXAMPLE
    ),
    overdispersion_method!(
        "funnel.overdispersion_sr_cqc",
        "observed over expected on the square-root scale",
        "y = sqrt(O / E), s = 1 / (2 sqrt(E)), target 1, winsorised",
        "no event is a number like any other",
        "Spiegelhalter and others (2012), Journal of the Royal Statistical Society A 175, 1-47, section 3.3; FunnelPlotR, data type \
        SR, method CQC (whose limits are not squared back; these are)",
        Transformation::RatioRoot,
        RATIO_EXAMPLE
    ),
    overdispersion_method!(
        "funnel.overdispersion_rc",
        "one count over another",
        "y = ln((a + 1/2) / (b + 1/2)), s = sqrt(a / (a + 1/2)^2 + b / (b + 1/2)^2), target over all sites, winsorised",
        "1/2 is added to both counts of every site; no event anywhere: not estimable",
        "FunnelPlotR, data type RC (whose limits use another standard error than its z-scores; these use the same)",
        Transformation::RatioOfCounts,
        r#"{"numerator": [40, 43, 33, 33, 57, 68], "denominator": [36.33, 45.89, 32.89, 23.74, 59.28, 54.65], "trim": 0.1}"#
    ),
];
