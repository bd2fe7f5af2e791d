//! What walks have shown so far.

use crate::{
    knowledge::{Knowledge, Range},
    system::System,
    witness::Step,
};

/// More than any walk strays.
const FAR: i64 = 1 << 30;

/// How far below and above its true value each count has been on walks.
pub(crate) struct Seen {
    low: Vec<i32>,
    high: Vec<i32>,
    away: Vec<i32>,
    touched: Vec<u32>,
}

impl Seen {
    pub(crate) fn new(system: &System) -> Self {
        let zero = vec![0; system.variables.len()];
        Self { low: zero.clone(), high: zero.clone(), away: zero, touched: Vec::new() }
    }

    /// Among how many values a count is lost.
    pub(crate) fn values(&self, variable: u32) -> i64 {
        let at = variable as usize;
        i64::from(self.high[at]) - i64::from(self.low[at]) + 1
    }

    /// Between what a count lies on all walks, its true value among them.
    pub(crate) fn range(&self, variable: u32, value: i64) -> Range {
        let at = variable as usize;
        Range { low: value + i64::from(self.low[at]), high: value + i64::from(self.high[at]) }
    }

    /// Notes what each count becomes on a walk.
    pub(crate) fn note(&mut self, walk: &[Step]) {
        self.along(walk, |seen, variable, away| {
            let at = variable as usize;
            seen.touched.push(variable);
            seen.low[at] = seen.low[at].min(away);
            seen.high[at] = seen.high[at].max(away);
        });
    }

    /// Whether a walk shows a new value of a count that points at people and is not lost among enough.
    pub(crate) fn gains(&mut self, knowledge: &Knowledge, walk: &[Step], values: i64) -> bool {
        let mut gains = false;
        self.along(walk, |seen, variable, away| {
            let at = variable as usize;
            let new = away < seen.low[at] || away > seen.high[at];
            gains |= new && knowledge.sensitive[at] && seen.values(variable) < values;
        });
        gains
    }

    /// Forgets all walks.
    pub(crate) fn forget(&mut self) {
        for at in self.touched.drain(..) {
            self.low[at as usize] = 0;
            self.high[at as usize] = 0;
        }
    }

    /// Calls a function with every count that a walk changes and how far it is from the true one, after each step.
    fn along(&mut self, walk: &[Step], mut visit: impl FnMut(&mut Self, u32, i32)) {
        for step in walk {
            for &(variable, change) in &step.changes {
                let away = &mut self.away[variable as usize];
                *away = away.saturating_add((step.times * i64::from(change)).clamp(-FAR, FAR) as i32);
                let away = *away;
                visit(self, variable, away);
            }
        }
        for (variable, _) in walk.iter().flat_map(|step| &step.changes) {
            self.away[*variable as usize] = 0;
        }
    }
}
