//! One outcome for every row of a group table.

use super::{
    OutcomeContext,
    discoveries::adjust,
    estimators::{
        bounds, detectable, excess, gap_to_base, gap_to_fixed, method_names, plus, rate, rate_difference, rate_ratio,
        smallest_expected,
    },
    sentence::{Facts, percent_of_level},
    terms::{Definitions, Terms},
};
use crate::questions::families;
use rayon::prelude::*;
use wres_disparity::{Binomial, NotEstimable};
use wres_domain::{
    AbsentReason, Cell, Comparison, Gap, Group, GroupCount, GroupTable, Grouping, HiddenReason, Outcome, Reliability,
};

/// More unknown ethnicity than this share of the base makes a figure less reliable.
const COMPLETE: f64 = 0.9;
/// An expected count below this makes a figure one of small numbers.
const SMALL: f64 = 5.0;

/// Everything that is said about every group in every place, from counts alone: a plain function, so that it can be handed
/// to whatever guards the counts. What is hidden stays hidden, what is absent stays absent. One outcome a row, in the order
/// of the table.
#[must_use]
pub fn outcomes(groups: &GroupTable, context: &OutcomeContext) -> Vec<Outcome> {
    let definitions = Definitions::of(context);
    let rows: Vec<&[GroupCount]> = families(groups).collect();
    let level = percent_of_level(context.level);
    let of_rows = |rows: &&[GroupCount]| Family::of(rows, definitions.terms(&rows[0].place.indicator), context, &level);
    let families: Vec<Family<'_>> = rows.par_iter().map(of_rows).collect();
    // Each row knows its family, so that outcomes are made where they stay.
    let family_of_row: Vec<u32> =
        (0..).zip(&rows).flat_map(|(family, rows)| rows.iter().map(move |_| family)).collect();
    let outcome = |(row, family): (&GroupCount, &u32)| families[*family as usize].outcome(row);
    let mut out: Vec<Outcome> = groups.rows.par_iter().zip(&family_of_row).map(outcome).collect();
    adjust(&mut out);
    out
}

/// All groups of one grouping in one place.
struct Family<'a> {
    terms: Terms<'a>,
    context: &'a OutcomeContext,
    /// Mean square error of a count: 0 where nothing was rounded.
    s2: f64,
    /// Service and stratum as the start of a sentence.
    place: String,
    /// Level of the intervals, as it is written.
    level: &'a str,
    grouping: Grouping,
    /// The groups that are compared.
    compared: Vec<Group>,
    reference: Cell<Binomial>,
    unknown: Cell<Binomial>,
    /// All groups of known ethnicity together.
    known: Cell<Binomial>,
}

impl<'a> Family<'a> {
    fn of(rows: &[GroupCount], terms: Terms<'a>, context: &'a OutcomeContext, level: &'a str) -> Self {
        let grouping = rows[0].grouping;
        let find = |group: Group| {
            let row = rows.iter().find(|row| row.group == group);
            row.map_or(Cell::Value(Binomial::default()), counts)
        };
        let known = rows.iter().filter(|row| row.group != Group::Unknown).map(counts);
        Self {
            terms,
            context,
            s2: if terms.about_people() { context.rounding_error() } else { 0.0 },
            place: terms.place(&rows[0].place),
            level,
            grouping,
            compared: grouping.groups(),
            reference: find(grouping.reference()),
            unknown: find(Group::Unknown),
            known: known
                .reduce(|sum, next| sum.zip(next).map(|(a, b)| plus(a, b)))
                .unwrap_or(Cell::Value(Binomial::default())),
        }
    }

    fn outcome(&self, row: &GroupCount) -> Outcome {
        let (level, s2) = (self.context.level, self.s2);
        let own = counts(row);
        let rate = own.and_then(|own| rate(own, s2, level));
        let compared = self.compared.contains(&row.group);
        let comparison = (compared && row.group != self.grouping.reference()).then(|| self.comparison(row.group, own));
        let share = if row.group == Group::Unknown {
            Cell::NotEstimable(NotEstimable::NoBase)
        } else {
            own.zip(self.known).and_then(|(own, known)| {
                if known.cases().0 == 0 {
                    return Cell::NotEstimable(NotEstimable::NoCases);
                }
                Cell::from(Binomial::of(own.cases().0, known.cases().0))
                    .and_then(|share| super::estimators::rate(share, s2, level))
            })
        };
        let gap = (self.terms.has_gap() && compared).then(|| {
            Box::new(Gap {
                workforce: own.zip(self.known).and_then(|(own, known)| gap_to_base(own, known, s2, level)),
                population: self
                    .benchmark(row)
                    .map_or(Cell::Absent(AbsentReason::NoBenchmark), |fixed| gap_to_fixed(share, fixed)),
            })
        });
        let sentence = Facts {
            terms: self.terms,
            place: &self.place,
            grouping: self.grouping,
            group: row.group,
            counts: own,
            few_of: match (row.cases, row.base) {
                (Cell::Hidden(HiddenReason::BelowThreshold), Cell::Value(base)) => Some(base.0),
                _ => None,
            },
            reference: self.reference,
            all: self.known,
            rate,
            comparison: comparison.as_ref(),
            gap: gap.as_deref(),
            level: self.level,
            context: self.context,
        }
        .sentence();
        let [rate_method, ratio_method, difference_method] = method_names(s2);
        Outcome {
            place: row.place.clone(),
            grouping: row.grouping,
            group: row.group,
            cases: row.cases,
            base: row.base,
            rate,
            share,
            reliability: self.reliability(row.group, own, comparison.is_some()),
            comparison,
            gap,
            level: level.value(),
            rate_method: rate_method.into(),
            ratio_method: ratio_method.into(),
            difference_method: difference_method.into(),
            sentence,
        }
    }

    fn comparison(&self, group: Group, own: Cell<Binomial>) -> Comparison {
        let (level, s2) = (self.context.level, self.s2);
        let flipped = self.terms.flipped();
        let pair = own.zip(self.reference);
        let turned = pair.map(|(own, reference)| if flipped { (reference, own) } else { (own, reference) });
        let ratio = turned.and_then(|(of, against)| rate_ratio(of, against, s2, level));
        let difference = turned.and_then(|(of, against)| rate_difference(of, against, s2, level));
        Comparison {
            direction: self.terms.direction(self.grouping, group),
            reference_cases: self.reference.map(Binomial::cases),
            reference_base: self.reference.map(Binomial::base),
            ratio: ratio.map(|(interval, _)| interval),
            difference,
            excess: own.zip(difference).map(|(own, difference)| excess(own, difference, flipped)),
            p_value: ratio.and_then(|(_, p)| p.map_or(Cell::NotEstimable(NotEstimable::Undefined), Cell::Value)),
            // Filled in when all sites are known.
            q_value: ratio.and_then(|_| Cell::NotEstimable(NotEstimable::Undefined)),
            bounds: pair.zip(self.unknown).map(|((own, reference), unknown)| bounds(own, reference, unknown, flipped)),
            detectable: turned.and_then(|(of, against)| detectable(of.base().0, against, level)),
        }
    }

    /// The group's share of the population that is the scope's benchmark.
    fn benchmark(&self, row: &GroupCount) -> Option<f64> {
        let people = self.context.benchmarks.get(&row.place.scope)?;
        let known = people.iter().filter(|(ethnicity, _)| ethnicity.is_known());
        let (mut of_group, mut all) = (0_u128, 0_u128);
        for (ethnicity, count) in known {
            all += u128::from(*count);
            if self.grouping.group(*ethnicity) == row.group {
                of_group += u128::from(*count);
            }
        }
        (all > 0).then(|| of_group as f64 / all as f64)
    }

    fn reliability(&self, group: Group, own: Cell<Binomial>, compared: bool) -> Reliability {
        let Cell::Value(own) = own else { return Reliability::None };
        if own.base().0 == 0 {
            return Reliability::None;
        }
        let smallest = match (compared, self.reference) {
            (true, Cell::Value(reference)) => smallest_expected(own, reference),
            _ => Some(own.cases().0.min(own.others().0) as f64),
        };
        if group != Group::Unknown
            && let (Cell::Value(known), Cell::Value(unknown)) = (self.known, self.unknown)
        {
            let all = plus(known, unknown).base().0 as f64;
            if (known.base().0 as f64) < COMPLETE * all {
                return Reliability::LowCompleteness;
            }
        }
        if smallest.is_some_and(|smallest| smallest < SMALL) { Reliability::SmallNumbers } else { Reliability::Sound }
    }
}

/// Cases out of base; hidden or absent where either is.
pub(super) fn counts(row: &GroupCount) -> Cell<Binomial> {
    match row.cases.zip(row.base) {
        // What is hidden for itself keeps its own reason.
        Cell::Hidden(_) => Cell::Hidden(hidden(row)),
        other => other.and_then(|(cases, base)| Cell::from(Binomial::new(cases, base))),
    }
}

fn hidden(row: &GroupCount) -> HiddenReason {
    match (row.cases, row.base) {
        (Cell::Hidden(reason), _) | (_, Cell::Hidden(reason)) => reason,
        _ => HiddenReason::Derived,
    }
}
