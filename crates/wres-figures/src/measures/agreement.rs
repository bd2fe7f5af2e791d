//! The leadership checks: scores, and agreement with the peer.

use super::{draft::Draft, panel::all, question::Question};
use wres_disparity::{Estimate, NotEstimable, agreement::weighted_kappa, special::normal};
use wres_domain::{Cell, Group, Grouping, MeasureKind};

/// Answers from low to high, as the codes of pairs are made of.
const ANSWERS: [&str; 3] = ["no", "partly", "yes"];

/// The score of the whole and of each heading: checks met, and those partly met at half, over those answered. Checks are about
/// nobody's ethnicity, so they stand under the unknown group.
///
/// Limits are normal, from the variance of answers worth 0, 1/2 and 1, cut to [0, 1].
pub(super) fn score(question: &Question<'_>) -> Vec<Draft> {
    let Some(partly) = question.others.first().filter(|_| question.panel.grouping == Grouping::Binary) else {
        return Vec::new();
    };
    let level = question.level();
    let places =
        std::iter::once(("", "")).chain(question.values().into_iter().map(|value| (question.dimension(), value)));
    places
        .map(|(dimension, value)| {
            let of = |panel: &super::panel::Panel<'_>| panel.count(dimension, value, Group::Unknown);
            let found = of(question.panel).zip(of(partly)).and_then(|(met, at_least_partly)| {
                let (answered, met) = (met.base().0 as f64, met.cases().0 as f64);
                let partly = at_least_partly.cases().0 as f64 - met;
                if answered == 0.0 {
                    return Cell::NotEstimable(NotEstimable::NoBase);
                }
                if partly < 0.0 {
                    return Cell::NotEstimable(NotEstimable::Undefined);
                }
                let mean = (met + 0.5 * partly) / answered;
                let variance = ((met + 0.25 * partly) / answered - mean * mean).max(0.0);
                let reach = normal::critical(level) * (variance / answered).sqrt();
                let (lower, upper) = ((mean - reach).max(0.0), (mean + reach).min(1.0));
                Cell::Value(Estimate { value: mean, lower, upper, p_value: None, level, method: "score" })
            });
            Draft::estimated(MeasureKind::Score, "mean of 0, 1/2, 1; normal", Group::Unknown, found).at(value)
        })
        .collect()
}

/// Weighted kappa of the organisation's own answers and its peer's.
pub(super) fn agreement(question: &Question<'_>) -> Vec<Draft> {
    if question.panel.grouping != Grouping::Binary {
        return Vec::new();
    }
    let pair = |own: &str, peer: &str| {
        let cell = question.panel.count(question.dimension(), &format!("{own}_{peer}"), Group::Unknown);
        cell.map(|cell| cell.cases().0)
    };
    let table = all(ANSWERS.iter().map(|own| all(ANSWERS.iter().map(|peer| pair(own, peer)))));
    let value = table.and_then(|table| Cell::from(weighted_kappa(&table, question.level())));
    vec![Draft::estimated(MeasureKind::WeightedKappa, "agreement.weighted_kappa", Group::Unknown, value)]
}
