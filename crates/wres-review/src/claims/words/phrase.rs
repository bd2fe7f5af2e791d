//! What is said of sizes in words.

use crate::printed::{Range, Reading, read, small_number, spelt_fraction};

/// Something that words say of a figure.
#[derive(Debug, Clone, PartialEq)]
pub(super) enum Phrase {
    /// `three times`, `twice as likely`, `half as likely`: a ratio.
    Times(Range, String),
    /// `80% more likely` (`Some(true)`), `20% less likely`, `80% as likely` (`None`).
    Percent { said: Range, more: Option<bool>, text: String },
    /// `no difference`, `equally likely`; soft is `no significant difference`.
    Equal { text: String, soft: bool },
    /// `more likely`, `less likely`, without a size.
    More { more: bool, text: String },
    /// `one in five`, `a third of`: a share.
    Share(Range, String),
}

const MORE: [&str; 5] = ["more", "higher", "greater", "likelier", "above"];
const LESS: [&str; 4] = ["less", "lower", "fewer", "below"];

/// The phrases of a lower-case text.
pub(super) fn phrases(text: &str) -> Vec<Phrase> {
    let words: Vec<&str> =
        text.split(|c: char| c.is_whitespace() || matches!(c, ';' | ':' | '(' | ')' | '"')).collect();
    let words: Vec<&str> =
        words.into_iter().map(|word| word.trim_end_matches([',', '.'])).filter(|word| !word.is_empty()).collect();
    let mut out = Vec::new();
    for at in 0..words.len() {
        let rest = &words[at..];
        let before = &words[..at];
        out.extend(
            times(before, rest)
                .or_else(|| percent(rest))
                .or_else(|| as_likely(before, rest))
                .or_else(|| share(before, rest)),
        );
    }
    if let Some(phrase) = equal(text, &words) {
        out.push(phrase);
    }
    if out.is_empty() {
        out.extend(more_or_less(text, &words));
    }
    out
}

/// Hedges narrow or widen what a number is used for.
fn hedged(before: &[&str], value: f64, plain: Range, step: f64) -> Range {
    let last = before.last().copied().unwrap_or_default();
    let two = before.len().checked_sub(2).map(|at| before[at]).unwrap_or_default();
    match (two, last) {
        (_, "almost" | "nearly") | ("just" | "a little", "under") | ("close", "to") => {
            Range::between(value - 0.5 * step.max(0.1 * value), value)
        }
        ("more" | "higher" | "greater", "than") | (_, "over" | "above") if two != "just" => {
            Range::between(value, value + step)
        }
        ("just", "over") => Range::between(value, value + 0.5 * step),
        ("less" | "fewer" | "lower", "than") | (_, "under" | "below") => Range::between(value - step, value),
        (_, "about" | "around" | "approximately" | "roughly" | "some") => {
            let room = (0.15 * value).max(0.5 * step);
            Range::between(value - room, value + room)
        }
        (_, "least") => Range { lower: value, upper: f64::INFINITY },
        _ => plain,
    }
}

fn number_of(word: &str) -> Option<(f64, Range)> {
    if let Some(value) = small_number(word) {
        return Some((value, Range::between(value - 0.5, value + 0.5)));
    }
    if !word.starts_with(|c: char| c.is_ascii_digit() || c == '.') || word.ends_with(['%', 'x']) {
        return None;
    }
    match read(word) {
        Reading::Number(number) if number.unit.is_none() => Some((number.value, number.range)),
        _ => None,
    }
}

fn times(before: &[&str], rest: &[&str]) -> Option<Phrase> {
    let text = |n: usize| {
        let end = (n + 2).min(rest.len());
        rest[..end].join(" ")
    };
    match rest {
        [word, ..] if word.ends_with("fold") => {
            let stem = word.trim_end_matches("fold").trim_end_matches('-');
            let (value, plain) = number_of(stem)?;
            Some(Phrase::Times(hedged(before, value, plain, 1.0), text(1)))
        }
        ["twice" | "double", after @ ..] if after.first() != Some(&"a") => {
            let plain = Range::between(1.5, 2.5);
            Some(Phrase::Times(hedged(before, 2.0, plain, 1.0), text(1)))
        }
        [whole, "and", "a", "half", "times", ..] => {
            let (value, _) = number_of(whole)?;
            let value = value + 0.5;
            Some(Phrase::Times(hedged(before, value, Range::between(value - 0.25, value + 0.25), 0.5), text(5)))
        }
        [word, "times", ..] => {
            let (value, plain) = number_of(word)?;
            let step = plain.upper - plain.lower;
            // `more than 1.5 times` says no more than that.
            let range = hedged(before, value, plain, if word.contains('.') { 10.0 * step } else { step });
            Some(Phrase::Times(range, text(2)))
        }
        _ => None,
    }
}

fn percent(rest: &[&str]) -> Option<Phrase> {
    let (number, after) = match rest {
        [word, "per", "cent", after @ ..] | [word, "percent", after @ ..] => (*word, after),
        [word, after @ ..] if word.ends_with('%') => (word.trim_end_matches('%'), after),
        _ => return None,
    };
    let Reading::Number(number) = read(number) else { return None };
    let more = match after {
        [first, "likely", ..] if MORE.contains(first) => Some(true),
        [first, "likely", ..] if LESS.contains(first) => Some(false),
        ["as", "likely", ..] => None,
        [first @ ("higher" | "greater" | "lower" | "likelier"), ..] => Some(MORE.contains(first)),
        _ => return None,
    };
    let text = rest[..(rest.len() - after.len() + 2).min(rest.len())].join(" ");
    Some(Phrase::Percent { said: number.range.times(0.01), more, text })
}

/// `half as likely`, `a third as likely`.
fn as_likely(before: &[&str], rest: &[&str]) -> Option<Phrase> {
    let (text, words) = match rest {
        [word, "as", "likely" | "many" | "often" | "high", ..] => ((*word).to_owned(), 3),
        [one, two, "as", "likely" | "many" | "often" | "high", ..] => (format!("{one} {two}"), 4),
        _ => return None,
    };
    let (above, below) = spelt_fraction(&text)?;
    if rest[0] != "half" && words == 3 && small_number(rest[0]).is_some() {
        return None;
    }
    let plain = fraction_range(above, below);
    let value = above / below;
    Some(Phrase::Times(hedged(before, value, plain, 0.5 * value), rest[..words].join(" ")))
}

fn fraction_range(above: f64, below: f64) -> Range {
    if above == 1.0 {
        Range::between(1.0 / (below + 0.5), 1.0 / (below - 0.5))
    } else {
        Range::between((above - 0.5) / below, (above + 0.5) / below)
    }
}

/// Words after a fraction that make it no share: `a third as likely`, `a quarter lower`, `a third time`.
const NO_SHARE: [&str; 11] =
    ["as", "lower", "higher", "more", "less", "fewer", "greater", "time", "times", "year", "party"];

/// `one in five`, `a third of`, `three quarters of`.
fn share(before: &[&str], rest: &[&str]) -> Option<Phrase> {
    let whole = |word: &str| {
        small_number(word).or_else(|| number_of(word).map(|(value, _)| value)).filter(|n| n.fract() == 0.0)
    };
    let (above, below, words) = match rest {
        [above, "in", below, ..] => (whole(above)?, whole(below)?, 3),
        [one @ ("a" | "one" | "two" | "three"), two, after @ ..]
            if before.last() != Some(&"and") && !after.first().is_some_and(|next| NO_SHARE.contains(next)) =>
        {
            let (above, below) = spelt_fraction(&format!("{one} {two}"))?;
            (above, below, 2)
        }
        [one, "of", ..] if one.contains('-') || *one == "half" => {
            let (above, below) = spelt_fraction(one)?;
            (above, below, 2)
        }
        _ => return None,
    };
    if above < 1.0 || below < above || below < 2.0 {
        return None;
    }
    let value = above / below;
    let step = if above == 1.0 { 1.0 / (below - 1.0) - value } else { 1.0 / below };
    // In a sentence `one in ten` is said of what lies near it, too.
    let plain = fraction_range(above, below);
    let plain = Range { lower: plain.lower.min(0.92 * value), upper: plain.upper.max(1.08 * value) };
    Some(Phrase::Share(hedged(before, value, plain, step), rest[..words].join(" ")))
}

fn equal(text: &str, words: &[&str]) -> Option<Phrase> {
    let soft = ["no significant", "not significant", "no evidence of", "not statistically", "no statistically"];
    if let Some(found) = soft.iter().find(|phrase| text.contains(**phrase)) {
        return Some(Phrase::Equal { text: (*found).to_owned(), soft: true });
    }
    let hard = [
        "no difference",
        "no disparity",
        "no gap",
        "equally likely",
        "no more likely",
        "just as likely",
        "the same likelihood",
        "no less likely",
        "neither more nor less",
        "no disproportion",
    ];
    if let Some(found) = hard.iter().find(|phrase| text.contains(**phrase)) {
        return Some(Phrase::Equal { text: (*found).to_owned(), soft: false });
    }
    // `as likely` and nothing before it.
    let at = words.windows(2).position(|pair| pair == ["as", "likely"])?;
    let sized = at > 0
        && (words[at - 1].ends_with('%')
            || ["times", "twice", "half", "cent", "percent", "third", "quarter", "double"].contains(&words[at - 1]));
    let alone = !sized
        && !words[at.saturating_sub(2)..at].contains(&"times")
        && !words[..at].iter().any(|w| w.ends_with("fold"));
    alone.then(|| Phrase::Equal { text: "as likely".to_owned(), soft: false })
}

fn more_or_less(text: &str, words: &[&str]) -> Option<Phrase> {
    if text.contains("more or less") || text.contains("not more") || text.contains("not less") {
        return None;
    }
    let at = words
        .windows(2)
        .position(|pair| pair[1] == "likely" && (MORE.contains(&pair[0]) || LESS.contains(&pair[0])))?;
    if at > 0 && ["no", "not", "neither"].contains(&words[at - 1]) {
        return None;
    }
    Some(Phrase::More { more: MORE.contains(&words[at]), text: format!("{} likely", words[at]) })
}

#[cfg(test)]
mod tests {
    use super::*;

    fn times_of(text: &str) -> Range {
        match phrases(text).as_slice() {
            [Phrase::Times(range, _)] => *range,
            other => panic!("{text}: {other:?}"),
        }
    }

    #[test]
    fn times_are_read_with_their_hedges() {
        assert_eq!(times_of("three times as likely"), Range::between(2.5, 3.5));
        assert_eq!(times_of("more than three times as likely"), Range::between(3.0, 4.0));
        assert_eq!(times_of("nearly twice as likely"), Range::between(1.5, 2.0));
        assert_eq!(times_of("three and a half times"), Range::between(3.25, 3.75));
        assert_eq!(times_of("a three-fold rise"), Range::between(2.5, 3.5));
        let range = times_of("1.8 times more likely");
        assert!((range.lower - 1.75).abs() < 1e-9 && (range.upper - 1.85).abs() < 1e-9);
        let range = times_of("staff were half as likely to be appointed");
        assert!((range.lower - 0.4).abs() < 1e-9);
    }

    #[test]
    fn percents_shares_and_equality_are_told_apart() {
        assert!(matches!(phrases("80% more likely").as_slice(), [Phrase::Percent { more: Some(true), .. }]));
        assert!(matches!(phrases("20 per cent less likely").as_slice(), [Phrase::Percent { more: Some(false), .. }]));
        assert!(matches!(phrases("80% as likely").as_slice(), [Phrase::Percent { more: None, .. }]));
        assert!(matches!(phrases("one in five staff").as_slice(), [Phrase::Share(..)]));
        assert!(matches!(phrases("over a quarter of staff").as_slice(), [Phrase::Share(..)]));
        assert!(matches!(phrases("there was no difference").as_slice(), [Phrase::Equal { soft: false, .. }]));
        assert!(matches!(phrases("they are as likely to train").as_slice(), [Phrase::Equal { .. }]));
        assert!(matches!(
            phrases("black staff are more likely to be disciplined").as_slice(),
            [Phrase::More { more: true, .. }]
        ));
        assert!(matches!(phrases("one third had considered leaving").as_slice(), [Phrase::Share(..)]));
        assert_eq!(phrases("28% of staff in 2021"), []);
        assert_eq!(phrases("a third year of data"), []);
    }
}
