//! Values and sentences as readers read them.

use super::{
    series::{Book, Row, Value},
    trend,
};
use crate::published::Measure;
use wres_disparity::{Level, pooling::Effect};

/// The unit that stands behind a value.
pub(super) fn unit(measure: &Measure) -> &'static str {
    if measure.per == 100 { "%" } else { "" }
}

/// The unit of a difference.
fn apart(measure: &Measure) -> &'static str {
    if measure.per == 100 { " points" } else { "" }
}

pub(super) fn number(measure: &Measure, value: f64) -> String {
    let text = format!("{value:.*}", measure.decimals as usize);
    if text.trim_start_matches('-').chars().all(|c| matches!(c, '0' | '.')) {
        text.trim_start_matches('-').to_owned()
    } else {
        text.replace('-', "\u{2212}")
    }
}

/// `7.9% (5.7 to 10.9)`
pub(super) fn value(measure: &Measure, value: &Value) -> String {
    let own = format!("{}{}", number(measure, value.value), unit(measure));
    match &value.interval {
        Some(interval) => format!("{own} ({} to {})", number(measure, interval.lower), number(measure, interval.upper)),
        None => own,
    }
}

/// `from 9 of 10 authorities`, or that the source prints it.
pub(super) fn from(value: &Value) -> String {
    match value.from {
        Some((n, of)) => format!("from {n} of {of} authorities"),
        None => "as printed".to_owned(),
    }
}

/// One decimal more than the values have: trends are small.
fn fine(measure: &Measure) -> Measure {
    Measure { decimals: measure.decimals + 1, ..measure.clone() }
}

/// How a value differs from that of peers, with the interval of the difference where both have one.
pub(super) fn differs(measure: &Measure, own: &Value, other: &Value, level: Level) -> String {
    let gap = own.value - other.value;
    let way = if gap < 0.0 { "lower" } else { "higher" };
    let size = format!("{}{}", number(measure, gap.abs()), apart(measure));
    let both = trend::effect(own, level).zip(trend::effect(other, level));
    match both.and_then(|(own, other)| trend::difference(own, other)).map(|effect| effect.limits(level)) {
        Some(limits) if limits.lower > 0.0 || limits.upper < 0.0 => {
            let (low, high) = (limits.lower.abs().min(limits.upper.abs()), limits.lower.abs().max(limits.upper.abs()));
            format!("{way} by {size} ({} to {})", number(measure, low), number(measure, high))
        }
        Some(limits) => format!(
            "too near to tell: {}{} ({} to {})",
            number(measure, gap),
            apart(measure),
            number(measure, limits.lower),
            number(measure, limits.upper)
        ),
        None => format!("{way} by {size}, without an interval"),
    }
}

/// `rose by 0.31 points a year (0.10 to 0.52)`
pub(super) fn change(measure: &Measure, trend: Effect, level: Level) -> String {
    let (fine, limits) = (fine(measure), trend.limits(level));
    let size = |value: f64| number(&fine, value);
    if limits.lower > 0.0 || limits.upper < 0.0 {
        let way = if trend.value() > 0.0 { "rose" } else { "fell" };
        let (low, high) = (limits.lower.abs().min(limits.upper.abs()), limits.lower.abs().max(limits.upper.abs()));
        format!("{way} by {}{} a year ({} to {})", size(trend.value().abs()), apart(measure), size(low), size(high))
    } else {
        format!(
            "has no clear trend: {}{} a year ({} to {})",
            size(trend.value()),
            apart(measure),
            size(limits.lower),
            size(limits.upper)
        )
    }
}

/// Whether a trend differs from the mean of those of peers.
pub(super) fn trend_differs(measure: &Measure, own: Effect, peers: Effect, level: Level) -> String {
    let Some(gap) = trend::difference(own, peers) else { return "cannot be compared".to_owned() };
    let (fine, limits) = (fine(measure), gap.limits(level));
    let shown = format!(
        "{}{} a year ({} to {})",
        number(&fine, gap.value()),
        apart(measure),
        number(&fine, limits.lower),
        number(&fine, limits.upper)
    );
    if limits.lower > 0.0 {
        format!("differs, upwards, by {shown}")
    } else if limits.upper < 0.0 {
        format!("differs, downwards, by {shown}")
    } else {
        format!("does not clearly differ: {shown}")
    }
}

/// What is said of a measure of a site: its latest value, and its trend beside that of its peers.
pub(super) fn sentence(book: &Book<'_>, name: &str, row: &Row) -> String {
    let (measure, level) = (&book.about.measures[row.measure], book.about.level);
    let Some((at, own)) = row.own.iter().next_back() else { return String::new() };
    let mut out = format!("In {} it was {} in {name}.", book.periods[*at], value(measure, own));
    let whole = row.beside.first().and_then(|beside| Some((beside, beside.values.get(at)?)));
    if let Some((beside, other)) = whole {
        out.push_str(&format!(
            " Against {} ({}) that is {}.",
            beside.name,
            value(measure, other),
            differs(measure, own, other, level)
        ));
    }
    if let (Some(trend), Some((first, _))) = (row.trend, row.own.iter().next()) {
        out.push_str(&format!(
            " From {} to {} it {}.",
            book.periods[*first],
            book.periods[*at],
            change(measure, trend, level)
        ));
        for beside in row.beside.iter().rev() {
            if let Some(peers) = beside.trend {
                out.push_str(&format!(
                    " From the mean trend of {} it {}.",
                    among(&beside.name),
                    trend_differs(measure, trend, peers, level)
                ));
                break;
            }
        }
    }
    out
}

/// Peers as they are called within a sentence.
pub(super) fn among(name: &str) -> String {
    match name {
        "Statistical neighbours" => "its statistical neighbours".to_owned(),
        "Authorities of like deprivation" => "authorities of like deprivation".to_owned(),
        name => format!("the authorities of {name}"),
    }
}
