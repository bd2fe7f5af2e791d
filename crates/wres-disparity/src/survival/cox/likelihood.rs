//! The partial likelihood with its slope and curvature.

use super::{
    data::CoxData,
    order::{EventTime, Stratum},
    running::Running,
};
use crate::model::linear_algebra::Square;
use serde::Serialize;

/// How people who leave at the same time are ordered.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize)]
#[serde(rename_all = "snake_case")]
pub enum Ties {
    /// The average over their orders, nearly (Efron 1977). The better approximation, and the default.
    Efron,
    /// All of them at risk to the last (Breslow 1974).
    Breslow,
}

impl Ties {
    /// The shares of the tied people no longer at risk, as each of `deaths` leaves in turn.
    pub(super) fn shares(self, deaths: u64) -> impl Iterator<Item = f64> {
        let total = deaths as f64;
        (0..deaths).map(move |gone| match self {
            Self::Efron => gone as f64 / total,
            Self::Breslow => 0.0,
        })
    }

    /// How many different shares there are, and how often each counts.
    pub(super) fn rounds(self, deaths: u64) -> (u64, f64) {
        match self {
            Self::Efron => (deaths, 1.0),
            Self::Breslow => (deaths.min(1), deaths as f64),
        }
    }
}

/// Log-likelihood, score and information at one point.
pub(super) struct Likelihood {
    pub(super) log: f64,
    pub(super) score: Vec<f64>,
    pub(super) information: Square,
}

/// Evaluates the partial likelihood of `data` at `coefficients`.
pub(super) fn evaluate(data: &CoxData, strata: &[Stratum], ties: Ties, coefficients: &[f64]) -> Likelihood {
    let width = data.width();
    let mut result = Likelihood { log: 0.0, score: vec![0.0; width], information: Square::zeros(width) };
    let (mut at_risk, mut dying) = (Running::new(width), Running::new(width));
    for stratum in strata {
        let shift = shift(data, stratum, coefficients);
        at_risk.clear();
        for event in &stratum.times {
            update(&mut at_risk, data, event, coefficients, shift);
            dying.clear();
            for &i in &event.events {
                let (row, x) = (data.rows[i as usize], data.covariates(i as usize));
                let linear = linear(x, coefficients) - shift;
                dying.join(row.count, linear.exp(), x);
                result.log += row.count as f64 * linear;
                for (score, x) in result.score.iter_mut().zip(x) {
                    *score += row.count as f64 * x;
                }
            }
            include(&mut result, &at_risk, &dying, event.deaths, ties);
        }
    }
    result
}

/// Largest linear predictor of a stratum: subtracting it keeps the exponentials finite and cancels in the likelihood.
pub(super) fn shift(data: &CoxData, stratum: &Stratum, coefficients: &[f64]) -> f64 {
    let rows = stratum.times.iter().flat_map(|event| &event.joining);
    rows.map(|i| linear(data.covariates(*i as usize), coefficients)).fold(f64::NEG_INFINITY, f64::max)
}

/// Brings those at risk to this event time.
pub(super) fn update(at_risk: &mut Running, data: &CoxData, event: &EventTime, coefficients: &[f64], shift: f64) {
    let risk = |i: u32| (linear(data.covariates(i as usize), coefficients) - shift).exp();
    for &i in &event.leaving {
        at_risk.leave(data.rows[i as usize].count, risk(i), data.covariates(i as usize));
    }
    for &i in &event.joining {
        at_risk.join(data.rows[i as usize].count, risk(i), data.covariates(i as usize));
    }
}

pub(super) fn linear(covariates: &[f64], coefficients: &[f64]) -> f64 {
    covariates.iter().zip(coefficients).map(|(x, b)| x * b).sum()
}

/// Takes the denominators of one event time off the likelihood.
///
/// With `U = R - f D` (risk of all, less the share `f` of the risk of the dying) and means `m = (R1 - f D1) / U`, each round
/// contributes `ln U`, `m` and `(R2 - f D2) / U - m m'`. The sums over rounds of `f^a / U^b` are the same for every covariate,
/// so they are made once.
fn include(result: &mut Likelihood, at_risk: &Running, dying: &Running, deaths: u64, ties: Ties) {
    let (rounds, repeat) = ties.rounds(deaths);
    let (mut log, mut one, mut square) = (0.0, [0.0; 2], [0.0; 3]);
    for share in ties.shares(rounds) {
        let left = at_risk.risk() - share * dying.risk();
        log += left.ln();
        one[0] += 1.0 / left;
        one[1] += share / left;
        square[0] += 1.0 / (left * left);
        square[1] += share / (left * left);
        square[2] += share * share / (left * left);
    }
    result.log -= repeat * log;
    for i in 0..result.score.len() {
        let (all_i, dying_i) = (at_risk.first(i), dying.first(i));
        result.score[i] -= repeat * (all_i * one[0] - dying_i * one[1]);
        for j in 0..=i {
            let (all_j, dying_j) = (at_risk.first(j), dying.first(j));
            let means = all_i * all_j * square[0] - (all_i * dying_j + dying_i * all_j) * square[1]
                + dying_i * dying_j * square[2];
            let moments = at_risk.second(i, j) * one[0] - dying.second(i, j) * one[1];
            result.information[(i, j)] += repeat * (moments - means);
            if i != j {
                result.information[(j, i)] = result.information[(i, j)];
            }
        }
    }
}
