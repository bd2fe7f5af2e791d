//! How long until an answer comes, from counts by band of days. Who still waits is censored.

use super::{
    draft::Draft,
    question::Question,
    survival::{Bands, time},
};
use wres_domain::{Cell, Interval, MeasureKind};
use wres_metrics::{DAY_OF_WAITING, TimeBands};

const METHOD: &str = "banded_survival";
const HAZARD: &str = "stratified_score.rr over bands; p by cmh (log-rank)";
/// Per cent of those who wait, by when an answer has come to them.
const CENTILES: [u32; 2] = [50, 90];

/// Median and 90th centile in days, the share answered within so many days, and the pace against the reference group's. Day 0
/// is the day on which waiting began.
pub(super) fn waiting(question: &Question<'_>) -> Vec<Draft> {
    let Some(bands) = TimeBands::of(question.indicator) else { return Vec::new() };
    let bands = Bands::new(question.panel, DAY_OF_WAITING, bands);
    let level = question.level();
    let reference = question.panel.grouping.reference();
    let mut out = Vec::new();
    for group in question.panel.groups() {
        for centile in CENTILES {
            // By the end of the first unit is on day 0.
            let value = bands.quantile(group, f64::from(centile) / 100.0, level).and_then(|found| time(found, 1.0));
            out.push(Draft::new(MeasureKind::CentileTime, METHOD, group, value).at(centile));
        }
        for &day in &question.wanted.at {
            let value = bands.curve_to(group, day + 1).and_then(|curve| {
                Cell::from(curve.survival(day + 1, level)).map(|waiting| Interval {
                    estimate: 1.0 - waiting.value,
                    lower: 1.0 - waiting.upper,
                    upper: 1.0 - waiting.lower,
                })
            });
            out.push(Draft::new(MeasureKind::ShareWithin, METHOD, group, value).at(day));
        }
        if group != reference {
            let ratio = bands.rate_ratio(group, reference, level);
            out.push(Draft::estimated(MeasureKind::HazardRatio, HAZARD, group, ratio).against(reference));
        }
    }
    out
}
