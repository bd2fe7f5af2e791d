//! Gaps in pay, from pay by distinct value.

use super::{draft::Draft, panel::all, question::placed};
use crate::OutcomeContext;
use rayon::prelude::*;
use std::collections::BTreeMap;
use wres_disparity::{
    Binomial, Estimate, Level, NotEstimable, StatError,
    model::{Observation, Terms, adjusted_gap},
    pay::{PayTable, mean_gap_percent, median_gap_percent, pay_quarters},
    proportion::wilson,
};
use wres_domain::{Cell, Group, HiddenReason, IndicatorId, Interval, Measure, MeasureKind, PayCell, PayGroup};
use wres_metrics::{Indicator, MeasureFamily, Standard};

const MEAN: &str = "pay_gap.mean_percent";
const MEDIAN: &str = "pay_gap.median_percent";
const ADJUSTED: &str = "adjusted_gap of log pay on rung, service and hours";
const BONUS_MEAN: &str = "pay_gap.mean_percent of bonuses";
const BONUS_MEDIAN: &str = "pay_gap.median_percent of bonuses";
const QUARTERS: &str = "pay_quarters; proportion.wilson";
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
    all_places(groups, context, Grain::Rounded)
}

/// The same without rounding, for those who check.
#[must_use]
pub fn exact_pay_measures(groups: &[PayGroup], context: &OutcomeContext) -> Vec<Measure> {
    all_places(groups, context, Grain::Exact)
}

fn all_places(groups: &[PayGroup], context: &OutcomeContext, grain: Grain) -> Vec<Measure> {
    let wanted = |indicator: &Indicator| {
        let of_pay = |family| matches!(family, MeasureFamily::PayGap | MeasureFamily::BonusGap);
        indicator.measures.iter().map(|wanted| wanted.family).find(|family| of_pay(*family))
    };
    let indicators: BTreeMap<&IndicatorId, (&Standard, &Indicator, MeasureFamily)> = context
        .standards
        .iter()
        .flat_map(|standard| standard.indicators.iter().map(move |indicator| (standard, indicator)))
        .filter_map(|(standard, indicator)| Some((&indicator.id, (standard, indicator, wanted(indicator)?))))
        .collect();
    let places: Vec<&[PayGroup]> = groups.chunk_by(|a, b| a.place == b.place && a.grouping == b.grouping).collect();
    places
        .par_iter()
        .filter_map(|groups| Some((indicators.get(&groups[0].place.indicator)?, *groups)))
        .flat_map_iter(|((standard, indicator, family), groups)| {
            let (place, grouping) = (&groups[0].place, groups[0].grouping);
            let drafts = drafts(groups, *family, context.level, grain);
            let measures: Vec<Measure> =
                drafts.into_iter().map(|draft| placed(standard, indicator, place, grouping, draft, context)).collect();
            measures
        })
        .collect()
}

/// Gaps in mean and median of every group; of pay also those between people alike, and shares of quarters.
fn drafts(groups: &[PayGroup], family: MeasureFamily, level: Level, grain: Grain) -> Vec<Draft> {
    let (mean_kind, mean_method, median_kind, median_method) = match family {
        MeasureFamily::BonusGap => (MeasureKind::MeanBonusGap, BONUS_MEAN, MeasureKind::MedianBonusGap, BONUS_MEDIAN),
        _ => (MeasureKind::MeanGap, MEAN, MeasureKind::MedianGap, MEDIAN),
    };
    let of_bonuses = family == MeasureFamily::BonusGap;
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
    let table = |group: Group| cells(group).and_then(|cells| Cell::from(of_pence(cells)));
    let percent = |value: Cell<Estimate>| value.map(|estimate| grain.percent(estimate));
    let mut out = Vec::new();
    for group in grouping.groups().into_iter().filter(|group| *group != reference) {
        let pair = table(reference).zip(table(group));
        let mean = pair.clone().and_then(|(one, own)| Cell::from(mean_gap_percent(&one, &own, level)));
        out.push(Draft::estimated(mean_kind, mean_method, group, percent(mean)).against(reference));
        let median = pair.and_then(|(one, own)| Cell::from(median_gap_percent(&one, &own, level)));
        out.push(Draft::estimated(median_kind, median_method, group, percent(median)).against(reference));
        if of_bonuses {
            continue;
        }
        let parts = cells(reference).zip(cells(group)).and_then(|(one, own)| Cell::from(parts(one, own, level)));
        let adjusted = percent(parts.map(|parts| parts.0));
        out.push(Draft::estimated(MeasureKind::AdjustedGap, ADJUSTED, group, adjusted).against(reference));
        let explained = percent(parts.map(|parts| parts.1));
        out.push(Draft::estimated(MeasureKind::ExplainedGap, ADJUSTED, group, explained).against(reference));
    }
    if !of_bonuses {
        out.extend(quarters(groups, table, level, grain));
    }
    out
}

fn of_pence(cells: &[PayCell]) -> Result<PayTable, StatError> {
    let pence: Vec<u64> = cells.iter().map(|cell| u64::try_from(cell.pence).unwrap_or(0)).collect();
    let people: Vec<u64> = cells.iter().map(|cell| cell.people).collect();
    PayTable::from_pence(&pence, &people)
}

/// The adjusted and the explained gap in log pay, each as per cent of the reference group's pay.
fn parts(reference: &[PayCell], own: &[PayCell], level: Level) -> Result<(Estimate, Estimate), StatError> {
    let paid = |cell: &&PayCell| cell.pence > 0 && cell.people > 0;
    let observations = |cells: &[PayCell]| -> Vec<Observation> {
        cells
            .iter()
            .filter(paid)
            .map(|cell| Observation {
                covariates: vec![rung(cell), service(cell), hours(cell)],
                outcome: (cell.pence as f64).ln(),
                count: cell.people,
            })
            .collect()
    };
    let everybody = || reference.iter().chain(own).filter(paid);
    let terms = Terms::new();
    let terms = terms.levels(0, &levels(everybody().map(|cell| (rung(cell), cell.people))));
    let terms = terms.levels(1, &levels(everybody().map(|cell| (service(cell), cell.people))));
    let terms =
        if levels(everybody().map(|cell| (hours(cell), cell.people))).is_empty() { terms } else { terms.value(2) };
    let gap = adjusted_gap(&observations(reference), &observations(own), &terms, level)?;
    let of_pay = |log: Estimate| {
        let percent = |log: f64| 100.0 * (1.0 - (-log).exp());
        Estimate { value: percent(log.value), lower: percent(log.lower), upper: percent(log.upper), ..log }
    };
    Ok((of_pay(gap.adjusted), of_pay(gap.explained)))
}

/// A place on the ladder; what is not known is a level of its own.
fn rung(cell: &PayCell) -> f64 {
    cell.rung.map_or(-1.0, f64::from)
}

fn service(cell: &PayCell) -> f64 {
    cell.service.map_or(-1.0, |service| f64::from(service as u8))
}

/// Hours; those that are not known are taken for full time.
fn hours(cell: &PayCell) -> f64 {
    f64::from(cell.hours.unwrap_or(100)) / 100.0
}

/// The values that occur, but for the most frequent, which the others are compared with.
fn levels(values: impl Iterator<Item = (f64, u64)>) -> Vec<f64> {
    let mut seen: Vec<(f64, u64)> = Vec::new();
    for (value, people) in values {
        match seen.iter_mut().find(|(known, _)| *known == value) {
            Some((_, sum)) => *sum += people,
            None => seen.push((value, people)),
        }
    }
    let most = seen.iter().copied().max_by_key(|(_, people)| *people).map(|(value, _)| value);
    let mut rest: Vec<f64> = seen.into_iter().map(|(value, _)| value).filter(|value| Some(*value) != most).collect();
    rest.sort_by(f64::total_cmp);
    rest
}

/// Each group's share of each quarter of everybody ordered by pay, which takes the pay of all.
fn quarters(groups: &[PayGroup], table: impl Fn(Group) -> Cell<PayTable>, level: Level, grain: Grain) -> Vec<Draft> {
    let present: Vec<Group> = groups.iter().map(|one| one.group).collect();
    let found = all(present.iter().map(|group| table(*group))).and_then(|tables| {
        Cell::from(pay_quarters(&tables.iter().collect::<Vec<_>>())).and_then(|quarters| {
            // Few people in a quarter, or few others, could be told from the share of it.
            let few = |people: f64| people > 0.0 && people < FEWEST;
            let telling = quarters.people.iter().any(|people| {
                let sum: f64 = people.iter().sum();
                people.iter().any(|one| few(*one) || few(sum - one))
            });
            if telling && grain == Grain::Rounded {
                Cell::Hidden(HiddenReason::TooFewPeople)
            } else {
                Cell::Value(quarters)
            }
        })
    });
    let mut out = Vec::new();
    for (place, group) in present.iter().enumerate() {
        for quarter in 0..4 {
            let value = match &found {
                Cell::Value(quarters) => {
                    let all: f64 = quarters.people[quarter].iter().sum();
                    let own = quarters.people[quarter][place];
                    let counts = Binomial::of(own.round() as u64, all.round().max(own.round()) as u64);
                    Cell::from(counts.and_then(|counts| wilson(counts, level))).map(|limits| Interval {
                        estimate: grain.share(quarters.shares[quarter][place]),
                        lower: grain.share(limits.lower),
                        upper: grain.share(limits.upper),
                    })
                }
                Cell::Hidden(_) => Cell::Hidden(HiddenReason::Derived),
                Cell::NotEstimable(reason) => Cell::NotEstimable(*reason),
                Cell::Absent(reason) => Cell::Absent(*reason),
            };
            out.push(Draft::new(MeasureKind::QuarterShare, QUARTERS, *group, value).at(quarter + 1));
        }
    }
    out
}

impl Grain {
    fn round(self, value: f64, to: f64) -> f64 {
        if self == Self::Exact { value } else { (value * to).round() / to }
    }

    /// Per cent with limits; without the p-value, which is as fine as the pay behind it.
    fn percent(self, estimate: Estimate) -> Estimate {
        let [value, lower, upper] = [estimate.value, estimate.lower, estimate.upper].map(|part| self.round(part, 10.0));
        let p_value = estimate.p_value.filter(|_| self == Self::Exact);
        Estimate { value, lower, upper, p_value, ..estimate }
    }

    fn share(self, share: f64) -> f64 {
        self.round(share, 100.0)
    }
}

#[cfg(test)]
mod tests {
    use super::levels;

    #[test]
    fn the_most_frequent_value_is_what_others_are_compared_with() {
        assert_eq!(levels([(2.0, 5), (1.0, 3), (2.0, 1), (7.0, 5)].into_iter()), [1.0, 7.0]);
        assert!(levels([(2.0, 5)].into_iter()).is_empty());
        assert!(levels(std::iter::empty::<(f64, u64)>()).is_empty());
    }
}
