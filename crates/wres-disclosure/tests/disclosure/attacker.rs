//! A reader who adds and subtracts: knows the rules, the rounding and which figures are sums of which, tries every
//! combination of people that agrees with a published table, and so finds every value that a hidden count can have.
//!
//! Written without any of the crate's own machinery.

use crate::consortium::{Cohort, places};
use std::collections::BTreeMap;
use wres_disclosure::Policy;
use wres_domain::{Cell, GroupTable, Grouping, SiteId};

/// More people than any cohort of these tests holds.
const MANY: i64 = 90;

/// How many combinations are tried for one value of one figure.
const PATIENCE: u32 = 1_500;

/// A published figure: which unknowns it is the sum of, and between what it lies.
struct Figure {
    unknowns: Vec<usize>,
    low: i64,
    high: i64,
    secret: bool,
}

pub(crate) struct Attacker {
    figures: Vec<Figure>,
    unknowns: usize,
    /// Figures that each unknown is part of.
    within: Vec<Vec<usize>>,
}

impl Attacker {
    /// Unknown are the cases (`2 * i`) and the others (`2 * i + 1`) of every cohort. Their true numbers are only looked at to
    /// know which of the hidden figures are small, and so must not be found out.
    pub(crate) fn new(
        published: &GroupTable,
        exact: &GroupTable,
        cohorts: &[Cohort],
        by_service: bool,
        regions: &BTreeMap<SiteId, String>,
        policy: &Policy,
    ) -> Self {
        let mut figures = Vec::new();
        for (row, truth) in published.rows.iter().zip(&exact.rows) {
            let members: Vec<usize> = (0..cohorts.len())
                .filter(|&at| {
                    row.grouping.group(cohorts[at].ethnicity) == row.group
                        && places(&cohorts[at], by_service, regions).contains(&row.place)
                })
                .collect();
            let cases: Vec<usize> = members.iter().map(|at| 2 * at).collect();
            let others: Vec<usize> = members.iter().map(|at| 2 * at + 1).collect();
            let base = [cases.clone(), others.clone()].concat();
            let (true_cases, true_base) = (truth.cases.value().unwrap().0, truth.base.value().unwrap().0);
            let few_others = true_base > true_cases && policy.is_small(true_base - true_cases);
            // Few others are as secret as few cases. Where both cases and base are shown, a reader knows that there are none
            // or not few.
            let both_shown = row.cases.value().is_some() && row.base.value().is_some();
            if few_others || both_shown {
                let least = if true_base == true_cases || !both_shown { 0 } else { policy.hide_up_to() as i64 + 1 };
                let most = if true_base == true_cases && both_shown { 0 } else { MANY * others.len() as i64 };
                figures.push(Figure { unknowns: others, low: least, high: most, secret: few_others });
            }
            figures.extend(figure(cases, row.cases.recast(|count| count.0), policy.is_small(true_cases), policy));
            figures.extend(figure(base, row.base.recast(|base| base.0), policy.is_small(true_base), policy));
        }
        let unknowns = 2 * cohorts.len();
        let within = (0..unknowns)
            .map(|unknown| (0..figures.len()).filter(|&at| figures[at].unknowns.contains(&unknown)).collect())
            .collect();
        Self { figures, unknowns, within }
    }

    /// For every secret figure, the lowest and highest value that some combination allows, looking no further than
    /// `enough` steps apart. `None` for a figure about which the patience ran out.
    pub(crate) fn ranges(&self, enough: i64) -> Vec<Option<(i64, i64)>> {
        let hidden = (0..self.figures.len()).filter(|&at| self.figures[at].secret);
        hidden.map(|at| self.range(at, enough)).collect()
    }

    fn range(&self, figure: usize, enough: i64) -> Option<(i64, i64)> {
        let Figure { low, high, .. } = self.figures[figure];
        let mut lowest = None;
        for value in low..=high {
            if self.allows(figure, value)? {
                lowest = Some(value);
                break;
            }
        }
        let lowest = lowest.expect("the truth agrees with what is published of it");
        for value in (lowest..=(lowest + enough).min(high)).rev() {
            if self.allows(figure, value)? {
                return Some((lowest, value));
            }
        }
        Some((lowest, lowest))
    }

    /// Whether any combination gives a figure a value.
    fn allows(&self, figure: usize, value: i64) -> Option<bool> {
        let mut bounds: Vec<(i64, i64)> = self.figures.iter().map(|figure| (figure.low, figure.high)).collect();
        bounds[figure] = (value, value);
        let mut ranges = vec![(0, MANY); self.unknowns];
        let mut patience = PATIENCE;
        self.fill(&bounds, &mut ranges, &mut patience)
    }

    /// Narrows what each unknown can be until nothing changes, then tries the values of the one with the fewest.
    fn fill(&self, bounds: &[(i64, i64)], ranges: &mut Vec<(i64, i64)>, patience: &mut u32) -> Option<bool> {
        if *patience == 0 {
            return None;
        }
        *patience -= 1;
        if !self.narrow(bounds, ranges) {
            return Some(false);
        }
        let open = (0..self.unknowns).filter(|&at| ranges[at].0 < ranges[at].1 && !self.within[at].is_empty());
        let Some(next) = open.min_by_key(|&at| ranges[at].1 - ranges[at].0) else { return Some(true) };
        let (low, high) = ranges[next];
        for value in low..=high {
            let mut trial = ranges.clone();
            trial[next] = (value, value);
            if self.fill(bounds, &mut trial, patience)? {
                return Some(true);
            }
        }
        Some(false)
    }

    fn narrow(&self, bounds: &[(i64, i64)], ranges: &mut [(i64, i64)]) -> bool {
        loop {
            let mut changed = false;
            for (figure, &(low, high)) in self.figures.iter().zip(bounds) {
                let least: i64 = figure.unknowns.iter().map(|&at| ranges[at].0).sum();
                let most: i64 = figure.unknowns.iter().map(|&at| ranges[at].1).sum();
                if least > high || most < low {
                    return false;
                }
                for &at in &figure.unknowns {
                    let (from, to) = ranges[at];
                    let narrowed = (from.max(low - (most - to)), to.min(high - (least - from)));
                    changed |= narrowed != (from, to);
                    ranges[at] = narrowed;
                    if narrowed.0 > narrowed.1 {
                        return false;
                    }
                }
            }
            if !changed {
                return true;
            }
        }
    }
}

fn figure(unknowns: Vec<usize>, cell: Cell<u64>, is_small: bool, policy: &Policy) -> Option<Figure> {
    let small = policy.hide_up_to() as i64;
    let step = policy.round_to() as i64;
    let (low, high, secret) = match cell {
        Cell::Value(0) => (0, 0, false),
        Cell::Value(shown) => {
            let low = shown as i64 - step / 2;
            (low.max(small + 1), low + step - 1, false)
        }
        Cell::Hidden(_) => (i64::from(!policy.hides_zero()), MANY * unknowns.len().max(1) as i64, is_small),
        _ => return None,
    };
    Some(Figure { unknowns, low, high, secret })
}

/// The groupings that tell apart everything these tests look at.
pub(crate) const GROUPINGS: [Grouping; 2] = [Grouping::Binary, Grouping::ThreeWay];
