//! Variables and relations as they are gathered, before what is known to be equal becomes one.

use crate::system::Split;

/// No variable.
pub(crate) const NONE: u32 = u32::MAX;

/// Variables that are joined where they are known to be equal, and relations between them.
#[derive(Debug, Default)]
pub(super) struct Raw {
    values: Vec<i64>,
    published: Vec<bool>,
    costs: Vec<u64>,
    parents: Vec<u32>,
    zeros: Vec<bool>,
    pub(super) relations: Vec<Vec<(u32, i64)>>,
    pub(super) splits: Vec<Split>,
    pub(super) rows: Vec<[u32; 2]>,
}

impl Raw {
    /// A count of the table.
    pub(super) fn published(&mut self, value: i64, cost: u64) -> u32 {
        self.push(value, true, cost)
    }

    /// A count that follows from others.
    pub(super) fn latent(&mut self, value: i64) -> u32 {
        self.push(value, false, 0)
    }

    fn push(&mut self, value: i64, published: bool, cost: u64) -> u32 {
        let id = self.values.len() as u32;
        self.values.push(value);
        self.published.push(published);
        self.costs.push(cost);
        self.parents.push(id);
        self.zeros.push(false);
        id
    }

    pub(super) fn len(&self) -> usize {
        self.values.len()
    }

    pub(super) fn value(&self, variable: u32) -> i64 {
        self.values[variable as usize]
    }

    pub(super) fn is_published(&self, variable: u32) -> bool {
        self.published[variable as usize]
    }

    pub(super) fn cost(&self, variable: u32) -> u64 {
        self.costs[variable as usize]
    }

    pub(super) fn add_cost(&mut self, variable: u32, cost: u64) {
        let slot = &mut self.costs[variable as usize];
        *slot = slot.saturating_add(cost);
    }

    /// The variable that stands for all that are equal to this one.
    pub(super) fn root(&mut self, variable: u32) -> u32 {
        let mut at = variable;
        while self.parents[at as usize] != at {
            let above = self.parents[self.parents[at as usize] as usize];
            self.parents[at as usize] = above;
            at = above;
        }
        at
    }

    /// Joins two variables that are known to be equal. Those of different counts stay apart.
    pub(super) fn join(&mut self, left: u32, right: u32) -> bool {
        let (left, right) = (self.root(left), self.root(right));
        if left == right || self.value(left) != self.value(right) {
            return false;
        }
        let (keep, drop) = (left.min(right), left.max(right));
        self.parents[drop as usize] = keep;
        self.zeros[keep as usize] |= self.zeros[drop as usize];
        self.published[keep as usize] |= self.published[drop as usize];
        self.costs[keep as usize] = self.costs[keep as usize].saturating_add(self.costs[drop as usize]);
        true
    }

    /// States that everybody knows a variable to be zero.
    pub(super) fn know_zero(&mut self, variable: u32) {
        let root = self.root(variable);
        self.zeros[root as usize] = true;
    }

    /// Whether everybody knows a variable to be zero: it is said so, or it is shown. `variable` stands for its equals.
    pub(super) fn is_known_zero(&self, variable: u32, zeros_shown: bool) -> bool {
        self.zeros[variable as usize] || (zeros_shown && self.value(variable) == 0 && self.is_published(variable))
    }

    /// States that a total is the sum of its parts. What the parts leave over is a latent part. Where the parts are more
    /// than the total they overlap, and all that is known is that each is within it.
    pub(super) fn sum(&mut self, total: u32, parts: &[u32]) -> Option<u32> {
        if total == NONE || parts.is_empty() {
            return None;
        }
        let rest = self.value(total) - parts.iter().map(|&part| self.value(part)).sum::<i64>();
        if rest < 0 {
            for &part in parts {
                let slack = self.value(total) - self.value(part);
                if slack >= 0 {
                    let slack = self.latent(slack);
                    self.relations.push(vec![(total, 1), (part, -1), (slack, -1)]);
                }
            }
            return None;
        }
        let mut terms: Vec<(u32, i64)> = Vec::with_capacity(parts.len() + 2);
        terms.push((total, 1));
        terms.extend(parts.iter().map(|&part| (part, -1)));
        let rest = (rest > 0).then(|| self.latent(rest));
        terms.extend(rest.map(|rest| (rest, -1)));
        self.relations.push(terms);
        rest
    }
}
