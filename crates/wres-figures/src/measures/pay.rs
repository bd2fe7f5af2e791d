//! Gaps in pay, from pay by distinct value.

use super::{
    draft::{Draft, question},
    panel::all,
    question::{asked, placed, wanting},
};
use crate::{Asked, OutcomeContext};
use rayon::prelude::*;
use serde_json::{Value, json};
use wres_disparity::{
    Level, NotEstimable, StatError,
    catalogue::{FigureQuestion, Outputs},
    pay::{PayTable, pay_quarters},
};
use wres_domain::{Cell, Group, HiddenReason, Measure, MeasureKind, PayCell, PayGroup};
use wres_metrics::{Indicator, MeasureFamily, Standard};

const MEAN: &str = "pay_gap.mean_percent";
const MEDIAN: &str = "pay_gap.median_percent";
const ADJUSTED: &str = "pay_gap.adjusted_percent";
const QUARTERS: &str = "pay_gap.quarter_share";
/// A group with fewer people than this in a quarter, or with fewer others beside it there, has no shares of quarters.
const FEWEST: f64 = 10.0;

/// How figures of pay are printed.
#[derive(Clone, Copy, PartialEq)]
enum Grain {
    /// To the tenth of a per cent, shares of quarters to the whole per cent and not of few people: for everybody.
    Rounded,
    /// As they are: for those who check.
    Exact,
}

/// The gaps of every group against its reference in every place, rounded so that nobody's pay follows: the figures that may be
/// made of pay for everybody.
#[must_use]
pub fn pay_measures(groups: &[PayGroup], context: &OutcomeContext) -> Vec<Measure> {
    measured(groups, context, Grain::Rounded)
}

/// The same without rounding, for those who check.
#[must_use]
pub fn exact_pay_measures(groups: &[PayGroup], context: &OutcomeContext) -> Vec<Measure> {
    measured(groups, context, Grain::Exact)
}

/// What is made of the question behind every figure of [`pay_measures`], in its order.
#[must_use]
pub fn pay_questions<T: Send>(
    groups: &[PayGroup],
    context: &OutcomeContext,
    make: impl Fn(Asked) -> T + Sync,
) -> Vec<T> {
    each(groups, context, Grain::Rounded, |_, _, groups, draft| {
        asked(&groups[0].place, groups[0].grouping, &draft).into_iter().map(&make).collect()
    })
}

fn measured(groups: &[PayGroup], context: &OutcomeContext, grain: Grain) -> Vec<Measure> {
    each(groups, context, grain, |standard, indicator, groups, draft| {
        vec![placed(standard, indicator, &groups[0].place, groups[0].grouping, draft, context)]
    })
}

fn each<T: Send>(
    groups: &[PayGroup],
    context: &OutcomeContext,
    grain: Grain,
    make: impl Fn(&Standard, &Indicator, &[PayGroup], Draft) -> Vec<T> + Sync,
) -> Vec<T> {
    let indicators = wanting(context, &[MeasureFamily::PayGap, MeasureFamily::BonusGap]);
    let places: Vec<&[PayGroup]> = groups.chunk_by(|a, b| a.place == b.place && a.grouping == b.grouping).collect();
    places
        .par_iter()
        .filter_map(|groups| Some((indicators.get(&groups[0].place.indicator)?, *groups)))
        .flat_map_iter(|((standard, indicator, family), groups)| {
            let drafts = drafts(groups, *family, context.level, grain);
            drafts.into_iter().flat_map(|draft| make(standard, indicator, groups, draft)).collect::<Vec<T>>()
        })
        .collect()
}

/// Gaps in mean and median of every group; of pay also those between people alike, and shares of quarters.
fn drafts(groups: &[PayGroup], family: MeasureFamily, level: Level, grain: Grain) -> Vec<Draft> {
    let of_bonuses = family == MeasureFamily::BonusGap;
    let (mean_kind, median_kind) = match of_bonuses {
        true => (MeasureKind::MeanBonusGap, MeasureKind::MedianBonusGap),
        false => (MeasureKind::MeanGap, MeasureKind::MedianGap),
    };
    let grouping = groups[0].grouping;
    let reference = grouping.reference();
    let cells = |group: Group| -> Cell<&[PayCell]> {
        match groups.iter().find(|one| one.group == group).map(|one| &one.pay) {
            Some(Cell::Value(cells)) => Cell::Value(cells.as_slice()),
            Some(Cell::Hidden(reason)) => Cell::Hidden(*reason),
            Some(Cell::NotEstimable(reason)) => Cell::NotEstimable(*reason),
            Some(Cell::Absent(reason)) => Cell::Absent(*reason),
            None => Cell::NotEstimable(NotEstimable::GroupAbsent),
        }
    };
    let mut out = Vec::new();
    for group in grouping.groups().into_iter().filter(|group| *group != reference) {
        let pair = || cells(reference).zip(cells(group));
        let gap = |method: &'static str| {
            pair().map(|(one, own)| {
                let input =
                    json!({"a": amounts(one), "a_counts": people(one), "b": amounts(own), "b_counts": people(own)});
                grain.percent(question(method, input, Outputs::plain(), level))
            })
        };
        out.push(Draft::new(mean_kind, MEAN, group, gap(MEAN)).against(reference));
        out.push(Draft::new(median_kind, MEDIAN, group, gap(MEDIAN)).against(reference));
        if of_bonuses {
            continue;
        }
        let alike = |outputs: Outputs| {
            pair().map(|(one, own)| {
                grain.percent(question(ADJUSTED, json!({"a": terms(one), "b": terms(own)}), outputs, level))
            })
        };
        out.push(Draft::new(MeasureKind::AdjustedGap, ADJUSTED, group, alike(Outputs::plain())).against(reference));
        let explained = Outputs::named("explained", "explained_lower", "explained_upper", "explained_p_value");
        out.push(Draft::new(MeasureKind::ExplainedGap, ADJUSTED, group, alike(explained)).against(reference));
    }
    if !of_bonuses {
        out.extend(quarters(groups, cells, level, grain));
    }
    out
}

fn amounts(cells: &[PayCell]) -> Vec<f64> {
    cells.iter().map(|cell| cell.pence.max(0) as f64 / 100.0).collect()
}

fn people(cells: &[PayCell]) -> Vec<u64> {
    cells.iter().map(|cell| cell.people).collect()
}

/// People by pay and terms. A grade or service that is not known is a level of its own; hours that are not known are taken for full
/// time.
fn terms(cells: &[PayCell]) -> Value {
    let each = |of: fn(&PayCell) -> f64| cells.iter().map(of).collect::<Vec<f64>>();
    json!({
        "pay": amounts(cells),
        "grade": each(|cell| cell.rung.map_or(-1.0, f64::from)),
        "service": each(|cell| cell.service.map_or(-1.0, |service| f64::from(service as u8))),
        "hours": each(|cell| f64::from(cell.hours.unwrap_or(100)) / 100.0),
        "people": people(cells),
    })
}

fn of_pence(cells: &[PayCell]) -> Result<PayTable, StatError> {
    let pence: Vec<u64> = cells.iter().map(|cell| u64::try_from(cell.pence).unwrap_or(0)).collect();
    let people: Vec<u64> = cells.iter().map(|cell| cell.people).collect();
    PayTable::from_pence(&pence, &people)
}

/// Each group's share of each quarter of everybody ordered by pay, which takes the pay of all.
fn quarters<'a>(
    groups: &[PayGroup],
    cells: impl Fn(Group) -> Cell<&'a [PayCell]>,
    level: Level,
    grain: Grain,
) -> Vec<Draft> {
    let present: Vec<Group> = groups.iter().map(|one| one.group).collect();
    let known = all(present.iter().map(|group| cells(*group)));
    let found = known.and_then(|cells| {
        let few = grain == Grain::Rounded && Cell::from(told_apart(&cells)).value().copied().unwrap_or(false);
        if few { Cell::Hidden(HiddenReason::TooFewPeople) } else { Cell::Value(cells) }
    });
    let mut out = Vec::new();
    for (place, group) in present.iter().enumerate() {
        for quarter in 1..=4 {
            let share = match &found {
                Cell::Value(cells) => {
                    let pay: Vec<Vec<f64>> = cells.iter().map(|cells| amounts(cells)).collect();
                    let people: Vec<Vec<u64>> = cells.iter().map(|cells| self::people(cells)).collect();
                    let input = json!({"pay": pay, "people": people, "group": place, "quarter": quarter});
                    Cell::Value(grain.share(question(QUARTERS, input, Outputs::plain(), level)))
                }
                Cell::Hidden(_) => Cell::Hidden(HiddenReason::Derived),
                Cell::NotEstimable(reason) => Cell::NotEstimable(*reason),
                Cell::Absent(reason) => Cell::Absent(*reason),
            };
            out.push(Draft::new(MeasureKind::QuarterShare, QUARTERS, *group, share).at(quarter));
        }
    }
    out
}

/// Whether few people in a quarter, or few others beside many, could be told from the shares.
fn told_apart(groups: &[&[PayCell]]) -> Result<bool, StatError> {
    let tables = groups.iter().map(|cells| of_pence(cells)).collect::<Result<Vec<PayTable>, StatError>>()?;
    let quarters = pay_quarters(&tables.iter().collect::<Vec<_>>())?;
    let few = |people: f64| people > 0.0 && people < FEWEST;
    Ok(quarters.people.iter().any(|people| {
        let sum: f64 = people.iter().sum();
        people.iter().any(|one| few(*one) || few(sum - one))
    }))
}

impl Grain {
    /// Per cent to the tenth; without the p-value, which is as fine as the pay behind it.
    fn percent(self, question: FigureQuestion) -> FigureQuestion {
        if self == Self::Exact {
            return question;
        }
        let outputs = Outputs { p_value: String::new(), ..question.outputs.clone() };
        FigureQuestion { decimals: Some(1), outputs, ..question }
    }

    /// A share to the whole per cent.
    fn share(self, question: FigureQuestion) -> FigureQuestion {
        FigureQuestion { decimals: (self == Self::Rounded).then_some(2), ..question }
    }
}
