//! The leadership checks: scores, and agreement with the peer.

use super::{
    draft::{Draft, question},
    panel::{Panel, all},
    question::Question,
};
use serde_json::json;
use wres_disparity::{NotEstimable, catalogue::Outputs};
use wres_domain::{Cell, Group, Grouping, MeasureKind};

/// Answers from low to high, as the codes of pairs are made of.
const ANSWERS: [&str; 3] = ["no", "partly", "yes"];
const SCORE: &str = "agreement.score";
const KAPPA: &str = "agreement.weighted_kappa";

/// The score of the whole and of each heading: checks met, and those partly met at half, over those answered. Checks are about
/// nobody's ethnicity, so they stand under the unknown group.
pub(super) fn score(asked: &Question<'_>) -> Vec<Draft> {
    let Some(partly) = asked.others.first().filter(|_| asked.panel.grouping == Grouping::Binary) else {
        return Vec::new();
    };
    let places = std::iter::once(("", "")).chain(asked.values().into_iter().map(|value| (asked.dimension(), value)));
    places
        .map(|(dimension, value)| {
            let of = |panel: &Panel<'_>| panel.count(dimension, value, Group::Unknown);
            let found = of(asked.panel).zip(of(partly)).and_then(|(met, at_least_partly)| {
                let Some(partly) = at_least_partly.cases().0.checked_sub(met.cases().0) else {
                    return Cell::NotEstimable(NotEstimable::Undefined);
                };
                let input = json!({"met": met.cases().0, "partly": partly, "answered": met.base().0});
                Cell::Value(question(SCORE, input, Outputs::plain(), asked.level()))
            });
            Draft::new(MeasureKind::Score, SCORE, Group::Unknown, found).at(value)
        })
        .collect()
}

/// Weighted kappa of the organisation's own answers and its peer's.
pub(super) fn agreement(asked: &Question<'_>) -> Vec<Draft> {
    if asked.panel.grouping != Grouping::Binary {
        return Vec::new();
    }
    let pair = |own: &str, peer: &str| {
        let cell = asked.panel.count(asked.dimension(), &format!("{own}_{peer}"), Group::Unknown);
        cell.map(|cell| cell.cases().0)
    };
    let table = all(ANSWERS.iter().map(|own| all(ANSWERS.iter().map(|peer| pair(own, peer)))));
    let kappa = table.map(|table| question(KAPPA, json!({ "counts": table }), Outputs::plain(), asked.level()));
    vec![Draft::new(MeasureKind::WeightedKappa, KAPPA, Group::Unknown, kappa)]
}
