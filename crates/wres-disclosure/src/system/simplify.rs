//! What everybody knows is left out, what is known to be equal becomes one.

use super::{
    Split, System, Variable,
    raw::{NONE, Raw},
};
use std::collections::HashMap;

/// Makes the system out of what was gathered.
///
/// A zero that is shown is known, so it leaves every relation; a total with a single part left is that part, so both become
/// one variable; and so on until nothing changes.
pub(super) fn simplify(mut raw: Raw, zeros_shown: bool) -> System {
    let mut relations = std::mem::take(&mut raw.relations);
    loop {
        let mut changed = false;
        for relation in &mut relations {
            tidy(&mut raw, relation, zeros_shown);
            if let [(left, 1), (right, -1)] | [(left, -1), (right, 1)] = relation[..] {
                changed |= raw.join(left, right);
                relation.clear();
            } else if relation.iter().all(|&(_, sign)| sign > 0) || relation.iter().all(|&(_, sign)| sign < 0) {
                // Nothing is negative, so nothing is left but zeros.
                relation.iter().for_each(|&(variable, _)| raw.know_zero(variable));
                changed |= !relation.is_empty();
                relation.clear();
            }
        }
        relations.retain(|relation| !relation.is_empty());
        changed |= join_rests(&mut raw, &relations);
        if !changed {
            break;
        }
    }
    relations.sort_unstable();
    relations.dedup();
    number(raw, relations, zeros_shown)
}

/// Replaces variables by those that stand for them, adds up repeats, and leaves out known zeros.
fn tidy(raw: &mut Raw, relation: &mut Vec<(u32, i64)>, zeros_shown: bool) {
    for (variable, _) in relation.iter_mut() {
        *variable = raw.root(*variable);
    }
    relation.retain(|&(variable, _)| !raw.is_known_zero(variable, zeros_shown));
    relation.sort_unstable();
    relation.dedup_by(|next, kept| {
        let same = next.0 == kept.0;
        if same {
            kept.1 += next.1;
        }
        same
    });
    relation.retain(|&(_, sign)| sign != 0);
}

/// Joins latent counts that are what the same published counts leave over: the people of a base who are not cases are the
/// same people wherever the same base and cases stand.
fn join_rests(raw: &mut Raw, relations: &[Vec<(u32, i64)>]) -> bool {
    let mut rests: HashMap<Vec<(u32, i64)>, (u32, i64)> = HashMap::new();
    let mut changed = false;
    for relation in relations {
        let (latent, published): (Vec<_>, Vec<_>) =
            relation.iter().copied().partition(|&(variable, _)| !raw.is_published(variable));
        if let ([(rest, sign)], false) = (&latent[..], published.is_empty()) {
            let (known, known_sign) = *rests.entry(published).or_insert((*rest, *sign));
            changed |= known_sign == *sign && raw.join(known, *rest);
        }
    }
    changed
}

/// Gives the variables that are left their final numbers.
fn number(mut raw: Raw, relations: Vec<Vec<(u32, i64)>>, zeros_shown: bool) -> System {
    let mut system = System::default();
    let mut numbers = vec![NONE; raw.len()];
    for variable in 0..raw.len() as u32 {
        let root = raw.root(variable);
        let keep = root == variable && !raw.is_known_zero(root, zeros_shown);
        if keep {
            numbers[root as usize] = system.variables.len() as u32;
            let value = raw.value(root);
            // Of two counts that weigh the same, readers lose less with the smaller.
            let size = 16 + u64::from(64 - value.unsigned_abs().leading_zeros());
            let cost = raw.cost(root).saturating_mul(size);
            system.variables.push(Variable { value, published: raw.is_published(root), cost });
        }
    }
    let number = |raw: &mut Raw, variable: u32| {
        let number = if variable == NONE { NONE } else { numbers[raw.root(variable) as usize] };
        (number != NONE).then_some(number)
    };
    let rows = std::mem::take(&mut raw.rows);
    system.rows = rows.iter().map(|row| row.map(|variable| number(&mut raw, variable))).collect();
    for split in std::mem::take(&mut raw.splits) {
        let [cases, others, base] = [split.cases, split.others, split.base].map(|variable| number(&mut raw, variable));
        if let (Some(cases), Some(others), Some(base)) = (cases, others, base) {
            system.splits.push(Split { cases, others, base });
        }
    }
    let relations: Vec<Vec<(u32, i64)>> = relations
        .into_iter()
        .map(|terms| {
            terms.into_iter().filter_map(|(variable, sign)| number(&mut raw, variable).map(|n| (n, sign))).collect()
        })
        .collect();
    system.set_relations(&relations);
    system
}
