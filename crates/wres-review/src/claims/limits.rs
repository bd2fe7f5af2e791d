//! Intervals: do the limits lie about the estimate, and do the counts give them?

use super::{
    facts::{Direction, Effect, Facts},
    methods::{binomial, shown, two_groups},
    rules::{
        INTERVAL_CONSISTENT, INTERVAL_DIFFERS, INTERVAL_LEVEL, INTERVAL_METHOD, INTERVAL_OUTSIDE, INTERVAL_REPRODUCES,
        INTERVAL_REVERSED, INTERVAL_SCALE, INTERVAL_UNEVEN,
    },
    verdict::Verdict,
};
use crate::printed::{Number, Range};
use wres_disparity::{
    Binomial, Estimate, Level, StatError, consistency::width_at, difference, odds_ratio, pooling::EffectScale,
    proportion, ratio,
};

/// The scale of the printed effect; `None` where it is not known what it is and the limits do not say.
pub(super) fn scale(facts: &Facts<'_>) -> Option<EffectScale> {
    if facts.effect.is_ratio() {
        return Some(EffectScale::Ratio);
    }
    if facts.effect.is_difference() {
        return Some(EffectScale::Difference);
    }
    let (estimate, lower, upper) = (facts.estimate.number()?, facts.lower.number()?, facts.upper.number()?);
    if lower.range.lower <= 0.0 {
        // A limit that is printed as 0 may be that of a ratio.
        return (lower.range.upper < 0.0).then_some(EffectScale::Difference);
    }
    let even = |scale| middle(lower.range, upper.range, scale).meets(mapped(estimate.range, scale));
    let (log, plain) = (even(EffectScale::Ratio), even(EffectScale::Difference));
    match (log, plain) {
        (true, false) => Some(EffectScale::Ratio),
        (false, true) => Some(EffectScale::Difference),
        _ => None,
    }
}

/// A range on a scale.
pub(super) fn mapped(range: Range, scale: EffectScale) -> Range {
    Range { lower: scale.on(range.lower), upper: scale.on(range.upper) }
}

/// Where the middle of two limits can lie on a scale.
fn middle(lower: Range, upper: Range, scale: EffectScale) -> Range {
    let (lower, upper) = (mapped(lower, scale), mapped(upper, scale));
    Range { lower: 0.5 * (lower.lower + upper.lower), upper: 0.5 * (lower.upper + upper.upper) }
}

/// Judges the printed limits. `from_counts` says that the counts give the estimate.
pub(super) fn judge(facts: &Facts<'_>, from_counts: bool, out: &mut Vec<Verdict>) {
    let (Some(lower), Some(upper)) = (facts.lower.number(), facts.upper.number()) else { return };
    let of_rate = facts.estimate.number().is_none();
    let point = facts.estimate.number().or_else(|| facts.group.rate.number());
    let text = match point {
        Some(point) => format!("{} ({} to {})", shown(point), shown(lower), shown(upper)),
        None => format!("{} to {}", shown(lower), shown(upper)),
    };
    if lower.range.lower > upper.range.upper {
        out.push(Verdict::new(&INTERVAL_REVERSED, text, "").to("swap the limits"));
        return;
    }
    let Some(point) = point else { return };
    if point.range.lower > upper.range.upper || point.range.upper < lower.range.lower {
        let (rule, change) = outside(facts, point, lower, upper);
        out.push(Verdict::new(rule, text, "an interval holds its estimate").change(change));
        return;
    }
    if facts.effect.is_ratio() && lower.range.upper < 0.0 {
        let exponents = format!(
            "exp of the limits: {} to {}",
            number(EffectScale::Ratio.back(lower.value)),
            number(EffectScale::Ratio.back(upper.value))
        );
        out.push(Verdict::new(&INTERVAL_SCALE, text, "the limits of a ratio are 0 or more").to(exponents));
        return;
    }
    if facts.adjusted || !counts(facts, of_rate, from_counts, (point, lower, upper), &text, out) {
        evenly(facts, of_rate, (point, lower, upper), text, out);
    }
}

fn number(value: f64) -> String {
    Range::point(value).to_string()
}

/// What may have happened where the estimate lies outside its limits.
fn outside(
    facts: &Facts<'_>,
    point: &Number,
    lower: &Number,
    upper: &Number,
) -> (&'static super::rules::Rule, Option<String>) {
    let between = |value: f64| value >= lower.range.lower && value <= upper.range.upper;
    let logs = facts.effect.is_ratio() && between(EffectScale::Ratio.on(point.value));
    if logs && lower.value < 0.0 {
        let limits = format!(
            "print {} to {}",
            number(EffectScale::Ratio.back(lower.value)),
            number(EffectScale::Ratio.back(upper.value))
        );
        return (&INTERVAL_SCALE, Some(format!("the limits are on the log scale: {limits}")));
    }
    let change = if between(EffectScale::Ratio.back(point.value)) && facts.effect.is_ratio() {
        Some("the estimate is on the log scale, the limits are not".to_owned())
    } else if point.value > 0.0 && between(1.0 / point.value) {
        Some("the estimate is upside down against its limits".to_owned())
    } else if between(point.value * 100.0) || between(point.value / 100.0) {
        Some("the estimate and its limits are in different units".to_owned())
    } else if between(-point.value) {
        Some("a sign is lost".to_owned())
    } else if lower.value > 0.0 && upper.value > 0.0 {
        Some(format!(
            "an estimate of about {} would fit these limits",
            number(EffectScale::Ratio.middle(lower.value, upper.value))
        ))
    } else {
        None
    };
    (&INTERVAL_OUTSIDE, change)
}

type OneGroup = fn(Binomial, Level) -> Result<Estimate, StatError>;
type TwoGroups = fn(Binomial, Binomial, Level) -> Result<Estimate, StatError>;

const OF_RATES: &[(&str, OneGroup)] = &[
    ("Wilson", proportion::wilson),
    ("Clopper-Pearson", proportion::clopper_pearson),
    ("Wald", proportion::wald),
    ("Agresti-Coull", proportion::agresti_coull),
    ("Wilson with continuity correction", proportion::wilson_cc),
    ("Jeffreys", proportion::jeffreys),
    ("mid-P", proportion::mid_p),
];
const OF_RATIOS: &[(&str, TwoGroups)] = &[
    ("Katz log", ratio::katz_log),
    ("Koopman score", ratio::koopman),
    ("Miettinen-Nurminen score", ratio::miettinen_nurminen),
    ("adjusted log", ratio::adjusted_log),
    ("MOVER-Wilson", ratio::mover_wilson),
];
const OF_ODDS: &[(&str, TwoGroups)] = &[
    ("Woolf", odds_ratio::woolf),
    ("Woolf with 0.5 added", odds_ratio::woolf_adjusted),
    ("Miettinen-Nurminen score", odds_ratio::miettinen_nurminen),
    ("exact conditional", odds_ratio::conditional_exact),
    ("mid-P", odds_ratio::mid_p),
];
const OF_DIFFERENCES: &[(&str, TwoGroups)] = &[
    ("Wald", difference::wald),
    ("Newcombe", difference::newcombe),
    ("Agresti-Caffo", difference::agresti_caffo),
    ("Miettinen-Nurminen score", difference::miettinen_nurminen),
];
const LEVELS: [f64; 5] = [0.95, 0.9, 0.99, 0.998, 0.8];

/// The limits of one group or of two, by each method that is usual for the effect.
/// The search ends with the first that fits: the rest need not be computed.
fn tries(
    facts: &Facts<'_>,
    of_rate: bool,
    level: Level,
    fits: &dyn Fn(&(&'static str, f64, f64)) -> bool,
) -> Option<Vec<(&'static str, f64, f64)>> {
    let limits = |estimate: Estimate, factor: f64| (estimate.lower * factor, estimate.upper * factor);
    if of_rate {
        let rate = facts.group.rate.number()?;
        let group = binomial(facts, &facts.group)?;
        let unit = facts.unit_of(rate).unwrap_or(crate::printed::Unit::Percent);
        let one_by_one = OF_RATES.iter().filter_map(|(name, method)| {
            let (lower, upper) = limits(method(group, level).ok()?, unit.factor());
            Some((*name, lower, upper))
        });
        return Some(up_to_first(one_by_one, fits));
    }
    let (mut one, mut two) = two_groups(facts)?;
    if facts.direction == Direction::ReferenceOverGroup {
        (one, two) = (two, one);
    }
    let methods: &[&[(&'static str, TwoGroups)]] = match facts.effect {
        Effect::OddsRatio => &[OF_ODDS],
        Effect::RateDifference => &[OF_DIFFERENCES],
        Effect::RiskRatio => &[OF_RATIOS],
        _ => &[OF_RATIOS, OF_ODDS],
    };
    let factor = match (facts.effect, facts.estimate.number()) {
        (Effect::RateDifference, Some(estimate)) => match estimate.unit.or(facts.unit) {
            Some(unit) => unit.factor(),
            None if estimate.value.abs() > 1.0 => 100.0,
            None => 1.0,
        },
        _ => 1.0,
    };
    let one_by_one = methods.iter().copied().flatten().filter_map(|(name, method)| {
        let (lower, upper) = limits(method(one, two, level).ok()?, factor);
        Some((*name, lower, upper))
    });
    Some(up_to_first(one_by_one, fits))
}

fn up_to_first<T>(all: impl Iterator<Item = T>, fits: &dyn Fn(&T) -> bool) -> Vec<T> {
    let mut out = Vec::new();
    for one in all {
        let found = fits(&one);
        out.push(one);
        if found {
            break;
        }
    }
    out
}

/// Whether the counts settle it.
fn counts(
    facts: &Facts<'_>,
    of_rate: bool,
    from_counts: bool,
    (point, lower, upper): (&Number, &Number, &Number),
    text: &str,
    out: &mut Vec<Verdict>,
) -> bool {
    if !of_rate && !from_counts {
        return false;
    }
    let fits = |(_, low, high): &(&'static str, f64, f64)| lower.range.holds(*low) && upper.range.holds(*high);
    let Some(asked) = tries(facts, of_rate, facts.level, &fits) else {
        return false;
    };
    let percent = |level: f64| format!("{:.4}", 100.0 * level).trim_end_matches('0').trim_end_matches('.').to_owned();
    let own = percent(facts.level.value());
    if let Some((name, low, high)) = asked.iter().find(|one| fits(one)) {
        let value = format!("{} to {} by {name} at {own}%", number(*low), number(*high));
        out.push(Verdict::new(&INTERVAL_REPRODUCES, text, value));
        return true;
    }
    // Another level scales the width by its quantile: levels far from the printed width need no trying.
    let scales = |other: Level| {
        let printed = (upper.value - lower.value).abs().max(1e-12);
        asked.iter().any(|(_, low, high)| {
            let there = (high - low) * width_at(facts.level, other);
            (0.5..2.0).contains(&(there / printed))
        })
    };
    let levels = LEVELS.into_iter().filter_map(|level| Level::new(level).ok());
    for other in levels.filter(|other| (other.value() - facts.level.value()).abs() > 1e-9 && scales(*other)) {
        let tried = tries(facts, of_rate, other, &fits).unwrap_or_default();
        if let Some((name, low, high)) = tried.iter().find(|one| fits(one)) {
            let value = format!("{} to {} by {name} at {}%", number(*low), number(*high), percent(other.value()));
            let rule = if facts.level_printed { &INTERVAL_LEVEL } else { &INTERVAL_REPRODUCES };
            let verdict = Verdict::new(rule, text, value);
            out.push(if facts.level_printed {
                verdict.to(format!("say {}%, or print the limits at {own}%", percent(other.value())))
            } else {
                verdict
            });
            return true;
        }
    }
    // The nearest of those tried, by the sum of how far its limits are off, in units of the half width.
    let width = (upper.value - lower.value).abs().max(1e-12);
    let off = |(_, low, high): &(&str, f64, f64)| ((low - lower.value).abs() + (high - upper.value).abs()) / width;
    let finite = asked.iter().filter(|(_, low, high)| low.is_finite() && high.is_finite());
    let Some(nearest @ (name, low, high)) = finite.min_by(|one, other| off(one).total_cmp(&off(other))) else {
        return false;
    };
    let value = format!("{} to {} by {name} at {own}%, the nearest", number(*low), number(*high));
    let _ = point;
    if off(nearest) > 0.5 {
        out.push(Verdict::new(&INTERVAL_DIFFERS, text, value).to(format!(
            "print {} to {}",
            number(*low),
            number(*high)
        )));
    } else {
        out.push(Verdict::new(&INTERVAL_METHOD, text, value).to("name the method"));
    }
    true
}

/// Without counts: do the limits lie about the estimate as its scale wants?
fn evenly(
    facts: &Facts<'_>,
    of_rate: bool,
    (point, lower, upper): (&Number, &Number, &Number),
    text: String,
    out: &mut Vec<Verdict>,
) {
    let positive = lower.range.lower > 0.0 && point.range.lower > 0.0;
    let on = |scale| middle(lower.range, upper.range, scale).meets(mapped(point.range, scale));
    let (log, plain) = (positive && on(EffectScale::Ratio), on(EffectScale::Difference));
    let even = match (of_rate, facts.effect) {
        (true, _) | (_, Effect::Unknown) => log || plain,
        (_, effect) if effect.is_ratio() => log,
        _ => plain,
    };
    if even {
        let on = if log { "evenly on the log scale" } else { "evenly on the plain scale" };
        out.push(Verdict::new(&INTERVAL_CONSISTENT, text, on));
        return;
    }
    let log_or_plain = |log| if log { EffectScale::Ratio } else { EffectScale::Difference };
    // The middle on the scale of the effect, and how far the estimate lies from it in half widths.
    let (own, f) = (log_or_plain(facts.effect.is_ratio()), log_or_plain(facts.effect.is_difference()));
    if !of_rate && facts.effect != Effect::Unknown && positive {
        let centre = middle(lower.range, upper.range, own);
        let at = mapped(point.range, own);
        let gap = (at.lower - centre.upper).max(centre.lower - at.upper);
        let half = 0.5 * (own.on(upper.value) - own.on(lower.value));
        let other = middle(lower.range, upper.range, f).meets(mapped(point.range, f));
        if other && gap > 0.1 * half && half > 0.0 {
            let (is, should) =
                if facts.effect.is_ratio() { ("the plain", "the log") } else { ("the log", "the plain") };
            let change = if facts.effect.is_ratio() {
                let up = upper.value / point.value;
                format!("with this upper limit the lower would be {}", number(point.value / up))
            } else {
                "check whether it is a ratio".to_owned()
            };
            let recomputed = format!("even on {is} scale, not on {should} scale");
            out.push(Verdict::new(&INTERVAL_SCALE, text, recomputed).to(change));
            return;
        }
    }
    let place = |f: EffectScale| {
        let (low, at, high) = (mapped(lower.range, f), mapped(point.range, f), mapped(upper.range, f));
        let width = (high.lower - low.upper).max(1e-12);
        Range { lower: (at.lower - low.upper) / width, upper: (at.upper - low.lower) / width }
    };
    let edge = |range: Range| range.upper < 0.12 || range.lower > 0.88;
    if !of_rate && edge(place(EffectScale::Difference)) && (!positive || edge(place(EffectScale::Ratio))) {
        let recomputed = if positive {
            format!("the middle on the log scale is {}", number(EffectScale::Ratio.middle(lower.value, upper.value)))
        } else {
            format!("the middle is {}", number(0.5 * (lower.value + upper.value)))
        };
        out.push(
            Verdict::new(&INTERVAL_UNEVEN, text, recomputed)
                .to("look for a misprinted digit in the estimate or a limit"),
        );
    } else {
        out.push(Verdict::new(&INTERVAL_CONSISTENT, text, "it holds its estimate, unevenly, as some methods do"));
    }
}
