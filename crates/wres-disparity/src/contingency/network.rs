//! All tables with given margins, walked as a network instead of listed one by one.
//!
//! A node is what is left of the row totals after some columns have been filled; rows that have the same left are alike, so
//! the node keeps them sorted. Many tables share each node. For every node the smallest and the largest weight with which
//! its columns can be completed decide, for most ways of having reached it, all completions at once.
//!
//! Source: Mehta and Patel (1983), Journal of the American Statistical Association 78, 427-434.

use std::collections::{BTreeMap, HashMap};

/// How many steps through the network are taken before giving up: a few seconds.
const STEPS: u64 = 30_000_000;

/// The largest total that is tried: factorials up to it are tabled.
pub(super) const LARGEST_TOTAL: u64 = 1_000_000;

/// Two tables within this relative distance of each other's probability count as equally probable.
const TIE: f64 = 1e-7;

/// Log weights closer than this are merged.
const RESOLUTION: f64 = 1e-10;

/// The walk took too many steps.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct TooLarge;

/// The probability, given the margins, of a table no more probable than the one given.
///
/// `rows` are row totals, `columns` column totals, `cells` the counts in any order; totals are positive and at most
/// [`LARGEST_TOTAL`] in sum.
pub(super) fn p_value(rows: &[u32], columns: &[u32], cells: &[u32]) -> Result<f64, TooLarge> {
    let (rows, columns) = if rows.len() <= columns.len() { (rows, columns) } else { (columns, rows) };
    let total: u32 = rows.iter().sum();
    let ln_factorial = ln_factorials(total);
    // Large columns first: they split the paths into decided and undecided ones soonest.
    let mut columns = columns.to_vec();
    columns.sort_unstable_by(|left, right| right.cmp(left));
    let observed: f64 = cells.iter().map(|&count| -ln_factorial[count as usize]).sum();
    let graph = Graph { columns, ln_factorial };
    let mut walk = Walk { extremes: HashMap::new(), steps: STEPS };
    let mut start = rows.to_vec();
    start.sort_unstable_by(|left, right| right.cmp(left));
    walk.p_value(&graph, start, observed + TIE.ln_1p())
}

/// What does not change during the walk.
struct Graph {
    columns: Vec<u32>,
    ln_factorial: Vec<f64>,
}

impl Graph {
    fn weight(&self, counts: &[u32]) -> f64 {
        -counts.iter().map(|&count| self.ln_factorial[count as usize]).sum::<f64>()
    }

    /// Logarithm of the sum of the weights of all completions: the total factorial over those of all margins left.
    fn all_completions(&self, stage: usize, rows: &[u32]) -> f64 {
        let left: u32 = rows.iter().sum();
        self.ln_factorial[left as usize] + self.weight(rows) + self.weight(&self.columns[stage..])
    }
}

/// Ways to reach a node that have the same weight.
#[derive(Clone, Copy)]
struct Paths {
    weight: f64,
    number: f64,
}

/// The state of the walk: the extremes known so far and the steps left.
struct Walk {
    extremes: HashMap<(usize, Vec<u32>), (f64, f64)>,
    steps: u64,
}

impl Walk {
    fn step(&mut self) -> Result<(), TooLarge> {
        self.steps = self.steps.checked_sub(1).ok_or(TooLarge)?;
        Ok(())
    }

    fn p_value(&mut self, graph: &Graph, start: Vec<u32>, limit: f64) -> Result<f64, TooLarge> {
        let whole = graph.all_completions(0, &start);
        let mut decided = 0.0;
        let mut nodes: BTreeMap<Vec<u32>, BTreeMap<i64, Paths>> = BTreeMap::new();
        nodes.insert(start, BTreeMap::from([(0, Paths { weight: 0.0, number: 1.0 })]));
        for stage in 0..graph.columns.len() - 1 {
            let mut next: BTreeMap<Vec<u32>, BTreeMap<i64, Paths>> = BTreeMap::new();
            for (rows, past) in nodes {
                distribute(&rows, graph.columns[stage], &graph.ln_factorial, &mut |child, term| {
                    self.step()?;
                    let (least, most) = self.extremes(graph, stage + 1, child)?;
                    // Paths come in the order of their weights: first those all of whose completions count, then those of
                    // which some do, then those of which none does.
                    let mut undecided = Vec::new();
                    for paths in past.values() {
                        let weight = paths.weight + term;
                        if weight + least > limit {
                            break;
                        }
                        self.step()?;
                        if weight + most <= limit {
                            decided += paths.number * (weight + graph.all_completions(stage + 1, child) - whole).exp();
                        } else {
                            undecided.push(Paths { weight, number: paths.number });
                        }
                    }
                    if !undecided.is_empty() {
                        let here = next.entry(child.to_vec()).or_default();
                        for Paths { weight, number } in undecided {
                            let key = (weight / RESOLUTION).round() as i64;
                            here.entry(key).or_insert(Paths { weight, number: 0.0 }).number += number;
                        }
                    }
                    Ok(())
                })?;
            }
            nodes = next;
        }
        Ok(decided.min(1.0))
    }

    /// The smallest and the largest log weight with which the columns from `stage` on can be filled.
    fn extremes(&mut self, graph: &Graph, stage: usize, rows: &[u32]) -> Result<(f64, f64), TooLarge> {
        if stage + 1 == graph.columns.len() {
            let only = graph.weight(rows);
            return Ok((only, only));
        }
        let key = (stage, rows.to_vec());
        if let Some(known) = self.extremes.get(&key) {
            return Ok(*known);
        }
        let mut found = (f64::INFINITY, f64::NEG_INFINITY);
        distribute(rows, graph.columns[stage], &graph.ln_factorial, &mut |child, term| {
            self.step()?;
            let (least, most) = self.extremes(graph, stage + 1, child)?;
            found = (found.0.min(term + least), found.1.max(term + most));
            Ok(())
        })?;
        self.extremes.insert(key, found);
        Ok(found)
    }
}

type Visit<'a> = dyn FnMut(&[u32], f64) -> Result<(), TooLarge> + 'a;

/// Visits every way to fill a column of total `column`: what is left of the rows, sorted, and the log weight of the column.
fn distribute(rows: &[u32], column: u32, ln_factorial: &[f64], visit: &mut Visit<'_>) -> Result<(), TooLarge> {
    let mut left = rows.to_vec();
    let mut sorted = rows.to_vec();
    fill(&mut left, 0, column, 0.0, ln_factorial, &mut |left, term| {
        sorted.copy_from_slice(left);
        sorted.sort_unstable_by(|left, right| right.cmp(left));
        visit(&sorted, term)
    })
}

/// Fills the rows from `index` on with `column` in all ways; `left` comes back as it was.
fn fill(
    left: &mut [u32],
    index: usize,
    column: u32,
    term: f64,
    ln_factorial: &[f64],
    visit: &mut Visit<'_>,
) -> Result<(), TooLarge> {
    let room = left[index];
    if index + 1 == left.len() {
        left[index] = room - column;
        let result = visit(left, term - ln_factorial[column as usize]);
        left[index] = room;
        return result;
    }
    let later: u32 = left[index + 1..].iter().sum();
    for count in column.saturating_sub(later)..=room.min(column) {
        left[index] = room - count;
        let result = fill(left, index + 1, column - count, term - ln_factorial[count as usize], ln_factorial, visit);
        left[index] = room;
        result?;
    }
    Ok(())
}

/// `ln 0!` to `ln n!`, each a sum of logarithms with the rounding carried along.
fn ln_factorials(n: u32) -> Vec<f64> {
    let mut table = Vec::with_capacity(n as usize + 1);
    let (mut total, mut lost) = (0.0_f64, 0.0_f64);
    table.push(0.0);
    for factor in 1..=n {
        let term = f64::from(factor).ln() - lost;
        let sum = total + term;
        lost = (sum - total) - term;
        total = sum;
        table.push(total);
    }
    table
}
