//! How far a cell may go: a part never exceeds its whole.

use crate::{
    cells::{Cell, QuantityCells},
    layout::Layout,
    sums::At,
};

/// What is already rounded, and how quantities lie within one another.
#[derive(Clone, Copy)]
pub(crate) struct Bounds<'a> {
    pub(crate) layout: &'a Layout,
    pub(crate) state: &'a [QuantityCells],
    /// Which quantities are rounded.
    pub(crate) done: &'a [bool],
}

impl Bounds<'_> {
    /// The most that a cell may be rounded to: what the wholes show that it lies within, and what its own parts may add up to.
    pub(crate) fn most(&self, id: usize, at: At, cell: &Cell) -> u64 {
        self.of_wholes(id, at, cell, None).min(self.of_parts(id, at, cell))
    }

    /// The same for a part, of which the whole that it is a part of is kept to otherwise.
    pub(crate) fn most_of_part(&self, id: usize, at: At, cell: &Cell) -> u64 {
        let whole = self.layout.nodes[id].part_of.map(|at| self.layout.partitions[at].whole);
        self.of_wholes(id, at, cell, whole).min(self.of_parts(id, at, cell))
    }

    fn of_wholes(&self, id: usize, at: At, cell: &Cell, but: Option<usize>) -> u64 {
        let wholes = self.layout.nodes[id].wholes.iter().filter(|whole| self.done[**whole] && Some(**whole) != but);
        // A site can return cases that exceed their base; such a pair is no part and whole.
        let shown = wholes.filter_map(|whole| self.state[*whole].cell(at)).filter(|whole| whole.exact >= cell.exact);
        shown.map(|whole| whole.rounded).min().unwrap_or(u64::MAX)
    }

    fn of_parts(&self, id: usize, at: At, cell: &Cell) -> u64 {
        let mut most = u64::MAX;
        for partition in &self.layout.nodes[id].partitions {
            let parts = &self.layout.partitions[*partition].parts;
            let (mut exact, mut sum) = (0_u64, 0_u64);
            for part in parts {
                let Some(of_part) = self.state[*part].cell(at) else { continue };
                exact += of_part.exact;
                let up = self.layout.nodes[*part].rounding.up(of_part.exact);
                sum += up.min(self.of_wholes(*part, at, of_part, Some(id)));
            }
            if exact == cell.exact {
                most = most.min(sum);
            }
        }
        most
    }

    /// The least that a cell must be rounded to, so that what lies within it has room: values released before, and the lower
    /// neighbours of all others.
    pub(crate) fn least(&self, id: usize, at: At, cell: &Cell) -> u64 {
        let within = self.layout.nodes[id].within.iter();
        within
            .filter_map(|part| {
                let of_part = self.state[*part].cell(at)?;
                let rounding = self.layout.nodes[*part].rounding;
                let least = of_part.as_before(rounding).unwrap_or_else(|| rounding.down(of_part.exact));
                (of_part.exact <= cell.exact).then_some(least)
            })
            .max()
            .unwrap_or(0)
    }

    /// Whether the parts of a partition add up to the whole in a cell, as their definitions say.
    pub(crate) fn adds_up(&self, partition: usize, at: At) -> bool {
        let partition = &self.layout.partitions[partition];
        let whole = self.state[partition.whole].cell(at).map(|cell| cell.exact);
        let parts = partition.parts.iter().filter_map(|part| self.state[*part].cell(at));
        whole == Some(parts.map(|cell| cell.exact).sum())
    }
}
