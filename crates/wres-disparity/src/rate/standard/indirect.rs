//! Indirect standardisation.

use super::super::phe;
use crate::{
    error::{NotEstimable, Result, StatError},
    estimate::Estimate,
    quantity::{Count, Level},
    sum::{sum, total},
};

/// A stratum of an indirectly standardised ratio or rate.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct IndirectStratum {
    /// Events.
    pub events: Count,
    /// Population or time at risk, 0 or more.
    pub population: f64,
    /// Events in the reference population, 0 or more.
    pub reference_events: f64,
    /// Reference population or time at risk, above 0.
    pub reference_population: f64,
}

/// An indirectly standardised estimate, with what it was compared to.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Indirect {
    /// The ratio or rate with its interval.
    pub estimate: Estimate,
    /// Events expected at the rates of the reference population.
    pub expected: f64,
    /// The crude rate of the reference population.
    pub reference_rate: f64,
}

/// The indirectly standardised ratio: observed over expected events; unit: ratio.
///
/// Expected: `E = sum n x_ref/n_ref`; limits: those of the observed events (exact below 10, Byar's from 10) over `E`.
///
/// # Errors
/// [`NotEstimable::NoBase`] if no event is expected; [`StatError::Domain`] unless reference populations are above 0 and all other numbers
/// 0 or more; [`StatError::Empty`] without strata.
///
/// Source: Breslow and Day (1987), Statistical Methods in Cancer Research II, section 2.3; PHEindicatormethods, `calculate_ISRatio`.
///
/// ```
/// use wres_disparity::{Count, Level, rate::standard::{IndirectStratum, indirect_ratio}};
/// let stratum = IndirectStratum { events: Count(12), population: 80.0, reference_events: 150.0, reference_population: 900.0 };
/// let ratio = indirect_ratio(&[stratum], Level::P95)?;
/// assert!((ratio.expected - 80.0 / 6.0).abs() < 1e-13 && (ratio.estimate.value - 0.9).abs() < 1e-15);
/// # Ok::<(), wres_disparity::StatError>(())
/// ```
pub fn indirect_ratio(strata: &[IndirectStratum], level: Level) -> Result<Indirect> {
    standardised(strata, level, "isratio.phe", |_| 1.0)
}

/// The indirectly standardised rate: the indirectly standardised ratio times the crude rate of the reference population; unit: events
/// per person.
///
/// # Errors
/// As for [`indirect_ratio`].
///
/// Source: PHEindicatormethods, `calculate_ISRate`.
///
/// ```
/// use wres_disparity::{Count, Level, rate::standard::{IndirectStratum, indirect_rate}};
/// let stratum = IndirectStratum { events: Count(12), population: 80.0, reference_events: 150.0, reference_population: 900.0 };
/// assert!((indirect_rate(&[stratum], Level::P95)?.estimate.value - 0.15).abs() < 1e-15);
/// # Ok::<(), wres_disparity::StatError>(())
/// ```
pub fn indirect_rate(strata: &[IndirectStratum], level: Level) -> Result<Indirect> {
    standardised(strata, level, "israte.phe", |reference_rate| reference_rate)
}

fn standardised(
    strata: &[IndirectStratum],
    level: Level,
    method: &'static str,
    unit: impl Fn(f64) -> f64,
) -> Result<Indirect> {
    if strata.is_empty() {
        return Err(StatError::Empty { what: "strata" });
    }
    for stratum in strata {
        not_negative("n", stratum.population)?;
        not_negative("x_ref", stratum.reference_events)?;
        positive("n_ref", stratum.reference_population)?;
    }
    let events = total("x", strata.iter().map(|stratum| stratum.events.0))?;
    let expected = sum(strata
        .iter()
        .map(|stratum| stratum.population * (stratum.reference_events / stratum.reference_population)));
    let reference_rate = sum(strata.iter().map(|stratum| stratum.reference_events))
        / sum(strata.iter().map(|stratum| stratum.reference_population));
    if expected == f64::INFINITY {
        return Err(StatError::Domain {
            what: "expected events",
            given: expected.to_string(),
            must: "they must be finite",
        });
    }
    if expected <= 0.0 {
        return Err(NotEstimable::NoBase.into());
    }
    let (lower, upper) = phe::limits(events, level);
    let scale = unit(reference_rate) / expected;
    let estimate = Estimate {
        value: events as f64 * scale,
        lower: lower * scale,
        upper: upper * scale,
        p_value: None,
        level,
        method,
    };
    Ok(Indirect { estimate, expected, reference_rate })
}

pub(super) fn positive(what: &'static str, value: f64) -> Result<f64> {
    if value > 0.0 && value < f64::INFINITY {
        Ok(value)
    } else {
        Err(StatError::Domain { what, given: value.to_string(), must: "it must be a finite number above 0" })
    }
}

fn not_negative(what: &'static str, value: f64) -> Result<f64> {
    if (0.0..f64::INFINITY).contains(&value) {
        Ok(value)
    } else {
        Err(StatError::Domain { what, given: value.to_string(), must: "it must be a finite number of 0 or more" })
    }
}
