//! Trends: change a year with its interval, and whether it differs from the mean of peers.

use super::series::{Book, Value, Values};
use wres_disparity::{
    Level,
    pooling::{Effect, EffectScale, Estimator, from_interval, meta_regression, random_effects},
};

/// Years below which no trend is told.
const LEAST: usize = 4;

/// The year that a period starts with; `None` where it starts with none.
pub(super) fn year(period: &str) -> Option<f64> {
    period.get(..4)?.parse::<u16>().ok().map(f64::from)
}

/// Change a year: a regression of the values on their years that lets years differ by more than chance. Values without an interval
/// weigh the same. The standard error is that of the interval by t, so that a few years are not taken for many.
pub(super) fn trend(book: &Book<'_>, values: &Values) -> Option<Effect> {
    let level = book.about.level;
    let mut years = Vec::new();
    let mut effects = Vec::new();
    for (at, value) in values {
        years.push(year(book.periods[*at])?);
        effects.push(effect(value, level).or_else(|| Effect::new(value.value, 1e-8).ok())?);
    }
    if years.len() < LEAST {
        return None;
    }
    let line = meta_regression(&effects, &years, level).ok()?;
    from_interval(EffectScale::Difference, line.slope, line.slope_interval.lower, line.slope_interval.upper, level).ok()
}

/// A value with the error that its interval has.
pub(super) fn effect(value: &Value, level: Level) -> Option<Effect> {
    let interval = value.interval?;
    from_interval(EffectScale::Difference, value.value, interval.lower, interval.upper, level).ok()
}

/// The mean of trends, with the error of its Hartung-Knapp interval.
pub(super) fn mean(trends: &[Effect], level: Level) -> Option<Effect> {
    let pooled = random_effects(trends, Estimator::Reml, level).ok()?;
    let interval = pooled.hartung_knapp?.interval_never_narrower;
    from_interval(EffectScale::Difference, pooled.estimate.value, interval.lower, interval.upper, level).ok()
}

/// One less the other, as if they were independent.
pub(super) fn difference(one: Effect, other: Effect) -> Option<Effect> {
    Effect::new(one.value() - other.value(), one.variance() + other.variance()).ok()
}
