//! The quantities of one period: what lies within what, what adds up to what, and in which order they are rounded.

use crate::{cells::QuantityCells, rounding::Rounding};
use std::collections::BTreeSet;
use wres_domain::{Partition, Quantities, Quantity};

/// One quantity of a period.
#[derive(Debug, Clone)]
pub(crate) struct Node {
    pub(crate) quantity: Quantity,
    pub(crate) rounding: Rounding,
    /// Quantities that it lies within.
    pub(crate) wholes: Vec<usize>,
    /// Quantities that lie within it.
    pub(crate) within: Vec<usize>,
    /// Partitions of it that are kept to.
    pub(crate) partitions: Vec<usize>,
    /// The partition that it is a part of.
    pub(crate) part_of: Option<usize>,
}

/// All quantities of a period.
#[derive(Debug, Clone, Default)]
pub(crate) struct Layout {
    pub(crate) nodes: Vec<Node>,
    pub(crate) partitions: Vec<Partition>,
}

/// One piece of work; pieces of one level do not touch one another.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub(crate) enum Step {
    /// The parts of a whole that is rounded already.
    Parts(usize),
    /// A quantity that is part of no partition.
    Whole(usize),
}

impl Layout {
    pub(crate) fn new(quantities: &Quantities, rounding: impl Fn(u64) -> Rounding) -> Self {
        let node = |(id, quantity): (usize, &Quantity)| Node {
            quantity: quantity.clone(),
            rounding: rounding(quantity.per_person),
            wholes: quantities.wholes.get(id).cloned().unwrap_or_default(),
            within: Vec::new(),
            partitions: Vec::new(),
            part_of: None,
        };
        let mut nodes: Vec<Node> = quantities.all.iter().enumerate().map(node).collect();
        // Of two partitions with a part in common the finer whole decides; the other adds up by itself.
        let place = |id: usize| quantities.order.iter().position(|one| *one == id).unwrap_or(0);
        let mut by_whole: Vec<(usize, usize)> =
            quantities.partitions.iter().enumerate().map(|(at, one)| (place(one.whole), at)).collect();
        by_whole.sort_unstable_by(|a, b| b.cmp(a));
        for (_, at) in by_whole {
            let partition = &quantities.partitions[at];
            if partition.parts.iter().all(|part| nodes[*part].part_of.is_none()) {
                partition.parts.iter().for_each(|part| nodes[*part].part_of = Some(at));
                nodes[partition.whole].partitions.push(at);
            }
        }
        for id in 0..nodes.len() {
            for whole in nodes[id].wholes.clone() {
                nodes[whole].within.push(id);
            }
        }
        Self { nodes, partitions: quantities.partitions.clone() }
    }

    /// Adds a quantity that no definition has: what a site returned in its own way.
    pub(crate) fn add(&mut self, name: String, rounding: Rounding, per_person: u64) -> usize {
        self.nodes.push(Node {
            quantity: Quantity { name, per_person, about_people: true },
            rounding,
            wholes: Vec::new(),
            within: Vec::new(),
            partitions: Vec::new(),
            part_of: None,
        });
        self.nodes.len() - 1
    }

    /// The steps, level by level: whatever a step takes for given is rounded in a level before, or earlier in its own.
    pub(crate) fn levels(&self, state: &[QuantityCells]) -> Vec<Vec<Step>> {
        let mut levels: Vec<Option<usize>> = vec![None; self.nodes.len()];
        let mut steps: BTreeSet<(usize, Step)> = BTreeSet::new();
        for id in (0..self.nodes.len()).filter(|id| !state[*id].blocks.is_empty()) {
            let level = self.level(id, &mut levels, &mut Vec::new());
            match self.nodes[id].part_of {
                // All parts of a partition are rounded in one step, at the level of the last of them.
                Some(partition) => {
                    let parts = &self.partitions[partition].parts;
                    let last = parts.iter().map(|part| self.level(*part, &mut levels, &mut Vec::new())).max();
                    steps.insert((2 * last.unwrap_or(level), Step::Parts(partition)));
                }
                None => {
                    steps.insert((2 * level + 1, Step::Whole(id)));
                }
            }
        }
        let steps: Vec<(usize, Step)> = steps.into_iter().collect();
        steps.chunk_by(|a, b| a.0 == b.0).map(|level| level.iter().map(|(_, step)| *step).collect()).collect()
    }

    /// One more than the level of everything that a quantity depends on.
    fn level(&self, id: usize, known: &mut Vec<Option<usize>>, above: &mut Vec<usize>) -> usize {
        if let Some(level) = known[id] {
            return level;
        }
        if above.contains(&id) {
            return 0;
        }
        above.push(id);
        let node = &self.nodes[id];
        let of_partition = node.part_of.map(|at| self.partitions[at].whole);
        let nearer = node.wholes.iter().copied().chain(of_partition).collect::<Vec<_>>();
        let deepest = nearer.into_iter().map(|one| self.level(one, known, above) + 1).max().unwrap_or(0);
        // What its parts lie within is rounded before it is, so that it never asks for more than its parts may have.
        let parts = node.partitions.iter().flat_map(|at| &self.partitions[*at].parts);
        let beside: Vec<usize> =
            parts.flat_map(|part| &self.nodes[*part].wholes).copied().filter(|one| *one != id).collect();
        let beside = beside.into_iter().map(|one| self.level(one, known, above)).max().unwrap_or(0);
        above.pop();
        known[id] = Some(deepest.max(beside));
        deepest.max(beside)
    }
}
