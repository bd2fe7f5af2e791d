//! Rounds the cells of a quantity that is part of no other: error diffusion along the hierarchy, then flips and pairs of flips.

use crate::{
    bounds::Bounds,
    cells::{Block, Cell, QuantityCells},
    groups::Groups,
    keyed::Numbers,
    rounding::Rounding,
    spread::{Part, spread, spread_near},
    sums::{At, Scopes, Sums},
};

/// How often the search goes over all cells at most; it ends before where a round finds nothing.
const ROUNDS: usize = 40;
/// How far away in the order of the hierarchy a second change is looked for, and how often.
const NEAR: usize = 10;
const TRIES: usize = 4;
/// The loss that is taken in the first round, in worth times squared people.
const HEAT: u64 = 1500;

/// One site and group while it is being chosen.
struct Choice {
    at: At,
    together: Part,
    services: Vec<(u8, Part)>,
}

/// Rounds every cell of a quantity.
pub(crate) fn round_whole(
    id: usize,
    bounds: Bounds<'_>,
    (scopes, groups): (&Scopes, &Groups),
    numbers: &mut Numbers,
) -> QuantityCells {
    let rounding = bounds.layout.nodes[id].rounding;
    let mut cells = bounds.state[id].clone();
    let mut order: Vec<usize> = (0..cells.blocks.len()).collect();
    order.sort_by_key(|at| {
        let block = &cells.blocks[*at];
        (scopes.regions[block.site as usize], block.site, groups.order(block.group))
    });
    let mut carried = numbers.below(rounding.step);
    let mut choices: Vec<Choice> = order
        .iter()
        .map(|at| {
            let block = &cells.blocks[*at];
            let before = carried / rounding.step;
            carried += block.together.exact % rounding.step;
            let rises = carried / rounding.step > before;
            carried %= rounding.step;
            Choice::start(id, block, rises, bounds, rounding, numbers)
        })
        .collect();
    let mut sums = Sums::new(scopes, groups, 1, false);
    for choice in &choices {
        choice.note(&mut sums);
    }
    search(&mut choices, &mut sums, numbers);
    for (at, choice) in order.into_iter().zip(choices) {
        choice.write(&mut cells.blocks[at]);
    }
    cells
}

fn search(choices: &mut [Choice], sums: &mut Sums<'_>, numbers: &mut Numbers) {
    let free: Vec<usize> = (0..choices.len()).filter(|at| choices[*at].is_free()).collect();
    if free.is_empty() {
        return;
    }
    for round in 0..ROUNDS {
        let mut changed = false;
        for place in 0..free.len() {
            let one = free[place];
            let loss = numbers.below(heat(round, ROUNDS)) as i64;
            changed |= choices[one].swap_services(sums, loss);
            let Some((cost, flip)) = choices[one].best_flip(sums) else { continue };
            choices[one].flip(flip, sums);
            if cost < loss {
                changed = true;
                continue;
            }
            // By itself it is worse; with another it may be better: first one nearby, of the same site, then any.
            let near = |reach: usize| (place + reach).saturating_sub(NEAR).min(free.len() - 1);
            let nearby: [usize; TRIES] = std::array::from_fn(|_| free[near(numbers.place(2 * NEAR + 1))]);
            let others = nearby.into_iter().chain([free[numbers.place(free.len())]]);
            let found = others.filter(|other| *other != one).find_map(|other| {
                let (more, flip) = choices[other].best_flip(sums)?;
                (cost + more < 0).then_some((other, flip))
            });
            match found {
                Some((other, flip)) => {
                    choices[other].flip(flip, sums);
                    changed = true;
                }
                None => choices[one].undo(flip, sums),
            }
        }
        if !changed && heat(round, ROUNDS) == 0 {
            break;
        }
    }
}

/// The loss below which a change is taken all the same, so that the search does not end at the first choice that no single change
/// improves (threshold accepting: Dueck and Scheuer 1990). It falls to nothing in the first half of the rounds.
pub(crate) fn heat(round: usize, rounds: usize) -> u64 {
    let cooling = rounds / 2;
    HEAT * cooling.saturating_sub(round) as u64 / cooling.max(1) as u64
}

/// A change of one step: of which service, up or down.
#[derive(Debug, Clone, Copy)]
struct Flip {
    service: u8,
    up: bool,
    step: u64,
}

impl Choice {
    fn start(
        id: usize,
        block: &Block,
        rises: bool,
        bounds: Bounds<'_>,
        rounding: Rounding,
        numbers: &mut Numbers,
    ) -> Self {
        let part = |service: u8, cell: &Cell| {
            let at = block.at(service);
            let most = bounds.most(id, at, cell);
            let mut part = Part::of(cell, rounding, most);
            let least = bounds.least(id, at, cell).min(part.high);
            if part.low < least {
                // What lies within needs the room.
                part.low = part.high;
                part.rounded = part.high;
            }
            part
        };
        let mut services: Vec<(u8, Part)> =
            block.services.iter().map(|(service, cell)| (*service, part(*service, cell))).collect();
        let mut together = part(0, &block.together);
        if !services.is_empty() {
            let sum = |of: fn(&Part) -> u64| services.iter().map(|(_, one)| of(one)).sum::<u64>();
            let (low, high) = (sum(|one| one.low), sum(|one| one.high));
            if rounding.of_all() {
                together.high = together.high.min(high).max(low);
                together.low = together.low.clamp(low, together.high);
            } else {
                // Larger counts are exact, so the sum takes what its services add up to.
                (together.low, together.high) = (low, high);
            }
            together.rounded = together.rounded.clamp(together.low, together.high);
        }
        if !services.is_empty() && !rounding.of_all() {
            together.rounded = together.exact.clamp(together.low, together.high);
        } else if together.is_free() {
            together.rounded = if rises { together.high } else { together.low };
        }
        if !services.is_empty() {
            let mut parts: Vec<Part> = services.iter().map(|(_, one)| *one).collect();
            if rounding.of_all() {
                spread(together.rounded, &mut parts, rounding, numbers);
            } else {
                spread_near(together.rounded, &mut parts, rounding, numbers);
            }
            services.iter_mut().zip(parts).for_each(|((_, one), part)| *one = part);
            together.rounded = services.iter().map(|(_, one)| one.rounded).sum();
        }
        Self { at: block.at(0), together, services }
    }

    fn is_free(&self) -> bool {
        let moves = self.services.iter().filter(|(_, part)| part.is_free()).count();
        moves > 0 && (self.together.is_free() || moves > 1) || (self.services.is_empty() && self.together.is_free())
    }

    fn of_service(&self, service: u8) -> At {
        At { service, ..self.at }
    }

    /// Tells the sums of every deviation of its cells.
    fn note(&self, sums: &mut Sums<'_>) {
        let deviation = |part: &Part| part.rounded as i64 - part.exact as i64;
        let apart: i64 = self.services.iter().map(|(_, part)| deviation(part)).sum();
        for (service, part) in &self.services {
            sums.add(self.of_service(*service), 0, deviation(part));
        }
        sums.add(self.at, 0, deviation(&self.together) - apart);
    }

    /// The cheapest change of the whole by one step.
    fn best_flip(&self, sums: &Sums<'_>) -> Option<(i64, Flip)> {
        if !self.together.is_free() {
            return None;
        }
        let mut best: Option<(i64, Flip)> = None;
        for up in [true, false] {
            let room =
                if up { self.together.high - self.together.rounded } else { self.together.rounded - self.together.low };
            if self.services.is_empty() && room > 0 {
                return Some(self.priced(Flip { service: 0, up, step: room }, sums));
            }
            for (service, part) in self.services.iter().filter(|(_, part)| part.is_free()) {
                let step = part.high - part.low;
                if step <= room && if up { part.can_rise() } else { part.can_fall() } {
                    let flip = self.priced(Flip { service: *service, up, step }, sums);
                    best = if best.is_some_and(|best| best.0 <= flip.0) { best } else { Some(flip) };
                }
            }
        }
        best
    }

    fn priced(&self, flip: Flip, sums: &Sums<'_>) -> (i64, Flip) {
        (sums.cost(self.of_service(flip.service), flip.change()), flip)
    }

    fn flip(&mut self, flip: Flip, sums: &mut Sums<'_>) {
        let change = |part: &mut Part| {
            part.rounded = if flip.up { part.rounded + flip.step } else { part.rounded - flip.step };
        };
        change(&mut self.together);
        self.services.iter_mut().filter(|(service, _)| *service == flip.service).for_each(|(_, part)| change(part));
        sums.add(self.of_service(flip.service), 0, flip.change());
    }

    fn undo(&mut self, flip: Flip, sums: &mut Sums<'_>) {
        self.flip(Flip { up: !flip.up, ..flip }, sums);
    }

    /// Moves a step from one service to another where that brings sums nearer.
    fn swap_services(&mut self, sums: &mut Sums<'_>, loss: i64) -> bool {
        let mut changed = false;
        for from in 0..self.services.len() {
            for to in 0..self.services.len() {
                let (one, other) = (self.services[from], self.services[to]);
                if !(one.1.is_free() && one.1.can_fall() && other.1.is_free() && other.1.can_rise()) || from == to {
                    continue;
                }
                let down = Flip { service: one.0, up: false, step: one.1.high - one.1.low };
                let up = Flip { service: other.0, up: true, step: other.1.high - other.1.low };
                let first = sums.cost(self.of_service(down.service), down.change());
                self.flip(down, sums);
                if first + sums.cost(self.of_service(up.service), up.change()) < loss.min(0) {
                    self.flip(up, sums);
                    changed = true;
                } else {
                    self.undo(down, sums);
                }
            }
        }
        changed
    }

    fn write(&self, block: &mut Block) {
        block.together.rounded = self.together.rounded;
        for (service, part) in &self.services {
            if let Some(cell) = block.cell_mut(*service) {
                cell.rounded = part.rounded;
            }
        }
    }
}

impl Flip {
    fn change(self) -> i64 {
        // A step is small.
        if self.up { self.step as i64 } else { -(self.step as i64) }
    }
}
