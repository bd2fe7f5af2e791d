//! The inner cells of one quantity.

use crate::{rounding::Rounding, sums::At};

/// One inner cell, or the sum of the inner cells of a site and group over services.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) struct Cell {
    pub(crate) exact: u64,
    pub(crate) rounded: u64,
    /// The threshold under which it was released before.
    pub(crate) kept: Option<u32>,
    /// A sum of other cells, which has no threshold of its own.
    pub(crate) derived: bool,
}

/// The cells of one site and group: all services together, and each service where they are told apart.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Block {
    pub(crate) site: u32,
    pub(crate) group: u8,
    pub(crate) together: Cell,
    /// Services in their order; none where they are not told apart.
    pub(crate) services: Vec<(u8, Cell)>,
}

/// The cells of one quantity, sorted by site and group.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub(crate) struct QuantityCells {
    pub(crate) blocks: Vec<Block>,
}

impl Cell {
    pub(crate) fn new(exact: u64, kept: Option<u32>) -> Self {
        Self { exact, rounded: 0, kept, derived: false }
    }

    /// The value that its kept threshold gives.
    pub(crate) fn as_before(&self, rounding: Rounding) -> Option<u64> {
        self.kept.map(|threshold| rounding.by(self.exact, threshold))
    }
}

impl Block {
    pub(crate) fn at(&self, service: u8) -> At {
        At { site: self.site, group: self.group, service }
    }

    pub(crate) fn cell(&self, service: u8) -> Option<&Cell> {
        if service == 0 {
            return Some(&self.together);
        }
        self.services.iter().find(|(one, _)| *one == service).map(|(_, cell)| cell)
    }

    pub(crate) fn cell_mut(&mut self, service: u8) -> Option<&mut Cell> {
        if service == 0 {
            return Some(&mut self.together);
        }
        self.services.iter_mut().find(|(one, _)| *one == service).map(|(_, cell)| cell)
    }

    /// Every cell with its service.
    pub(crate) fn cells(&self) -> impl Iterator<Item = (u8, &Cell)> {
        std::iter::once((0, &self.together)).chain(self.services.iter().map(|(service, cell)| (*service, cell)))
    }
}

impl QuantityCells {
    pub(crate) fn block(&self, site: u32, group: u8) -> Option<&Block> {
        let at = self.blocks.binary_search_by_key(&(site, group), |block| (block.site, block.group)).ok()?;
        self.blocks.get(at)
    }

    /// The cell of a site, group and service. A service that is not told apart has none.
    pub(crate) fn cell(&self, at: At) -> Option<&Cell> {
        self.block(at.site, at.group)?.cell(at.service)
    }

    pub(crate) fn block_mut(&mut self, site: u32, group: u8) -> Option<&mut Block> {
        let at = self.blocks.binary_search_by_key(&(site, group), |block| (block.site, block.group)).ok()?;
        self.blocks.get_mut(at)
    }
}
