//! Weighted shares of survey answers, from sums of weights that came through their own door.

use super::{draft::Draft, question::placed};
use crate::OutcomeContext;
use std::collections::BTreeMap;
use wres_disparity::{
    Level, NotEstimable,
    weighted::{WeightedShare, log_ratio, wilson_effective},
};
use wres_domain::{Cell, Group, IndicatorId, Interval, Measure, MeasureKind, Scope, WeightedGroup};
use wres_metrics::{Indicator, MeasureFamily, Standard};

const SHARE: &str = "weighted.wilson_effective";
const RATIO: &str = "weighted.log_ratio";
const LINEARISED: &str = "weighted.wilson_effective: design effect";
const KISH: &str = "weighted.wilson_effective: kish";

/// The weighted share of every group in every place with its design effects, and its ratio to the reference group's.
#[must_use]
pub fn weighted_measures(groups: &[WeightedGroup], context: &OutcomeContext) -> Vec<Measure> {
    let wanted =
        |indicator: &Indicator| indicator.measures.iter().any(|wanted| wanted.family == MeasureFamily::Weighted);
    let indicators: BTreeMap<&IndicatorId, (&Standard, &Indicator)> = context
        .standards
        .iter()
        .flat_map(|standard| standard.indicators.iter().map(move |indicator| (standard, indicator)))
        .filter(|(_, indicator)| wanted(indicator))
        .map(|(standard, indicator)| (&indicator.id, (standard, indicator)))
        .collect();
    groups
        .chunk_by(|a, b| a.place == b.place && a.grouping == b.grouping)
        .filter_map(|groups| Some((indicators.get(&groups[0].place.indicator)?, groups)))
        .flat_map(|((standard, indicator), groups)| {
            let (place, grouping) = (&groups[0].place, groups[0].grouping);
            let drafts = drafts(groups, context.level);
            drafts.into_iter().map(move |draft| placed(standard, indicator, place, grouping, draft, context))
        })
        .collect()
}

fn drafts(groups: &[WeightedGroup], level: Level) -> Vec<Draft> {
    let grouping = groups[0].grouping;
    let reference = grouping.reference();
    let share = |group: Group| -> Cell<WeightedShare> {
        let found = groups.iter().find(|one| one.group == group);
        found.map_or(Cell::NotEstimable(NotEstimable::GroupAbsent), |one| one.share)
    };
    let of_sites = !matches!(groups[0].place.scope, Scope::Site(_));
    let mut out = Vec::new();
    for group in grouping.groups() {
        let own = share(group);
        let interval = own.and_then(|own| Cell::from(wilson_effective(own, level)));
        let note = own.value().map(|own| caveat(own, of_sites));
        out.push(Draft::estimated(MeasureKind::WeightedShare, SHARE, group, interval).note(note));
        let exactly = |value: f64| Interval { estimate: value, lower: value, upper: value };
        let effect = own.map(|own| exactly(own.design_effect()));
        out.push(Draft::new(MeasureKind::DesignEffect, LINEARISED, group, effect));
        let effect = own.map(|own| exactly(own.kish()));
        out.push(Draft::new(MeasureKind::KishDesignEffect, KISH, group, effect));
        if group != reference {
            let ratio = own.zip(share(reference)).and_then(|(own, other)| Cell::from(log_ratio(own, other, level)));
            out.push(Draft::estimated(MeasureKind::WeightedRatio, RATIO, group, ratio).against(reference));
        }
    }
    out
}

/// What to mind when reading a weighted share.
fn caveat(share: &WeightedShare, of_sites: bool) -> String {
    let whose =
        if of_sites { "each site's own weights, added up as they were sent, make up" } else { "weights make up" };
    format!(
        "{} answers with a weight tell as much as {:.0} that all count alike; {whose} for those who did not answer only as far as they were made to",
        share.respondents(),
        share.effective()
    )
}
