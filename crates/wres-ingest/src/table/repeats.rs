//! Rows that repeat another row of the same table exactly.

use crate::table::block::{BlockRows, PartialBatch};
use rayon::prelude::*;
use std::{
    collections::HashSet,
    hash::{BuildHasherDefault, Hasher},
};

/// The hashes of the rows so far, up to a limit, in parts that are filled at the same time.
pub(crate) struct Repeats {
    parts: Vec<Part>,
}

#[derive(Default)]
struct Part {
    seen: HashSet<u64, BuildHasherDefault<Itself>>,
    limit: usize,
    /// Whether rows came after the limit.
    beyond: bool,
}

/// How many parts: some bits in the middle of a hash say which it belongs to, since a set uses those at both ends.
const PARTS: usize = 16;

/// The rows of a batch by the part that their hash belongs to: place and hash.
type Parted = [Vec<(u32, u64)>; PARTS];

fn parted(batch: &PartialBatch) -> Parted {
    let mut parts = Parted::default();
    for (row, &hash) in (0_u32..).zip(&batch.hashes) {
        parts[(hash >> 32) as usize % PARTS].push((row, hash));
    }
    parts
}

/// The hash is already a hash.
#[derive(Default)]
pub(crate) struct Itself(u64);

impl Hasher for Itself {
    fn write(&mut self, bytes: &[u8]) {
        self.0 = bytes.iter().fold(self.0, |state, &byte| state << 8 | u64::from(byte));
    }

    fn write_u64(&mut self, value: u64) {
        self.0 = value;
    }

    fn finish(&self) -> u64 {
        self.0
    }
}

impl Part {
    /// Whether a row has been seen before. Two different rows share a hash of 64 bits once in 40,000 million pairs of files of
    /// 20,000 rows.
    fn is_repeat(&mut self, hash: u64) -> bool {
        if self.seen.len() >= self.limit {
            self.beyond = true;
            return self.seen.contains(&hash);
        }
        !self.seen.insert(hash)
    }
}

impl Repeats {
    pub(crate) fn new(limit: usize) -> Self {
        let part = || Part { limit: limit.div_ceil(PARTS), ..Part::default() };
        Self { parts: (0..PARTS).map(|_| part()).collect() }
    }

    /// Whether rows came after the limit.
    pub(crate) fn is_beyond(&self) -> bool {
        self.parts.iter().any(|part| part.beyond)
    }

    /// Marks the rows of blocks that repeat an earlier row. Blocks come in the order of the file.
    pub(crate) fn mark<'a>(&mut self, blocks: impl Iterator<Item = &'a mut BlockRows>) {
        let mut batches: Vec<&mut PartialBatch> = blocks.flat_map(|block| &mut block.batches).collect();
        let parted: Vec<Parted> = batches.par_iter().map(|batch| parted(batch)).collect();
        let repeated = |(own, part): (usize, &mut Part)| {
            let mut repeated = Vec::new();
            for (batch, parts) in parted.iter().enumerate() {
                let rows = parts[own].iter().filter(|(_, hash)| part.is_repeat(*hash));
                repeated.extend(rows.map(|(row, _)| (batch, *row)));
            }
            repeated
        };
        let found: Vec<Vec<(usize, u32)>> = self.parts.par_iter_mut().enumerate().map(repeated).collect();
        for (batch, row) in found.into_iter().flatten() {
            batches[batch].repeated.push(row);
        }
        for batch in batches {
            batch.repeated.sort_unstable();
            batch.hashes = Vec::new();
        }
    }
}

#[cfg(test)]
mod tests {
    use super::Repeats;
    use crate::table::block::{BlockRows, PartialBatch};

    fn block(hashes: &[u64]) -> BlockRows {
        let rows = (1..=hashes.len() as u32).collect();
        let batch = PartialBatch { columns: Vec::new(), rows, hashes: hashes.to_vec(), repeated: Vec::new() };
        BlockRows { batches: vec![batch], ..BlockRows::default() }
    }

    #[test]
    fn a_row_is_a_repeat_the_second_time_also_in_a_later_block() {
        let mut repeats = Repeats::new(1000);
        let mut blocks = [block(&[1, u64::MAX, 1, 2]), block(&[2, 3, u64::MAX])];
        repeats.mark(blocks.iter_mut());
        assert_eq!((&blocks[0].batches[0].repeated[..], &blocks[1].batches[0].repeated[..]), (&[2][..], &[0, 2][..]));
        let mut later = [block(&[3, 4])];
        repeats.mark(later.iter_mut());
        assert_eq!(later[0].batches[0].repeated, [0]);
        assert!(!repeats.is_beyond());
    }

    #[test]
    fn memory_is_bounded() {
        let mut repeats = Repeats::new(16);
        let mut blocks = [block(&[1, 2, 3, 3, 1])];
        repeats.mark(blocks.iter_mut());
        assert_eq!(blocks[0].batches[0].repeated, [4], "the first row is remembered, later ones are not");
        assert!(repeats.is_beyond());
    }
}
