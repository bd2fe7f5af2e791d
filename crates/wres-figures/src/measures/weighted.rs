//! Weighted shares of survey answers, from sums of weights that came through their own door.

use super::{
    draft::{Draft, question},
    question::{asked, placed, wanting},
};
use crate::{Asked, OutcomeContext};
use serde_json::{Value, json};
use wres_disparity::{Level, NotEstimable, catalogue::Outputs, weighted::WeightedShare};
use wres_domain::{Cell, Group, Measure, MeasureKind, Scope, WeightedGroup};
use wres_metrics::{Indicator, MeasureFamily, Standard};

const SHARE: &str = "weighted.wilson_effective";
const RATIO: &str = "weighted.log_ratio";

/// The weighted share of every group in every place with its design effects, and its ratio to the reference group's.
#[must_use]
pub fn weighted_measures(groups: &[WeightedGroup], context: &OutcomeContext) -> Vec<Measure> {
    each(groups, context, |standard, indicator, groups, draft| {
        vec![placed(standard, indicator, &groups[0].place, groups[0].grouping, draft, context)]
    })
}

/// What is made of the question behind every figure of [`weighted_measures`], in its order.
#[must_use]
pub fn weighted_questions<T>(groups: &[WeightedGroup], context: &OutcomeContext, make: impl Fn(Asked) -> T) -> Vec<T> {
    each(groups, context, |_, _, groups, draft| {
        asked(&groups[0].place, groups[0].grouping, &draft).into_iter().map(&make).collect()
    })
}

fn each<T>(
    groups: &[WeightedGroup],
    context: &OutcomeContext,
    make: impl Fn(&Standard, &Indicator, &[WeightedGroup], Draft) -> Vec<T>,
) -> Vec<T> {
    let indicators = wanting(context, &[MeasureFamily::Weighted]);
    let mut out = Vec::new();
    for groups in groups.chunk_by(|a, b| a.place == b.place && a.grouping == b.grouping) {
        if let Some((standard, indicator, _)) = indicators.get(&groups[0].place.indicator) {
            let drafts = drafts(groups, context.level);
            out.extend(drafts.into_iter().flat_map(|draft| make(standard, indicator, groups, draft)));
        }
    }
    out
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
        let note = own.value().map(|own| caveat(own, of_sites));
        let figure = |outputs: Outputs| own.map(|own| question(SHARE, known(own, ""), outputs, level));
        out.push(Draft::new(MeasureKind::WeightedShare, SHARE, group, figure(Outputs::plain())).note(note));
        out.push(Draft::new(MeasureKind::DesignEffect, SHARE, group, figure(Outputs::number("design_effect"))));
        out.push(Draft::new(MeasureKind::KishDesignEffect, SHARE, group, figure(Outputs::number("kish"))));
        if group != reference {
            let ratio = own.zip(share(reference)).map(|(own, other)| {
                let mut input = known(own, "1");
                if let (Some(input), Value::Object(other)) = (input.as_object_mut(), known(other, "2")) {
                    input.extend(other);
                }
                question(RATIO, input, Outputs::plain(), level)
            });
            out.push(Draft::new(MeasureKind::WeightedRatio, RATIO, group, ratio).against(reference));
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

/// What is known of a weighted share, as the input of a method.
fn known(share: WeightedShare, number: &str) -> Value {
    json!({
        format!("share{number}"): share.share(),
        format!("respondents{number}"): share.respondents(),
        format!("design_effect{number}"): share.design_effect(),
        format!("kish{number}"): share.kish(),
    })
}
