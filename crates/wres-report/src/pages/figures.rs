//! Forests and ladders, from outcomes.

use super::{
    scale::{Bar, Scale, Tick},
    signs::{Sign, sign},
    words::{count, events, percent, points, rate, ratio},
};
use crate::publication::{About, DimensionText, IndicatorText};
use serde::Serialize;
use wres_domain::{AbsentReason, Cell, Comparison, Group, Grouping, Interval, Outcome, Reliability};

/// Ratios with their intervals on a common logarithmic scale, and the table of the same.
#[derive(Debug, Serialize)]
pub(super) struct Forest {
    pub(super) anchor: String,
    pub(super) caption: String,
    /// What is drawn, for statisticians.
    pub(super) note: String,
    /// What the rows are.
    pub(super) first: &'static str,
    /// What lies left and right of equality, in words.
    pub(super) left: String,
    pub(super) right: String,
    pub(super) ticks: Vec<Tick>,
    pub(super) rows: Vec<ForestRow>,
    /// What is not drawn, equal reasons together: names and the mark.
    pub(super) not_drawn: Vec<(String, String)>,
}

/// One ratio.
#[derive(Debug, Serialize)]
pub(super) struct ForestRow {
    pub(super) label: String,
    /// Where the row leads; empty for nowhere.
    pub(super) href: String,
    pub(super) bar: Option<Bar>,
    /// The ratio with its interval, or the mark.
    pub(super) ratio: String,
    /// Why there is no figure.
    pub(super) reason: String,
    pub(super) sign: Sign,
    pub(super) rate: String,
    pub(super) numbers: String,
    pub(super) reference: String,
    pub(super) difference: String,
    pub(super) excess: String,
    pub(super) small: bool,
}

/// Shares of each stratum, low to high.
#[derive(Debug, Serialize)]
pub(super) struct Ladder {
    pub(super) anchor: String,
    pub(super) caption: String,
    pub(super) group: String,
    pub(super) reference: String,
    /// The group's share of everybody, in percent.
    pub(super) whole: Option<f64>,
    pub(super) whole_text: String,
    pub(super) rows: Vec<LadderRow>,
}

/// One stratum.
#[derive(Debug, Serialize)]
pub(super) struct LadderRow {
    pub(super) label: String,
    pub(super) share: Option<f64>,
    pub(super) lower: Option<f64>,
    pub(super) upper: Option<f64>,
    pub(super) share_text: String,
    pub(super) group_count: String,
    pub(super) reference_count: String,
    pub(super) ratio: String,
    pub(super) reason: String,
}

/// A row of a forest before it is drawn: what it is called, where it leads, and the outcome.
pub(super) struct Named<'a> {
    pub(super) label: String,
    pub(super) href: String,
    pub(super) outcome: &'a Outcome,
}

/// What a group is called.
pub(super) fn label(about: &About, group: Group) -> String {
    about.labels.get(&group).cloned().unwrap_or_else(|| group.label().to_owned())
}

/// A forest of the outcomes that have a comparison, one row each.
pub(super) fn forest(
    (anchor, caption, first): (String, String, &'static str),
    about: &About,
    indicator: &IndicatorText,
    outcomes: &[Named<'_>],
) -> Option<Forest> {
    let compared: Vec<(&Named<'_>, &Comparison)> =
        outcomes.iter().filter_map(|named| Some((named, named.outcome.comparison.as_ref()?))).collect();
    let (shown, comparison) = compared.first()?;
    let scale = Scale::for_ratios(compared.iter().filter_map(|(_, comparison)| comparison.ratio.value()));
    // Where the reference group is on top, the axis has to say whose likelihood it shows.
    let flipped = comparison.direction.of == shown.outcome.grouping.reference();
    let who = if flipped { format!("{} ", label(about, comparison.direction.of)) } else { String::new() };
    let rows: Vec<ForestRow> =
        compared.iter().map(|(named, comparison)| row(about, named, comparison, scale)).collect();
    Some(Forest {
        not_drawn: if rows.iter().any(|row| !row.href.is_empty()) { Vec::new() } else { not_drawn(&rows) },
        anchor,
        caption,
        note: format!(
            "Ratio of rates with its {}% interval on a logarithmic scale; the middle is equality.",
            shown.outcome.level * 100.0
        ),
        first,
        left: format!("{who}less likely {}", indicator.to_do),
        right: format!("{who}more likely {}", indicator.to_do),
        ticks: scale.ticks(),
        rows,
    })
}

/// The rows without a figure, those of one reason together.
fn not_drawn(rows: &[ForestRow]) -> Vec<(String, String)> {
    let mut lines: Vec<(String, String)> = Vec::new();
    for row in rows.iter().filter(|row| row.bar.is_none()) {
        let why = if row.reason.is_empty() { row.ratio.clone() } else { format!("{} {}", row.reason, row.ratio) };
        match lines.iter_mut().find(|(_, other)| *other == why) {
            Some((names, _)) => *names = format!("{names}; {}", row.label),
            None => lines.push((row.label.clone(), why)),
        }
    }
    lines
}

fn row(about: &About, named: &Named<'_>, comparison: &Comparison, scale: Scale) -> ForestRow {
    let outcome = named.outcome;
    ForestRow {
        label: named.label.clone(),
        href: named.href.clone(),
        bar: comparison.ratio.value().map(|ratio| scale.draw(ratio)),
        ratio: ratio(comparison.ratio),
        reason: told(comparison.ratio),
        sign: sign(about, Some(comparison)),
        rate: rate(outcome.cases, outcome.base, outcome.rate),
        numbers: of(outcome.cases.recast(|n| n.0), outcome.base.recast(|n| n.0)),
        reference: reference(comparison),
        difference: points(comparison.difference),
        excess: events(comparison.excess.recast(|excess| excess.events)),
        small: outcome.reliability == Reliability::SmallNumbers,
    }
}

/// Why there is no figure, unless its mark and the key beneath say all that there is to say.
fn told<T>(cell: Cell<T>) -> String {
    match cell {
        Cell::Hidden(_) => String::new(),
        other => other.reason().unwrap_or_default(),
    }
}

/// `12 of 340`, or the one mark of both.
fn of(cases: Cell<u64>, base: Cell<u64>) -> String {
    let (cases, base) = (count(cases), count(base));
    if cases == base && cases.starts_with('[') { cases } else { format!("{cases} of {base}") }
}

/// The counts of the reference group with their rate.
pub(super) fn reference(comparison: &Comparison) -> String {
    let found = comparison.reference_cases.zip(comparison.reference_base).and_then(|(cases, base)| {
        if base.0 == 0 {
            return Cell::Absent(AbsentReason::NotApplicable);
        }
        let (of_all, share) = (of(Cell::Value(cases.0), Cell::Value(base.0)), percent(cases.0, base.0));
        Cell::Value(format!("{of_all} ({share})"))
    });
    match found {
        Cell::Value(text) => text,
        other => other.symbol().unwrap_or("[z]").to_owned(),
    }
}

/// The ladder of one dimension for the minority of the binary grouping.
pub(super) fn ladder(
    anchor: String,
    about: &About,
    indicator: &IndicatorText,
    dimension: &DimensionText,
    outcomes: &[&Outcome],
) -> Option<Ladder> {
    let of = |stratum: &str, group: Group| {
        outcomes.iter().copied().find(|outcome| {
            outcome.grouping == Grouping::Binary
                && outcome.group == group
                && outcome.place.stratum.dimension == dimension.code
                && outcome.place.stratum.value == stratum
        })
    };
    let rows: Vec<LadderRow> = dimension
        .strata
        .iter()
        .filter_map(|stratum| Some((stratum, of(&stratum.code, Group::Bme)?, of(&stratum.code, Group::White))))
        .map(|(stratum, group, white)| {
            let share = group.share.value().copied();
            let of_hundred = |pick: fn(&Interval) -> f64| share.as_ref().map(|share| round(pick(share) * 100.0));
            LadderRow {
                label: stratum.label.clone(),
                share: of_hundred(|share| share.estimate),
                lower: of_hundred(|share| share.lower),
                upper: of_hundred(|share| share.upper),
                share_text: share_text(group, white),
                group_count: count(group.cases.recast(|n| n.0)),
                reference_count: white.map_or_else(|| "[z]".to_owned(), |white| count(white.cases.recast(|n| n.0))),
                ratio: group.comparison.as_ref().map_or_else(|| "[z]".to_owned(), |comparison| ratio(comparison.ratio)),
                reason: told(group.share),
            }
        })
        .collect();
    if rows.is_empty() {
        return None;
    }
    // Every stratum of a share has everybody as its base, so any of them tells the whole.
    let whole = outcomes.iter().find(|outcome| outcome.grouping == Grouping::Binary && outcome.group == Group::Bme)?;
    let white =
        outcomes.iter().find(|outcome| outcome.grouping == Grouping::Binary && outcome.group == Group::White)?;
    let share = whole.base.zip(white.base).map(|(group, white)| (group.0, group.0.saturating_add(white.0)));
    let known = match share {
        Cell::Value((group, all)) if all > 0 => Some((group, all)),
        _ => None,
    };
    let group = label(about, Group::Bme);
    Some(Ladder {
        anchor,
        caption: format!("{}: share of {} who are {group}", dimension.label, indicator.people),
        whole: known.map(|(group, all)| round(group as f64 * 100.0 / all as f64)),
        whole_text: known
            .map_or_else(|| share.symbol().unwrap_or("[z]").to_owned(), |(group, all)| percent(group, all)),
        reference: label(about, Group::White),
        group,
        rows,
    })
}

/// The group's share of those of known ethnicity on the step, half up on the exact fraction, with its interval.
fn share_text(group: &Outcome, white: Option<&Outcome>) -> String {
    let counts = group.cases.zip(white.map_or(Cell::Absent(AbsentReason::NotApplicable), |white| white.cases));
    match (group.share, counts) {
        (Cell::Value(share), Cell::Value((group, white))) => {
            let all = group.0.saturating_add(white.0);
            format!("{} ({:.1} to {:.1})", percent(group.0, all), share.lower * 100.0, share.upper * 100.0)
        }
        (Cell::Value(share), _) => {
            format!("{:.1}% ({:.1} to {:.1})", share.estimate * 100.0, share.lower * 100.0, share.upper * 100.0)
        }
        (other, _) => other.symbol().unwrap_or("[z]").to_owned(),
    }
}

fn round(value: f64) -> f64 {
    (value * 10.0).round() / 10.0
}
