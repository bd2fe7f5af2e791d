//! A figure in words. A difference is claimed only where the interval excludes equality.

use super::draft::Draft;
use crate::{OutcomeContext, terms::Terms};
use std::cmp::Ordering;
use wres_domain::{Cell, Grouping, Interval, MeasureKind, Place};

/// What a sentence is made of.
struct Words<'a> {
    /// The group with the word for its people: `BME staff`.
    who: String,
    /// The same of the group it is compared with.
    other: String,
    people: &'a str,
    to_do: &'a str,
    at: String,
    waiting: bool,
    note: Option<&'a str>,
}

/// The sentence.
pub(super) fn sentence(
    terms: Terms<'_>,
    place: &Place,
    grouping: Grouping,
    (draft, value): (&Draft, Cell<Interval>),
    context: &OutcomeContext,
) -> String {
    let (people, to_do, _) = terms.words();
    let name = |group| format!("{} {people}", context.label(group));
    let words = Words {
        who: name(draft.group),
        other: name(draft.against.unwrap_or(grouping.reference())),
        people,
        to_do,
        at: terms.step(&draft.at),
        waiting: terms.is_waiting(),
        note: draft.note.as_deref(),
    };
    let said = match value {
        Cell::Value(value) => words.said(draft.kind, value),
        other => {
            let at = if words.at.is_empty() { String::new() } else { format!(" ({})", words.at) };
            let reason = other.reason().unwrap_or_default();
            format!("no figure for {} of {}{at}: {reason}", lower(draft.kind.label()), words.who)
        }
    };
    let text = format!("{}{said}.", terms.place(place));
    let mut letters = text.chars();
    letters.next().map_or_else(String::new, |first| first.to_uppercase().chain(letters).collect())
}

fn lower(label: &str) -> String {
    let mut letters = label.chars();
    letters.next().map_or_else(String::new, |first| first.to_lowercase().chain(letters).collect())
}

impl Words<'_> {
    fn said(&self, kind: MeasureKind, value: Interval) -> String {
        use MeasureKind as K;
        let Self { who, other, people, to_do, at, .. } = self;
        let times = format!("{} times ({})", number(value.estimate, 2), range(value, 2));
        let side = kind.equality().map(|equality| side(value, equality));
        match kind {
            K::SurvivalAt => format!("{} of {who} were still there after {at} months", share(value)),
            K::MedianTime => {
                format!(
                    "half of {who} had left by {} months of service ({})",
                    number(value.estimate, 1),
                    range(value, 1)
                )
            }
            K::RestrictedMeanTime => format!(
                "within {at} months of service {who} were there for {} months on average ({})",
                number(value.estimate, 1),
                range(value, 1)
            ),
            K::RestrictedMeanDifference => {
                let by = format!("{} months ({})", number(value.estimate.abs(), 1), range(value, 1));
                match side {
                    Some(Ordering::Greater) => {
                        format!("within {at} months of service {who} were there for longer than {other}, by {by}")
                    }
                    Some(Ordering::Less) => {
                        format!("within {at} months of service {who} were there for less long than {other}, by {by}")
                    }
                    _ => format!(
                        "whether {who} were there for longer or less long than {other} within {at} months cannot be told from this many people: {} months ({})",
                        number(value.estimate, 1),
                        range(value, 1)
                    ),
                }
            }
            K::HazardRatio if self.waiting => match side {
                Some(Ordering::Greater) => format!("answers came sooner to {who} than to {other}: at {times} the pace"),
                Some(Ordering::Less) => format!("answers came later to {who} than to {other}: at {times} the pace"),
                _ => format!(
                    "whether answers came sooner or later to {who} than to {other} cannot be told from this many: at {times} the pace"
                ),
            },
            K::HazardRatio => match side {
                Some(Ordering::Greater) => {
                    format!("at the same length of service {who} were more likely than {other} to leave: {times}")
                }
                Some(Ordering::Less) => {
                    format!("at the same length of service {who} were less likely than {other} to leave: {times}")
                }
                _ => format!(
                    "at the same length of service, whether {who} were more or less likely than {other} to leave cannot be told from this many people: {times}"
                ),
            },
            K::IncidenceAt => {
                format!("{} of {who} had left in this way after {at} months, other ways competing", share(value))
            }
            K::CentileTime => {
                format!("{at}% of {who} had an answer by day {} ({})", number(value.estimate, 1), range(value, 1))
            }
            K::ShareWithin => format!(
                "{} of {who} had an answer within {}, those who still wait set aside as they go",
                share(value),
                if at == "1" { "1 day".to_owned() } else { format!("{at} days") }
            ),
            K::UnderReporting => {
                let found = match side {
                    Some(Ordering::Greater) => "more people are in the log than the survey leads to expect",
                    Some(Ordering::Less) => "fewer people are in the log than the survey leads to expect",
                    _ => "whether fewer are in the log than the survey leads to expect cannot be told",
                };
                format!("of {who}, {found}: {times} as many; {}", self.note.unwrap_or_default())
            }
            K::Unlogged => format!("about {} {who} are in no log ({})", number(value.estimate, 0), range(value, 0)),
            K::StepRatio | K::LadderRatio => match side {
                Some(Ordering::Greater) => format!("from {at} the share of {who} against {other} rises: {times}"),
                Some(Ordering::Less) => format!("from {at} the share of {who} against {other} falls: {times}"),
                _ => format!(
                    "from {at}, whether the share of {who} against {other} rises or falls cannot be told from this many people: {times}"
                ),
            },
            K::Dissimilarity => format!(
                "{} of {who}, or of {other}, would have to change rung for an even spread; {}",
                share(value),
                self.note.unwrap_or("what chance alone would give is not known")
            ),
            K::DissimilarityBeyondChance => format!(
                "beyond what chance gives, the spread of {who} and {other} over rungs is {} of the way from even to apart ({})",
                number(value.estimate, 3),
                range(value, 3)
            ),
            K::TheilH => format!(
                "the rung tells {} of what there is to tell about being {who} or {other} ({})",
                number(value.estimate, 4),
                range(value, 4)
            ),
            K::YearsOnRung => {
                format!("a stay of {who} on {at} lasts {} years ({})", number(value.estimate, 1), range(value, 1))
            }
            K::ExpectedYears => format!(
                "a career of {who} from the lowest rung spends {} years on {at} ({}), if every year is like this one",
                number(value.estimate, 1),
                range(value, 1)
            ),
            K::ShareReaching => format!(
                "{} of careers of {who} from the lowest rung come to {at}, if every year is like this one",
                share(value)
            ),
            K::FourFifths => format!("the rate of {who} is {times} that of {other}, {}", self.note.unwrap_or_default()),
            K::MeanGap | K::MedianGap | K::AdjustedGap | K::ExplainedGap => self.gap(kind, value, side),
            K::MeanBonusGap | K::MedianBonusGap => {
                let of = if kind == K::MeanBonusGap { "on average" } else { "in the middle" };
                let by = format!("{}% ({})", number(value.estimate.abs(), 1), range(value, 1));
                match side {
                    Some(Ordering::Greater) => format!("{who} had smaller bonuses than {other} {of}: by {by}"),
                    Some(Ordering::Less) => format!("{who} had larger bonuses than {other} {of}: by {by}"),
                    _ => format!(
                        "whether {who} had smaller or larger bonuses than {other} {of} cannot be told from this many people: {}% ({})",
                        number(value.estimate, 1),
                        range(value, 1)
                    ),
                }
            }
            K::QuarterShare => format!("{} of quarter {at} of {people} by pay are {who}", share(value)),
            K::ShareUndisclosed => format!("{} of {people} have not disclosed their ethnicity", share(value)),
            K::ResponseRate => {
                let beside = self.note.map(|note| format!("; {note}")).unwrap_or_default();
                format!("questionnaires came from {} of {who}{beside}", share(value))
            }
            K::WeightedShare => {
                format!("the weighted share of {who} {to_do} is {}; {}", share(value), self.note.unwrap_or_default())
            }
            K::WeightedRatio => match side {
                Some(Ordering::Greater) => {
                    format!("weighted, {who} were more likely than {other} {to_do}: {times} as likely")
                }
                Some(Ordering::Less) => {
                    format!("weighted, {who} were less likely than {other} {to_do}: {times} as likely")
                }
                _ => format!(
                    "weighted, whether {who} were more or less likely than {other} {to_do} cannot be told from this many people: {times} as likely"
                ),
            },
            K::DesignEffect => format!(
                "the weighted share of {who} varies {} times as much as that of as many who all count alike",
                number(value.estimate, 1)
            ),
            K::KishDesignEffect => format!(
                "unequal weights alone make a share of {who} vary {} times as much, where they have nothing to do with the answer",
                number(value.estimate, 1)
            ),
            K::Score => {
                let of = if at.is_empty() { "all headings".to_owned() } else { at.clone() };
                format!("the score of {of} is {}", share(value))
            }
            K::LevelReached => {
                let beside = self.note.map(|note| format!("; {note}")).unwrap_or_default();
                if at.is_empty() {
                    format!("no level is reached{beside}")
                } else {
                    format!("{at} is reached: all core checks up to it that apply are met{beside}")
                }
            }
            K::LevelMissing => {
                let missing = match number(value.estimate, 0) {
                    one if one == "1" => "1 core check is".to_owned(),
                    many => format!("{many} core checks are"),
                };
                let beside = self.note.map(|note| format!(", {note}")).unwrap_or_default();
                format!("{at} is the first level not passed: {missing} missing{beside}")
            }
            K::WeightedKappa => format!(
                "own answers and the peer's agree with a weighted kappa of {} ({}), where 0 is chance and 1 full agreement",
                number(value.estimate, 2),
                range(value, 2)
            ),
        }
    }

    fn gap(&self, kind: MeasureKind, value: Interval, side: Option<Ordering>) -> String {
        let Self { who, other, .. } = self;
        let of = match kind {
            MeasureKind::MeanGap => "on average",
            MeasureKind::MedianGap => "in the middle",
            MeasureKind::AdjustedGap => "alike in rung, service and hours",
            _ => "for their rungs, services and hours",
        };
        let by = format!("{}% ({})", number(value.estimate.abs(), 1), range(value, 1));
        match side {
            Some(Ordering::Greater) => format!("{who} are paid less than {other} {of}: by {by}"),
            Some(Ordering::Less) => format!("{who} are paid more than {other} {of}: by {by}"),
            _ => format!(
                "whether {who} are paid more or less than {other} {of} cannot be told from this many people: {}% ({})",
                number(value.estimate, 1),
                range(value, 1)
            ),
        }
    }
}

/// On which side of equality the whole interval lies; `Equal` where it holds equality.
fn side(value: Interval, equality: f64) -> Ordering {
    if value.lower > equality {
        Ordering::Greater
    } else if value.upper < equality {
        Ordering::Less
    } else {
        Ordering::Equal
    }
}

fn number(value: f64, digits: usize) -> String {
    if value.is_finite() { format!("{value:.digits$}") } else { "an unbounded number of".to_owned() }
}

/// `1.2 to 3.4`, or `1.2 upwards`.
fn range(value: Interval, digits: usize) -> String {
    if value.upper.is_finite() {
        format!("{:.digits$} to {:.digits$}", value.lower, value.upper)
    } else {
        format!("{:.digits$} upwards", value.lower)
    }
}

/// A proportion in per cent with its interval.
fn share(value: Interval) -> String {
    let percent = |share: f64| format!("{:.1}", share * 100.0);
    format!("{}% ({} to {})", percent(value.estimate), percent(value.lower), percent(value.upper))
}
