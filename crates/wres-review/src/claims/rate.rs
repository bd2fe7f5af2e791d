//! Rates: do cases and base give the printed rate?

use super::methods::shown;
use super::{
    facts::{Facts, Side},
    rate_change::{change, fits},
    rules::{
        GIVES_AWAY, GLUED_FOOTNOTE, GRIM, GRIM_CONSISTENT, NO_BASE, NOT_CHECKABLE, OFF_BY_ONE, OTHER_UNIT,
        OUT_OF_RANGE, RATE_DIFFERS, REPRODUCES, ROUNDED_UP, TRUNCATED, WITHIN_ROUNDING,
    },
    verdict::Verdict,
};
use crate::printed::{Form, Mark, Number, Range, Reading, Unit};

/// Judges the printed rate of one side.
pub(super) fn judge(facts: &Facts<'_>, side: &Side, others: &[Range], out: &mut Vec<Verdict>) {
    let Some(rate) = side.rate.number() else { return };
    let printed = || printed(side, rate);
    match (&side.cases, &side.base) {
        (_, Reading::Number(base)) if facts.count_range(base).upper <= 0.0 => {
            out.push(Verdict::new(&NO_BASE, printed(), "not estimable: nobody is in the base"));
        }
        (Reading::Number(cases), Reading::Number(base)) if cases.form == Form::Below => {
            hidden(facts, rate, base, facts.count_range(cases), &printed(), out);
        }
        (Reading::Number(cases), Reading::Number(base)) => follows(facts, side, (cases, base, rate), others, out),
        (Reading::Mark(Mark::Hidden), Reading::Number(base)) => {
            hidden(facts, rate, base, Range::between(0.0, base.value), &printed(), out);
        }
        (_, Reading::Number(base)) if base.is_count() && !facts.amounts => grim(facts, rate, base, &printed(), out),
        _ => out_of_range(facts, rate, out),
    }
}

fn printed(side: &Side, rate: &Number) -> String {
    let part = |reading: &Reading| match reading {
        Reading::Number(number) => shown(number),
        Reading::Mark(mark) => format!("[{}]", mark.label()),
        _ => "?".to_owned(),
    };
    format!("{} of {} as {}", part(&side.cases), part(&side.base), shown(rate))
}

fn follows(
    facts: &Facts<'_>,
    side: &Side,
    (cases, base, rate): (&Number, &Number, &Number),
    others: &[Range],
    out: &mut Vec<Verdict>,
) {
    let as_printed = cases.value / base.value;
    let Some(possible) = facts.count_range(cases).over(facts.count_range(base)) else { return };
    let target = facts.rate_range(rate);
    let units = facts.units(rate);
    let printed = printed(side, rate);
    for unit in &units {
        let value = as_printed * unit.factor();
        if target.holds(value) {
            out.push(Verdict::new(&REPRODUCES, printed, format!("{} {}", shown_value(value), unit.label())));
            return;
        }
        let possible = possible.times(unit.factor());
        if target.meets(possible) {
            // Where the source says that it rounds its counts, or prints bounds, the parts are not meant to give the rate. Where
            // it prints plain amounts, either the rate or a rounding of the parts is off, and nothing printed says which.
            let rounded = facts.rounding.counts_to.is_some() || cases.form != Form::Plain || base.form != Form::Plain;
            let verdict = if rounded {
                Verdict::new(&WITHIN_ROUNDING, printed, format!("{possible} {}", unit.label()))
            } else {
                let stand = shown_value(value);
                Verdict::new(
                    &NOT_CHECKABLE,
                    printed,
                    format!("{stand} {0} as they stand, {possible} {0} within rounding", unit.label()),
                )
                .to(format!("print {}, or print the parts to more decimals", nearest(value, rate)))
            };
            out.push(verdict);
            return;
        }
    }
    // Which unit was meant is a guess where none is printed: the nearest.
    let distance = |unit: &Unit| {
        let times = as_printed * unit.factor() / rate.value.max(1e-300);
        if times < 1.0 { 1.0 / times } else { times }
    };
    let Some(unit) = units.iter().min_by(|one, other| distance(one).total_cmp(&distance(other))) else { return };
    let (value, possible) = (as_printed * unit.factor(), possible.times(unit.factor()));
    let recomputed = format!("{} {}", shown_value(value), unit.label());
    let verdict = |rule| Verdict::new(rule, printed.clone(), recomputed.clone());
    let better = || format!("print {}", nearest(value, rate));
    if rate.form == Form::Plain {
        if rate.cut_off().meets(possible) {
            out.push(verdict(&TRUNCATED).to(better()));
            return;
        }
        if rate.rounded_up().meets(possible) {
            out.push(verdict(&ROUNDED_UP).to(better()));
            return;
        }
        let next = Range::between(rate.value - 1.5 * rate.ulp, rate.value + 1.5 * rate.ulp);
        if next.meets(possible) {
            out.push(verdict(&OFF_BY_ONE).to(better()));
            return;
        }
    }
    let (rule, change) = change(facts, side, (cases, base, rate), *unit, others);
    let rule = match rule {
        Some("glued") => &GLUED_FOOTNOTE,
        Some("unit") => &OTHER_UNIT,
        _ => &RATE_DIFFERS,
    };
    out.push(verdict(rule).change(change.or_else(|| Some(better()))));
}

/// The value at the decimals of the printed rate, half up.
fn nearest(value: f64, rate: &Number) -> String {
    let rounded = (value / rate.ulp + 0.5 + 1e-9).floor() * rate.ulp;
    format!("{rounded:.*}", rate.decimals as usize)
}

fn shown_value(value: f64) -> String {
    crate::printed::Range::point(value).to_string()
}

/// A hidden count whose base and rate are printed: how many counts fit?
fn hidden(facts: &Facts<'_>, rate: &Number, base: &Number, possible: Range, printed: &str, out: &mut Vec<Verdict>) {
    if !base.is_count() || base.value > 1e6 {
        return;
    }
    let highest = possible.upper.min(base.value).max(0.0).floor() as u64;
    let counts: Vec<u64> = (0..=highest)
        .filter(|count| {
            facts
                .units(rate)
                .iter()
                .any(|unit| facts.rate_range(rate).holds(*count as f64 / base.value * unit.factor()))
        })
        .take(2)
        .collect();
    match (counts.as_slice(), facts.unit_of(rate)) {
        ([], _) => out.push(Verdict::new(&GRIM, printed, "no whole count that the mark allows gives this rate")),
        ([only], Some(_)) if *only > 0 => out.push(
            Verdict::new(&GIVES_AWAY, printed, "one count only gives this rate of this base")
                .to("hide the rate, or print it to fewer decimals"),
        ),
        _ => out.push(Verdict::new(&WITHIN_ROUNDING, printed, "several counts that the mark allows give this rate")),
    }
}

fn grim(facts: &Facts<'_>, rate: &Number, base: &Number, printed: &str, out: &mut Vec<Verdict>) {
    if rate.form != Form::Plain || facts.rounding.counts_to.is_some() {
        return;
    }
    out_of_range(facts, rate, out);
    let n = base.value * facts.items as f64;
    let units = facts.units(rate);
    let target = facts.rate_range(rate);
    // Where one unit of the last digit is more than one count, every rate can be had.
    if units.iter().any(|unit| (target.upper - target.lower) / unit.factor() * n >= 1.0) || n < 1.0 {
        return;
    }
    let fit = units.iter().find_map(|unit| whole_count(target, n, unit.factor()));
    match fit {
        Some(count) => out.push(Verdict::new(&GRIM_CONSISTENT, printed, format!("{count} of {n}"))),
        None => {
            let unit = units[0];
            let near = (rate.value / unit.factor() * n).round();
            let (below, above) = ((near - 1.0).max(0.0), near + 1.0);
            let value = |count: f64| nearest(count / n * unit.factor(), rate);
            let recomputed =
                format!("{below} of {n} is {}, {near} is {}, {above} is {}", value(below), value(near), value(above));
            let other = (1..=3_u64)
                .flat_map(|step| [base.value - step as f64, base.value + step as f64])
                .find(|n| *n >= 1.0 && whole_count(target, n * facts.items as f64, unit.factor()).is_some());
            let change =
                other.map_or_else(|| format!("print {}", value(near)), |n| format!("a base of {n} would give it"));
            out.push(Verdict::new(&GRIM, printed, recomputed).to(change));
        }
    }
}

/// A whole count whose rate of `n` lies in the range.
fn whole_count(target: Range, n: f64, factor: f64) -> Option<f64> {
    let low = (target.lower / factor * n - 1e-9).ceil().max(0.0);
    target.holds(low / n * factor).then_some(low)
}

/// Means of whole answers (GRIM on the column `mean`).
pub(super) fn mean(facts: &Facts<'_>, out: &mut Vec<Verdict>) {
    let (Some(mean), Some(base)) = (facts.mean.number(), facts.group.base.number()) else { return };
    if mean.form != Form::Plain || !base.is_count() || base.value < 1.0 {
        return;
    }
    let n = base.value * facts.items as f64;
    let target = facts.rate_range(mean);
    if (target.upper - target.lower) * n >= 1.0 {
        return;
    }
    let printed = format!("mean {} of {}", shown(mean), shown(base));
    match fits(target, n) {
        Some(sum) => out.push(Verdict::new(&GRIM_CONSISTENT, printed, format!("a sum of {sum} over {n}"))),
        None => {
            let near = (mean.value * n).round();
            let at = |sum: f64| nearest(sum / n, mean);
            out.push(
                Verdict::new(
                    &GRIM,
                    printed,
                    format!("sums of {} and {near} give {} and {}", near - 1.0, at(near - 1.0), at(near)),
                )
                .to(format!("print {}", at(near))),
            );
        }
    }
}

fn out_of_range(facts: &Facts<'_>, rate: &Number, out: &mut Vec<Verdict>) {
    let Some(unit) = facts.unit_of(rate) else { return };
    let growth = ["change", "growth", "turnover", "increase", "difference", "gap", "caseload", "index", "cover"];
    let about = facts.claim.about().to_lowercase();
    let most = match unit {
        Unit::Percent => 100.0,
        Unit::Per(n) => n,
        _ => return,
    };
    let open = facts.amounts || growth.iter().any(|word| about.contains(word)) || rate.form != Form::Plain;
    if !open && (facts.rate_range(rate).lower > most || facts.rate_range(rate).upper < 0.0) {
        out.push(Verdict::new(&OUT_OF_RANGE, shown(rate), format!("a rate {} lies from 0 to {most}", unit.label())));
    }
}
