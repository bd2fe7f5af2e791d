//! Direct standardisation.

use super::super::byar;
use crate::{
    error::{NotEstimable, Result, StatError},
    estimate::Estimate,
    quantity::{Count, Level},
    special::gamma,
    sum::{sum, total},
};

/// A stratum of a directly standardised rate.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct DirectStratum {
    /// Events.
    pub events: Count,
    /// Population or time at risk, above 0.
    pub population: f64,
    /// Standard population, 0 or more.
    pub standard: f64,
}

/// Events below which a directly standardised rate is withheld.
const FEWEST: u64 = 10;

/// The directly standardised rate with Dobson's interval from Byar's limits of all events; unit: events per person.
///
/// Rate: `r = sum w x/n / sum w`; variance: `v = sum w^2 x/n^2 / (sum w)^2`; limits: `r + sqrt(v/X) (L - X)` with `X` the events of all
/// strata and `L` Byar's limits of their expectation; a lower limit below 0, as with very unlike weights, is cut to 0.
///
/// # Errors
/// [`NotEstimable::TooFew`] below 10 events, as public health indicators withhold them; [`StatError::Domain`] unless populations are
/// above 0 and standards 0 or more and not all 0; [`StatError::Empty`] without strata.
///
/// Source: Dobson, Kuulasmaa, Eberle and Scherer (1991), Statistics in Medicine 10, 457-462; PHEindicatormethods, `calculate_dsr`.
///
/// ```
/// use wres_disparity::{Count, Level, rate::standard::{DirectStratum, dobson_byar}};
/// let stratum = |events, population, standard| DirectStratum { events: Count(events), population, standard };
/// let estimate = dobson_byar(&[stratum(12, 80.0, 900.0), stratum(30, 310.0, 3300.0)], Level::P95)?;
/// assert!((estimate.value - (0.15 * 900.0 + 30.0 / 310.0 * 3300.0) / 4200.0).abs() < 1e-15);
/// # Ok::<(), wres_disparity::StatError>(())
/// ```
pub fn dobson_byar(strata: &[DirectStratum], level: Level) -> Result<Estimate> {
    let parts = Parts::of(strata)?;
    if parts.events < FEWEST {
        return Err(NotEstimable::TooFew.into());
    }
    let events = parts.events as f64;
    let (lower, upper) = byar::limits(parts.events, level);
    let scale = (parts.variance / events).sqrt();
    Ok(Estimate {
        value: parts.rate,
        lower: (parts.rate + scale * (lower - events)).max(0.0),
        upper: parts.rate + scale * (upper - events),
        p_value: None,
        level,
        method: "dsr.dobson_byar",
    })
}

/// The directly standardised rate with the gamma interval of Fay and Feuer, which serves from no events on; unit: events per person.
///
/// Lower: `v/(2 r)` times the `alpha/2` quantile of chi-squared with `2 r^2/v` degrees of freedom; upper: `v'/(2 r')` times the
/// `1 - alpha/2` quantile with `2 r'^2/v'`, where `r' = r + m`, `v' = v + m^2` and `m` is the largest `w/n` of a stratum. The lower limit is
/// 0 without events.
///
/// # Errors
/// As for [`dobson_byar`], without the minimum of events.
///
/// Source: Fay and Feuer (1997), Statistics in Medicine 16, 791-801, equations 5 and 6.
///
/// ```
/// use wres_disparity::{Count, Level, rate::standard::{DirectStratum, fay_feuer_gamma}};
/// let strata: Vec<DirectStratum> = [(3, 20.0, 900.0), (0, 12.0, 3300.0), (1, 9.0, 4200.0), (0, 4.0, 4100.0), (2, 3.0, 1500.0)]
///     .map(|(events, population, standard)| DirectStratum { events: Count(events), population, standard }).into();
/// let estimate = fay_feuer_gamma(&strata, Level::P95)?;
/// assert!((estimate.upper - 0.414_920_417_702_922_9).abs() < 1e-12);
/// # Ok::<(), wres_disparity::StatError>(())
/// ```
pub fn fay_feuer_gamma(strata: &[DirectStratum], level: Level) -> Result<Estimate> {
    let Parts { rate, variance, largest, .. } = Parts::of(strata)?;
    let tail = 0.5 * level.alpha();
    // A chi-squared quantile with 2 k degrees of freedom is twice that of Gamma(k).
    let lower = if rate == 0.0 { 0.0 } else { variance / rate * gamma::quantile(tail, rate * rate / variance) };
    let (rate_up, variance_up) = (rate + largest, variance + largest * largest);
    let upper = variance_up / rate_up * gamma::upper_quantile(tail, rate_up * rate_up / variance_up);
    Ok(Estimate { value: rate, lower, upper, p_value: None, level, method: "dsr.fay_feuer_gamma" })
}

struct Parts {
    events: u64,
    rate: f64,
    variance: f64,
    /// Largest weight over population.
    largest: f64,
}

impl Parts {
    fn of(strata: &[DirectStratum]) -> Result<Self> {
        if strata.is_empty() {
            return Err(StatError::Empty { what: "strata" });
        }
        for stratum in strata {
            super::indirect::positive("n", stratum.population)?;
            if !(0.0..f64::INFINITY).contains(&stratum.standard) {
                return Err(StatError::Domain {
                    what: "stdpop",
                    given: stratum.standard.to_string(),
                    must: "a standard population must be a finite number of 0 or more",
                });
            }
        }
        let weight = super::indirect::positive("sum of stdpop", sum(strata.iter().map(|stratum| stratum.standard)))?;
        let share = |stratum: &DirectStratum| stratum.standard / weight / stratum.population;
        Ok(Self {
            events: total("x", strata.iter().map(|stratum| stratum.events.0))?,
            rate: sum(strata.iter().map(|stratum| share(stratum) * stratum.events.0 as f64)),
            variance: sum(strata.iter().map(|stratum| share(stratum).powi(2) * stratum.events.0 as f64)),
            largest: strata.iter().map(share).fold(0.0, f64::max),
        })
    }
}
