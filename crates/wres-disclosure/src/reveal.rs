//! Showing again what was hidden for the sake of others and turned out not to be needed.
//!
//! The search hides as it goes, and what it hid early may be of no use to the walks that it ends with. So the walks are
//! thinned to those that still show something, and every count that all of them leave within what a reader would see of it
//! is shown after all. The proof stays a proof: it is followed once more against what is published.

use crate::{
    knowledge::{Knowledge, Treatment},
    proof::Proof,
    seen::Seen,
    system::System,
};
use wres_domain::HiddenReason;

/// Thins the walks of a proof and shows what they do not need hidden.
pub(crate) fn reveal(system: &System, knowledge: &mut Knowledge, proof: &mut Proof, values: i64) {
    let seen = thin(system, knowledge, proof, values);
    let secondary = Treatment::Hidden(HiddenReason::Secondary);
    let mut hidden: Vec<u32> =
        (0..system.variables.len() as u32).filter(|&at| knowledge.treatments[at as usize] == secondary).collect();
    // The dearest first: what is shown may keep another from being shown with it.
    hidden.sort_by_key(|&at| (std::cmp::Reverse(system.variables[at as usize].cost), at));
    for variable in hidden {
        knowledge.show(system, variable);
        let bound = knowledge.freed_with(system, variable);
        if !bound.iter().all(|&at| knowledge.range(at).holds_all(seen.range(at, system.value(at)))) {
            knowledge.hide(system, variable);
        }
    }
}

/// Keeps the walks that show a new value of a count that is not lost among enough values by those before it; first those
/// that leave most as it is shown. Gives back what is seen of each count on the walks that are kept.
fn thin(system: &System, knowledge: &Knowledge, proof: &mut Proof, values: i64) -> Seen {
    let secondary = Treatment::Hidden(HiddenReason::Secondary);
    let mut walks: Vec<(u64, Vec<_>)> = std::mem::take(&mut proof.walks)
        .into_iter()
        .map(|walk| {
            let changed = walk.iter().flat_map(|step: &crate::witness::Step| &step.changes).map(|(at, _)| *at);
            let needs = changed.filter(|&at| knowledge.treatments[at as usize] == secondary);
            (needs.map(|at| system.variables[at as usize].cost).sum(), walk)
        })
        .collect();
    walks.sort_by_key(|(cost, _)| *cost);
    let mut seen = Seen::new(system);
    for (_, walk) in walks {
        if seen.gains(knowledge, &walk, values) {
            seen.note(&walk);
            proof.walks.push(walk);
        }
    }
    seen
}
