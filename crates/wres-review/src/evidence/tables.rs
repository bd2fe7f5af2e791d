//! The tables of a review as CSV.

use super::Review;
use crate::error::{Result, ReviewError};

fn write(header: &[&str], rows: Vec<Vec<String>>) -> Result<Vec<u8>> {
    let wrong = |error: &dyn std::fmt::Display| ReviewError::Write(error.to_string());
    let mut writer = csv::Writer::from_writer(Vec::new());
    writer.write_record(header).map_err(|error| wrong(&error))?;
    for row in rows {
        writer.write_record(row).map_err(|error| wrong(&error))?;
    }
    writer.into_inner().map_err(|error| wrong(&error))
}

/// A row a study of each outcome.
pub(super) fn studies(review: &Review) -> Result<Vec<u8>> {
    let header = [
        "outcome",
        "study",
        "source",
        "page",
        "line",
        "effect",
        "estimate",
        "lower",
        "upper",
        "y",
        "se",
        "weight",
        "conversion",
        "conversion_error",
        "adjusted",
        "cluster",
        "subgroup",
        "moderator",
        "without_mean",
        "without_lower",
        "without_upper",
        "not_used",
    ];
    let mut rows = Vec::new();
    for one in &review.outcomes {
        for (at, study) in one.studies.iter().enumerate() {
            let weight = one.pooled.as_ref().and_then(|pooled| pooled.weights.get(at)).map(f64::to_string);
            let without = one.pooled.as_ref().and_then(|pooled| pooled.without.get(at)).copied();
            let without =
                |pick: fn((f64, f64, f64)) -> f64| without.map(|one| pick(one).to_string()).unwrap_or_default();
            rows.push(vec![
                one.outcome.name.clone(),
                study.label.clone(),
                study.source.clone(),
                study.page.clone(),
                study.line.to_string(),
                one.outcome.effect.clone(),
                study.estimate.to_string(),
                study.lower.to_string(),
                study.upper.to_string(),
                study.y.to_string(),
                study.se.to_string(),
                weight.unwrap_or_default(),
                study.conversion.code().to_owned(),
                study.error.clone(),
                study.adjusted.to_string(),
                study.cluster.clone(),
                study.subgroup.clone(),
                study.moderator.map(|value| value.to_string()).unwrap_or_default(),
                without(|one| one.0),
                without(|one| one.1),
                without(|one| one.2),
                String::new(),
            ]);
        }
        for (label, reason) in &one.not_used {
            let mut row = vec![String::new(); header.len()];
            row[0].clone_from(&one.outcome.name);
            row[1].clone_from(label);
            row[header.len() - 1].clone_from(reason);
            rows.push(row);
        }
    }
    write(&header, rows)
}

/// A row an outcome.
pub(super) fn summary(review: &Review) -> Result<Vec<u8>> {
    let header = [
        "outcome",
        "effect",
        "studies",
        "mean",
        "lower",
        "upper",
        "p_value",
        "common",
        "common_lower",
        "common_upper",
        "prediction_lower",
        "prediction_upper",
        "tau_squared",
        "tau_squared_lower",
        "tau_squared_upper",
        "i_squared",
        "q",
        "p_value_q",
        "above",
        "below",
        "sign_test",
        "refused",
        "strength",
        "reasons",
        "sentences",
    ];
    let rows = review.outcomes.iter().map(|one| {
        let pooled = one.pooled.as_ref();
        let number = |pick: &dyn Fn(&super::Pooled) -> Option<f64>| {
            pooled.and_then(pick).map(|value| value.to_string()).unwrap_or_default()
        };
        let refused: Vec<String> = one.refusals.iter().map(|refusal| refusal.found.clone()).collect();
        let reasons: Vec<&str> = one.strength.reasons.iter().map(|reason| reason.counted.as_str()).collect();
        vec![
            one.outcome.name.clone(),
            one.outcome.effect.clone(),
            one.studies.len().to_string(),
            number(&|pooled| Some(pooled.mean)),
            number(&|pooled| Some(pooled.lower)),
            number(&|pooled| Some(pooled.upper)),
            number(&|pooled| Some(pooled.p_value)),
            number(&|pooled| Some(pooled.common.0)),
            number(&|pooled| Some(pooled.common.1)),
            number(&|pooled| Some(pooled.common.2)),
            number(&|pooled| pooled.prediction.map(|interval| interval.0)),
            number(&|pooled| pooled.prediction.map(|interval| interval.1)),
            number(&|pooled| Some(pooled.tau_squared)),
            number(&|pooled| Some(pooled.tau_squared_interval.0)),
            number(&|pooled| Some(pooled.tau_squared_interval.1)),
            number(&|pooled| Some(pooled.i_squared)),
            number(&|pooled| Some(pooled.q)),
            number(&|pooled| Some(pooled.p_value_q)),
            one.directions.above.to_string(),
            one.directions.below.to_string(),
            one.directions.p_value.map(|p| p.to_string()).unwrap_or_default(),
            refused.join("; "),
            one.strength.label().to_owned(),
            reasons.join("; "),
            one.sentences.join(" "),
        ]
    });
    write(&header, rows.collect())
}
