//! What a walk has to know of each count, side by side: a walk goes all over the table, and memory is what it waits for.

use crate::{
    knowledge::{Knowledge, Range, UNLIMITED},
    system::System,
};

/// What an impossible count costs that cannot be hidden.
pub(crate) const NEVER: u64 = 1 << 50;

/// One count as a reader knows it.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Square {
    /// The true count.
    pub(crate) value: i64,
    /// What a reader finds possible.
    pub(crate) range: Range,
    /// What it costs to hide it; [`NEVER`] where it cannot be.
    pub(crate) price: u64,
    /// The least that a reader finds possible once it is hidden.
    pub(crate) least: i64,
}

/// All counts, and what is to know of the sums.
pub(crate) struct Board<'a> {
    pub(crate) system: &'a System,
    pub(crate) knowledge: &'a Knowledge,
    squares: Vec<Square>,
    totals: Vec<Option<(u32, i64)>>,
}

impl<'a> Board<'a> {
    pub(crate) fn new(system: &'a System, knowledge: &'a Knowledge) -> Self {
        let squares = (0..system.variables.len() as u32).map(|at| {
            let variable = &system.variables[at as usize];
            let hideable = knowledge.can_be_hidden(system, at);
            Square {
                value: variable.value,
                range: knowledge.range(at),
                price: if hideable { variable.cost.clamp(1, NEVER / 1024) } else { NEVER },
                least: if variable.published { knowledge.least_hidden() } else { 0 },
            }
        });
        let total = |relation| system.terms(relation).iter().copied().find(|(_, sign)| *sign > 0);
        let totals = (0..system.relations()).map(total).collect();
        Self { system, knowledge, squares: squares.collect(), totals }
    }

    pub(crate) fn square(&self, variable: u32) -> &Square {
        &self.squares[variable as usize]
    }

    /// The total of a sum, with its sign.
    pub(crate) fn total(&self, relation: u32) -> Option<(u32, i64)> {
        self.totals[relation as usize]
    }
}

impl Square {
    /// What a reader finds possible, hidden or not.
    pub(crate) fn range(&self, hidden: bool) -> Range {
        if hidden { Range { low: self.least, high: UNLIMITED } } else { self.range }
    }
}
