//! An indicator over the years: the ratio of each with its interval, and where the series breaks.

use super::{
    figures::reference,
    scale::Scale,
    section::Subject,
    words::{rate, ratio, two},
};
use crate::publication::IndicatorText;
use serde::Serialize;
use wres_domain::{Cell, Interval, Outcome};

/// Height of the drawing between its margins.
const HEIGHT: f64 = 110.0;
/// Margin above.
const TOP: f64 = 12.0;
/// Where the first year stands, and how far the next.
const FIRST: f64 = 62.0;

/// The drawing and its table.
#[derive(Debug, Serialize)]
pub(super) struct Trend {
    pub(super) anchor: String,
    pub(super) caption: String,
    pub(super) note: String,
    pub(super) ticks: Vec<Level>,
    pub(super) years: Vec<Year>,
    /// The lines between years that are alike.
    pub(super) path: String,
    /// Why the series breaks, as sentences.
    pub(super) breaks: Vec<String>,
}

/// A level of the axis.
#[derive(Debug, Serialize)]
pub(super) struct Level {
    pub(super) y: f64,
    pub(super) text: String,
    pub(super) equal: bool,
}

/// One year.
#[derive(Debug, Serialize)]
pub(super) struct Year {
    pub(super) label: String,
    pub(super) x: f64,
    /// Where the series breaks before it.
    pub(super) broken_at: Option<f64>,
    /// Heights of estimate and limits.
    pub(super) y: Option<f64>,
    pub(super) lower: f64,
    pub(super) upper: f64,
    pub(super) value: String,
    pub(super) ratio: String,
    pub(super) rate: String,
    pub(super) reference: String,
    pub(super) change: String,
    pub(super) reason: String,
}

/// The trend of the part that stands for an indicator; `None` for fewer than two years with an outcome.
pub(super) fn trend(subject: &Subject<'_>, indicator: &IndicatorText) -> Option<Trend> {
    let of = |period: &str| {
        subject.shelf.headline(subject.scope, &indicator.id, period).filter(|one| one.comparison.is_some())
    };
    let labels: Vec<&str> = subject.about.periods.iter().map(|period| period.label.as_str()).collect();
    let found: Vec<(&str, &Outcome)> = labels.iter().filter_map(|&label| Some((label, of(label)?))).collect();
    if found.len() < 2 {
        return None;
    }
    let ratios: Vec<Interval> =
        found.iter().filter_map(|(_, one)| one.comparison.as_ref()?.ratio.value().copied()).collect();
    let scale = Scale::for_ratios(ratios.iter());
    let height = |ratio: f64| round(TOP + HEIGHT * (1.0 - scale.at(ratio) / 100.0));
    let step = 236.0 / found.len() as f64;
    let mut breaks = Vec::new();
    let years: Vec<Year> = (0_u32..)
        .zip(&found)
        .map(|(at, (label, outcome))| {
            let x = round(FIRST + f64::from(at) * step);
            let change = subject.shelf.change(subject.scope, &indicator.id, label);
            let broken = change.and_then(|change| change.series_break.as_deref());
            if let Some(reason) = broken {
                breaks.push(format!("The series breaks at {label}: {reason}."));
            }
            let ratio_of = outcome
                .comparison
                .as_ref()
                .map_or(Cell::Absent(wres_domain::AbsentReason::NotApplicable), |one| one.ratio);
            let value = ratio_of.value();
            Year {
                label: format!("{label}{}", if broken.is_some() { " [b]" } else { "" }),
                x,
                broken_at: broken.map(|_| round(x - step / 2.0)),
                y: value.map(|value| height(value.estimate)),
                lower: value.map_or(0.0, |value| height(value.lower)),
                upper: value.map_or(0.0, |value| height(value.upper)),
                value: value.map(|value| two(value.estimate)).unwrap_or_else(|| ratio(ratio_of)),
                ratio: ratio(ratio_of),
                rate: rate(outcome.cases, outcome.base, outcome.rate),
                reference: outcome.comparison.as_ref().map(reference).unwrap_or_default(),
                change: change.and_then(|change| change.ratio).map(ratio).unwrap_or_default(),
                reason: ratio_of.reason().unwrap_or_default(),
            }
        })
        .collect();
    Some(Trend {
        anchor: format!("{}-years", indicator.id),
        caption: "Over the years".to_owned(),
        note: "Ratio of each year with its interval, on a logarithmic scale; the dashed line is equality.".to_owned(),
        ticks: scale
            .ticks()
            .into_iter()
            .map(|tick| Level {
                y: round(TOP + HEIGHT * (1.0 - tick.at / 100.0)),
                equal: tick.label == "1",
                text: tick.label,
            })
            .collect(),
        path: path(&years),
        years,
        breaks,
    })
}

/// Lines between one year and the next, where both have a figure and no break lies between.
fn path(years: &[Year]) -> String {
    let line = |pair: &[Year]| match (pair, pair.first().and_then(|one| one.y), pair.last().and_then(|one| one.y)) {
        ([before, after], Some(from), Some(to)) if after.broken_at.is_none() => {
            Some(format!("M{} {from}L{} {to}", before.x, after.x))
        }
        _ => None,
    };
    years.windows(2).filter_map(line).collect()
}

fn round(value: f64) -> f64 {
    (value * 10.0).round() / 10.0
}
