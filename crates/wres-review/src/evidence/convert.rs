//! From what a study prints to an effect that can be pooled, and the error of that.

use super::{Outcome, Study};
use crate::printed::{Form, Number, Range, Reading, Unit};
use serde::Serialize;
use wres_disparity::{
    Binomial, Level,
    pooling::{Effect, EffectScale, Measure, from_interval, from_p_value, measure, odds_to_risk_ratio},
};

/// How an effect came about.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize)]
#[serde(rename_all = "snake_case")]
pub enum Conversion {
    /// From counts.
    Counts,
    /// From an estimate and its interval.
    Interval,
    /// From an estimate and its standard error.
    StandardError,
    /// From an estimate and its p-value.
    PValue,
}

impl Conversion {
    /// Its name in tables.
    #[must_use]
    pub const fn code(self) -> &'static str {
        match self {
            Self::Counts => "counts",
            Self::Interval => "interval",
            Self::StandardError => "standard_error",
            Self::PValue => "p_value",
        }
    }
}

/// The effect of one study, with its source and page.
#[derive(Debug, Clone, Serialize)]
pub struct StudyEffect {
    /// What it is called.
    pub label: String,
    /// The study alone.
    pub study: String,
    /// Where it was printed.
    pub source: String,
    /// On which page.
    pub page: String,
    /// The line of the evidence.
    pub line: u64,
    /// The effect on the scale of pooling: a log ratio, or a difference.
    pub y: f64,
    /// Its standard error.
    pub se: f64,
    /// The effect as printed: a ratio or a difference.
    pub estimate: f64,
    /// The lower limit.
    pub lower: f64,
    /// The upper limit.
    pub upper: f64,
    /// Cases in both groups, where counts are given.
    pub events: Option<u64>,
    /// People in both groups.
    pub people: Option<u64>,
    /// How it came about.
    pub conversion: Conversion,
    /// What the conversion costs, in words; empty where it costs nothing.
    pub error: String,
    /// Whether it was adjusted.
    pub adjusted: bool,
    /// Related studies have one name here.
    pub cluster: String,
    /// The subgroup.
    pub subgroup: String,
    /// The moderator.
    pub moderator: Option<f64>,
    /// The year.
    pub year: String,
    /// The design.
    pub design: String,
    /// It is of another population, outcome or comparison than the question.
    pub indirect: bool,
}

/// The house's name of an effect; empty for one that is not known.
pub(super) fn effect_name(text: &str) -> &'static str {
    let text = text.trim().to_lowercase();
    match text.as_str() {
        "" => "",
        "or" | "aor" => "OR",
        "hr" | "ahr" => "HR",
        "rr" | "arr" | "irr" | "pr" | "rl" => "RR",
        "rd" => "RD",
        "smd" | "d" | "g" => "SMD",
        "md" | "b" | "beta" => "MD",
        text if text.contains("odds") => "OR",
        text if text.contains("hazard") => "HR",
        text if text.contains("standardi") => "SMD",
        text if text.contains("risk difference") || text.contains("rate difference") => "RD",
        text if text.contains("difference") || text.contains("coefficient") => "MD",
        text if text.contains("ratio") || text.contains("likelihood") => "RR",
        _ => "",
    }
}

/// An effect with what it came from.
struct Made {
    effect: Effect,
    conversion: Conversion,
    error: String,
    events: Option<u64>,
    people: Option<u64>,
}

/// The effect of a study, or the reason why it has none.
pub(super) fn convert(study: &Study, outcome: &Outcome) -> std::result::Result<StudyEffect, String> {
    let scale = outcome.scale();
    let made = match from_counts(study, outcome)? {
        Some(made) => made,
        None => printed(study, outcome, scale)?,
    };
    let level = Level::new(outcome.level).map_err(|error| error.to_string())?;
    let limits = made.effect.limits(level);
    let column = |name: &Option<String>| name.as_deref().map(|name| study.text(name)).unwrap_or_default();
    Ok(StudyEffect {
        label: study.label(),
        study: study.text("study").to_owned(),
        source: study.text("source").to_owned(),
        page: study.text("page").to_owned(),
        line: study.line,
        y: made.effect.value(),
        se: made.effect.standard_error(),
        estimate: scale.back(made.effect.value()),
        lower: scale.back(limits.lower),
        upper: scale.back(limits.upper),
        events: made.events,
        people: made.people,
        conversion: made.conversion,
        error: made.error,
        adjusted: study.is_adjusted(),
        cluster: study.text("cluster").to_owned(),
        subgroup: column(&outcome.subgroup).to_owned(),
        moderator: crate::printed::read(column(&outcome.moderator)).number().map(|number| number.value),
        year: study.text("year").to_owned(),
        design: study.text("design").to_owned(),
        indirect: ["yes", "true", "1", "serious", "indirect"].contains(&study.text("indirect").to_lowercase().as_str()),
    })
}

fn from_counts(study: &Study, outcome: &Outcome) -> std::result::Result<Option<Made>, String> {
    let readings = ["cases", "base", "reference_cases", "reference_base"].map(|column| (column, study.read(column)));
    if readings.iter().all(|(_, reading)| reading.is_blank()) || study.is_adjusted() {
        return Ok(None);
    }
    let kind = match outcome.effect.as_str() {
        "RR" => Measure::LogRiskRatio,
        "OR" => Measure::LogOddsRatio,
        "RD" => Measure::RiskDifference,
        _ => return Ok(None),
    };
    let mut counts = [0_u64; 4];
    for (at, (column, reading)) in readings.iter().enumerate() {
        let Reading::Number(number) = reading else {
            if !study.text("estimate").is_empty() {
                return Ok(None);
            }
            return Err(format!("`{column}` is no count: `{}`", study.text(column)));
        };
        if !number.is_count() || number.form != Form::Plain {
            return Err(format!("`{column}` is no whole count: `{}`", study.text(column)));
        }
        counts[at] = number.value as u64;
    }
    let groups = |cases, base| Binomial::of(cases, base).map_err(|error| error.to_string());
    let (one, two) = (groups(counts[0], counts[1])?, groups(counts[2], counts[3])?);
    let measured = measure(kind, one, two).map_err(|error| error.to_string())?;
    let Some(measured) = measured else {
        return Err("it says nothing of the effect: a group is empty, or nobody or everybody is a case".to_owned());
    };
    let error = if measured.corrected { "1/2 was added to all four cells, because one is 0" } else { "" };
    Ok(Some(Made {
        effect: measured.effect,
        conversion: Conversion::Counts,
        error: error.to_owned(),
        events: Some(counts[0] + counts[2]),
        people: Some(counts[1] + counts[3]),
    }))
}

fn printed(study: &Study, outcome: &Outcome, scale: EffectScale) -> std::result::Result<Made, String> {
    let estimate = study.read("estimate").number().cloned().ok_or("no counts and no estimate")?;
    if outcome.effect == "RD" && matches!(estimate.unit, Some(Unit::Percent | Unit::Points)) {
        return Err(
            "a difference in per cent: write it as a proportion, 0.05 for 5 points, and its limits too".to_owned()
        );
    }
    let named = effect_name(study.text("effect"));
    let own = if named.is_empty() { outcome.effect.as_str() } else { named };
    let mut notes: Vec<String> = Vec::new();
    let mut convert: Box<dyn Fn(f64) -> std::result::Result<f64, String>> = Box::new(Ok);
    if own != outcome.effect {
        if (own, outcome.effect.as_str()) != ("OR", "RR") {
            return Err(format!(
                "its effect is {own}, which does not become {}: pool it as an outcome of its own",
                outcome.effect
            ));
        }
        let stated = study.read("baseline").number().map(rate).or(outcome.baseline);
        let risk = stated
            .ok_or("an odds ratio becomes a ratio of risks only at a stated risk of the reference: give `baseline`")?;
        convert = Box::new(move |value| odds_to_risk_ratio(value, risk).map_err(|error| error.to_string()));
        let sooner = convert(estimate.value)?;
        notes.push(format!(
            "odds ratio {} became {sooner:.3} at a reference risk of {risk}; at half that risk {:.3}, at one and a half times {:.3}",
            estimate.value,
            odds_to_risk_ratio(estimate.value, 0.5 * risk).map_err(|error| error.to_string())?,
            odds_to_risk_ratio(estimate.value, (1.5 * risk).min(0.99)).map_err(|error| error.to_string())?
        ));
    }
    let point = convert(estimate.value)?;
    let level = level_of(study)?;
    let (lower, upper) = (study.read("lower"), study.read("upper"));
    if let (Some(lower), Some(upper)) = (lower.number(), upper.number()) {
        let limits = (convert(lower.value)?, convert(upper.value)?);
        if point < limits.0 || point > limits.1 {
            return Err(format!(
                "the estimate lies outside its interval ({} to {})",
                study.text("lower"),
                study.text("upper")
            ));
        }
        let effect = from_interval(scale, point, limits.0, limits.1, level).map_err(|error| error.to_string())?;
        notes.extend(spread(scale, point, (lower, upper), &convert, level, effect));
        return Ok(made(effect, Conversion::Interval, notes));
    }
    if let Some(se) = study.read("se").number().filter(|_| own == outcome.effect) {
        let y = scale.on(if scale == EffectScale::Ratio { positive(point)? } else { point });
        let effect = Effect::new(y, se.value * se.value).map_err(|error| error.to_string())?;
        if scale == EffectScale::Ratio {
            notes.push("the standard error is taken to be that of the log ratio".to_owned());
        }
        return Ok(made(effect, Conversion::StandardError, notes));
    }
    if let Some(p) = study.read("p_value").number() {
        let value = if p.form == Form::Below { p.range.upper } else { p.value };
        if p.form == Form::Above {
            return Err("a p-value above a bound says too little of the error".to_owned());
        }
        if p.form == Form::Below {
            notes.push(format!("p is printed as below {value:.3}: the standard error is the largest that it allows"));
        }
        let effect = from_p_value(scale, point, value).map_err(|error| error.to_string())?;
        if p.form == Form::Plain && p.range.lower > 0.0 {
            let at = |p: f64| from_p_value(scale, point, p.min(0.999)).map(|effect| effect.standard_error());
            if let (Ok(low), Ok(high)) = (at(p.range.lower), at(p.range.upper)) {
                notes.push(format!("standard error {low:.3} to {high:.3} by the rounding of p"));
            }
        }
        return Ok(made(effect, Conversion::PValue, notes));
    }
    Err("an estimate without interval, standard error or p-value cannot be weighed".to_owned())
}

fn made(effect: Effect, conversion: Conversion, notes: Vec<String>) -> Made {
    Made { effect, conversion, error: notes.join("; "), events: None, people: None }
}

fn positive(value: f64) -> std::result::Result<f64, String> {
    if value > 0.0 { Ok(value) } else { Err(format!("a ratio must be above 0, and is {value}")) }
}

fn rate(number: &Number) -> f64 {
    number.value / if number.unit == Some(Unit::Percent) { 100.0 } else { 1.0 }
}

fn level_of(study: &Study) -> std::result::Result<Level, String> {
    let level = study
        .read("level")
        .number()
        .map_or(0.95, |number| if number.value > 1.0 { number.value / 100.0 } else { number.value });
    Level::new(level).map_err(|error| error.to_string())
}

/// What the rounding of the limits and their unevenness cost.
fn spread(
    scale: EffectScale,
    point: f64,
    (lower, upper): (&Number, &Number),
    convert: &dyn Fn(f64) -> std::result::Result<f64, String>,
    level: Level,
    effect: Effect,
) -> Vec<String> {
    let mut notes = Vec::new();
    let at = |low: f64, high: f64| {
        let (low, high) = (convert(low).ok()?, convert(high).ok()?);
        from_interval(scale, point, low, high, level).ok().map(|effect| effect.standard_error())
    };
    let narrow = at(lower.range.upper, upper.range.lower);
    let wide = at(lower.range.lower.max(if scale == EffectScale::Ratio { 1e-12 } else { f64::MIN }), upper.range.upper);
    if let (Some(narrow), Some(wide)) = (narrow, wide) {
        notes.push(format!("standard error {narrow:.3} to {wide:.3} by the rounding of the limits"));
    }
    let limits = (convert(lower.value).unwrap_or(lower.value), convert(upper.value).unwrap_or(upper.value));
    let on = |value: f64| scale.on(value);
    let middle = 0.5 * (on(limits.0) + on(limits.1));
    let off = (middle - on(point)).abs() / effect.standard_error();
    let rounding = Range::between(on(limits.0), on(limits.1));
    if off > 0.15 && rounding.upper > rounding.lower {
        notes.push(format!("its limits lie unevenly, by {off:.1} standard errors: no Wald interval"));
    }
    notes
}
