//! One outcome for every row of a group table.

use super::{
    Asked, OutcomeContext,
    ask::{asked_of, row_name},
    discoveries::{adjust, tests},
    estimators::{
        bounds, detectable, excess, gap_to_base, gap_to_fixed, plus, rate, rate_difference, rate_ratio,
        smallest_expected,
    },
    outcome_figures::{OUTCOME_FIGURES, OutcomeCounts},
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

/// What is made of the question behind every figure of every outcome, in the order of [`outcomes`].
#[must_use]
pub(crate) fn outcome_questions<T>(
    groups: &GroupTable,
    context: &OutcomeContext,
    make: &impl Fn(Asked) -> T,
) -> Vec<T> {
    let definitions = Definitions::of(context);
    let outcomes = outcomes(groups, context);
    let tests = tests(&outcomes);
    let level = percent_of_level(context.level);
    let mut out = Vec::new();
    let mut row = 0;
    for rows in families(groups) {
        let family = Family::of(rows, definitions.terms(&rows[0].place.indicator), context, &level);
        for count in rows {
            let counts = OutcomeCounts { tests: tests.get(&row).cloned(), ..family.counts(count) };
            let name = row_name(&count.place, count.grouping, count.group, &[]);
            out.extend(asked_of(OUTCOME_FIGURES, "outcomes", &outcomes[row], &counts, &name).into_iter().map(make));
            row += 1;
        }
    }
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
    /// Names of the methods of rate, ratio and difference.
    methods: [&'static str; 3],
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
        let s2 = terms.rounding_error(context);
        let method = |column: &str| {
            let figure = OUTCOME_FIGURES.iter().find(|figure| figure.columns.estimate == column);
            figure.map_or("", |figure| figure.methods[usize::from(s2 > 0.0)])
        };
        Self {
            terms,
            context,
            s2,
            place: terms.place(&rows[0].place),
            level,
            methods: ["rate", "ratio", "difference"].map(method),
            grouping,
            compared: grouping.groups(),
            reference: find(grouping.reference()),
            unknown: find(Group::Unknown),
            known: known
                .reduce(|sum, next| sum.zip(next).map(|(a, b)| plus(a, b)))
                .unwrap_or(Cell::Value(Binomial::default())),
        }
    }

    /// What a row of it is made of.
    fn counts(&self, row: &GroupCount) -> OutcomeCounts {
        let own = counts(row);
        let compared = self.compared.contains(&row.group);
        let pair = (compared && row.group != self.grouping.reference()).then(|| {
            let pair = own.zip(self.reference);
            if self.terms.flipped() { pair.map(|(own, reference)| (reference, own)) } else { pair }
        });
        let share = if row.group == Group::Unknown {
            Cell::NotEstimable(NotEstimable::NoBase)
        } else {
            own.zip(self.known).and_then(|(own, known)| match known.cases().0 {
                0 => Cell::NotEstimable(NotEstimable::NoCases),
                cases => Cell::from(Binomial::of(own.cases().0, cases)),
            })
        };
        OutcomeCounts {
            own,
            pair,
            reference: self.reference,
            unknown: self.unknown,
            share,
            known: self.known,
            benchmark: self.benchmark(row),
            tests: None,
            s2: self.s2,
            level: self.context.level,
        }
    }

    fn has_gap(&self, group: Group) -> bool {
        self.terms.has_gap() && self.compared.contains(&group)
    }

    fn outcome(&self, row: &GroupCount) -> Outcome {
        let made = self.counts(row);
        let OutcomeCounts { own, s2, level, .. } = made;
        let rate = own.and_then(|own| rate(own, s2, level));
        let comparison = made.pair.map(|pair| self.comparison(row.group, pair, &made));
        let share = made.share.and_then(|share| super::estimators::rate(share, s2, level));
        let gap = self.has_gap(row.group).then(|| {
            let fixed = made.benchmark.map_or(Cell::Absent(AbsentReason::NoBenchmark), Cell::Value);
            Box::new(Gap {
                workforce: own.zip(self.known).and_then(|(own, known)| gap_to_base(own, known, s2, level)),
                population: made.share.zip(fixed).and_then(|(share, fixed)| gap_to_fixed(share, fixed, s2, level)),
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
        let [rate_method, ratio_method, difference_method] = self.methods;
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

    fn comparison(&self, group: Group, pair: Cell<(Binomial, Binomial)>, made: &OutcomeCounts) -> Comparison {
        let OutcomeCounts { own, reference, unknown, s2, level, .. } = *made;
        let ratio = pair.and_then(|(of, against)| rate_ratio(of, against, s2, level));
        Comparison {
            direction: self.terms.direction(self.grouping, group),
            reference_cases: reference.map(Binomial::cases),
            reference_base: reference.map(Binomial::base),
            ratio: ratio.map(|(interval, _)| interval),
            difference: pair.and_then(|(of, against)| rate_difference(of, against, s2, level)),
            excess: own.zip(reference).and_then(|(own, reference)| excess(own, reference, s2, level)),
            p_value: ratio.and_then(|(_, p)| p.map_or(Cell::NotEstimable(NotEstimable::Undefined), Cell::Value)),
            // Filled in when all sites are known.
            q_value: ratio.and_then(|_| Cell::NotEstimable(NotEstimable::Undefined)),
            bounds: pair.zip(unknown).and_then(|((of, against), unknown)| bounds(of, against, unknown)),
            detectable: pair.and_then(|(of, against)| detectable(of, against, level)),
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
