//! The smallest change that would make a printed ratio right.

use super::{
    facts::{Direction, Effect, Facts},
    ratio::{Pair, pairs},
};
use crate::printed::{Number, Range};

/// What a per cent sign on a ratio may stand for.
pub(super) fn percent_sign(facts: &Facts<'_>, estimate: &Number) -> String {
    let value = pairs(facts).first().and_then(|pair| pair.risk_ratio());
    match value {
        Some(range) if range.meets(estimate.range.times(0.01)) => {
            format!("print {range}: the sign made it a hundredfold")
        }
        Some(range) if range.meets(estimate.range) => "print it without the sign".to_owned(),
        Some(range) => format!("print {range}"),
        None => "print the ratio of the two rates without a sign".to_owned(),
    }
}

pub(super) fn upside_down(facts: &Facts<'_>) -> String {
    match facts.direction {
        Direction::ReferenceOverGroup => "it is group over reference, as no direction says".to_owned(),
        _ => "it is reference over group: turn it over, or name the direction".to_owned(),
    }
}

/// The printed precision of what the pair gives.
pub(super) fn nearest(estimate: &Number, pair: Pair, effect: Effect) -> Option<String> {
    let range = match effect {
        Effect::OddsRatio => pair.odds_ratio()?,
        Effect::RateDifference => pair.difference().times(100.0),
        _ => pair.risk_ratio()?,
    };
    let middle = 0.5 * (range.lower + range.upper);
    middle.is_finite().then(|| format!("print {middle:.*}", estimate.decimals as usize))
}

/// What would give the printed ratio.
pub(super) fn change(facts: &Facts<'_>, estimate: &Number, pair: Pair) -> Option<String> {
    let target = estimate.range;
    let value = match facts.effect {
        Effect::OddsRatio => pair.odds_ratio(),
        _ => pair.risk_ratio(),
    };
    if value.is_some_and(|value| estimate.cut_off().meets(value) || estimate.rounded_up().meets(value)) {
        return nearest(estimate, pair, facts.effect)
            .map(|nearest| format!("{nearest}: the last digit is rounded the other way"));
    }
    let rest = |p: Range| Range::between(1.0 - p.upper, 1.0 - p.lower);
    if rest(pair.above).over(rest(pair.below)).is_some_and(|range| range.meets(target)) {
        return Some("it is the ratio of those who are no cases".to_owned());
    }
    let counts = |side: &super::facts::Side| Some((side.cases.number()?.value, side.base.number()?.value));
    if let (Some((x1, n1)), Some((x2, n2))) = (counts(&facts.group), counts(&facts.reference)) {
        let whole = (x1 + x2) / (n1 + n2);
        if target.holds(x1 / n1 / whole) {
            return Some("it is the rate of the group over that of all".to_owned());
        }
        if x2 > 0.0 && target.holds(x1 / x2) {
            return Some("it is the ratio of the cases, not of the rates".to_owned());
        }
        if n2 > 0.0 && x2 > 0.0 && target.holds(x1 / n2 / (x2 / n1)) {
            return Some("the two bases are swapped".to_owned());
        }
        // The reference cases that would give it.
        let needed = Range::between(x1 / n1 * n2 / target.upper, x1 / n1 * n2 / target.lower);
        let near = if x2 < needed.lower { needed.lower.ceil() } else { needed.upper.floor() };
        if needed.holds(near) && (near - x2).abs() <= 3.0 && near >= 0.0 {
            return Some(format!("{near} cases in the reference group would give it"));
        }
    }
    nearest(estimate, pair, facts.effect)
}
