//! One person more or fewer, in one count and in every sum that holds it.

use crate::{knowledge::UNLIMITED, walk::Walk};

/// How many counts one person may change.
const REACH: usize = 600;
/// How deep groups, services, sites and strata can lie within one another.
const DEPTH: u32 = 12;

impl Walk<'_> {
    /// Puts one person into a count, or takes one out, in every sum that holds it. If that cannot be done nothing is changed.
    pub(super) fn put(&mut self, variable: u32, change: i32) -> bool {
        self.person += 1;
        self.journal.clear();
        let mut open: Vec<u32> = Vec::new();
        self.adjust(variable, change, &mut open);
        let good = self.spread(&mut open);
        if !good {
            for &(at, _) in &self.journal {
                for &(relation, _) in self.board.system.uses(at) {
                    self.off[relation as usize] = 0;
                }
            }
            self.take_back();
        }
        good
    }

    /// Takes back what the present person changed.
    pub(super) fn take_back(&mut self) {
        let mut journal = std::mem::take(&mut self.journal);
        for (at, by) in journal.drain(..) {
            self.shift(at, -by);
        }
        self.journal = journal;
    }

    fn adjust(&mut self, variable: u32, change: i32, open: &mut Vec<u32>) {
        self.states[variable as usize].person = self.person;
        self.journal.push((variable, change));
        self.shift(variable, change);
        for &(relation, sign) in self.board.system.uses(variable) {
            self.off[relation as usize] += sign as i32 * change;
            open.push(relation);
        }
    }

    fn is_adjusted(&self, variable: u32) -> bool {
        self.states[variable as usize].person == self.person
    }

    /// Mends every sum that is off: first upwards to totals, then downwards into parts, the smallest total first; what sums
    /// leave over comes last.
    fn spread(&mut self, open: &mut Vec<u32>) -> bool {
        let board = self.board;
        let mut down: Vec<u32> = Vec::new();
        let mut left_over: Vec<u32> = Vec::new();
        loop {
            while let Some(relation) = open.pop() {
                let off = i64::from(self.off[relation as usize]);
                if off == 0 {
                    continue;
                }
                if self.journal.len() > REACH {
                    return false;
                }
                match (board.system.slack(relation), board.total(relation)) {
                    (Some((slack, _)), _) if !self.is_adjusted(slack) => left_over.push(relation),
                    (None, Some((total, sign))) if !self.is_adjusted(total) && off % sign == 0 => {
                        self.adjust(total, (-off / sign) as i32, open);
                    }
                    _ => down.push(relation),
                }
            }
            down.retain(|&relation| self.off[relation as usize] != 0);
            let size = |relation: &u32| board.total(*relation).map_or(0, |(total, _)| board.square(total).value);
            let Some(at) = (0..down.len()).min_by_key(|&at| (size(&down[at]), down[at])) else { break };
            let relation = down.swap_remove(at);
            let Some((part, change)) = self.part(relation) else { return false };
            self.adjust(part, change, open);
        }
        for relation in left_over {
            let off = std::mem::take(&mut self.off[relation as usize]);
            if let (true, Some((slack, sign))) = (off != 0, board.system.slack(relation)) {
                let change = -off * sign as i32;
                self.states[slack as usize].person = self.person;
                self.journal.push((slack, change));
                self.shift(slack, change);
            }
        }
        true
    }

    /// A part of a sum that may take up by how much it is off.
    fn part(&mut self, relation: u32) -> Option<(u32, i32)> {
        let off = i64::from(self.off[relation as usize]);
        self.choose(relation, |walk, term, sign| {
            let free = !walk.is_adjusted(term) && off % sign == 0 && walk.range(term).width() > 0;
            free.then_some((-off / sign) as i32)
        })
    }

    /// A term of a relation, at random, among those for which `change` says how it would change: best one that is hidden
    /// and has room for the change, then one that has room, then any.
    fn choose(&mut self, relation: u32, change: impl Fn(&Self, u32, i64) -> Option<i32>) -> Option<(u32, i32)> {
        let terms = self.board.system.terms(relation);
        let start = self.random() % terms.len().max(1);
        let (mut fallback, mut room) = (None, None);
        let (before, after) = terms.split_at(start);
        for &(term, sign) in after.iter().chain(before) {
            let Some(by) = change(self, term, sign) else { continue };
            let range = self.range(term);
            if range.holds(self.value(term) + i64::from(by)) {
                if range.high == UNLIMITED {
                    return Some((term, by));
                }
                room = room.or(Some((term, by)));
            }
            fallback = fallback.or(Some((term, by)));
        }
        room.or(fallback)
    }

    /// A place under a count where one person more or fewer changes it: a count that is no sum of others.
    pub(super) fn descend(&mut self, variable: u32, direction: i32) -> Option<(u32, i32)> {
        let system = self.board.system;
        let (mut at, mut direction) = (variable, direction);
        if let &[(relation, own)] = system.uses(at)
            && system.slack(relation).is_some_and(|(slack, _)| slack == at)
        {
            // More left over is fewer in a part, or more in the total.
            let slack = at;
            (at, direction) = self.choose(relation, |walk, term, sign| {
                let movable = term != slack && walk.range(term).width() > 0;
                movable.then_some(-direction * (own * sign.signum()) as i32)
            })?;
        }
        for _ in 0..DEPTH {
            let is_sum = |&&(relation, sign): &&(u32, i64)| sign > 0 && system.slack(relation).is_none();
            let sums = system.uses(at).iter().filter(is_sum).count();
            if sums == 0 {
                break;
            }
            let which = self.random() % sums;
            let Some(&(relation, _)) = system.uses(at).iter().filter(is_sum).nth(which) else { break };
            // Mostly follow what is impossible in the same way as far down as it goes: a person there mends all of it.
            let follow = !self.random().is_multiple_of(8);
            let wrong = |walk: &Self, term: u32| {
                walk.states[term as usize].change != 0 && walk.excess(term) * i64::from(direction) > 0
            };
            let along = self
                .choose(relation, |walk, term, sign| (follow && sign < 0 && wrong(walk, term)).then_some(direction));
            let next = along.or_else(|| {
                let movable = |walk: &Self, term: u32| walk.range(term).width() > 0;
                self.choose(relation, |walk, term, sign| (sign < 0 && movable(walk, term)).then_some(direction))
            });
            at = next?.0;
        }
        Some((at, direction))
    }
}
