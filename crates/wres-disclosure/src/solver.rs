//! Asking the linear-programming solver about a neighbourhood.
//!
//! The solver works in floating point, so what it says is only a proposal: a change is rounded to whole numbers and checked
//! by [`Witness::holds`], and what it wants hidden is only ever hidden, never shown.

use crate::{
    knowledge::{Knowledge, UNLIMITED},
    system::System,
    witness::Step,
};
use microlp::{ComparisonOp, OptimizationDirection, Problem, SolveOptions, Variable};
use std::collections::{BTreeMap, VecDeque};

/// How many counts around a hidden one are looked at first.
const NEIGHBOURS: usize = 260;
/// How many of one sum.
const OF_ONE_SUM: usize = 14;
/// How many branches of the integer search are followed.
const BRANCHES: u64 = 60;
/// How often the reach may be doubled.
pub(crate) const MOST_DOUBLINGS: u32 = 3;
/// No change in a neighbourhood is larger than this: numbers of very different size trouble the solver.
const LARGEST: i64 = 10_000;

/// Looks for steps from the true table that show as high and as low a value for a variable as its neighbourhood allows.
/// The neighbourhood is doubled `doublings` times.
pub(crate) fn steps(system: &System, knowledge: &Knowledge, variable: u32, values: i64, doublings: u32) -> Vec<Step> {
    let movable = |at| knowledge.range(at).width() > 0;
    let most = NEIGHBOURS << doublings.min(MOST_DOUBLINGS);
    let near = neighbourhood(system, variable, most, movable, |at| knowledge.range(at).width());
    let mut found = Vec::new();
    for direction in [OptimizationDirection::Maximize, OptimizationDirection::Minimize] {
        let mut problem = Problem::new(direction);
        let mut columns = BTreeMap::new();
        for &at in &near {
            let (range, value) = (knowledge.range(at), system.value(at));
            let limit = if at == variable { values - 1 } else { LARGEST };
            let low = (range.low - value).max(-limit) as i32;
            let high = (range.high - value).min(limit) as i32;
            let gain = if at == variable { 1.0 } else { 0.0 };
            columns.insert(at, problem.add_integer_var(gain, (low, high)));
        }
        for slack in left_over(system, &near) {
            let (range, value) = (knowledge.range(slack), system.value(slack));
            // Whole, because everything else in its one sum is.
            let (low, high) = ((range.low - value).max(-LARGEST), (range.high - value).min(LARGEST));
            columns.entry(slack).or_insert_with(|| problem.add_var(0.0, (low as f64, high as f64)));
        }
        keep_sums(system, &columns, &mut problem);
        found.extend(solve(&problem, &columns).map(|changes| Step { changes, times: 1 }));
    }
    found
}

/// Variables around one, nearest first, that may move at all. Of a long sum only those with the most freedom are taken;
/// what is left out stays as it is.
fn neighbourhood(
    system: &System,
    variable: u32,
    most: usize,
    movable: impl Fn(u32) -> bool,
    freedom: impl Fn(u32) -> i64,
) -> Vec<u32> {
    let mut near = vec![variable];
    let mut known = std::collections::BTreeSet::from([variable]);
    let mut asked = std::collections::BTreeSet::new();
    let mut queue = VecDeque::from([variable]);
    while let Some(at) = queue.pop_front() {
        for &(relation, _) in system.uses(at) {
            if !asked.insert(relation) {
                continue;
            }
            let mut terms: Vec<u32> = system
                .terms(relation)
                .iter()
                .map(|&(term, _)| term)
                .filter(|&term| !known.contains(&term) && movable(term))
                .filter(|&term| system.slack(relation).is_none_or(|(slack, _)| slack != term))
                .collect();
            terms.sort_by_key(|&term| (std::cmp::Reverse(freedom(term).min(UNLIMITED)), term));
            for term in terms.into_iter().take(OF_ONE_SUM) {
                if near.len() >= most {
                    return near;
                }
                known.insert(term);
                near.push(term);
                queue.push_back(term);
            }
        }
    }
    near
}

/// What is left over in the sums around some variables: it follows from them, so it is not counted among the neighbours.
fn left_over(system: &System, near: &[u32]) -> Vec<u32> {
    let relations: std::collections::BTreeSet<u32> =
        near.iter().flat_map(|&at| system.uses(at)).map(|&(relation, _)| relation).collect();
    relations.into_iter().filter_map(|relation| system.slack(relation)).map(|(slack, _)| slack).collect()
}

fn keep_sums(system: &System, columns: &BTreeMap<u32, Variable>, problem: &mut Problem) {
    let mut sums: BTreeMap<u32, Vec<(Variable, f64)>> = BTreeMap::new();
    for (&at, &column) in columns {
        for &(relation, sign) in system.uses(at) {
            sums.entry(relation).or_default().push((column, sign as f64));
        }
    }
    for terms in sums.into_values() {
        problem.add_constraint(terms, ComparisonOp::Eq, 0.0);
    }
}

fn solve(problem: &Problem, columns: &BTreeMap<u32, Variable>) -> Option<Vec<(u32, i32)>> {
    let solution = problem.solve_with(limits()).ok()?.into_solution().ok()?;
    let changes: Vec<(u32, i32)> = columns
        .iter()
        .map(|(&at, &column)| (at, solution.var_value(column).round() as i32))
        .filter(|(_, change)| *change != 0)
        .collect();
    (!changes.is_empty()).then_some(changes)
}

/// A limit on branches and none on time, so that the same problem has the same answer on every machine.
fn limits() -> SolveOptions {
    let mut options = SolveOptions::default();
    options.node_limit = Some(BRANCHES);
    options
}
