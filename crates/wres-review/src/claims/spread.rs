//! Means with their standard deviations: GRIMMER for whole answers, DEBIT for shares.

use super::{
    facts::Facts,
    methods::shown,
    rules::{DEBIT, DEBIT_CONSISTENT, GRIM, GRIMMER, GRIMMER_CONSISTENT},
    verdict::Verdict,
};
use crate::printed::{Form, Number, Range, Unit};
use wres_disparity::consistency::{sd_of_share, sd_of_sums};

/// Judges a mean or a share with its SD.
pub(super) fn judge(facts: &Facts<'_>, out: &mut Vec<Verdict>) {
    let (Some(sd), Some(base)) = (facts.sd.number(), facts.group.base.number()) else { return };
    if sd.form != Form::Plain
        || !base.is_count()
        || base.value < 2.0
        || base.value > 1e6
        || facts.amounts && facts.mean.is_blank()
    {
        return;
    }
    match (facts.mean.number(), facts.group.rate.number()) {
        (Some(mean), _) if mean.form == Form::Plain => grimmer(facts, mean, sd, base, out),
        (None, Some(rate)) if rate.form == Form::Plain => debit(facts, rate, sd, base, out),
        _ => {}
    }
}

/// GRIMMER: whole answers `x` with sum `S` and sum of squares `Q` have `Q = (n - 1) SD^2 + S^2 / n`, a whole number that is even
/// where `S` is even and odd where it is odd.
///
/// Source: Anaya (2016), PeerJ Preprints 4:e2400v1; the parity test: Allard (2018).
fn grimmer(facts: &Facts<'_>, mean: &Number, sd: &Number, base: &Number, out: &mut Vec<Verdict>) {
    // An inconsistent mean is said once, by GRIM.
    if out.iter().any(|verdict| verdict.rule == &GRIM) {
        return;
    }
    let (n, items) = (base.value, facts.items as f64);
    // In units of one answer of one item, the mean and SD of a scale of several items are whole-number sums.
    let (means, sds) = (mean.range.times(items), sd.range.times(items).not_negative());
    let printed = format!("mean {} with SD {} of {}", shown(mean), shown(sd), shown(base));
    let squares = |sum: f64| Range {
        lower: (n - 1.0) * sds.lower * sds.lower + sum * sum / n,
        upper: (n - 1.0) * sds.upper * sds.upper + sum * sum / n,
    };
    let (first, last) = ((means.lower * n - 1e-9).ceil(), (means.upper * n + 1e-9).floor());
    let mut nearest: Option<f64> = None;
    let mut sum = first;
    // Where many sums are possible there is nothing that GRIMMER could tell.
    if last - first > 50.0 {
        return;
    }
    while sum <= last {
        let possible = squares(sum);
        let mut square = (possible.lower - 1e-6).ceil();
        if (square - sum).rem_euclid(2.0) != 0.0 {
            square += 1.0;
        }
        if square <= possible.upper + 1e-6 {
            out.push(Verdict::new(
                &GRIMMER_CONSISTENT,
                printed,
                format!("a sum of {sum} and a sum of squares of {square}"),
            ));
            return;
        }
        let below = square - 2.0;
        for square in [below, square] {
            if let Some(of) = sd_of_sums(n, sum, square) {
                let candidate = of / items;
                let closer = |old: f64| (candidate - sd.value).abs() < (old - sd.value).abs();
                if nearest.is_none_or(closer) {
                    nearest = Some(candidate);
                }
            }
        }
        sum += 1.0;
    }
    let near = nearest.map(|value| format!("{value:.*}", sd.decimals as usize));
    let recomputed =
        near.as_ref().map_or_else(|| "no whole answers".to_owned(), |near| format!("the nearest SD is {near}"));
    out.push(Verdict::new(&GRIMMER, printed, recomputed).change(near.map(|near| format!("print an SD of {near}"))));
}

/// DEBIT: a share `p` of `n` has the SD `sqrt(n / (n - 1) p (1 - p))`.
///
/// Source: Heathers and Brown (2019), DEBIT: a simple consistency test for binary data.
fn debit(facts: &Facts<'_>, rate: &Number, sd: &Number, base: &Number, out: &mut Vec<Verdict>) {
    let unit = facts.unit_of(rate).unwrap_or(if rate.value <= 1.0 { Unit::Quotient } else { Unit::Percent });
    let share = facts.rate_range(rate).times(1.0 / unit.factor());
    if share.upper < 0.0 || share.lower > 1.0 {
        return;
    }
    let n = base.value;
    let at = |p: f64| sd_of_share(n, p);
    let ends = Range::between(at(share.lower), at(share.upper));
    let possible = if share.holds(0.5) { Range { upper: ends.upper.max(at(0.5)), ..ends } } else { ends };
    let scale = sd.unit.map_or(if sd.range.lower > 1.0 { 100.0 } else { 1.0 }, Unit::factor);
    let printed = format!("{} with SD {} of {}", shown(rate), shown(sd), shown(base));
    let recomputed = format!("an SD of {}", possible.times(scale));
    if sd.range.meets(possible.times(scale)) {
        out.push(Verdict::new(&DEBIT_CONSISTENT, printed, recomputed));
    } else {
        let value = at(rate.value / unit.factor()) * scale;
        out.push(
            Verdict::new(&DEBIT, printed, recomputed).to(format!("print an SD of {value:.*}", sd.decimals as usize)),
        );
    }
}
