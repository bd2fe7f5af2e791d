//! One family of figures of one indicator in one place.

use super::{draft::Draft, panel::Panel, sentence::sentence};
use crate::{OutcomeContext, terms::Terms};
use wres_disparity::Level;
use wres_domain::{Grouping, Measure, Place, Stratum};
use wres_metrics::{Indicator, Standard, WantedMeasure};

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
    let sentence = sentence(Terms::of(standard, indicator), &place, grouping, &draft, context);
    let Draft { kind, group, against, at, value, p_value, method, note } = draft;
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
