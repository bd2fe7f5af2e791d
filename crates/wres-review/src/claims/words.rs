//! Words: do they say what the figures say?

use super::{
    Column,
    facts::{Direction, Facts},
    methods::two_groups,
    ratio::pairs,
    rules::{
        EXCESS_AS_RATIO, FEW_EVENTS, Standing, WORDS_DIFFER, WORDS_DIRECTION, WORDS_FIT, WORDS_NO_DIFFERENCE,
        WORDS_NOT_SHOWN,
    },
    verdict::Verdict,
};
use crate::printed::Range;
use wres_disparity::{Level, ratio};

mod phrase;

use phrase::{Phrase, phrases};

/// Judges the words of a claim.
pub(super) fn judge(facts: &Facts<'_>, out: &mut Vec<Verdict>) {
    few_events(facts, out);
    if facts.words.is_empty() {
        return;
    }
    let subject_below = subject_is_below(facts);
    let ratio = figure(facts).map(|range| if subject_below { turned(range) } else { range });
    let interval = interval(facts).map(|range| if subject_below { turned(range) } else { range });
    let mut found = Vec::new();
    let phrases = phrases(&facts.words);
    let several = phrases.len() > 1;
    for phrase in phrases {
        match phrase {
            Phrase::Times(said, text) => size(said, &text, ratio, &mut found),
            Phrase::Percent { said, more, text } => percent(said, more, &text, ratio, &mut found),
            Phrase::Equal { text, soft } => equal(&text, soft, ratio, interval, &mut found),
            Phrase::More { more, text } => direction(more, &text, ratio, interval, &mut found),
            Phrase::Share(said, text) => share(facts, said, &text, &mut found),
        }
    }
    // A sentence that says several sizes says those of other figures too: if one fits, that is the one of this figure; and of a
    // quotation none is held against the figure, as it may be of none of them.
    let fits = found.iter().any(|verdict| verdict.rule == &WORDS_FIT);
    let quoted = facts.claim.text(Column::Words).is_empty();
    if several && (fits || quoted) {
        found.retain(|verdict| verdict.standing() != Standing::NotHeld);
    }
    out.append(&mut found);
}

fn turned(range: Range) -> Range {
    Range { lower: 1.0 / range.upper, upper: if range.lower > 0.0 { 1.0 / range.lower } else { f64::INFINITY } }
}

/// Whether the words speak of the group that stands below in the ratio.
fn subject_is_below(facts: &Facts<'_>) -> bool {
    let at = |column| {
        let name = facts.claim.text(column).to_lowercase();
        if name.is_empty() { None } else { facts.words.find(&name) }
    };
    let (group, reference) = (at(Column::Group), at(Column::ReferenceGroup));
    let reference_first = match (group, reference) {
        (Some(group), Some(reference)) => reference < group,
        (None, Some(_)) => true,
        _ => false,
    };
    reference_first != (facts.direction == Direction::ReferenceOverGroup && (group.is_some() || reference.is_some()))
}

/// The ratio that is printed, or that the printed counts or rates give.
fn figure(facts: &Facts<'_>) -> Option<Range> {
    if let Some(estimate) = facts.estimate.number()
        && !facts.effect.is_difference()
        && estimate.unit != Some(crate::printed::Unit::Percent)
        && estimate.range.lower >= 0.0
    {
        return Some(estimate.range);
    }
    pairs(facts).first().and_then(|pair| pair.risk_ratio())
}

/// The interval of the ratio: printed, or by Koopman's score from the counts.
fn interval(facts: &Facts<'_>) -> Option<Range> {
    if facts.effect.is_difference() {
        return None;
    }
    if let (Some(lower), Some(upper), Some(_)) = (facts.lower.number(), facts.upper.number(), facts.estimate.number()) {
        return Some(Range { lower: lower.value, upper: upper.value });
    }
    let (mut one, mut two) = two_groups(facts)?;
    if facts.direction == Direction::ReferenceOverGroup {
        (one, two) = (two, one);
    }
    let estimate = ratio::koopman(one, two, Level::P95).ok()?;
    Some(Range { lower: estimate.lower, upper: estimate.upper })
}

fn size(said: Range, text: &str, ratio: Option<Range>, out: &mut Vec<Verdict>) {
    let Some(ratio) = ratio else { return };
    // `three times more likely` is used for 3 and, by some, for 4.
    let looser = text.contains("more").then(|| said.plus(Range::point(1.0)));
    if said.meets(ratio) || looser.is_some_and(|range| range.meets(ratio)) {
        out.push(Verdict::new(&WORDS_FIT, text, ratio.to_string()));
    } else if turned(said).meets(ratio) {
        out.push(Verdict::new(&WORDS_DIRECTION, text, ratio.to_string()).to(wording(ratio)));
    } else {
        out.push(Verdict::new(&WORDS_DIFFER, text, ratio.to_string()).to(wording(ratio)));
    }
}

fn percent(said: Range, more: Option<bool>, text: &str, ratio: Option<Range>, out: &mut Vec<Verdict>) {
    let Some(ratio) = ratio else { return };
    let excess = match more {
        Some(true) => said.plus(Range::point(1.0)),
        Some(false) => Range::point(1.0).less(said),
        None => said,
    };
    let verdict = |rule| Verdict::new(rule, text, ratio.to_string());
    if excess.meets(ratio) {
        out.push(verdict(&WORDS_FIT));
        return;
    }
    let opposite = match more {
        Some(true) => Some(Range::point(1.0).less(said)),
        Some(false) => Some(said.plus(Range::point(1.0))),
        None => None,
    };
    let change = percent_wording(ratio);
    if said.meets(ratio) {
        out.push(verdict(&EXCESS_AS_RATIO).to(change));
    } else if opposite.is_some_and(|range| range.meets(ratio)) {
        out.push(verdict(&WORDS_DIRECTION).to(change));
    } else {
        out.push(verdict(&WORDS_DIFFER).to(change));
    }
}

fn percent_wording(ratio: Range) -> String {
    let middle = if ratio.upper.is_finite() { 0.5 * (ratio.lower + ratio.upper) } else { ratio.lower };
    if middle >= 1.0 {
        format!("{:.0}% more likely", (middle - 1.0) * 100.0)
    } else {
        format!("{:.0}% less likely", (1.0 - middle) * 100.0)
    }
}

fn wording(ratio: Range) -> String {
    let middle = if ratio.upper.is_finite() { 0.5 * (ratio.lower + ratio.upper) } else { ratio.lower };
    format!("{middle:.1} times")
}

fn equal(text: &str, soft: bool, ratio: Option<Range>, interval: Option<Range>, out: &mut Vec<Verdict>) {
    let shown = |interval: Range| format!("an interval of {interval}");
    match (interval, ratio) {
        (Some(interval), _) if !interval.holds(1.0) => {
            out.push(Verdict::new(&WORDS_NO_DIFFERENCE, text, shown(interval)).to("say that there is a difference"));
        }
        (Some(interval), _) if soft || (interval.lower >= 0.8 && interval.upper <= 1.25) => {
            out.push(Verdict::new(&WORDS_FIT, text, shown(interval)));
        }
        (Some(interval), _) => out.push(
            Verdict::new(&WORDS_NO_DIFFERENCE, text, shown(interval))
                .to("say that so few cannot tell, and print the interval"),
        ),
        (None, Some(ratio)) if ratio.holds(1.0) => out.push(Verdict::new(&WORDS_FIT, text, ratio.to_string())),
        (None, Some(ratio)) if !soft && (ratio.lower > 1.25 || ratio.upper < 0.8) => {
            out.push(Verdict::new(&WORDS_DIFFER, text, ratio.to_string()).to(wording(ratio)));
        }
        _ => {}
    }
}

fn direction(more: bool, text: &str, ratio: Option<Range>, interval: Option<Range>, out: &mut Vec<Verdict>) {
    let Some(ratio) = ratio else { return };
    if if more { ratio.upper < 1.0 } else { ratio.lower > 1.0 } {
        let change = if more { "less" } else { "more" };
        out.push(Verdict::new(&WORDS_DIRECTION, text, ratio.to_string()).to(change));
    } else if let Some(interval) = interval.filter(|interval| interval.holds(1.0)) {
        out.push(
            Verdict::new(&WORDS_NOT_SHOWN, text, format!("an interval of {interval}"))
                .to("print the interval beside it"),
        );
    }
}

fn share(facts: &Facts<'_>, said: Range, text: &str, out: &mut Vec<Verdict>) {
    let Some(rate) = facts.proportion(&facts.group) else { return };
    let shown = rate.to_string();
    if said.meets(rate) {
        out.push(Verdict::new(&WORDS_FIT, text, shown));
    } else if rate.upper > 0.0
        && facts.estimate.is_blank()
        && facts.reference.rate.is_blank()
        && facts.reference.cases.is_blank()
    {
        let middle = 0.5 * (rate.lower + rate.upper);
        out.push(Verdict::new(&WORDS_DIFFER, text, shown).to(format!("1 in {:.1}", 1.0 / middle)));
    }
}

/// Fewer than ten cases in both groups together.
fn few_events(facts: &Facts<'_>, out: &mut Vec<Verdict>) {
    let (Some(one), Some(two)) = (facts.group.cases.number(), facts.reference.cases.number()) else { return };
    if facts.estimate.is_blank() && facts.words.is_empty() || facts.amounts {
        return;
    }
    let events = facts.count_range(one).plus(facts.count_range(two));
    if events.upper < 10.0 {
        out.push(
            Verdict::new(&FEW_EVENTS, format!("{events} events in both groups"), "ten or more")
                .to("say how few they are"),
        );
    }
}
