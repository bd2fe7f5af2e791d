//! All figures of all indicators.

use super::{
    agreement,
    draft::Draft,
    four_fifths, gate, ladder, log,
    panel::{Panel, panels},
    question::{Question, asked},
    survival, totals, transitions, waiting,
};
use crate::{Asked, OutcomeContext};
use rayon::prelude::*;
use std::collections::BTreeSet;
use wres_domain::{GroupTable, Grouping, IndicatorId, Measure};
use wres_metrics::{Indicator, MeasureFamily, Standard, WantedMeasure};

/// Groupings that figures are made for. The nineteen groups are too small for figures that need many counts at once: at least
/// one of the counts of each would be hidden.
const GROUPINGS: [Grouping; 3] = [Grouping::Binary, Grouping::ThreeWay, Grouping::Five];

/// The figures that the definitions want, in every place and for every group: a plain function of counts, as
/// [`crate::outcomes`] is. The first table has every protected count, the second those that readers see: a figure made of many
/// counts takes all of them and is made where its totals reach the threshold. In the order of standards, indicators and places.
#[must_use]
pub fn measures(tables: &(GroupTable, GroupTable), context: &OutcomeContext) -> Vec<Measure> {
    each(tables, context, |question, draft| vec![question.measure(draft)])
}

/// What is made of the question behind every figure of [`measures`], in its order.
#[must_use]
pub(crate) fn measure_questions<T: Send>(
    tables: &(GroupTable, GroupTable),
    context: &OutcomeContext,
    make: &(impl Fn(Asked) -> T + Sync),
) -> Vec<T> {
    each(tables, context, |question, draft| {
        asked(question.panel.place, question.panel.grouping, &draft).into_iter().map(make).collect()
    })
}

/// What is made of every figure that the definitions want.
fn each<T: Send>(
    (counts, shown): &(GroupTable, GroupTable),
    context: &OutcomeContext,
    make: impl Fn(&Question<'_>, Draft) -> Vec<T> + Sync,
) -> Vec<T> {
    let wanted: Vec<(&Standard, &Indicator, &WantedMeasure)> = context
        .standards
        .iter()
        .flat_map(|standard| standard.indicators.iter().map(move |indicator| (standard, indicator)))
        .flat_map(|(standard, indicator)| indicator.measures.iter().map(move |wanted| (standard, indicator, wanted)))
        .collect();
    let needed: BTreeSet<IndicatorId> = wanted
        .iter()
        .flat_map(|(standard, indicator, wanted)| {
            wanted.with.iter().map(|name| other(standard, name)).chain([indicator.id.clone()])
        })
        .collect();
    let (of_counts, of_shown) = (panels(counts, &needed, &GROUPINGS), panels(shown, &needed, &GROUPINGS));
    let mut questions = Vec::new();
    for (standard, indicator, wanted) in wanted {
        let others: Vec<&IndicatorId> =
            wanted.with.iter().filter_map(|name| needed.get(&other(standard, name))).collect();
        let panels = if totals::of_many_counts(wanted.family) { &of_counts } else { &of_shown };
        for panel in panels.of(&indicator.id) {
            // Where another indicator is not counted in this run, the figure is not made.
            let beside: Option<Vec<&Panel<'_>>> = others.iter().map(|&id| panels.beside(panel, id)).collect();
            if let Some(others) = beside {
                questions.push(Question { panel, others, standard, indicator, wanted, context });
            }
        }
    }
    questions
        .par_iter()
        .flat_map_iter(|question| {
            let drafts = match question.wanted.family {
                MeasureFamily::Survival => survival::survival(question),
                MeasureFamily::Incidence => survival::incidence(question),
                MeasureFamily::Waiting => waiting::waiting(question),
                MeasureFamily::UnderReporting => log::under_reporting(question),
                MeasureFamily::Response => log::response(question),
                MeasureFamily::Undisclosed => log::undisclosed(question),
                MeasureFamily::Ladder => ladder::ladder(question),
                MeasureFamily::Stay => transitions::stay(question),
                MeasureFamily::Career => transitions::career(question),
                MeasureFamily::FourFifths => four_fifths::four_fifths(question),
                MeasureFamily::Score => agreement::score(question),
                MeasureFamily::Gate => gate::gate(question),
                MeasureFamily::Agreement => agreement::agreement(question),
                // Pay has no cells among the counts by group: see `pay_measures`.
                MeasureFamily::PayGap | MeasureFamily::BonusGap => Vec::new(),
                // Weights have sums of their own: see `weighted_measures`.
                MeasureFamily::Weighted => Vec::new(),
            };
            let drafts = drafts.into_iter().map(|draft| totals::readable(question, draft));
            drafts.flat_map(|draft| make(question, draft)).collect::<Vec<_>>()
        })
        .collect()
}

/// The full name of an indicator: of the same standard by key, of another as it is.
fn other(standard: &Standard, name: &str) -> IndicatorId {
    standard.indicator(name).map_or_else(|| IndicatorId(name.to_owned()), |indicator| indicator.id.clone())
}
