//! Staying and leaving, from counts by band of months of service.

use super::{
    draft::{Draft, bases, cases, question},
    panel::{Panel, all},
    question::Question,
};
use serde_json::{Value, json};
use wres_disparity::{
    Binomial, Level, NotEstimable,
    catalogue::{FigureQuestion, Outputs},
};
use wres_domain::{Cell, Group, MeasureKind};
use wres_metrics::{MONTH_OF_SERVICE, TimeBands};

const SURVIVAL: &str = "banded_survival";
const QUANTILE: &str = "banded_quantile";
const INCIDENCE: &str = "banded_incidence";
const MEAN: &str = "banded_mean";
const MEAN_DIFFERENCE: &str = "banded_mean_difference";
/// The rate of the group over the other's at the same time, common to all bands.
pub(super) const RATE_RATIO: &str = "banded_rate_ratio";

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

    /// The curve over the first bands, as the input of a method.
    fn curve(&self, group: Group, bands: usize) -> Cell<Value> {
        let edges = self.bands.edges();
        all(self.cells(group, bands)).and_then(|cells| match edges.get(..=cells.len()) {
            Some(edges) => {
                Cell::Value(json!({"edges": edges, "at_risk": bases(&cells), "exits": [self::cases(&cells)]}))
            }
            None => Cell::NotEstimable(NotEstimable::NotReached),
        })
    }

    /// A method asked of the curve up to a time.
    pub(super) fn to(
        &self,
        method: &'static str,
        group: Group,
        time: u32,
        outputs: Outputs,
        level: Level,
    ) -> Cell<FigureQuestion> {
        self.curve(group, self.reaching(time)).map(|mut input| {
            input["time"] = time.into();
            question(method, input, outputs, level)
        })
    }

    /// The time by which a share has left, less `offset` units, if it is reached before the first band whose counts are not there.
    pub(super) fn quantile(&self, group: Group, share: f64, offset: u32, level: Level) -> Cell<FigureQuestion> {
        let bands = self.bands.edges().len() - 1;
        let cells = self.cells(group, bands);
        let known = cells.iter().take_while(|cell| cell.value().is_some()).count();
        let beyond = cells.get(known).map(|cell| cell.and_then(|_| Cell::NotEstimable(NotEstimable::NotReached)));
        if let (0, Some(beyond)) = (known, &beyond) {
            return beyond.clone();
        }
        let asked = self.curve(group, known).map(|mut input| {
            input["share"] = share.into();
            input["offset"] = offset.into();
            question(QUANTILE, input, Outputs::plain(), level)
        });
        match (asked, beyond) {
            // Who sees the curve up to here cannot tell either whether the rest would have reached it.
            (Cell::Value(asked), Some(beyond)) if asked.answer().is_err() => beyond,
            (asked, _) => asked,
        }
    }

    /// The rate of the group over the other's.
    pub(super) fn rate_ratio(&self, group: Group, other: Group, level: Level) -> Cell<FigureQuestion> {
        let own = all(self.cells(group, self.bands.len()));
        let reference = all(self.cells(other, self.bands.len()));
        own.zip(reference).map(|(own, other)| {
            let input = json!({
                "at_risk1": bases(&own), "exits1": [self::cases(&own)],
                "at_risk2": bases(&other), "exits2": [self::cases(&other)],
            });
            question(RATE_RATIO, input, Outputs::plain(), level)
        })
    }

    /// The mean time of the group within the horizon less the other's.
    fn mean_difference(&self, group: Group, other: Group, horizon: u32, level: Level) -> Cell<FigureQuestion> {
        let reach = self.reaching(horizon);
        self.curve(other, reach).zip(self.curve(group, reach)).map(|(mut one, mut two)| {
            let input = json!({
                "edges": one["edges"].take(), "time": horizon,
                "at_risk1": one["at_risk"].take(), "exits1": one["exits"].take(),
                "at_risk2": two["at_risk"].take(), "exits2": two["exits"].take(),
            });
            question(MEAN_DIFFERENCE, input, Outputs::plain(), level)
        })
    }
}

/// Share still there, median and mean time, and the rate of leaving against the reference group's.
pub(super) fn survival(asked: &Question<'_>) -> Vec<Draft> {
    let Some(bands) = TimeBands::of(asked.indicator) else { return Vec::new() };
    let bands = Bands::new(asked.panel, MONTH_OF_SERVICE, bands);
    let level = asked.level();
    let reference = asked.panel.grouping.reference();
    let horizon = asked.wanted.at.last().copied().unwrap_or(0);
    let mut out = Vec::new();
    for group in asked.panel.groups() {
        for &at in &asked.wanted.at {
            let there = bands.to(SURVIVAL, group, at, Outputs::plain(), level);
            out.push(Draft::new(MeasureKind::SurvivalAt, SURVIVAL, group, there).at(at));
        }
        let median = bands.quantile(group, 0.5, 0, level);
        out.push(Draft::new(MeasureKind::MedianTime, QUANTILE, group, median));
        let mean = bands.to(MEAN, group, horizon, Outputs::plain(), level);
        out.push(Draft::new(MeasureKind::RestrictedMeanTime, MEAN, group, mean).at(horizon));
        if group != reference {
            let apart = bands.mean_difference(group, reference, horizon, level);
            let kind = MeasureKind::RestrictedMeanDifference;
            out.push(Draft::new(kind, MEAN_DIFFERENCE, group, apart).at(horizon).against(reference));
            let ratio = bands.rate_ratio(group, reference, level);
            out.push(Draft::new(MeasureKind::HazardRatio, RATE_RATIO, group, ratio).against(reference));
        }
    }
    out
}

/// The share that has left for this reason, others competing.
pub(super) fn incidence(asked: &Question<'_>) -> Vec<Draft> {
    let Some(bands) = TimeBands::of(asked.indicator) else { return Vec::new() };
    let edges = bands.edges();
    let reasons: Vec<Bands<'_>> = std::iter::once(asked.panel)
        .chain(asked.others.iter().copied())
        .map(|panel| Bands::new(panel, MONTH_OF_SERVICE, bands.clone()))
        .collect();
    let level = asked.level();
    let mut out = Vec::new();
    for group in asked.panel.groups() {
        for &at in &asked.wanted.at {
            let reach = reasons[0].reaching(at);
            let cells = all(reasons.iter().map(|reason| all(reason.cells(group, reach))));
            let left = cells.map(|cells| {
                let exits: Vec<Vec<u64>> = cells.iter().map(|reason| self::cases(reason)).collect();
                let input = json!({
                    "edges": &edges[..=reach], "at_risk": bases(&cells[0]), "exits": exits, "reason": 0, "time": at,
                });
                question(INCIDENCE, input, Outputs::plain(), level)
            });
            out.push(Draft::new(MeasureKind::IncidenceAt, INCIDENCE, group, left).at(at));
        }
    }
    out
}
