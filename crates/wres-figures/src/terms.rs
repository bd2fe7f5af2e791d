//! What a definition says about the place of a figure.

use super::OutcomeContext;
use std::collections::HashMap;
use wres_domain::{Direction, Group, Grouping, IndicatorId, Place, ServiceScope};
use wres_metrics::{Adverse, Compare, Indicator, Kind, Sentences, Standard, Words};

/// Definitions by indicator.
pub(super) struct Definitions<'a> {
    by_id: HashMap<&'a IndicatorId, (&'a Standard, &'a Indicator)>,
}

/// The terms of one indicator.
#[derive(Clone, Copy)]
pub(super) struct Terms<'a> {
    defined: Option<(&'a Standard, &'a Indicator)>,
}

impl<'a> Definitions<'a> {
    pub(super) fn of(context: &'a OutcomeContext) -> Self {
        let mut by_id = HashMap::new();
        for standard in &context.standards {
            for indicator in &standard.indicators {
                by_id.entry(&indicator.id).or_insert((standard, indicator));
            }
        }
        Self { by_id }
    }

    pub(super) fn terms(&self, indicator: &IndicatorId) -> Terms<'a> {
        Terms { defined: self.by_id.get(indicator).copied() }
    }
}

impl<'a> Terms<'a> {
    /// The terms of an indicator of a standard.
    pub(super) fn of(standard: &'a Standard, indicator: &'a Indicator) -> Self {
        Self { defined: Some((standard, indicator)) }
    }

    /// Whether the indicator counts people, and not answers or checks that are about nobody.
    pub(super) fn about_people(&self) -> bool {
        self.defined.is_none_or(|(standard, indicator)| standard.about_people(indicator))
    }

    /// Mean square error of a count: that of rounding, and none where the counts are about nobody.
    pub(super) fn rounding_error(&self, context: &OutcomeContext) -> f64 {
        if self.about_people() { context.rounding_error() } else { 0.0 }
    }

    /// Whether the indicator is about waiting.
    pub(super) fn is_waiting(&self) -> bool {
        self.defined.is_some_and(|(_, indicator)| indicator.kind == Kind::Waiting)
    }

    /// What readers call the point at which a figure measures: a rung or heading by its label, a step by both of its rungs.
    pub(super) fn step(&self, at: &str) -> String {
        let label = |code: &str| {
            let of_indicator = self.defined.and_then(|(standard, indicator)| {
                let dimensions = indicator.by.iter().map(String::as_str).chain(["rung"]);
                dimensions.filter_map(|dimension| standard.stratum_label(dimension, code)).next()
            });
            of_indicator.unwrap_or(code).to_owned()
        };
        match at.split_once('>') {
            Some((from, to)) => format!("{} to {}", label(from), label(to)),
            None if self.is_of_rungs() => label(at),
            None => at.to_owned(),
        }
    }

    /// Whether figures are read at the values of a dimension, and not at times.
    fn is_of_rungs(&self) -> bool {
        self.defined.is_some_and(|(_, indicator)| !matches!(indicator.kind, Kind::Survival | Kind::Waiting | Kind::Pay))
    }

    /// Whether the reference group's rate is on top.
    pub(super) fn flipped(&self) -> bool {
        self.defined.is_some_and(|(_, indicator)| indicator.compare == Compare::ReferenceOverGroup)
    }

    /// The direction of a comparison. The adverse side turns with it.
    pub(super) fn direction(&self, grouping: Grouping, group: Group) -> Direction {
        let adverse = self.defined.map_or(Adverse::Neither, |(_, indicator)| indicator.adverse);
        let adverse = match (adverse, self.flipped()) {
            (Adverse::Neither, _) => wres_domain::Adverse::Neither,
            (Adverse::HigherRate, false) | (Adverse::LowerRate, true) => wres_domain::Adverse::Above,
            (Adverse::LowerRate, false) | (Adverse::HigherRate, true) => wres_domain::Adverse::Below,
        };
        let reference = grouping.reference();
        let (of, against) = if self.flipped() { (reference, group) } else { (group, reference) };
        Direction { of, against, adverse }
    }

    /// Whether figures are shares of a stratum, whose finding is the gap to the share of everybody.
    pub(super) fn is_share(&self) -> bool {
        self.defined.is_some_and(|(_, indicator)| indicator.kind == Kind::Share)
    }

    /// Whether the gap in share is part of the outcome.
    pub(super) fn has_gap(&self) -> bool {
        self.defined.is_some_and(|(_, indicator)| matches!(indicator.kind, Kind::Share | Kind::LikelihoodAndGap))
    }

    /// The words of the sentences; plain ones for an indicator that nobody defined.
    pub(super) fn words(&self) -> (&'a str, &'a str, &'a str) {
        match self.defined {
            Some((_, Indicator { words: Words { people, to_do, events }, .. })) => (people, to_do, events),
            None => ("people", "to be counted", "counted"),
        }
    }

    /// The sentence templates.
    pub(super) fn sentences(&self) -> Option<&'a Sentences> {
        self.defined.map(|(_, indicator)| &indicator.sentences)
    }

    /// Service and stratum as the start of a sentence; empty for the whole.
    pub(super) fn place(&self, place: &Place) -> String {
        let mut parts = Vec::new();
        if place.service != ServiceScope::Together {
            parts.push(place.service.label().to_owned());
        }
        if !place.stratum.is_whole() {
            let (dimension, value) = (place.stratum.dimension.as_str(), place.stratum.value.as_str());
            let label = self.defined.and_then(|(standard, _)| standard.stratum_label(dimension, value));
            parts.push(label.map_or_else(|| format!("{dimension} {value}"), str::to_owned));
        }
        if parts.is_empty() { String::new() } else { format!("{}: ", parts.join(", ")) }
    }
}
