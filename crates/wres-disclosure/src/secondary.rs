//! Hiding more, so that what is hidden stays hidden: one sum at a time.
//!
//! Where a sum alone would narrow a hidden count too far, the cheapest count of that sum that is still shown is hidden with
//! it. What is hidden so has sums of its own, which are looked at in turn. Sums that work together are left to the audit.

use crate::{
    knowledge::{Knowledge, Range, Treatment, UNLIMITED},
    system::System,
};
use std::collections::VecDeque;

/// Hides more until no sum by itself leaves a hidden count fewer than `values` values.
pub(crate) fn hide_by_sums(system: &System, knowledge: &mut Knowledge, values: i64) {
    let mut queue: VecDeque<u32> = (0..system.relations()).collect();
    let mut waiting = vec![true; system.relations() as usize];
    while let Some(relation) = queue.pop_front() {
        waiting[relation as usize] = false;
        while narrows(system, knowledge, relation, values) {
            let Some(cheapest) = cheapest(system, knowledge, relation) else { break };
            knowledge.hide(system, cheapest);
            for &(other, _) in system.uses(cheapest) {
                if other != relation && !std::mem::replace(&mut waiting[other as usize], true) {
                    queue.push_back(other);
                }
            }
        }
    }
}

/// The count of a relation that is shown and costs readers least; of equals, the first.
fn cheapest(system: &System, knowledge: &Knowledge, relation: u32) -> Option<u32> {
    let terms = system.terms(relation).iter().map(|&(variable, _)| variable);
    terms
        .filter(|&variable| knowledge.can_be_hidden(system, variable))
        .min_by_key(|&variable| (system.variables[variable as usize].cost, variable))
}

/// Whether a relation by itself leaves one of its hidden counts fewer than `values` values.
fn narrows(system: &System, knowledge: &Knowledge, relation: u32, values: i64) -> bool {
    let terms = system.terms(relation);
    if terms.len() < 2 {
        return false;
    }
    let sum = Sum::of(terms, knowledge);
    terms.iter().any(|&(variable, sign)| {
        let hidden = match knowledge.treatments[variable as usize] {
            Treatment::Hidden(_) => true,
            Treatment::Latent => knowledge.sensitive[variable as usize],
            Treatment::Shown => false,
        };
        hidden && sum.implies(knowledge.range(variable), sign).width() + 1 < values
    })
}

/// The least and the most that a signed sum can be, with those of its terms that have no limit counted apart.
struct Sum {
    low: i64,
    high: i64,
    no_low: u32,
    no_high: u32,
}

impl Sum {
    fn of(terms: &[(u32, i64)], knowledge: &Knowledge) -> Self {
        let mut sum = Self { low: 0, high: 0, no_low: 0, no_high: 0 };
        for &(variable, sign) in terms {
            let (low, high) = signed(knowledge.range(variable), sign);
            match low {
                Some(low) => sum.low = sum.low.saturating_add(low),
                None => sum.no_low += 1,
            }
            match high {
                Some(high) => sum.high = sum.high.saturating_add(high),
                None => sum.no_high += 1,
            }
        }
        sum
    }

    /// What is left possible for a term of this sum, given that the sum is zero.
    fn implies(&self, range: Range, sign: i64) -> Range {
        let (low, high) = signed(range, sign);
        // The others lie between these, where they have limits at all.
        let others_low = (self.no_low == u32::from(low.is_none())).then(|| self.low - low.unwrap_or(0));
        let others_high = (self.no_high == u32::from(high.is_none())).then(|| self.high - high.unwrap_or(0));
        let term_low = others_high.map_or(-UNLIMITED, |high| -high);
        let term_high = others_low.map_or(UNLIMITED, |low| -low);
        let steps = sign.abs().max(1);
        let implied = if sign > 0 {
            Range { low: ceil(term_low, steps), high: term_high.div_euclid(steps) }
        } else {
            Range { low: ceil(-term_high, steps), high: (-term_low).div_euclid(steps) }
        };
        range.and(implied)
    }
}

fn ceil(number: i64, by: i64) -> i64 {
    -(-number).div_euclid(by)
}

fn signed(range: Range, sign: i64) -> (Option<i64>, Option<i64>) {
    let high = (range.high < UNLIMITED).then(|| range.high.saturating_mul(sign));
    let low = Some(range.low.saturating_mul(sign));
    if sign > 0 { (low, high) } else { (high, low) }
}

#[cfg(test)]
mod tests {
    use super::Sum;
    use crate::knowledge::{Range, UNLIMITED};

    fn sum(low: i64, high: i64, no_low: u32, no_high: u32) -> Sum {
        Sum { low, high, no_low, no_high }
    }

    #[test]
    fn one_hidden_part_of_a_shown_total_follows_from_the_sum() {
        // 20 - 16 - x = 0, where x is 1 to 9.
        let all = sum(20 - 16 - 9, 20 - 16 - 1, 0, 0);
        assert_eq!(all.implies(Range { low: 1, high: 9 }, -1), Range { low: 4, high: 4 });
    }

    #[test]
    fn a_part_without_a_limit_leaves_the_other_free() {
        // 20 - y - x = 0, where x is 1 to 9 and y 10 or more.
        let all = sum(20 - 9, 20 - 10 - 1, 1, 0);
        assert_eq!(all.implies(Range { low: 1, high: 9 }, -1), Range { low: 1, high: 9 });
        assert_eq!(all.implies(Range { low: 10, high: UNLIMITED }, -1), Range { low: 11, high: 19 });
    }
}
