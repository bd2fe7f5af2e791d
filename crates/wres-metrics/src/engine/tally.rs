//! Counting: members who meet conditions, by service, ethnicity and stratum.

use super::{
    asked::Asked,
    cells::{Cases, Grid, PAIRS},
};
use crate::{
    definition::Split,
    plan::{CountNode, Division, Measure, StrataNode},
};
use std::{
    collections::{BTreeMap, BTreeSet},
    rc::Rc,
};
use wres_domain::Service;

/// A stratum of an indicator: its dimension by place, and its value by place; `None` for the whole, a value of `None` for
/// those not mapped.
pub(crate) type StratumKey = Option<(usize, Option<usize>)>;

/// The cells of one indicator.
#[derive(Debug, Default)]
pub(crate) struct Tally {
    /// Strata in which there is anybody.
    pub(crate) strata: BTreeMap<StratumKey, Grid>,
    /// The services in which anybody is at risk.
    pub(crate) services: BTreeSet<Service>,
    /// Members who are cases and not at risk.
    pub(crate) not_at_risk: u64,
}

/// Counts a proportion or a share. `present` says which of its dimensions can be told.
pub(crate) fn tally<'a>(asked: &Asked<'_, 'a>, count: &'a CountNode, present: &[bool]) -> Tally {
    let case = match &count.measure {
        Measure::Proportion { case, .. } => Some(asked.holds(case)),
        _ => None,
    };
    let counting = Counting { asked, at_risk: asked.at_risk(count), case };
    let mut tally = Tally::default();
    let whole = counting.whole(|row| counting.is_case(row), |_| true);
    tally.services = whole.services();
    tally.not_at_risk = match &counting.at_risk {
        Some(at_risk) => (0..at_risk.len()).filter(|row| counting.is_case(*row) && !at_risk[*row]).count() as u64,
        None => 0,
    };
    tally.fill(None, whole);
    let share = matches!(count.measure, Measure::Share { .. });
    for (dimension, strata) in count.strata().iter().enumerate().filter(|(dimension, _)| present[*dimension]) {
        for (value, grid) in counting.strata(strata, share) {
            tally.fill(Some((dimension, value)), grid);
        }
    }
    tally
}

impl Tally {
    fn fill(&mut self, stratum: StratumKey, grid: Grid) {
        if !grid.is_empty() {
            self.strata.insert(stratum, grid);
        }
    }
}

/// Who is counted.
struct Counting<'q, 's, 'a> {
    asked: &'q Asked<'s, 'a>,
    /// `None` for everybody.
    at_risk: Option<Rc<[bool]>>,
    /// `None` where nobody is a case.
    case: Option<Rc<[bool]>>,
}

impl<'a> Counting<'_, '_, 'a> {
    fn is_case(&self, row: usize) -> bool {
        self.case.as_ref().is_some_and(|case| case[row])
    }

    /// Counts members at risk by slot: cases among those who are inside.
    fn grids(
        &self,
        slots: impl Iterator<Item = usize>,
        strata: usize,
        is_case: impl Fn(usize) -> bool,
        inside: impl Fn(usize) -> bool,
    ) -> Vec<Grid> {
        let mut cells = vec![Cases::default(); strata * PAIRS];
        for (row, slot) in slots.enumerate() {
            let base = self.at_risk.as_ref().is_none_or(|at_risk| at_risk[row]) && inside(row);
            cells[slot].base += u64::from(base);
            cells[slot].cases += u64::from(base && is_case(row));
        }
        Grid::many(&cells)
    }

    fn whole(&self, is_case: impl Fn(usize) -> bool, inside: impl Fn(usize) -> bool) -> Grid {
        let pairs = self.asked.members.pairs.iter().map(|pair| usize::from(*pair));
        self.grids(pairs, 1, is_case, inside).pop().unwrap_or_default()
    }

    /// The strata of a dimension, by the place of their value. Of a share everybody in a stratum is a case of it.
    fn strata(&self, strata: &'a StrataNode, share: bool) -> Vec<(Option<usize>, Grid)> {
        let known = strata.division.codes().len();
        let Division::Conditions(values) = &strata.division else {
            let slots = self.asked.slots(&strata.division);
            let slots = slots.iter().map(|slot| *slot as usize);
            let grids = self.grids(slots, known + 1, |row| share || self.is_case(row), |_| true);
            return grids.into_iter().enumerate().map(|(at, grid)| ((at < known).then_some(at), grid)).collect();
        };
        let of_value = |(value, (_, condition)): (usize, &'a (String, _))| {
            let holds = self.asked.holds(condition);
            let grid = if strata.split == Split::Base && !share {
                self.whole(|row| self.is_case(row), |row| holds[row])
            } else {
                self.whole(|row| holds[row], |_| true)
            };
            (Some(value), grid)
        };
        values.iter().enumerate().map(of_value).collect()
    }
}
