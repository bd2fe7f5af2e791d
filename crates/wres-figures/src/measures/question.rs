//! One family of figures of one indicator in one place.

use super::{
    draft::{Answered, Draft},
    panel::Panel,
    sentence::sentence,
};
use crate::{
    Asked, OutcomeContext,
    ask::{Part, row_name},
    figure::{Columns, interval},
    terms::Terms,
};
use std::collections::BTreeMap;
use wres_disparity::{Level, catalogue::FigureQuestion};
use wres_domain::{Cell, Grouping, IndicatorId, Measure, Place, Stratum};
use wres_metrics::{Indicator, MeasureFamily, Standard, WantedMeasure};

/// The columns of the figure.
pub(super) const VALUE: Columns = interval!("value");
/// The column of its p-value.
pub(super) const P_VALUE: &str = "p_value";

/// What is asked, and of which counts.
pub(super) struct Question<'a> {
    pub(super) panel: &'a Panel<'a>,
    /// The other indicators that it takes, in the same place.
    pub(super) others: Vec<&'a Panel<'a>>,
    pub(super) standard: &'a Standard,
    pub(super) indicator: &'a Indicator,
    pub(super) wanted: &'a WantedMeasure,
    pub(super) context: &'a OutcomeContext,
}

impl Question<'_> {
    pub(super) fn level(&self) -> Level {
        self.context.level
    }

    /// The dimension that the figures are over.
    pub(super) fn dimension(&self) -> &str {
        self.indicator.by.first().map_or("", String::as_str)
    }

    /// The values of that dimension from low to high.
    pub(super) fn values(&self) -> Vec<&str> {
        let Some(dimension) = self.standard.dimensions.get(self.dimension()) else { return Vec::new() };
        let values = dimension.values.iter().map(|value| value.code.as_str());
        values.chain(dimension.bands.iter().map(|band| band.code.as_str())).collect()
    }

    /// A figure with its place and its words.
    pub(super) fn measure(&self, draft: Draft) -> Measure {
        placed(self.standard, self.indicator, self.panel.place, self.panel.grouping, draft, self.context)
    }
}

/// The indicators that want figures of one of some families, with their standard and the first such family.
pub(super) fn wanting<'a>(
    context: &'a OutcomeContext,
    families: &[MeasureFamily],
) -> BTreeMap<&'a IndicatorId, (&'a Standard, &'a Indicator, MeasureFamily)> {
    let of = |indicator: &Indicator| {
        let mut wanted = indicator.measures.iter().map(|wanted| wanted.family);
        wanted.find(|family| families.contains(family))
    };
    let standards = context.standards.iter();
    let indicators =
        standards.flat_map(|standard| standard.indicators.iter().map(move |indicator| (standard, indicator)));
    indicators
        .filter_map(|(standard, indicator)| Some((&indicator.id, (standard, indicator, of(indicator)?))))
        .collect()
}

/// A figure with its place and its words.
pub(super) fn placed(
    standard: &Standard,
    indicator: &Indicator,
    place: &Place,
    grouping: Grouping,
    draft: Draft,
    context: &OutcomeContext,
) -> Measure {
    let place = Place { stratum: Stratum::whole(), ..place.clone() };
    let Answered { value, p_value } = draft.answered();
    let sentence = sentence(Terms::of(standard, indicator), &place, grouping, (&draft, value), context);
    let Draft { kind, group, against, at, method, note, .. } = draft;
    Measure {
        place,
        grouping,
        group,
        against,
        kind,
        at,
        value,
        p_value,
        method: method.to_owned(),
        level: context.level.value(),
        note,
        sentence,
    }
}

/// The questions behind a figure and its p-value.
pub(super) fn asked(place: &Place, grouping: Grouping, draft: &Draft) -> Vec<Asked> {
    let Cell::Value(question) = &draft.asked else { return Vec::new() };
    let place = Place { stratum: Stratum::whole(), ..place.clone() };
    let row = row_name(&place, grouping, draft.group, &[draft.kind.code(), &draft.at]);
    let of = |column, limits, part, question: &FigureQuestion| Asked {
        table: "measures",
        row: row.clone(),
        column,
        part,
        limits,
        question: question.clone(),
    };
    let mut out = vec![of(VALUE.estimate, VALUE.limits, Part::Estimate, question)];
    let tested = draft.tested.as_ref().unwrap_or(question);
    if !tested.outputs.p_value.is_empty() {
        out.push(of(P_VALUE, None, Part::PValue, tested));
    }
    out
}
