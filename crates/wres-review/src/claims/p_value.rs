//! p-values: do test, counts or interval give the printed one?

use super::{
    Column,
    facts::{Effect, Facts},
    limits::{mapped, scale},
    methods::{shown, two_groups},
    rules::{
        OUT_OF_RANGE, P_CONSISTENT, P_DECISION, P_DOUBTFUL, P_INCONSISTENT, P_ONE_TAILED, P_ONE_TAILED_SAID, P_ZERO,
        Rule,
    },
    test_statistic::TestStatistic,
    verdict::Verdict,
};
use crate::printed::{Form, Number, Range};
use wres_disparity::{
    Level,
    consistency::{p_of_half_widths, p_of_half_widths_t, p_of_limits},
    odds_ratio,
    pooling::EffectScale,
    ratio, two_by_two,
};

/// What the conventional decision hangs on.
const DECISION: f64 = 0.05;

/// Expected cases in every cell above which exact tests are not asked.
const MANY: f64 = 30.0;

/// p-values that something printed gives.
struct Source {
    what: String,
    /// Those that follow strictly.
    exact: Range,
    /// Those that follow by a related method.
    near: Range,
    tails: bool,
}

/// Judges the printed p-value. `crude` says that the counts give the printed estimate.
pub(super) fn judge(facts: &Facts<'_>, out: &mut Vec<Verdict>) {
    let test = TestStatistic::parse(facts.claim.text(Column::Test));
    let words = facts.claim.text(Column::PValue).trim().to_lowercase();
    let said = ["ns", "n.s.", "not significant"].contains(&words.as_str()).then(|| Number {
        form: Form::Above,
        range: Range { lower: DECISION, upper: 1.0 },
        ..Number::plain(DECISION, 2)
    });
    let Some(p) = facts.p_value.number().or(said.as_ref()).or(test.as_ref().and_then(|test| test.p.as_ref())) else {
        return;
    };
    let printed = match p.form {
        Form::Below => Range { lower: 0.0, upper: p.range.upper },
        Form::Above => Range { lower: p.range.lower, upper: 1.0 },
        _ => p.range,
    };
    if p.range.lower > 1.0 || p.range.upper < 0.0 {
        out.push(Verdict::new(&OUT_OF_RANGE, format!("p {}", shown(p)), "a p-value lies from 0 to 1"));
        return;
    }
    if p.value == 0.0 && p.form != Form::Above {
        let bound = format!("print <{:.*}", p.decimals.max(1) as usize, p.ulp.min(0.1));
        out.push(Verdict::new(&P_ZERO, format!("p {}", shown(p)), "above 0").to(bound));
    }
    let sources = sources(facts, test.as_ref());
    let Some(first) = sources.first() else { return };
    let text = |source: &Source| format!("p {} with {}", shown(p), source.what);
    if let Some(source) = sources.iter().find(|source| source.exact.meets(printed)) {
        out.push(Verdict::new(&P_CONSISTENT, text(source), format!("p {}", source.exact)));
        return;
    }
    let half = |range: Range| range.times(0.5);
    if let Some(source) = sources.iter().find(|source| source.tails && half(source.exact).meets(printed)) {
        let test = facts.claim.text(Column::Test).to_lowercase();
        let said = ["one-tailed", "one tailed", "one-sided", "one sided", "1-tailed", "1-sided"];
        let said = said.iter().any(|word| test.contains(word) || facts.words.contains(word));
        let rule = if said { &P_ONE_TAILED_SAID } else { &P_ONE_TAILED };
        let verdict = Verdict::new(rule, text(source), format!("two-tailed p {}", source.exact));
        out.push(if said { verdict } else { verdict.to("say that it is one-tailed, or print twice as much") });
        return;
    }
    if let Some(source) = sources.iter().find(|source| source.near.meets(printed)) {
        out.push(Verdict::new(&P_DOUBTFUL, text(source), format!("p {}", source.exact)));
        return;
    }
    out.push(
        Verdict::new(fault(printed, first.near), text(first), format!("p {}", first.exact))
            .to(format!("print p {}", first.exact)),
    );
}

fn fault(printed: Range, recomputed: Range) -> &'static Rule {
    let apart = |one: Range, other: Range| one.upper <= DECISION && other.lower > DECISION;
    if apart(printed, recomputed) || apart(recomputed, printed) { &P_DECISION } else { &P_INCONSISTENT }
}

fn sources(facts: &Facts<'_>, test: Option<&TestStatistic>) -> Vec<Source> {
    let mut out = Vec::new();
    if let Some(test) = test {
        let exact = test.p_values();
        out.push(Source {
            what: facts.claim.text(Column::Test).to_owned(),
            exact,
            near: exact,
            tails: test.has_tails(),
        });
    }
    if !facts.adjusted {
        out.extend(from_counts(facts));
    }
    out.extend(from_interval(facts));
    out
}

fn from_counts(facts: &Facts<'_>) -> Option<Source> {
    if matches!(facts.effect, Effect::OtherDifference | Effect::OtherRatio) {
        return None;
    }
    let (one, two) = two_groups(facts)?;
    let tests = two_by_two::chi_squared(one, two).ok()?;
    let mut all = vec![tests.p_value, tests.p_value_n_minus_1, two_by_two::yates(one, two)];
    all.extend([ratio::katz_log, odds_ratio::woolf].into_iter().filter_map(|method| {
        let of = method(one, two, Level::P95).ok()?;
        p_of_limits(EffectScale::Ratio, of.value, of.lower, of.upper, Level::P95)
    }));
    // With many expected in every cell the exact tests lie among these.
    if two_by_two::smallest_expected(one, two).is_ok_and(|expected| expected < MANY) {
        let margins = two_by_two::Margins::new(one, two).ok()?;
        all.extend([margins.fisher().p_value, margins.fisher_mid_p()]);
        all.extend(ratio::koopman(one, two, Level::P95).ok().and_then(|estimate| estimate.p_value));
    }
    let lower = all.iter().copied().fold(f64::INFINITY, f64::min);
    let upper = all.iter().copied().fold(0.0, f64::max);
    let what = "the counts (chi-squared, with and without correction, Fisher, mid-P, score)".to_owned();
    let exact = Range::between(lower, upper);
    Some(Source { what, exact, near: Range::between(lower / 1.3, (upper * 1.3).min(1.0)), tails: true })
}

/// The p-value that an estimate has beside its limits: half the width is so many standard errors.
fn from_interval(facts: &Facts<'_>) -> Option<Source> {
    let (estimate, lower, upper) = (facts.estimate.number()?, facts.lower.number()?, facts.upper.number()?);
    let scale = scale(facts)?;
    let [estimate, lower, upper] = [estimate, lower, upper].map(|number| mapped(number.range, scale));
    if ![estimate, lower, upper].iter().all(|range| range.lower.is_finite() && range.upper.is_finite()) {
        return None;
    }
    let widest = 0.5 * (upper.upper - lower.lower);
    let narrowest = 0.5 * (upper.lower - lower.upper);
    if narrowest <= 0.0 {
        return None;
    }
    // No effect is 0 on either scale.
    let (least, most) = if estimate.lower <= 0.0 && estimate.upper >= 0.0 {
        (0.0, estimate.upper.max(-estimate.lower))
    } else {
        (estimate.lower.abs().min(estimate.upper.abs()), estimate.lower.abs().max(estimate.upper.abs()))
    };
    let (least, most) = (least / widest, most / narrowest);
    let at = |distance| p_of_half_widths(distance, facts.level);
    let exact = Range::between(at(most), at(least));
    let mut near = Range::between(at(most * 1.15), at(least / 1.15));
    if facts.effect == Effect::OtherDifference {
        // Few degrees of freedom: limits by t, and a p-value by t.
        for df in [3.0, 5.0, 10.0, 30.0] {
            near.lower = near.lower.min(p_of_half_widths_t(most, facts.level, df));
            near.upper = near.upper.max(p_of_half_widths_t(least, facts.level, df));
        }
    }
    let percent = 100.0 * facts.level.value();
    Some(Source { what: format!("an estimate and its {percent:.0}% interval"), exact, near, tails: true })
}
