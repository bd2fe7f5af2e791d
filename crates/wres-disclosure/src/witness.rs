//! Proof that a hidden count cannot be found out: other tables that agree with everything published.
//!
//! If two tables both agree with every figure shown, every mark, every rounding and every sum, and differ in a hidden
//! count, then nobody can tell from the publication which of them is true, however clever they are. A proof is a walk from
//! the true table: each step changes a few counts so that every sum still holds, and after each step every count is one that
//! a reader finds possible. The walk is found by search, and then checked by plain arithmetic that does not depend on how it
//! was found.

use crate::{
    knowledge::{Knowledge, Range},
    system::System,
};
use std::collections::HashMap;

/// Changes that keep every sum, made so many times.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Step {
    pub(crate) changes: Vec<(u32, i32)>,
    pub(crate) times: i64,
}

impl Step {
    /// Whether every sum that holds before the step holds after it.
    fn keeps_sums(&self, system: &System) -> bool {
        let mut sums: Vec<(u32, i64)> = Vec::new();
        for &(variable, change) in &self.changes {
            sums.extend(system.uses(variable).iter().map(|&(relation, sign)| (relation, sign * i64::from(change))));
        }
        sums.sort_unstable();
        sums.chunk_by(|a, b| a.0 == b.0).all(|sum| sum.iter().map(|(_, change)| change).sum::<i64>() == 0)
    }
}

/// Follows a walk from the true table as far as it holds, and notes the lowest and the highest value that each count takes
/// on the way. Says whether all of it holds. Independent of the search.
pub(crate) fn follow(system: &System, knowledge: &Knowledge, walk: &[Step], seen: &mut HashMap<u32, Range>) -> bool {
    let mut away: HashMap<u32, i64> = HashMap::new();
    for step in walk {
        if !step.keeps_sums(system) {
            return false;
        }
        for &(variable, change) in &step.changes {
            *away.entry(variable).or_default() += step.times * i64::from(change);
        }
        let value = |variable: u32| system.value(variable) + away.get(&variable).copied().unwrap_or(0);
        if !step.changes.iter().all(|&(variable, _)| knowledge.range(variable).holds(value(variable))) {
            return false;
        }
        for &(variable, _) in &step.changes {
            let (now, truth) = (value(variable), system.value(variable));
            let range = seen.entry(variable).or_insert(Range { low: truth, high: truth });
            *range = Range { low: range.low.min(now), high: range.high.max(now) };
        }
    }
    true
}
