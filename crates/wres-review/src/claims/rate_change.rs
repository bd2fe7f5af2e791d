//! The smallest change that would make a printed rate right.

use super::{
    facts::{Facts, Side},
    methods::shown,
};
use crate::printed::{Number, Range, Reading, Unit};

/// A whole sum whose mean over `n` lies in the range.
pub(super) fn fits(target: Range, n: f64) -> Option<f64> {
    let low = (target.lower * n - 1e-9).ceil();
    target.holds(low / n).then_some(low)
}

/// What would make the rate right, and the kind of fault where it has a verdict of its own (`glued`, `unit`).
pub(super) fn change(
    facts: &Facts<'_>,
    side: &Side,
    (cases, base, rate): (&Number, &Number, &Number),
    unit: Unit,
    others: &[Range],
) -> (Option<&'static str>, Option<String>) {
    let target = facts.rate_range(rate);
    let factor = unit.factor();
    let right = |quotient: f64| quotient.is_finite() && target.holds(quotient * factor);
    let (x, n) = (cases.value, base.value);
    if x > 0.0 && right(n / x) {
        return (None, Some("numerator and denominator are swapped".to_owned()));
    }
    for other in [Unit::Percent, Unit::Quotient, Unit::Per(1e3), Unit::Per(1e4), Unit::Per(1e5)] {
        if other.factor() != factor && target.holds(x / n * other.factor()) {
            return (Some("unit"), Some(format!("the value is {}, not {}", other.label(), unit.label())));
        }
    }
    for (what, number, quotient) in [("cases", cases, (x / 10.0).floor() / n), ("base", base, x / (n / 10.0).floor())] {
        if number.is_count() && number.value >= 10.0 && right(quotient) {
            let left = (number.value / 10.0).floor();
            return (
                Some("glued"),
                Some(format!("{what} of {left}: the last digit of {} is a footnote", shown(number))),
            );
        }
    }
    if n > x && right((n - x) / n) {
        return (None, Some("the rate is that of those who are no cases".to_owned()));
    }
    if n > x && right(x / (n - x)) {
        return (None, Some("the rate is odds: cases over those who are no cases".to_owned()));
    }
    if right(x / (n + x)) {
        return (None, Some(format!("a base of {}: cases and base together", n + x)));
    }
    if let Some(reference) = reference_of(facts, side) {
        if let Some(other) = reference.base.number()
            && right(x / other.value)
        {
            return (None, Some(format!("another base: {}, that of the other group", shown(other))));
        }
        if let Some(other) = reference.base.number()
            && right(x / (n + other.value))
        {
            return (None, Some(format!("another base: {}, both groups together", n + other.value)));
        }
        if let (Some(cases), Some(base)) = (reference.cases.number(), reference.base.number())
            && right(cases.value / base.value)
        {
            return (None, Some("the rates of the two groups are swapped".to_owned()));
        }
    }
    if let Some(other) = others.iter().find(|other| other.is_point() && other.lower > 0.0 && right(x / other.lower)) {
        return (None, Some(format!("another base: {}, printed elsewhere in the table", other.lower)));
    }
    if let Some(swapped) =
        transposed(rate).filter(|value| (value - x / n * factor).abs() <= 0.5 * rate.ulp * (1.0 + 1e-9))
    {
        return (None, Some(format!("two digits are swapped: print {swapped:.*}", rate.decimals as usize)));
    }
    let needed = target.times(n / factor);
    let (low, high) = (needed.lower.ceil(), needed.upper.floor());
    if cases.is_count() && low <= high && (low - x).abs().min((high - x).abs()) <= 0.2 * x + 3.0 {
        let needed = if x < low { low } else { high };
        return (None, Some(format!("{needed} cases would give it")));
    }
    (None, None)
}

fn reference_of<'a>(facts: &'a Facts<'_>, side: &Side) -> Option<&'a Side> {
    let same = |one: &Reading, other: &Reading| one == other;
    if same(&side.cases, &facts.group.cases) && same(&side.base, &facts.group.base) {
        Some(&facts.reference)
    } else {
        Some(&facts.group)
    }
}

/// The number with its last two digits swapped.
fn transposed(rate: &Number) -> Option<f64> {
    let digits = (rate.value / rate.ulp).round() as i64;
    if !(10..1_000_000_000).contains(&digits) {
        return None;
    }
    let (rest, last, before) = (digits / 100, digits % 10, digits / 10 % 10);
    (last != before).then(|| (rest * 100 + last * 10 + before) as f64 * rate.ulp)
}
