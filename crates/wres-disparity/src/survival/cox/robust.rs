//! Standard errors that allow for people of one site being alike.

use super::{
    data::CoxData,
    fit::{CoxFit, Internals, maximise, unscaled},
    likelihood::{Ties, linear, shift, update},
    order::Stratum,
    running::Running,
};
use crate::{error::Result, model::linear_algebra::Square, quantity::Level};
use std::collections::BTreeMap;

/// Cox regression with cluster-robust standard errors: `V (sum over clusters of u u') V`, where `u` is the sum of a cluster's
/// score residuals and `V` the inverse information.
///
/// Coefficients are those of [`super::cox`]; the returned covariance is the robust one. No correction for the number of
/// clusters: with fewer than some forty it is too small. Source: Lin & Wei 1989, JASA 84:1074-1078; Efron-weighted residuals
/// as in Therneau & Grambsch 2000, section 4.6.
///
/// # Errors
/// As [`super::cox`].
///
/// ```
/// use wres_disparity::{Level, survival::{cox_cluster_robust, CoxData, Leaving, Spell, Ties}};
/// let mut data = CoxData::new(1)?;
/// let rows = [(3.0, 1, 1.0, 1), (5.0, 0, 1.0, 1), (4.0, 1, 0.0, 2), (6.0, 1, 1.0, 2), (8.0, 1, 0.0, 3), (9.0, 0, 0.0, 3)];
/// for (time, cause, bme, site) in rows {
///     data.push(Spell::new(None, time, cause)?, Leaving::Any, 1, &[bme], 0, site)?;
/// }
/// let (fit, robust) = cox_cluster_robust(&data, Ties::Efron, Level::P95)?;
/// assert!(robust[(0, 0)].sqrt() > 0.0 && fit.coefficients.len() == 1);
/// # Ok::<(), wres_disparity::StatError>(())
/// ```
pub fn cox_cluster_robust(data: &CoxData, ties: Ties, level: Level) -> Result<(CoxFit, Square)> {
    let (fit, internals) = maximise(data, ties, level)?;
    let mut filling = Square::zeros(data.width());
    for score in by_cluster(&internals, ties).values() {
        filling.add_outer(1.0, score);
    }
    Ok((fit, unscaled(&internals.covariance.around(&filling), &internals.spreads)))
}

/// Score residuals added over clusters.
fn by_cluster(internals: &Internals, ties: Ties) -> BTreeMap<u64, Vec<f64>> {
    let Internals { standardised: data, strata, coefficients, .. } = internals;
    let mut clusters = BTreeMap::new();
    for stratum in strata {
        let shift = shift(data, stratum, coefficients);
        let hazards = hazards(data, stratum, ties, coefficients, shift);
        for &i in &stratum.rows {
            let (row, x) = (data.rows[i as usize], data.covariates(i as usize));
            let score: &mut Vec<f64> = clusters.entry(row.cluster).or_insert_with(|| vec![0.0; x.len()]);
            let count = row.count as f64;
            let risk = (linear(x, coefficients) - shift).exp();
            // `hazards` runs from the first event to the last; what a row met lies between its entry and its exit.
            let from = hazards.partition_point(|hazard| hazard.time <= row.entry);
            let to = hazards.partition_point(|hazard| hazard.time <= row.time);
            let met = |i: Option<usize>| i.and_then(|i| hazards.get(i));
            let (before, after) = (met(from.checked_sub(1)), met(to.checked_sub(1)));
            let died = row.event.then(|| met(to.checked_sub(1))).flatten();
            for (j, score) in score.iter_mut().enumerate() {
                let cumulative = |hazard: Option<&Hazard>| hazard.map_or(0.0, |h| x[j] * h.sum - h.mean_sum[j]);
                let mut residual = -risk * (cumulative(after) - cumulative(before));
                if let Some(hazard) = died {
                    // Of one's own time one meets only part, as the tied leave in turn.
                    residual += x[j] - hazard.mean[j] + risk * (x[j] * hazard.tied - hazard.mean_tied[j]);
                }
                *score += count * residual;
            }
        }
    }
    clusters
}

/// Baseline hazard up to and at one event time.
struct Hazard {
    time: f64,
    /// Cumulative baseline hazard, and the same weighted by the mean covariates of those at risk.
    sum: f64,
    mean_sum: Vec<f64>,
    /// The part of this time's hazard that the tied do not meet, and the same weighted by means.
    tied: f64,
    mean_tied: Vec<f64>,
    /// Mean covariates of those at risk, averaged over the tied.
    mean: Vec<f64>,
}

fn hazards(data: &CoxData, stratum: &Stratum, ties: Ties, coefficients: &[f64], shift: f64) -> Vec<Hazard> {
    let width = data.width();
    let (mut at_risk, mut dying) = (Running::new(width), Running::new(width));
    let mut hazards = Vec::with_capacity(stratum.times.len());
    for event in &stratum.times {
        update(&mut at_risk, data, event, coefficients, shift);
        dying.clear();
        for &i in &event.events {
            let x = data.covariates(i as usize);
            dying.join(data.rows[i as usize].count, (linear(x, coefficients) - shift).exp(), x);
        }
        let (rounds, repeat) = ties.rounds(event.deaths);
        let zeros = || vec![0.0; width];
        let mut hazard =
            Hazard { time: event.time, sum: 0.0, mean_sum: zeros(), tied: 0.0, mean_tied: zeros(), mean: zeros() };
        for share in ties.shares(rounds) {
            let left = at_risk.risk() - share * dying.risk();
            hazard.sum += repeat / left;
            hazard.tied += repeat * share / left;
            for j in 0..width {
                let mean = (at_risk.first(j) - share * dying.first(j)) / left;
                hazard.mean[j] += mean / rounds as f64;
                hazard.mean_sum[j] += repeat * mean / left;
                hazard.mean_tied[j] += repeat * share * mean / left;
            }
        }
        hazards.push(hazard);
    }
    hazards.reverse();
    for i in 1..hazards.len() {
        let (before, after) = hazards.split_at_mut(i);
        if let (Some(before), Some(here)) = (before.last(), after.first_mut()) {
            here.sum += before.sum;
            for (here, before) in here.mean_sum.iter_mut().zip(&before.mean_sum) {
                *here += before;
            }
        }
    }
    hazards
}
