//! Forests and ladders, from outcomes.

use super::{
    model::{Forest, ForestRow, Ladder, LadderRow},
    scale::Scale,
    words::{count, events, percent, points, rate, ratio},
};
use crate::publication::{About, DimensionText, IndicatorText};
use wres_domain::{AbsentReason, Adverse, Cell, Comparison, Group, Grouping, Interval, Outcome, Reliability};

/// What a group is called.
pub(super) fn label(about: &About, group: Group) -> String {
    about.labels.get(&group).cloned().unwrap_or_else(|| group.label().to_owned())
}

/// A forest of the outcomes that have a comparison, one row each, called as `name` says.
pub(super) fn forest(
    anchor: String,
    caption: String,
    about: &About,
    indicator: &IndicatorText,
    outcomes: &[(String, &Outcome)],
) -> Option<Forest> {
    let compared: Vec<(&String, &Outcome, &Comparison)> =
        outcomes.iter().filter_map(|(name, outcome)| Some((name, *outcome, outcome.comparison.as_ref()?))).collect();
    let (_, _, first) = compared.first()?;
    let scale = Scale::for_ratios(compared.iter().filter_map(|(_, _, comparison)| comparison.ratio.value()));
    // Where the reference group is on top, the axis has to say whose likelihood it shows.
    let flipped = compared.first().is_some_and(|(_, outcome, _)| first.direction.of == outcome.grouping.reference());
    let who = if flipped { format!("{} ", label(about, first.direction.of)) } else { String::new() };
    Some(Forest {
        anchor,
        caption,
        left: format!("{who}less likely {}", indicator.to_do),
        right: format!("{who}more likely {}", indicator.to_do),
        ticks: scale.ticks(),
        equal: scale.at(1.0),
        rows: compared.iter().map(|(name, outcome, comparison)| row(name, outcome, comparison, scale)).collect(),
    })
}

fn row(name: &str, outcome: &Outcome, comparison: &Comparison, scale: Scale) -> ForestRow {
    let (verdict, verdict_words) = verdict(comparison);
    let reference_rate = comparison.reference_cases.zip(comparison.reference_base).and_then(|(cases, base)| {
        if base.0 == 0 {
            Cell::Absent(AbsentReason::NotApplicable)
        } else {
            Cell::Value(format!(
                "{} of {} ({})",
                count(Cell::Value(cases.0)),
                count(Cell::Value(base.0)),
                percent(cases.0, base.0)
            ))
        }
    });
    ForestRow {
        label: name.to_owned(),
        drawn: comparison.ratio.value().map(|ratio| scale.draw(ratio)),
        ratio: ratio(comparison.ratio),
        reason: comparison.ratio.reason(),
        verdict,
        verdict_words,
        cases: count(outcome.cases.map(|n| n.0)),
        base: count(outcome.base.map(|n| n.0)),
        rate: rate(outcome.cases, outcome.base, outcome.rate),
        reference: match reference_rate {
            Cell::Value(text) => text,
            other => other.symbol().unwrap_or("[z]").to_owned(),
        },
        difference: points(comparison.difference),
        excess: events(comparison.excess.map(|excess| excess.events)),
        small: outcome.reliability == Reliability::SmallNumbers,
    }
}

/// Whether the interval bears out a difference, and on which side.
fn verdict(comparison: &Comparison) -> (&'static str, &'static str) {
    let Cell::Value(Interval { lower, upper, .. }) = comparison.ratio else { return ("none", "no figure") };
    let adverse = comparison.direction.adverse;
    match (lower > 1.0, upper < 1.0) {
        (true, _) if adverse == Adverse::Above => ("adverse", "adverse: the interval lies above 1"),
        (_, true) if adverse == Adverse::Below => ("adverse", "adverse: the interval lies below 1"),
        (true, _) => ("other", "the interval lies above 1"),
        (_, true) => ("other", "the interval lies below 1"),
        _ => ("open", "cannot tell: the interval holds 1"),
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
                share_text: share_text(group.share),
                group_count: count(group.cases.map(|n| n.0)),
                reference_count: white.map_or_else(|| "[z]".to_owned(), |white| count(white.cases.map(|n| n.0))),
                ratio: group.comparison.as_ref().map_or_else(|| "[z]".to_owned(), |comparison| ratio(comparison.ratio)),
                reason: group.share.reason(),
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
    let share = match share {
        Cell::Value((group, all)) if all > 0 => Some((group, all)),
        _ => None,
    };
    let group = label(about, Group::Bme);
    Some(Ladder {
        anchor,
        caption: format!("{}: share of {} who are {group}", dimension.label, indicator.people),
        whole: share.map(|(group, all)| round(group as f64 * 100.0 / all as f64)),
        whole_text: share.map_or_else(|| "[c]".to_owned(), |(group, all)| percent(group, all)),
        group,
        rows,
    })
}

fn share_text(share: Cell<Interval>) -> String {
    match share {
        Cell::Value(share) => {
            format!("{:.1}% ({:.1} to {:.1})", share.estimate * 100.0, share.lower * 100.0, share.upper * 100.0)
        }
        other => other.symbol().unwrap_or("[z]").to_owned(),
    }
}

fn round(value: f64) -> f64 {
    (value * 100.0).round() / 100.0
}
