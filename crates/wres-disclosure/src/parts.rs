//! Rounds the parts of a whole that is rounded already, so that they add up to it: steps move from part to part within one site,
//! group and service.

use crate::{
    bounds::Bounds,
    cells::QuantityCells,
    groups::Groups,
    keyed::Numbers,
    spread::{Part, spread},
    sums::{At, Scopes, Sums},
    whole::heat,
};
use std::collections::{BTreeMap, BTreeSet};

/// How often the search goes over all cells at most.
const ROUNDS: usize = 24;

/// The parts of one site, group and service while they are being chosen. Parts that have no cell there have bounds of 0.
struct Choice {
    at: At,
    parts: Vec<Part>,
}

/// Rounds every part of a partition. The second number is of cells in which bounds did not allow the parts to add up, so that the
/// largest was moved further than to its neighbour.
pub(crate) fn round_parts(
    partition: usize,
    bounds: Bounds<'_>,
    (scopes, groups): (&Scopes, &Groups),
    numbers: &mut Numbers,
) -> (Vec<QuantityCells>, u64) {
    let ids = &bounds.layout.partitions[partition].parts;
    let cumulated = bounds.layout.partitions[partition].cumulated;
    let mut out: Vec<QuantityCells> = ids.iter().map(|id| bounds.state[*id].clone()).collect();
    let mut sums = Sums::new(scopes, groups, ids.len(), cumulated);
    let (mut choices, mut forced) = (Vec::new(), 0);
    for at in places(&out, partition, bounds) {
        let mut parts: Vec<Part> = ids.iter().map(|id| part(*id, at, bounds)).collect();
        if let Some(target) = target(partition, at, bounds) {
            let rounding = bounds.layout.nodes[ids[0]].rounding;
            forced += u64::from(!spread(target, &mut parts, rounding, numbers));
        } else {
            parts.iter_mut().filter(|part| part.is_free()).for_each(|part| {
                let nearer_up = numbers.below(part.high - part.low) < part.exact - part.low;
                part.rounded = if nearer_up { part.high } else { part.low };
            });
        }
        let choice = Choice { at, parts };
        choice.note(&mut sums);
        choices.push(choice);
    }
    search(&mut choices, &mut sums, cumulated, numbers);
    for choice in &choices {
        choice.write(&mut out);
    }
    out.iter_mut().zip(ids).for_each(|(cells, id)| complete(*id, cells, bounds, numbers));
    (out, forced)
}

/// Every site, group and service in which a part has a cell and the whole is told apart as far: services by themselves where they
/// are told apart in both, all together otherwise.
fn places(parts: &[QuantityCells], partition: usize, bounds: Bounds<'_>) -> Vec<At> {
    let whole = &bounds.state[bounds.layout.partitions[partition].whole];
    let mut apart: BTreeMap<(u32, u8), BTreeSet<u8>> = BTreeMap::new();
    for block in parts.iter().flat_map(|cells| &cells.blocks) {
        apart.entry((block.site, block.group)).or_default().extend(block.services.iter().map(|(service, _)| *service));
    }
    let mut out = Vec::new();
    for ((site, group), services) in apart {
        let of_whole = whole.block(site, group);
        let both = of_whole.is_some_and(|block| !block.services.is_empty()) && !services.is_empty();
        // A part that is not told apart has to stand beside the others.
        let all_apart =
            parts.iter().filter_map(|cells| cells.block(site, group)).all(|block| !block.services.is_empty());
        if both && all_apart {
            out.extend(services.into_iter().map(|service| At { site, group, service }));
        } else {
            out.push(At { site, group, service: 0 });
        }
    }
    out
}

fn target(partition: usize, at: At, bounds: Bounds<'_>) -> Option<u64> {
    let whole = bounds.state[bounds.layout.partitions[partition].whole].cell(at)?;
    bounds.adds_up(partition, at).then_some(whole.rounded)
}

fn part(id: usize, at: At, bounds: Bounds<'_>) -> Part {
    let rounding = bounds.layout.nodes[id].rounding;
    match bounds.state[id].cell(at) {
        Some(cell) => {
            let most = bounds.most_of_part(id, at, cell);
            let mut part = Part::of(cell, rounding, most);
            if part.low < bounds.least(id, at, cell).min(part.high) {
                (part.low, part.rounded) = (part.high, part.high);
            }
            part
        }
        None => Part { exact: 0, rounded: 0, low: 0, high: 0, kept: true },
    }
}

/// Services of parts that were rounded together are spread over their sum; parts that were rounded by service are added up.
fn complete(id: usize, cells: &mut QuantityCells, bounds: Bounds<'_>, numbers: &mut Numbers) {
    let rounding = bounds.layout.nodes[id].rounding;
    for block in cells.blocks.iter_mut().filter(|block| !block.services.is_empty()) {
        if block.together.derived {
            block.together.rounded = block.services.iter().map(|(_, cell)| cell.rounded).sum();
            continue;
        }
        let (site, group) = (block.site, block.group);
        let of_service = |service: u8| part(id, At { site, group, service }, bounds);
        let mut parts: Vec<Part> = block.services.iter().map(|(service, _)| of_service(*service)).collect();
        spread(block.together.rounded, &mut parts, rounding, numbers);
        block.services.iter_mut().zip(parts).for_each(|((_, cell), part)| cell.rounded = part.rounded);
    }
}

fn search(choices: &mut [Choice], sums: &mut Sums<'_>, cumulated: bool, numbers: &mut Numbers) {
    let mut pull = Vec::new();
    for round in 0..ROUNDS {
        let mut changed = false;
        for choice in choices.iter_mut().filter(|choice| choice.can_swap()) {
            let worths = sums.pull(choice.at, &mut pull);
            let mut loss = numbers.below(heat(round, ROUNDS)) as i64;
            while let Some((up, down)) = choice.best_swap(&pull, worths, cumulated, loss) {
                let step = choice.swap(up, down);
                sums.add(choice.at, up, step);
                sums.add(choice.at, down, -step);
                sums.pull(choice.at, &mut pull);
                (changed, loss) = (true, 0);
            }
        }
        if !changed && heat(round, ROUNDS) == 0 {
            break;
        }
    }
}

impl Choice {
    fn note(&self, sums: &mut Sums<'_>) {
        for (at, part) in self.parts.iter().enumerate() {
            let deviation = part.rounded as i64 - part.exact as i64;
            if deviation != 0 {
                sums.add(self.at, at, deviation);
            }
        }
    }

    fn can_swap(&self) -> bool {
        self.parts.iter().any(|part| part.is_free() && part.can_rise())
            && self.parts.iter().any(|part| part.is_free() && part.can_fall())
    }

    /// The move of a step from one part to another that brings sums nearest, if any does.
    fn best_swap(&self, pull: &[i64], worths: i64, cumulated: bool, loss: i64) -> Option<(usize, usize)> {
        let free = |up: bool| {
            let parts = self.parts.iter().enumerate().filter(|(_, part)| part.is_free());
            parts.filter(move |(_, part)| if up { part.can_rise() } else { part.can_fall() })
        };
        let mut before = vec![0; pull.len() + 1];
        pull.iter().enumerate().for_each(|(at, pull)| before[at + 1] = before[at] + pull);
        let mut best: Option<(i64, (usize, usize))> = None;
        for (up, rising) in free(true) {
            let step = (rising.high - rising.low) as i64;
            for (down, falling) in free(false) {
                if falling.high - falling.low != rising.high - rising.low {
                    continue;
                }
                let cost = if cumulated {
                    let between = step * (before[down] - before[up]);
                    between + step * step * worths * up.abs_diff(down) as i64
                } else {
                    step * (pull[up] - pull[down]) + 2 * step * step * worths
                };
                if cost < best.map_or(loss, |(cost, _)| cost) {
                    best = Some((cost, (up, down)));
                }
            }
        }
        best.map(|(_, swap)| swap)
    }

    fn swap(&mut self, up: usize, down: usize) -> i64 {
        self.parts[up].rounded = self.parts[up].high;
        self.parts[down].rounded = self.parts[down].low;
        (self.parts[up].high - self.parts[up].low) as i64
    }

    fn write(&self, out: &mut [QuantityCells]) {
        let At { site, group, service } = self.at;
        for (cells, part) in out.iter_mut().zip(&self.parts) {
            let Some(block) = cells.block_mut(site, group) else { continue };
            block.together.derived = service > 0;
            if let Some(cell) = block.cell_mut(service) {
                cell.rounded = part.rounded;
            }
        }
    }
}
