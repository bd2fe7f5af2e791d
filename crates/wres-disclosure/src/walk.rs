//! Looking for other tables that agree with everything published, one step at a time.
//!
//! A step starts with one more (or one fewer) person in one count and in every sum that holds it. Where that makes a count
//! impossible for a reader, one person fewer is put somewhere under that count, again with every sum; and so on until
//! nothing is impossible. Sums thus hold all along, and only single counts need mending. Where some cannot be mended, they
//! are counts that would have to be hidden, and the search looks for the cheapest of these.

use crate::{
    board::{Board, NEVER},
    knowledge::Range,
    witness::Step,
};

/// How many people are moved in one step before it is given up.
const MOVES: u32 = 16;
/// How many of them may leave things no better than they were.
const FAILURES: u32 = 6;
/// How many places for the next person are compared.
const CHOICES: u32 = 4;

/// Where a walk has one count.
#[derive(Debug, Clone, Copy, Default)]
pub(super) struct State {
    /// How far it is from the true one, between steps.
    pub(super) away: i32,
    /// How far it is changed by the step being made.
    pub(super) change: i32,
    /// The last person that changed it.
    pub(super) person: u32,
    /// It is to be hidden, or follows from what is.
    pub(super) hidden: bool,
    /// It is in the list of what the step changes.
    pub(super) listed: bool,
}

/// A table that agrees with everything published, on its way from the true one.
pub(crate) struct Walk<'a> {
    pub(super) board: &'a Board<'a>,
    pub(super) states: Vec<State>,
    /// By how much each sum is off while a person is put in.
    pub(super) off: Vec<i32>,
    hidden: Vec<u32>,
    strayed: Vec<u32>,
    changed: Vec<u32>,
    pub(super) person: u32,
    /// What the present person changes.
    pub(super) journal: Vec<(u32, i32)>,
    /// What it would cost to hide every count that is impossible.
    cost: u64,
    random: u64,
}

/// A step that could be taken, and what would have to be hidden for it.
struct Attempt {
    changes: Vec<(u32, i32)>,
    hide: Vec<u32>,
    cost: u64,
}

impl<'a> Walk<'a> {
    pub(crate) fn new(board: &'a Board<'a>) -> Self {
        Self {
            board,
            states: vec![State::default(); board.system.variables.len()],
            off: vec![0; board.system.relations() as usize],
            hidden: Vec::new(),
            strayed: Vec::new(),
            changed: Vec::new(),
            person: 0,
            journal: Vec::new(),
            cost: 0,
            random: 1,
        }
    }

    /// Forgets what was to be hidden for the walks so far.
    pub(crate) fn forget(&mut self) {
        for at in self.hidden.drain(..) {
            self.states[at as usize].hidden = false;
        }
    }

    /// Walks from the true table until a count has taken `values` values, or as many as it can. `round` makes a difference
    /// to what is tried; nothing else does that was walked before, but for what was to be hidden.
    pub(crate) fn walk(&mut self, variable: u32, values: i64, round: u64) -> Vec<Step> {
        self.back_to_truth();
        self.random = (u64::from(variable) + 1 + (round << 40)).wrapping_mul(0x9e37_79b9_7f4a_7c15) | 1;
        let mut steps = Vec::new();
        let mut reach = Range { low: 0, high: 0 };
        while reach.width() + 1 < values {
            let now = i64::from(self.states[variable as usize].away);
            // Only from an end of what is reached does a step reach further.
            let up = (now == reach.high).then(|| self.attempt(variable, 1)).flatten();
            let free = up.as_ref().is_some_and(|up| up.cost == 0);
            let down = (now == reach.low && !free).then(|| self.attempt(variable, -1)).flatten();
            let best = match (up, down) {
                (Some(up), Some(down)) => Some(if down.cost < up.cost { down } else { up }),
                (up, down) => up.or(down),
            };
            let step = match best {
                Some(attempt) => self.take(attempt, values - 1 - reach.width()),
                None => self.back(reach),
            };
            let Some(step) = step else { break };
            steps.push(step);
            let now = i64::from(self.states[variable as usize].away);
            reach = Range { low: reach.low.min(now), high: reach.high.max(now) };
        }
        steps
    }

    /// What has to be hidden for a walk: every count that becomes one that a reader would not find possible.
    pub(crate) fn needs(&mut self, walk: &[Step]) -> Vec<u32> {
        self.back_to_truth();
        let system = self.board.system;
        let mut needs = Vec::new();
        for step in walk {
            for &(variable, change) in &step.changes {
                self.stray(variable, change, step.times);
                let square = self.board.square(variable);
                if square.range.holds(square.value + i64::from(self.states[variable as usize].away)) {
                    continue;
                }
                if system.variables[variable as usize].published {
                    needs.push(variable);
                } else {
                    // Those who are not cases are known to be many while cases and base are both shown.
                    let around = system.uses(variable).iter().flat_map(|&(relation, _)| system.terms(relation));
                    let to_hide = around
                        .map(|(term, _)| *term)
                        .filter(|&term| self.states[term as usize].hidden && system.variables[term as usize].published);
                    needs.extend(to_hide);
                }
            }
        }
        needs.sort_unstable();
        needs.dedup();
        needs
    }

    fn back_to_truth(&mut self) {
        for at in self.strayed.drain(..) {
            self.states[at as usize].away = 0;
        }
    }

    /// Goes back to the true table, to go on from there in the other direction. `None` where that has been done or makes no
    /// sense.
    fn back(&mut self, reach: Range) -> Option<Step> {
        if (reach.low < 0) == (reach.high > 0) {
            return None;
        }
        let mut changes: Vec<(u32, i32)> = Vec::new();
        for at in std::mem::take(&mut self.strayed) {
            let away = std::mem::take(&mut self.states[at as usize].away);
            if away != 0 {
                changes.push((at, -away));
            }
        }
        (!changes.is_empty()).then_some(Step { changes, times: 1 })
    }

    /// Takes a step as often as it may be taken and at most `most` times, and hides what it takes.
    fn take(&mut self, attempt: Attempt, most: i64) -> Option<Step> {
        for &at in &attempt.hide {
            for freed in self.board.knowledge.freed_with(self.board.system, at) {
                if !std::mem::replace(&mut self.states[freed as usize].hidden, true) {
                    self.hidden.push(freed);
                }
            }
        }
        let changes = attempt.changes;
        let times = changes.iter().map(|&(at, by)| self.room(at, by)).min().unwrap_or(0).min(most);
        if times < 1 {
            return None;
        }
        for &(at, by) in &changes {
            self.stray(at, by, times);
        }
        Some(Step { changes, times })
    }

    fn stray(&mut self, variable: u32, change: i32, times: i64) {
        self.states[variable as usize].away += change * times as i32;
        self.strayed.push(variable);
    }

    /// Looks for a step that changes a count by `change`, the cheapest there is.
    fn attempt(&mut self, variable: u32, change: i32) -> Option<Attempt> {
        let found = self.put(variable, change).then(|| self.mend(variable, change));
        for at in self.changed.drain(..) {
            let state = &mut self.states[at as usize];
            (state.change, state.listed) = (0, false);
        }
        self.cost = 0;
        found.filter(|attempt| attempt.cost < NEVER)
    }

    fn mend(&mut self, variable: u32, change: i32) -> Attempt {
        let mut cheapest = self.attempted();
        let mut failures = 0;
        let mut best_moves: Vec<(u32, i32)> = Vec::new();
        for _ in 0..MOVES {
            if self.cost == 0 || failures > FAILURES {
                break;
            }
            let Some((worst, direction)) = self.worst() else { break };
            let before = self.cost;
            let mut best: Option<u64> = None;
            for _ in 0..CHOICES {
                let Some((place, direction)) = self.descend(worst, direction) else { continue };
                if !self.put(place, direction) {
                    continue;
                }
                let kept = self.states[variable as usize].change * change > 0;
                if kept && best.is_none_or(|known| self.cost < known) {
                    best = Some(self.cost);
                    best_moves.clone_from(&self.journal);
                }
                self.take_back();
            }
            failures += u32::from(best.is_none_or(|after| after >= before));
            if best.is_some() {
                for &(at, by) in &best_moves {
                    self.shift(at, by);
                }
                if self.cost < cheapest.cost {
                    cheapest = self.attempted();
                }
            }
        }
        cheapest
    }

    /// The step as it stands.
    fn attempted(&self) -> Attempt {
        let changes: Vec<(u32, i32)> =
            self.changed.iter().map(|&at| (at, self.states[at as usize].change)).filter(|(_, by)| *by != 0).collect();
        let hide = changes.iter().map(|(at, _)| *at).filter(|&at| self.excess(at) != 0).collect();
        Attempt { changes, hide, cost: self.cost }
    }

    pub(super) fn range(&self, variable: u32) -> Range {
        self.board.square(variable).range(self.states[variable as usize].hidden)
    }

    /// What a count would be with the step so far.
    pub(super) fn value(&self, variable: u32) -> i64 {
        let state = &self.states[variable as usize];
        self.board.square(variable).value + i64::from(state.away) + i64::from(state.change)
    }

    /// How often a change may be made to a count, from where the walk is, before a reader would notice.
    fn room(&self, variable: u32, change: i32) -> i64 {
        let (range, value, change) = (self.range(variable), self.value(variable), i64::from(change));
        if change > 0 { (range.high - value) / change } else { (value - range.low) / -change }
    }

    /// By how much a count is impossible with the step so far: how far it has to go up, or down if negative.
    pub(super) fn excess(&self, variable: u32) -> i64 {
        let (range, value) = (self.range(variable), self.value(variable));
        (range.low - value).max(0) - (value - range.high).max(0)
    }

    /// What it would cost to make a count possible by hiding it.
    fn price(&self, variable: u32) -> u64 {
        if self.excess(variable) == 0 {
            return 0;
        }
        let square = self.board.square(variable);
        let hideable = !self.states[variable as usize].hidden && self.value(variable) >= square.least;
        if hideable { square.price } else { NEVER }
    }

    /// Changes one count.
    pub(super) fn shift(&mut self, variable: u32, by: i32) {
        self.cost -= self.price(variable);
        let state = &mut self.states[variable as usize];
        state.change += by;
        if !std::mem::replace(&mut state.listed, true) {
            self.changed.push(variable);
        }
        self.cost += self.price(variable);
    }

    pub(super) fn random(&mut self) -> usize {
        self.random ^= self.random << 13;
        self.random ^= self.random >> 7;
        self.random ^= self.random << 17;
        self.random as usize
    }

    /// One of the counts that are impossible, and the way in which it has to change: every other time the dearest.
    fn worst(&mut self) -> Option<(u32, i32)> {
        let start = self.random() % self.changed.len().max(1);
        let (before, after) = self.changed.split_at(start);
        let mut wrong = after.iter().chain(before).copied().filter(|&at| self.excess(at) != 0);
        let worst = if start % 2 == 0 { wrong.next() } else { wrong.max_by_key(|&at| (self.price(at), at)) };
        worst.map(|at| (at, self.excess(at).signum() as i32))
    }
}
