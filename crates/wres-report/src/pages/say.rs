//! Short sentences: at most thirty words and four numbers, for those who have a minute. The full ones stand beneath.

use super::{figures::label, words::two};
use crate::publication::{About, IndicatorText};
use wres_domain::{Cell, Group, Outcome, Reading};
use wres_figures::{Finding, clearest, finding};

/// Most words of a sentence on the first screen.
const WORDS: usize = 30;

/// An outcome in a short sentence: the first wording that is short enough.
pub(super) fn brief(about: &About, indicator: &IndicatorText, part: &str, outcome: &Outcome) -> String {
    let Some(comparison) = &outcome.comparison else {
        return shortest(&[format!("{}: nothing to compare.", indicator.title)]);
    };
    let people = &indicator.people;
    let (of, against) = (label(about, comparison.direction.of), label(about, comparison.direction.against));
    let to_do =
        if part.is_empty() { indicator.to_do.clone() } else { format!("to be in the part \u{201c}{part}\u{201d}") };
    let Cell::Value(ratio) = comparison.ratio else {
        let reason = comparison.ratio.reason().unwrap_or_default();
        return shortest(&[
            format!("How {of} and {against} {people} compare is {reason}."),
            format!("{}: {reason}.", indicator.title),
        ]);
    };
    let limits = format!("{} to {}", two(ratio.lower), two(ratio.upper));
    let times = two(ratio.estimate);
    if ratio.reading(1.0) == Reading::CannotTell {
        return shortest(&[
            format!(
                "So few people cannot tell whether {of} {people} were more or less likely {to_do} ({times}, {limits})."
            ),
            format!("{}: so few people cannot tell ({times}, {limits}).", indicator.title),
        ]);
    }
    shortest(&[
        format!("{of} {people} were {times} times as likely as {against} {people} {to_do} ({limits})."),
        format!("{of} {people} were {times} times as likely {to_do} as {against} ones ({limits})."),
        format!("{}: {of} {people} {times} times as likely as {against} ({limits}).", indicator.title),
        format!("{}: {times} times as likely ({limits}).", indicator.title),
    ])
}

/// What stands out, in one sentence over the table of a standard.
pub(super) fn opening(about: &About, place: &str, period: &str, rows: &[(&IndicatorText, Option<&Outcome>)]) -> String {
    let found: Vec<&Outcome> = rows.iter().filter_map(|(_, outcome)| *outcome).collect();
    let clear = clearest(found.iter().copied(), found.len());
    let title = |outcome: &&Outcome| {
        let row = rows.iter().find(|(_, other)| other.is_some_and(|other| std::ptr::eq(other, *outcome)));
        row.map_or("", |(indicator, _)| indicator.title.as_str())
    };
    let is_worse = |outcome: &&&Outcome| matches!(finding(outcome), Finding::Adverse { .. });
    let worse: Vec<&str> = clear.iter().filter(is_worse).map(title).collect();
    let cleared = clear.len() - worse.len();
    let compared = found.iter().filter(|one| !matches!(finding(one), Finding::None)).count();
    let group = label(about, Group::Bme);
    let all = rows.len();
    if compared == 0 {
        return format!("{place}, {period}: no indicator can be compared. The table says why.");
    }
    if worse.is_empty() {
        let beside = if cleared > 0 { format!(" On {cleared} they did better.") } else { String::new() };
        let which = if compared == all { all.to_string() } else { format!("{compared} of {all}") };
        return format!(
            "{place}, {period}: nothing stands out against {group} people on the {which} indicators that can be compared.{beside}"
        );
    }
    let named = |count: usize| {
        let named: Vec<String> = worse.iter().take(count).map(|title| lower(title)).collect();
        named.join(" and ")
    };
    let start = format!("{place}, {period}: {group} people did worse on {} of {all} indicators", worse.len());
    let most = format!("{start}, most clearly {}.", named(2));
    let one = format!("{start}, most clearly {}.", named(1));
    shortest(&[most, one, format!("{start}.")])
}

/// The first of some wordings that has no more than thirty words; the last, cut, where none has.
fn shortest(wordings: &[String]) -> String {
    let fits = |text: &&String| text.split_whitespace().count() <= WORDS;
    if let Some(text) = wordings.iter().find(fits) {
        return text.clone();
    }
    let words: Vec<&str> = wordings.last().map_or("", String::as_str).split_whitespace().take(WORDS).collect();
    format!("{}\u{2026}", words.join(" "))
}

/// A title inside a sentence.
fn lower(title: &str) -> String {
    let mut letters = title.chars();
    match (letters.next(), letters.clone().next()) {
        (Some(first), Some(second)) if second.is_lowercase() => first.to_lowercase().chain(letters).collect(),
        _ => title.to_owned(),
    }
}

#[cfg(test)]
mod tests {
    use super::shortest;

    #[test]
    fn the_first_wording_that_is_short_enough_is_taken_and_the_last_is_cut() {
        let long = vec!["word"; 31].join(" ");
        assert_eq!(shortest(&[long.clone(), "short.".into()]), "short.");
        let cut = shortest(&[long]);
        assert!(cut.split_whitespace().count() == 30 && cut.ends_with('\u{2026}'), "{cut}");
    }
}
