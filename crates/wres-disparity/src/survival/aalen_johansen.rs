//! The share that has left for one reason, where others compete.

use super::{risk_table::RiskTable, spell::Leaving};
use crate::error::{NotEstimable, Result};
use serde::Serialize;

/// The cumulative incidence at one time.
#[derive(Debug, Clone, Copy, PartialEq, Serialize)]
pub struct IncidencePoint {
    /// The time.
    pub time: f64,
    /// How many were at risk just before it.
    pub at_risk: u64,
    /// Probability of having left for this reason by now.
    pub incidence: f64,
    /// Its variance, Greenwood type (multinomial increments).
    pub variance_greenwood: f64,
    /// Its variance, Aalen type.
    pub variance_aalen: f64,
}

/// Cumulative incidence of one reason for leaving: a step function, 0 before the first event.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct CumulativeIncidence {
    points: Vec<IncidencePoint>,
}

impl CumulativeIncidence {
    /// The points, one per time of the table.
    #[must_use]
    pub fn points(&self) -> &[IncidencePoint] {
        &self.points
    }

    /// The incidence up to and including any time.
    #[must_use]
    pub fn at(&self, time: f64) -> IncidencePoint {
        let reached = self.points.partition_point(|point| point.time <= time);
        let at_risk = self.points.get(self.points.partition_point(|point| point.time < time)).map_or(0, |p| p.at_risk);
        match reached.checked_sub(1).and_then(|last| self.points.get(last)) {
            Some(point) => IncidencePoint { time, at_risk, ..*point },
            None => IncidencePoint { time, at_risk, incidence: 0.0, variance_greenwood: 0.0, variance_aalen: 0.0 },
        }
    }
}

/// Aalen-Johansen estimate of the cumulative incidence of one reason for leaving, the others competing with it.
///
/// `F(t) = sum S(u-) d1 / n` over the times `u <= t`, where `S` is the Kaplan-Meier survival of leaving for any reason.
/// Unlike one less a curve that censors the other reasons, the incidences of all reasons and `S` add to 1.
///
/// Greenwood-type variance: the covariance of `(S, F)` is carried from time to time with multinomial increments (Andersen,
/// Borgan, Gill & Keiding 1993, section 4.4; Allignol, Schumacher & Beyersmann 2010). Aalen-type variance: Aalen 1978,
/// Annals of Statistics 6, with the correction `1 - (d - 1) / (n - 1)` for ties that Gray's program uses.
///
/// # Errors
/// [`NotEstimable::NoEvents`] where nobody leaves for any reason. A reason that nobody leaves for has incidence 0.
///
/// ```
/// use wres_disparity::survival::{aalen_johansen, RiskTable};
/// let table = RiskTable::from_months(&[10, 8], &[&[1, 2], &[1, 0]])?;
/// let resigned = aalen_johansen(&table, 1)?;
/// assert!((resigned.at(2.0).incidence - (0.1 + 0.8 * 0.25)).abs() < 1e-15);
/// # Ok::<(), wres_disparity::StatError>(())
/// ```
pub fn aalen_johansen(table: &RiskTable, cause: u32) -> Result<CumulativeIncidence> {
    let mut greenwood = Greenwood { survival: 1.0, incidence: 0.0, s_s: 0.0, s_f: 0.0, f_f: 0.0 };
    let mut aalen = Aalen::default();
    let mut any = false;
    let points = table.counts(Leaving::Cause(cause)).map(|(time, at_risk, of_cause, all)| {
        if all > 0 {
            any = true;
            let before = greenwood.survival;
            greenwood.step(at_risk, of_cause, all);
            aalen.step(before, &greenwood, at_risk, of_cause, all - of_cause);
        }
        IncidencePoint {
            time,
            at_risk,
            incidence: greenwood.incidence,
            variance_greenwood: greenwood.f_f.max(0.0),
            variance_aalen: aalen.variance.max(0.0),
        }
    });
    let points = points.collect();
    if any { Ok(CumulativeIncidence { points }) } else { Err(NotEstimable::NoEvents.into()) }
}

/// Survival, incidence and their covariance.
struct Greenwood {
    survival: f64,
    incidence: f64,
    s_s: f64,
    s_f: f64,
    f_f: f64,
}

impl Greenwood {
    fn step(&mut self, at_risk: u64, of_cause: u64, all: u64) {
        let base = at_risk as f64;
        let staying = (at_risk - all) as f64 / base;
        let (one, any) = (of_cause as f64 / base, all as f64 / base);
        let not_one = (at_risk - of_cause) as f64 / base;
        // The step is linear in (S, F) and in the multinomial shares, so first-order variances add.
        let s2 = self.survival * self.survival;
        self.f_f += one * (2.0 * self.s_f + one * self.s_s) + s2 * one * not_one / base;
        self.s_f = staying * (self.s_f + one * self.s_s) - s2 * one * staying / base;
        self.s_s = staying * staying * self.s_s + s2 * any * staying / base;
        self.incidence += self.survival * one;
        self.survival *= staying;
    }
}

/// The three sums of Aalen's variance `v1 + F^2 v3 - 2 F v2`.
#[derive(Default)]
struct Aalen {
    v1: f64,
    v2: f64,
    v3: f64,
    variance: f64,
}

impl Aalen {
    fn step(&mut self, survival_before: f64, after: &Greenwood, at_risk: u64, of_cause: u64, others: u64) {
        let base = at_risk as f64;
        let spread = |events: u64| {
            let ties = if events > 1 { (at_risk - events) as f64 / (base - 1.0) } else { 1.0 };
            let jump = survival_before / base;
            jump * jump * ties * events as f64
        };
        let per_survivor = if after.survival > 0.0 { 1.0 / after.survival } else { 0.0 };
        if others > 0 && after.survival > 0.0 {
            self.add(per_survivor, after.incidence * per_survivor, spread(others));
        }
        if of_cause > 0 {
            self.add(per_survivor, 1.0 + after.incidence * per_survivor, spread(of_cause));
            let f = after.incidence;
            self.variance = self.v1 + f * f * self.v3 - 2.0 * f * self.v2;
        }
    }

    fn add(&mut self, survivor: f64, incidence: f64, spread: f64) {
        self.v1 += incidence * incidence * spread;
        self.v2 += survivor * incidence * spread;
        self.v3 += survivor * survivor * spread;
    }
}

#[cfg(test)]
mod tests {
    use super::aalen_johansen;
    use crate::{
        error::NotEstimable,
        survival::{Leaving, RiskTable, Spell, kaplan_meier},
    };
    use proptest::prelude::*;

    #[test]
    fn nobody_leaving_is_not_estimable_but_an_unused_reason_has_incidence_zero() {
        let serving = RiskTable::from_months(&[5, 5], &[&[0, 0]]).unwrap();
        assert_eq!(aalen_johansen(&serving, 1), Err(NotEstimable::NoEvents.into()));
        let leaving = RiskTable::from_months(&[5, 4], &[&[1, 0]]).unwrap();
        assert_eq!(aalen_johansen(&leaving, 7).unwrap().at(2.0).incidence, 0.0);
    }

    proptest! {
        #[test]
        fn all_reasons_and_staying_add_to_one(rows in prop::collection::vec((1_u32..9, 0_u32..4), 2..80)) {
            let spells: Vec<Spell> =
                rows.iter().map(|(time, cause)| Spell::new(None, f64::from(*time), *cause).unwrap()).collect();
            let table = RiskTable::from_spells(&spells).unwrap();
            if let Ok(curve) = kaplan_meier(&table, Leaving::Any) {
                for point in curve.points() {
                    let left: f64 =
                        (1..4).map(|cause| aalen_johansen(&table, cause).unwrap().at(point.time).incidence).sum();
                    prop_assert!((left + point.survival - 1.0).abs() < 1e-12);
                }
            }
        }

        #[test]
        fn with_one_reason_it_is_one_less_kaplan_meier(rows in prop::collection::vec((1_u32..9, 0_u32..2), 2..80)) {
            let spells: Vec<Spell> =
                rows.iter().map(|(time, cause)| Spell::new(None, f64::from(*time), *cause).unwrap()).collect();
            let table = RiskTable::from_spells(&spells).unwrap();
            if let Ok(curve) = kaplan_meier(&table, Leaving::Any) {
                let incidence = aalen_johansen(&table, 1).unwrap();
                for (point, incidence) in curve.points().iter().zip(incidence.points()) {
                    prop_assert!((incidence.incidence + point.survival - 1.0).abs() < 1e-13);
                    if let Some(std_err) = point.std_err() {
                        prop_assert!((incidence.variance_greenwood.sqrt() - std_err).abs() < 1e-10);
                    }
                }
            }
        }
    }
}
