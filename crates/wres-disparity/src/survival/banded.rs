//! Leaving, where time is counted in bands.

use super::{
    kaplan_meier::{SurvivalCurve, SurvivalPoint},
    limits::LimitScale,
    quantile::SurvivalQuantile,
    restricted_mean::RestrictedMean,
    spell::domain,
};
use crate::{
    error::{NotEstimable, Result, StatError},
    estimate::Estimate,
    quantity::{Binomial, Level},
};

/// More units of time than a curve is followed for: a thousand years of months.
const MOST_UNITS: u32 = 12_000;

/// Exits of one group by band of time. Within a band everybody is taken to leave at the same rate.
///
/// In the cell of a band the base is the units of time (months, days) that anybody was at risk in it, and the cases are those who
/// left. That is the sum of the counts of the band's units, so cells add over units, people and sites. With bands of one unit
/// everything here is Kaplan and Meier's; wider bands lose where in the band people leave, and nothing else.
#[derive(Debug, Clone, PartialEq)]
pub struct BandedCurve {
    bands: Vec<Band>,
    curve: SurvivalCurve,
}

#[derive(Debug, Clone, Copy, PartialEq)]
struct Band {
    /// First unit.
    from: u32,
    /// Units of time.
    width: u32,
    /// Variance of the logarithm of the share that stays for one unit: `d / (N (N - d))`.
    log_variance: f64,
}

/// The share still there, where time is counted in bands: `S(t) = prod (1 - d / N)^m` over the bands, with `d` exits among `N`
/// units of time at risk, and `m` units of the band before `t`.
///
/// `edges` has one number more than `cells`: band `i` goes from `edges[i]` up to before `edges[i + 1]`. The curve is known up to
/// the first band in which nobody was at risk. Variance of its logarithm: `sum m^2 d / (N (N - d))`, because the units of a band
/// share one estimate. Source: Kaplan & Meier 1958, JASA 53, equation 2b, for bands of one unit; a discrete hazard that is
/// constant within bands after Friedman 1982, Annals of Statistics 10:101-113.
///
/// # Errors
/// [`StatError::Empty`] without bands, [`StatError::Lengths`], [`StatError::Domain`] for edges that do not rise from 0 or end
/// beyond 12,000; [`NotEstimable::NoBase`] where nobody is at risk in the first band; [`NotEstimable::NoEvents`] where nobody
/// leaves.
///
/// ```
/// use wres_disparity::{Binomial, Level, survival::banded_survival};
/// // Two months with 10 and 8 at risk, then ten months with 60 months at risk in all.
/// let cells = [Binomial::of(1, 10)?, Binomial::of(2, 8)?, Binomial::of(6, 60)?];
/// let curve = banded_survival(&[0, 1, 2, 12], &cells)?;
/// let year = curve.survival(12, Level::P95)?;
/// assert!((year.value - 0.9 * 0.75 * 0.9_f64.powi(10)).abs() < 1e-15);
/// # Ok::<(), wres_disparity::StatError>(())
/// ```
pub fn banded_survival(edges: &[u32], cells: &[Binomial]) -> Result<BandedCurve> {
    check(edges, cells.len())?;
    if cells.iter().all(|cell| cell.cases().0 == 0) {
        return Err(NotEstimable::NoEvents.into());
    }
    let mut bands = Vec::with_capacity(cells.len());
    let mut points = Vec::new();
    let (mut before, mut variance_before) = (1.0, 0.0);
    for (edge, cell) in edges.windows(2).zip(cells).take_while(|(_, cell)| cell.base().0 > 0) {
        let (from, width) = (edge[0], edge[1] - edge[0]);
        let (at_risk, exits, staying) = (cell.base().0 as f64, cell.cases().0 as f64, cell.others().0 as f64);
        let log_variance = if exits > 0.0 { exits / at_risk / staying } else { 0.0 };
        for unit in 1..=width {
            let units = f64::from(unit);
            points.push(SurvivalPoint {
                time: f64::from(from + unit),
                // A band has so many at risk in each of its units, on average, and at least somebody.
                at_risk: (cell.base().0 / u64::from(width)).max(1),
                events: 0,
                survival: before * (staying / at_risk).powf(units),
                log_variance: variance_before + units * units * log_variance,
            });
        }
        let units = f64::from(width);
        before *= (staying / at_risk).powf(units);
        variance_before += units * units * log_variance;
        bands.push(Band { from, width, log_variance });
    }
    if bands.is_empty() {
        return Err(NotEstimable::NoBase.into());
    }
    Ok(BandedCurve { bands, curve: SurvivalCurve::of(points) })
}

impl BandedCurve {
    /// Up to when the curve is known.
    #[must_use]
    pub fn known_to(&self) -> u32 {
        self.bands.last().map_or(0, |last| last.from + last.width)
    }

    /// The share still there after `time` units, with log-log limits. Unit: probability.
    ///
    /// # Errors
    /// [`NotEstimable::NotReached`] beyond what is known; [`NotEstimable::Undefined`] at a share of 0 or 1, where the limits have
    /// no formula.
    pub fn survival(&self, time: u32, level: Level) -> Result<Estimate> {
        if time > self.known_to() {
            return Err(NotEstimable::NotReached.into());
        }
        let point = self.curve.at(f64::from(time));
        let (lower, upper) = point.limits(LimitScale::LogLog, level).ok_or(NotEstimable::Undefined)?;
        Ok(Estimate { value: point.survival, lower, upper, p_value: None, level, method: "banded_survival" })
    }

    /// The time by which a share has left, in whole units; see [`SurvivalCurve::quantile`].
    ///
    /// # Errors
    /// [`StatError::Domain`] unless `0 < share < 1`.
    pub fn quantile(&self, share: f64, level: Level) -> Result<SurvivalQuantile> {
        self.curve.quantile(share, LimitScale::LogLog, level)
    }

    /// Mean time within the horizon: the sum of `S(t)` for `t` from 0 to before the horizon, in units of time; for bands of one
    /// unit that of [`SurvivalCurve::restricted_mean`].
    ///
    /// Variance by the delta method: `sum g^2 d / (N (N - d))` over bands, with `g = sum m(t) S(t)`.
    ///
    /// # Errors
    /// [`NotEstimable::NotReached`] for a horizon beyond what is known, [`StatError::Domain`] for one of 0.
    ///
    /// ```
    /// use wres_disparity::{Binomial, survival::banded_survival};
    /// let curve = banded_survival(&[0, 1, 2], &[Binomial::of(1, 4)?, Binomial::of(1, 3)?])?;
    /// assert!((curve.restricted_mean(2)?.mean - 1.75).abs() < 1e-15);
    /// # Ok::<(), wres_disparity::StatError>(())
    /// ```
    pub fn restricted_mean(&self, horizon: u32) -> Result<RestrictedMean> {
        if horizon == 0 {
            return Err(domain("horizon", 0.0, "it must be positive"));
        }
        if horizon > self.known_to() {
            return Err(NotEstimable::NotReached.into());
        }
        let survival = |time: u32| if time == 0 { 1.0 } else { self.curve.at(f64::from(time)).survival };
        let mean = (0..horizon).map(survival).sum();
        let variance: f64 = self
            .bands
            .iter()
            .filter(|band| band.log_variance.is_finite())
            .map(|band| {
                let units = |time: u32| f64::from(time.saturating_sub(band.from).min(band.width));
                let gain: f64 = (0..horizon).map(|time| units(time) * survival(time)).sum();
                gain * gain * band.log_variance
            })
            .sum();
        Ok(RestrictedMean { mean, std_err: variance.sqrt(), horizon: f64::from(horizon) })
    }
}

/// The share that has left by `time` for one reason, others competing, where time is counted in bands.
///
/// `F(t) = sum S(u - 1) d1 / N` over the units up to `t`, with the band's `d1` exits for this reason among `N` units at risk and
/// `S` the share still there whatever the reason. `exits[c][i]` are the exits of band `i` for reason `c`. Variance by the delta
/// method from the multinomial variance of each band; log-log limits of `1 - F`. With bands of one unit it is Aalen and
/// Johansen's estimate with the Greenwood-type variance. Unit: probability. Source: Aalen & Johansen 1978, Scandinavian
/// Journal of Statistics 5:141-150; Allignol, Schumacher & Beyersmann 2010.
///
/// # Errors
/// As [`banded_survival`]; [`StatError::CasesAboveBase`] where more leave than are at risk; [`NotEstimable::NotReached`] for a
/// time beyond what is known; [`NotEstimable::Undefined`] where nobody, or everybody, has left for this reason by then.
///
/// ```
/// use wres_disparity::{Level, survival::banded_incidence};
/// let resigned = banded_incidence(&[0, 1, 2], &[10, 8], &[&[1, 2], &[1, 0]], 0, 2, Level::P95)?;
/// assert!((resigned.value - (0.1 + 0.8 * 0.25)).abs() < 1e-15);
/// # Ok::<(), wres_disparity::StatError>(())
/// ```
pub fn banded_incidence(
    edges: &[u32],
    at_risk: &[u64],
    exits: &[&[u64]],
    reason: usize,
    time: u32,
    level: Level,
) -> Result<Estimate> {
    check(edges, at_risk.len())?;
    let own = exits.get(reason).ok_or(StatError::Empty { what: "exits" })?;
    for by_reason in exits {
        if by_reason.len() != at_risk.len() {
            return Err(StatError::Lengths {
                left: "at_risk",
                left_len: at_risk.len(),
                right: "exits",
                right_len: by_reason.len(),
            });
        }
    }
    let (mut survival, mut incidence) = (1.0_f64, 0.0_f64);
    // For each band: exits for this reason and others over the time at risk, and how the incidence answers to both.
    let mut answers: Vec<Answer> = Vec::new();
    let mut any = false;
    for (band, edge) in edges.windows(2).enumerate().take_while(|(_, edge)| edge[0] < time) {
        let all = exits.iter().try_fold(0_u64, |sum, by_reason| sum.checked_add(by_reason[band]));
        let all = Binomial::of(all.unwrap_or(u64::MAX), at_risk[band])?;
        if all.base().0 == 0 {
            return Err(NotEstimable::NotReached.into());
        }
        any |= all.cases().0 > 0;
        let base = all.base().0 as f64;
        let (one, stays) = (own[band] as f64 / base, all.others().0 as f64 / base);
        let mut answer =
            Answer { base, one, other: (1.0 - stays - one).max(0.0), stays, units: 0.0, direct: 0.0, lost: 0.0 };
        for _ in edge[0]..edge[1].min(time) {
            // What comes after answers to the rates of earlier bands, and of this band's earlier units, through the survival.
            answers.iter_mut().for_each(|earlier| earlier.later(survival * one));
            answer.later(survival * one);
            answer.direct += survival;
            answer.units += 1.0;
            incidence += survival * one;
            survival *= stays;
        }
        answers.push(answer);
    }
    if !any {
        return Err(NotEstimable::NoEvents.into());
    }
    if edges.last().is_none_or(|last| time > *last) {
        return Err(NotEstimable::NotReached.into());
    }
    let variance: f64 = answers.iter().map(Answer::variance).sum();
    let rest = 1.0 - incidence;
    let limits = LimitScale::LogLog.limits(rest, variance / rest / rest, level);
    let (lower, upper) = limits.filter(|_| incidence > 0.0).ok_or(NotEstimable::Undefined)?;
    Ok(Estimate {
        value: incidence,
        lower: 1.0 - upper,
        upper: 1.0 - lower,
        p_value: None,
        level,
        method: "banded_incidence",
    })
}

/// How the incidence answers to the rates of one band.
struct Answer {
    base: f64,
    one: f64,
    other: f64,
    stays: f64,
    /// Units of the band before the present one.
    units: f64,
    /// Survival before each of its units, added up.
    direct: f64,
    /// What the incidence loses by those who have left, per unit of the rate at which they do.
    lost: f64,
}

impl Answer {
    /// Takes off what the next bit of incidence loses when more leave in this band.
    fn later(&mut self, bit: f64) {
        if self.stays > 0.0 {
            self.lost += bit * self.units / self.stays;
        }
    }

    /// The part of the variance that comes from this band: the multinomial variance of `a one + b other`.
    fn variance(&self) -> f64 {
        let (a, b) = (self.direct - self.lost, -self.lost);
        let mean = a * self.one + b * self.other;
        ((a * a * self.one + b * b * self.other) - mean * mean).max(0.0) / self.base
    }
}

fn check(edges: &[u32], bands: usize) -> Result<()> {
    if bands == 0 {
        return Err(StatError::Empty { what: "cells" });
    }
    if edges.len() != bands + 1 {
        return Err(StatError::Lengths { left: "edges", left_len: edges.len(), right: "cells", right_len: bands });
    }
    let last = edges[bands];
    if edges[0] != 0 || last > MOST_UNITS || edges.windows(2).any(|pair| pair[0] >= pair[1]) {
        return Err(domain("edges", f64::from(last), "they must rise from 0 to at most 12,000"));
    }
    Ok(())
}

#[cfg(test)]
mod tests {
    use super::{banded_incidence, banded_survival};
    use crate::{Binomial, Level, survival::*};

    const AT_RISK: [u64; 5] = [120, 104, 97, 80, 61];
    const EXITS: [[u64; 5]; 2] = [[9, 5, 6, 2, 3], [2, 1, 0, 4, 1]];

    fn close(left: f64, right: f64) {
        assert!((left - right).abs() <= 1e-12 * right.abs(), "{left} {right}");
    }

    #[test]
    fn bands_of_one_unit_are_kaplan_and_meier() {
        let table = RiskTable::from_months(&AT_RISK, &[&EXITS[0]]).unwrap();
        let curve = kaplan_meier(&table, Leaving::Any).unwrap();
        let cells: Vec<Binomial> = AT_RISK.iter().zip(EXITS[0]).map(|(n, d)| Binomial::of(d, *n).unwrap()).collect();
        let banded = banded_survival(&[0, 1, 2, 3, 4, 5], &cells).unwrap();
        for month in 1..=5_u32 {
            let (point, found) = (curve.at(f64::from(month)), banded.survival(month, Level::P95).unwrap());
            let (lower, upper) = point.limits(LimitScale::LogLog, Level::P95).unwrap();
            close(found.value, point.survival);
            close(found.lower, lower);
            close(found.upper, upper);
        }
        let (one, other) = (curve.restricted_mean(5.0).unwrap(), banded.restricted_mean(5).unwrap());
        close(other.mean, one.mean);
        close(other.std_err, one.std_err);
        let ask = |share| (curve.quantile(share, LimitScale::LogLog, Level::P95), banded.quantile(share, Level::P95));
        let (one, other) = ask(0.1);
        assert_eq!(one.unwrap(), other.unwrap());
    }

    #[test]
    fn bands_of_one_unit_are_aalen_and_johansen() {
        let table = RiskTable::from_months(&AT_RISK, &[&EXITS[0], &EXITS[1]]).unwrap();
        for (reason, code) in [(0, 1), (1, 2)] {
            let whole = aalen_johansen(&table, code).unwrap();
            for time in 1..=5_u32 {
                let point = whole.at(f64::from(time));
                let exits: [&[u64]; 2] = [&EXITS[0], &EXITS[1]];
                let edges = [0, 1, 2, 3, 4, 5];
                let found = banded_incidence(&edges, &AT_RISK, &exits, reason, time, Level::P95).unwrap();
                close(found.value, point.incidence);
                let rest = 1.0 - point.incidence;
                let limits =
                    LimitScale::LogLog.limits(rest, point.variance_greenwood / rest / rest, Level::P95).unwrap();
                assert!((found.lower - (1.0 - limits.1)).abs() < 1e-12, "{found:?} {limits:?}");
            }
        }
    }

    #[test]
    fn the_incidences_of_all_reasons_and_those_who_stay_add_to_one() {
        let edges = [0, 6, 12, 24];
        let (at_risk, exits) = ([500, 410, 640], [[20_u64, 12, 14], [5, 3, 9]]);
        let all: Vec<Binomial> =
            (0..3).map(|band| Binomial::of(exits[0][band] + exits[1][band], at_risk[band]).unwrap()).collect();
        let stay = banded_survival(&edges, &all).unwrap().survival(24, Level::P95).unwrap().value;
        let of = |reason| banded_incidence(&edges, &at_risk, &[&exits[0], &exits[1]], reason, 24, Level::P95).unwrap();
        close(of(0).value + of(1).value + stay, 1.0);
    }

    #[test]
    fn the_variance_is_that_of_small_changes_in_the_rates() {
        // By differences: each band's exits a little more, with the base so large that the change is small.
        let edges = [0, 6, 18];
        let at_risk = [60_000_000_u64, 90_000_000];
        let exits = [[1_200_000_u64, 900_000], [300_000, 450_000]];
        let value = |own: [u64; 2], other: [u64; 2]| {
            banded_incidence(&edges, &at_risk, &[&own, &other], 0, 18, Level::P95).unwrap().value
        };
        let base = value(exits[0], exits[1]);
        let step = 600_u64;
        let mut variance = 0.0;
        for band in 0..2 {
            let n = at_risk[band] as f64;
            let (p, q) = (exits[0][band] as f64 / n, exits[1][band] as f64 / n);
            let (mut own, mut other) = (exits[0], exits[1]);
            own[band] += step;
            other[band] += step;
            let a = (value(own, exits[1]) - base) / (step as f64 / n);
            let b = (value(exits[0], other) - base) / (step as f64 / n);
            variance += (a * a * p + b * b * q - (a * p + b * q).powi(2)) / n;
        }
        let found = banded_incidence(&edges, &at_risk, &[&exits[0], &exits[1]], 0, 18, Level::P95).unwrap();
        let half = (found.upper - found.lower) / 2.0 / 1.959_963_984_540_054;
        assert!((half / variance.sqrt() - 1.0).abs() < 1e-3, "{half} {}", variance.sqrt());
    }

    #[test]
    fn a_band_without_anybody_ends_the_curve() {
        let cells = [Binomial::of(1, 10).unwrap(), Binomial::of(0, 0).unwrap(), Binomial::of(1, 5).unwrap()];
        let curve = banded_survival(&[0, 2, 4, 6], &cells).unwrap();
        assert_eq!(curve.known_to(), 2);
        assert!(curve.survival(3, Level::P95).is_err());
        assert!(banded_survival(&[0, 1], &[Binomial::of(0, 7).unwrap()]).is_err());
        assert!(banded_survival(&[0, u32::MAX], &[Binomial::of(1, 7).unwrap()]).is_err());
    }
}
