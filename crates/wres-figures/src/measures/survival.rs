//! Staying and leaving, from counts by band of months of service.

use super::{
    draft::Draft,
    panel::{Panel, all},
    question::Question,
};
use wres_disparity::{
    Estimate, Level, NotEstimable,
    special::normal,
    strata::{cmh, stratified_score_rr},
    survival::{
        BandedCurve, RestrictedMean, SurvivalQuantile, banded_incidence, banded_survival, compare_restricted_means,
    },
};
use wres_domain::{Binomial, Cell, Group, Interval, MeasureKind};
use wres_metrics::{MONTH_OF_SERVICE, TimeBands};

/// Names of the methods, as the catalogue has them.
const SURVIVAL: &str = "banded_survival";
const INCIDENCE: &str = "banded_incidence";
const RESTRICTED: &str = "banded_survival; rmst";
const HAZARD: &str = "stratified_score.rr over bands; p by cmh (log-rank)";

/// The bands of an indicator with the counts of a group in each.
pub(super) struct Bands<'a> {
    panel: &'a Panel<'a>,
    dimension: &'static str,
    bands: TimeBands,
}

impl<'a> Bands<'a> {
    pub(super) fn new(panel: &'a Panel<'a>, dimension: &'static str, bands: TimeBands) -> Self {
        Self { panel, dimension, bands }
    }

    /// The counts of a group in the first bands.
    fn cells(&self, group: Group, bands: usize) -> Vec<Cell<Binomial>> {
        (0..bands).map(|place| self.panel.count(self.dimension, &self.bands.code(place), group)).collect()
    }

    /// The bands that it takes to follow people for so long.
    fn reaching(&self, time: u32) -> usize {
        let edges = self.bands.edges();
        edges.windows(2).filter(|pair| pair[0] < time).count()
    }

    /// The curve over the first bands.
    fn curve(&self, group: Group, bands: usize) -> Cell<BandedCurve> {
        let edges = self.bands.edges();
        all(self.cells(group, bands)).and_then(|cells| {
            edges.get(..=cells.len()).map_or(Cell::NotEstimable(NotEstimable::NotReached), |edges| {
                Cell::from(banded_survival(edges, &cells))
            })
        })
    }

    /// The curve up to a time.
    pub(super) fn curve_to(&self, group: Group, time: u32) -> Cell<BandedCurve> {
        self.curve(group, self.reaching(time))
    }

    /// The time by which a share has left, if it is reached before the first band whose counts are not there.
    pub(super) fn quantile(&self, group: Group, share: f64, level: Level) -> Cell<SurvivalQuantile> {
        let bands = self.bands.edges().len() - 1;
        let cells = self.cells(group, bands);
        let known = cells.iter().take_while(|cell| cell.value().is_some()).count();
        let beyond = cells.get(known).map_or(Cell::NotEstimable(NotEstimable::NotReached), |cell| {
            cell.and_then(|_| Cell::NotEstimable(NotEstimable::NotReached))
        });
        if known == 0 {
            return beyond;
        }
        let found = self.curve(group, known).and_then(|curve| Cell::from(curve.quantile(share, level)));
        match found {
            // Who sees the curve up to here cannot tell either whether the rest would have reached it.
            Cell::Value(found) if found.time.is_none() => beyond,
            Cell::NotEstimable(NotEstimable::NoEvents) if known < bands => beyond,
            other => other,
        }
    }

    /// The rate of the group over the other's at the same time, common to all bands.
    pub(super) fn rate_ratio(&self, group: Group, other: Group, level: Level) -> Cell<Estimate> {
        let own = all(self.cells(group, self.bands.len()));
        let reference = all(self.cells(other, self.bands.len()));
        own.zip(reference).and_then(|(own, reference)| {
            let strata: Vec<(Binomial, Binomial)> = own.into_iter().zip(reference).collect();
            Cell::from(stratified_score_rr(&strata, level).map(|ratio| Estimate {
                // The test of equal rates over bands is the log-rank test where bands are single months.
                p_value: cmh(&strata).ok().map(|test| test.p_value).or(ratio.p_value),
                ..ratio
            }))
        })
    }
}

/// Share still there, median and mean time, and the rate of leaving against the reference group's.
pub(super) fn survival(question: &Question<'_>) -> Vec<Draft> {
    let Some(bands) = TimeBands::of(question.indicator) else { return Vec::new() };
    let bands = Bands::new(question.panel, MONTH_OF_SERVICE, bands);
    let level = question.level();
    let reference = question.panel.grouping.reference();
    let horizon = question.wanted.at.last().copied().unwrap_or(0);
    let mean = |group: Group| -> Cell<RestrictedMean> {
        bands.curve_to(group, horizon).and_then(|curve| Cell::from(curve.restricted_mean(horizon)))
    };
    let of_reference = mean(reference);
    let mut out = Vec::new();
    for group in question.panel.groups() {
        for &at in &question.wanted.at {
            let value = bands.curve_to(group, at).and_then(|curve| Cell::from(curve.survival(at, level)));
            out.push(Draft::estimated(MeasureKind::SurvivalAt, SURVIVAL, group, value).at(at));
        }
        let median = bands.quantile(group, 0.5, level).and_then(|median| time(median, 0.0));
        out.push(Draft::new(MeasureKind::MedianTime, SURVIVAL, group, median));
        let own = mean(group);
        let shown = own.map(|mean| {
            let reach = normal::critical(level) * mean.std_err;
            let (lower, upper) = ((mean.mean - reach).max(0.0), (mean.mean + reach).min(mean.horizon));
            Interval { estimate: mean.mean, lower, upper }
        });
        out.push(Draft::new(MeasureKind::RestrictedMeanTime, RESTRICTED, group, shown).at(horizon));
        if group != reference {
            let apart = of_reference.zip(own).and_then(|(reference, own)| {
                Cell::from(compare_restricted_means(reference, own, level).map(|compared| compared.difference))
            });
            let kind = MeasureKind::RestrictedMeanDifference;
            out.push(Draft::estimated(kind, RESTRICTED, group, apart).at(horizon).against(reference));
            let ratio = bands.rate_ratio(group, reference, level);
            out.push(Draft::estimated(MeasureKind::HazardRatio, HAZARD, group, ratio).against(reference));
        }
    }
    out
}

/// The share that has left for this reason, others competing.
pub(super) fn incidence(question: &Question<'_>) -> Vec<Draft> {
    let Some(bands) = TimeBands::of(question.indicator) else { return Vec::new() };
    let edges = bands.edges();
    let reasons: Vec<Bands<'_>> = std::iter::once(question.panel)
        .chain(question.others.iter().copied())
        .map(|panel| Bands::new(panel, MONTH_OF_SERVICE, bands.clone()))
        .collect();
    let level = question.level();
    let mut out = Vec::new();
    for group in question.panel.groups() {
        for &at in &question.wanted.at {
            let reach = reasons[0].reaching(at);
            let cells = all(reasons.iter().map(|reason| all(reason.cells(group, reach))));
            let value = cells.and_then(|cells| {
                let at_risk: Vec<u64> = cells[0].iter().map(|cell| cell.base().0).collect();
                let exits: Vec<Vec<u64>> =
                    cells.iter().map(|reason| reason.iter().map(|cell| cell.cases().0).collect()).collect();
                let exits: Vec<&[u64]> = exits.iter().map(Vec::as_slice).collect();
                Cell::from(banded_incidence(&edges[..=reach], &at_risk, &exits, 0, at, level))
            });
            out.push(Draft::estimated(MeasureKind::IncidenceAt, INCIDENCE, group, value).at(at));
        }
    }
    out
}

/// A time with its limits, less so many units; without an upper limit where the curve's limit never falls so far.
pub(super) fn time(found: SurvivalQuantile, less: f64) -> Cell<Interval> {
    let Some(time) = found.time else { return Cell::NotEstimable(NotEstimable::NotReached) };
    Cell::Value(Interval {
        estimate: time - less,
        lower: found.lower.map_or(0.0, |lower| (lower - less).max(0.0)),
        upper: found.upper.map_or(f64::INFINITY, |upper| upper - less),
    })
}
