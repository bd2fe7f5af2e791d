//! Ratios and differences: do the counts or the printed rates give the printed estimate?

use super::{
    facts::{Direction, Effect, Facts},
    methods::shown,
    ratio_change,
    rules::{
        DIFFERENCE_AS_RATIO, EXCESS_AS_RATIO, ODDS_AS_RISK, ODDS_FROM_COUNTS, OUT_OF_RANGE, PERCENT_ON_RATIO,
        RATIO_DIFFERS, RATIO_FROM_COUNTS, RATIO_FROM_RATES, REFERENCE_OVER_GROUP, UPSIDE_DOWN,
    },
    verdict::Verdict,
};
use crate::printed::{Form, Number, Range, Unit};
use wres_disparity::pooling::EffectScale;

/// The proportions of the two groups, in the order in which the ratio takes them.
#[derive(Debug, Clone, Copy)]
pub(super) struct Pair {
    pub(super) above: Range,
    pub(super) below: Range,
    pub(super) from_counts: bool,
}

impl Pair {
    pub(super) fn swapped(self) -> Self {
        Self { above: self.below, below: self.above, ..self }
    }

    pub(super) fn risk_ratio(self) -> Option<Range> {
        self.above.over(self.below)
    }

    pub(super) fn odds_ratio(self) -> Option<Range> {
        let odds = |p: Range| {
            let at = |p: f64| if p >= 1.0 { f64::INFINITY } else { p.max(0.0) / (1.0 - p) };
            Range::between(at(p.lower), at(p.upper))
        };
        let (above, below) = (odds(self.above), odds(self.below));
        (above.upper.is_finite() && below.lower.is_finite()).then(|| above.over(below)).flatten()
    }

    pub(super) fn difference(self) -> Range {
        self.above.less(self.below)
    }
}

/// The pairs that can be made of what is printed: from counts where both have them, and from rates.
pub(super) fn pairs(facts: &Facts<'_>) -> Vec<Pair> {
    let mut out = Vec::with_capacity(2);
    let (group, reference) = (&facts.group, &facts.reference);
    if let (Some(above), Some(below)) = (facts.proportion(group), facts.proportion(reference)) {
        let from_counts =
            facts.proportion_of_counts(group).is_some() && facts.proportion_of_counts(reference).is_some();
        out.push(Pair { above, below, from_counts });
    }
    if let (Some(above), Some(below)) = (facts.proportion_of_rate(group), facts.proportion_of_rate(reference))
        && out.first().is_none_or(|first| first.from_counts || first.above != above || first.below != below)
    {
        out.push(Pair { above, below, from_counts: false });
    }
    if facts.direction == Direction::ReferenceOverGroup {
        out = out.into_iter().map(Pair::swapped).collect();
    }
    out
}

/// Judges the printed estimate; true where the counts give it.
pub(super) fn judge(facts: &Facts<'_>, out: &mut Vec<Verdict>) -> bool {
    let Some(estimate) = facts.estimate.number() else { return false };
    if facts.effect.is_ratio() {
        signs(facts, estimate, out);
    }
    if matches!(facts.effect, Effect::OtherRatio | Effect::OtherDifference) {
        return false;
    }
    let pairs = pairs(facts);
    let Some(first) = pairs.first() else { return false };
    let text = || printed(facts, estimate);
    let mut settled = false;
    for pair in &pairs {
        if let Some((rule, value)) = fit(facts, estimate, *pair) {
            out.push(Verdict::new(rule, text(), value));
            settled = true;
            return pair.from_counts && !settled || rule == &RATIO_FROM_COUNTS || rule == &ODDS_FROM_COUNTS;
        }
    }
    if facts.direction == Direction::Unknown && !facts.effect.is_difference() {
        for pair in pairs.iter().map(|pair| pair.swapped()) {
            if let Some((rule, value)) = fit(facts, estimate, pair) {
                out.push(Verdict::new(rule, text(), format!("{value}, as reference over group")));
                out.push(Verdict::new(&REFERENCE_OVER_GROUP, text(), value).to("print the direction"));
                return false;
            }
        }
    }
    if facts.adjusted || estimate.form != Form::Plain && estimate.form != Form::About && estimate.form != Form::Fraction
    {
        return false;
    }
    out.push(fault(facts, estimate, *first, &pairs, text()));
    settled
}

/// A ratio is no per cent and not below 0.
fn signs(facts: &Facts<'_>, estimate: &Number, out: &mut Vec<Verdict>) {
    if estimate.unit == Some(Unit::Percent) {
        let change = ratio_change::percent_sign(facts, estimate);
        out.push(Verdict::new(&PERCENT_ON_RATIO, shown(estimate), "a ratio is a plain number").to(change));
    }
    if estimate.range.upper < 0.0 {
        out.push(
            Verdict::new(&OUT_OF_RANGE, shown(estimate), "a ratio is 0 or more").to(format!(
                "it may be the log of the ratio {}",
                Range::point(EffectScale::Ratio.back(estimate.value))
            )),
        );
    }
}

/// Whether the pair gives the printed estimate in the kind of effect that it is said to be; what it gives.
fn fit(facts: &Facts<'_>, estimate: &Number, pair: Pair) -> Option<(&'static super::rules::Rule, String)> {
    let from = if pair.from_counts { &RATIO_FROM_COUNTS } else { &RATIO_FROM_RATES };
    let said_likely = facts.words.contains("likel") || facts.words.contains("risk");
    let target = if estimate.unit == Some(Unit::Percent) && facts.effect.is_ratio() {
        estimate.range.times(0.01)
    } else {
        estimate.range
    };
    let risk = pair.risk_ratio();
    let odds = pair.odds_ratio();
    let meets = |range: Option<Range>| range.filter(|range| range.meets(target));
    let difference = |unit: Unit| {
        let difference = pair.difference();
        let range = Range { lower: difference.lower * unit.factor(), upper: difference.upper * unit.factor() };
        range.meets(target).then_some(range)
    };
    match facts.effect {
        Effect::RiskRatio => meets(risk).map(|range| (from, range.to_string())),
        Effect::OddsRatio => meets(odds).map(|range| (&ODDS_FROM_COUNTS, range.to_string())),
        Effect::RateDifference => {
            let units = match estimate.unit.or(facts.unit) {
                Some(unit @ (Unit::Points | Unit::Percent | Unit::Per(_))) => vec![unit],
                _ => vec![Unit::Points, Unit::Quotient],
            };
            // A gap is often printed without its sign.
            let either = |unit: Unit| {
                difference(unit).or_else(|| {
                    let back = pair.swapped().difference();
                    let range = Range { lower: back.lower * unit.factor(), upper: back.upper * unit.factor() };
                    (range.meets(target) && facts.direction == Direction::Unknown).then_some(range)
                })
            };
            units.into_iter().find_map(either).map(|range| (from, format!("a difference of {range}")))
        }
        Effect::Unknown => meets(risk).map(|range| (from, range.to_string())).or_else(|| {
            let odds = meets(odds).filter(|_| !said_likely && estimate.unit.is_none());
            let signed = matches!(estimate.unit, Some(Unit::Percent | Unit::Points));
            odds.map(|range| (&ODDS_FROM_COUNTS, range.to_string())).or_else(|| {
                let points = signed.then(|| difference(Unit::Points)).flatten();
                points.map(|range| (from, format!("a difference of {range} points")))
            })
        }),
        Effect::OtherRatio | Effect::OtherDifference => None,
    }
}

/// What is wrong with an estimate that does not follow.
fn fault(facts: &Facts<'_>, estimate: &Number, first: Pair, pairs: &[Pair], printed: String) -> Verdict {
    let target = estimate.range;
    let (risk, odds) = (first.risk_ratio(), first.odds_ratio());
    let recomputed = match facts.effect {
        Effect::OddsRatio => odds.map(|range| range.to_string()),
        Effect::RateDifference => Some(format!("a difference of {}", scaled(first.difference(), 100.0))),
        _ => risk.map(|range| range.to_string()),
    };
    let recomputed = recomputed.unwrap_or_else(|| "not estimable".to_owned());
    let verdict = |rule| Verdict::new(rule, printed.clone(), recomputed.clone());
    let any =
        |f: &dyn Fn(Pair) -> Option<Range>| pairs.iter().any(|pair| f(*pair).is_some_and(|range| range.meets(target)));
    if facts.effect.is_difference() {
        let change = any(&|pair| pair.risk_ratio()).then(|| "it is the ratio of the rates".to_owned());
        let back = any(&|pair| Some(scaled(pair.swapped().difference(), 100.0)))
            .then(|| "it is the other way round: reference less group".to_owned());
        return verdict(&RATIO_DIFFERS)
            .change(back.or(change).or_else(|| ratio_change::nearest(estimate, first, facts.effect)));
    }
    let reciprocal = match facts.effect {
        Effect::OddsRatio => any(&|pair| pair.swapped().odds_ratio()),
        _ => any(&|pair| pair.swapped().risk_ratio()),
    };
    if reciprocal {
        return verdict(&UPSIDE_DOWN).to(ratio_change::upside_down(facts));
    }
    if facts.effect != Effect::OddsRatio {
        if any(&|pair| pair.odds_ratio()) {
            return verdict(&ODDS_AS_RISK).to(format!("call it an odds ratio, or print {recomputed}"));
        }
        let excess = |scale: f64| {
            any(&|pair| pair.risk_ratio().map(|range| scaled(range.less(Range::point(1.0)), scale)))
                || any(&|pair| pair.risk_ratio().map(|range| scaled(Range::point(1.0).less(range), scale)))
        };
        if excess(1.0) || excess(100.0) {
            return verdict(&EXCESS_AS_RATIO)
                .to(format!("print {recomputed}: the excess over 1 is printed as the ratio"));
        }
        let apart = |scale: f64| {
            any(&|pair| Some(scaled(pair.difference(), scale)))
                || any(&|pair| Some(scaled(pair.swapped().difference(), scale)))
        };
        if apart(100.0) || apart(1.0) {
            return verdict(&DIFFERENCE_AS_RATIO).to(format!("call it a difference, or print {recomputed}"));
        }
    } else if any(&|pair| pair.risk_ratio()) {
        return verdict(&RATIO_DIFFERS).to("it is the ratio of the rates, not of the odds");
    }
    verdict(&RATIO_DIFFERS).change(ratio_change::change(facts, estimate, first))
}

fn scaled(range: Range, factor: f64) -> Range {
    Range { lower: range.lower * factor, upper: range.upper * factor }
}

fn printed(facts: &Facts<'_>, estimate: &Number) -> String {
    let side = |side: &super::facts::Side| {
        let counts = side.cases.number().zip(side.base.number()).map(|(x, n)| format!("{}/{}", shown(x), shown(n)));
        counts.or_else(|| side.rate.number().map(shown)).unwrap_or_else(|| "?".to_owned())
    };
    format!("{} for {} against {}", shown(estimate), side(&facts.group), side(&facts.reference))
}
