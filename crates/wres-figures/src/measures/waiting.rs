//! How long until an answer comes, from counts by band of days. Who still waits is censored.

use super::{
    draft::Draft,
    question::Question,
    survival::{Bands, RATE_RATIO},
};
use wres_disparity::catalogue::Outputs;
use wres_domain::MeasureKind;
use wres_metrics::{DAY_OF_WAITING, TimeBands};

const SURVIVAL: &str = "banded_survival";
const QUANTILE: &str = "banded_quantile";
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
            let time = bands.quantile(group, f64::from(centile) / 100.0, 1, level);
            out.push(Draft::new(MeasureKind::CentileTime, QUANTILE, group, time).at(centile));
        }
        for &day in &question.wanted.at {
            let answered = bands.to(SURVIVAL, group, day + 1, Outputs::of("left"), level);
            out.push(Draft::new(MeasureKind::ShareWithin, SURVIVAL, group, answered).at(day));
        }
        if group != reference {
            let ratio = bands.rate_ratio(group, reference, level);
            out.push(Draft::new(MeasureKind::HazardRatio, RATE_RATIO, group, ratio).against(reference));
        }
    }
    out
}
