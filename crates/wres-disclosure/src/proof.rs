//! Hiding more until every hidden count is lost among enough values, with the walks that prove it.

use crate::{
    board::Board,
    knowledge::Knowledge,
    reveal::reveal,
    secondary::hide_by_sums,
    seen::Seen,
    solver,
    system::System,
    walk::Walk,
    witness::{Step, follow},
};
use rayon::prelude::*;
use std::{
    collections::{HashMap, HashSet},
    sync::Mutex,
};

/// How many rounds of looking and hiding there are at most.
const ROUNDS: u64 = 128;
/// Every three rounds without a gain, one after another, twice as many counts are hidden at once for each that is open. This
/// is the most often that it is doubled.
const MOST_DOUBLINGS: u32 = 8;
/// Hidden counts that are looked at together; a walk for one often serves its neighbours. Fixed, so that the result does not
/// depend on the number of threads.
const TOGETHER: usize = 256;
/// The part of the walks of a round for which something may be hidden: what is hidden for the cheapest of them often serves
/// the others.
const HIDING: usize = 10;
/// How many counts the solver is asked about in a round, when walking about did not help.
const ASKED: usize = 200;

/// What proves each hidden count: walks from the true table to others.
#[derive(Debug, Default)]
pub(crate) struct Proof {
    pub(crate) walks: Vec<Vec<Step>>,
    /// Counts for which it took the solver.
    pub(crate) solved: u64,
}

/// A walk, and what has to be hidden for it.
struct Candidate {
    walk: Vec<Step>,
    hide: Vec<u32>,
    cost: u64,
}

/// Everything that is needed to go on.
struct Work<'a> {
    system: &'a System,
    knowledge: &'a mut Knowledge,
    values: i64,
    seen: Seen,
    proof: Proof,
}

/// Hides what it takes to keep every hidden count lost among `values` values, and gathers the proof.
pub(crate) fn protect_sums(system: &System, knowledge: &mut Knowledge, values: u64) -> Proof {
    let values = i64::try_from(values).unwrap_or(1);
    hide_by_sums(system, knowledge, values);
    let mut work = Work { system, knowledge, values, seen: Seen::new(system), proof: Proof::default() };
    let mut fruitless = 0;
    for round in 0..ROUNDS {
        let pending = work.pending();
        if pending.is_empty() {
            break;
        }
        let candidates = work.look(&pending, round);
        if work.choose(candidates) > 0 || work.ask(&pending, fruitless / 3) > 0 {
            fruitless = 0;
        } else if work.hide_nearby(1 << (fruitless / 3)) {
            fruitless = (fruitless + 1).min(3 * MOST_DOUBLINGS);
        } else {
            break;
        }
    }
    let mut proof = work.proof;
    reveal(system, knowledge, &mut proof, values);
    proof
}

impl Work<'_> {
    /// Counts that point at people and are not lost among enough values yet.
    fn pending(&self) -> Vec<u32> {
        let all = 0..self.system.variables.len() as u32;
        all.filter(|&at| self.knowledge.sensitive[at as usize] && self.seen.values(at) < self.values).collect()
    }

    /// Looks for walks that show more values of hidden counts.
    fn look(&self, pending: &[u32], round: u64) -> Vec<Candidate> {
        let board = Board::new(self.system, self.knowledge);
        // Walkers are large; each thread takes one that is free.
        let walkers: Mutex<Vec<(Walk<'_>, Seen)>> = Mutex::new(Vec::new());
        let found: Vec<Vec<Candidate>> = pending
            .par_chunks(TOGETHER)
            .map(|chunk| {
                let free = walkers.lock().ok().and_then(|mut walkers| walkers.pop());
                let (mut walk, mut seen) = free.unwrap_or_else(|| (Walk::new(&board), Seen::new(self.system)));
                let candidates = self.together(chunk, round, &mut walk, &mut seen);
                if let Ok(mut walkers) = walkers.lock() {
                    walkers.push((walk, seen));
                }
                candidates
            })
            .collect();
        found.into_iter().flatten().collect()
    }

    /// Looks for walks for counts that lie together. What is to be hidden for one is taken for hidden by the next.
    fn together(&self, chunk: &[u32], round: u64, walk: &mut Walk<'_>, seen: &mut Seen) -> Vec<Candidate> {
        let mut candidates = Vec::new();
        for &variable in chunk {
            if seen.values(variable) >= self.values {
                continue;
            }
            let steps = walk.walk(variable, self.values, round);
            seen.note(&steps);
            let hide = walk.needs(&steps);
            let cost = hide.iter().fold(0, |sum: u64, &at| sum.saturating_add(self.cost(at)));
            candidates.push(Candidate { walk: steps, hide, cost });
        }
        walk.forget();
        seen.forget();
        candidates
    }

    fn cost(&self, variable: u32) -> u64 {
        self.system.variables[variable as usize].cost
    }

    /// Takes the walks that show something new, the cheapest first, and hides what they need. Says how many were taken.
    fn choose(&mut self, mut candidates: Vec<Candidate>) -> usize {
        candidates.sort_by_key(|candidate| candidate.cost);
        let mut may_hide = (candidates.len() / HIDING).max(32);
        let mut taken = 0;
        for candidate in candidates {
            if !self.seen.gains(self.knowledge, &candidate.walk, self.values) {
                continue;
            }
            let hide: Vec<u32> =
                candidate.hide.into_iter().filter(|&at| self.knowledge.can_be_hidden(self.system, at)).collect();
            if !hide.is_empty() {
                if may_hide == 0 {
                    continue;
                }
                may_hide -= 1;
            }
            for variable in hide {
                self.knowledge.hide(self.system, variable);
            }
            self.take(candidate.walk);
            taken += 1;
        }
        taken
    }

    fn take(&mut self, walk: Vec<Step>) {
        self.seen.note(&walk);
        self.proof.walks.push(walk);
    }

    /// Asks the solver about counts for which walking about did not help, each time nothing was gained for a while about a wider
    /// neighbourhood: where every count nearby is hidden, it may still take a change far away to make up for one. Says how many
    /// answers did.
    fn ask(&mut self, pending: &[u32], doublings: u32) -> usize {
        let left: Vec<u32> =
            pending.iter().copied().filter(|&at| self.seen.values(at) < self.values).take(ASKED).collect();
        let (system, knowledge, values) = (self.system, &*self.knowledge, self.values);
        let answers: Vec<Vec<Step>> =
            left.par_iter().map(|&at| solver::steps(system, knowledge, at, values, doublings)).collect();
        let mut taken = 0;
        for (variable, steps) in left.into_iter().zip(answers) {
            let open = self.seen.values(variable) < self.values;
            for step in steps {
                let walk = vec![step];
                let holds = follow(self.system, self.knowledge, &walk, &mut HashMap::new());
                if holds && self.seen.gains(self.knowledge, &walk, self.values) {
                    self.take(walk);
                    taken += 1;
                }
            }
            self.proof.solved += u64::from(open && self.seen.values(variable) >= self.values);
        }
        taken
    }

    /// Hides, for each count that nothing else helped, the `most` counts still shown that lie nearest: in as few sums between
    /// as may be, and of those the cheapest. Says whether anything was hidden.
    fn hide_nearby(&mut self, most: usize) -> bool {
        let mut hidden = false;
        for variable in self.pending() {
            for nearest in self.nearest_shown(variable, most) {
                self.knowledge.hide(self.system, nearest);
                hidden = true;
            }
        }
        hidden
    }

    /// The counts that could be hidden nearest to one, at most `most` of them.
    fn nearest_shown(&self, variable: u32, most: usize) -> Vec<u32> {
        let mut found = Vec::new();
        let (mut known, mut asked) = (HashSet::from([variable]), HashSet::new());
        let mut layer = vec![variable];
        while !layer.is_empty() && found.len() < most {
            let mut next = Vec::new();
            for &(relation, _) in layer.iter().flat_map(|&at| self.system.uses(at)) {
                if asked.insert(relation) {
                    let terms = self.system.terms(relation).iter().map(|(term, _)| *term);
                    next.extend(terms.filter(|&term| known.insert(term)));
                }
            }
            let mut shown: Vec<u32> =
                next.iter().copied().filter(|&at| self.knowledge.can_be_hidden(self.system, at)).collect();
            shown.sort_by_key(|&at| (self.cost(at), at));
            found.extend(shown.into_iter().take(most - found.len()));
            layer = next;
        }
        found
    }
}
