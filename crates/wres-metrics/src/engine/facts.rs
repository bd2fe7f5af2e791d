//! Facts of a person that several rows tell: a row that does not know takes what the person's other rows know, whatever their order.

use super::{
    findings,
    people::NOBODY,
    table::{Column, NO_CODE, Table},
    vocabulary::Codes,
};
use std::collections::BTreeMap;
use wres_domain::{Dataset, Ethnicity, Finding};

/// The columns that say what a person is, and not what a post is.
pub(crate) const FACTS: [&str; 3] = ["disability", "ethnicity", "sex"];

/// Whether a code of a fact says something about the person.
pub(crate) fn is_known(column: &str, code: &str) -> bool {
    match column {
        "ethnicity" => Ethnicity::from_code(code).is_some_and(Ethnicity::is_known),
        _ => code != "unknown",
    }
}

/// What was settled of one fact.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
struct Settled {
    /// People of whom some rows know and some do not.
    filled: u64,
    /// People of whom two rows know different things.
    differing: u64,
}

/// Settles the facts of a table: a row without a known value takes the one that most of its person's rows have, of several that
/// equally many have the first by its code. Rows that know keep what they say.
pub(crate) fn settle(dataset: Dataset, table: &mut Table<'_>, people: usize) -> Vec<Finding> {
    let mut found = Vec::new();
    let rows = table.people().to_vec();
    for fact in FACTS {
        let Some(column) = table.column_mut(fact) else { continue };
        let settled = match column {
            Column::Codes(list, codes) => settle_codes(fact, list, codes, &rows, people),
            Column::Flags(flags) => {
                let known: Vec<Option<u16>> = flags.iter().map(|flag| flag.map(u16::from)).collect();
                let (values, settled) = best(&known, &rows, people);
                for (flag, person) in flags.iter_mut().zip(&rows).filter(|(flag, _)| flag.is_none()) {
                    *flag = values.get(*person as usize).copied().flatten().map(|value| value == 1);
                }
                settled
            }
            _ => continue,
        };
        if settled.filled > 0 {
            found.push(findings::fact_filled(dataset, settled.filled, fact));
        }
        // Two ethnicities of one person are found where the rows are, by a rule.
        if settled.differing > 0 && fact != "ethnicity" {
            found.push(findings::fact_differs(dataset, settled.differing, fact));
        }
    }
    found
}

fn settle_codes(fact: &str, list: &Codes, codes: &mut [u16], rows: &[u32], people: usize) -> Settled {
    let known: Vec<bool> = list.iter().map(|code| is_known(fact, code)).collect();
    // Codes stand in the order of the list; ties go by the code itself, which no list changes.
    let place = list.by_name();
    let mut name: Vec<u16> = vec![NO_CODE; list.len()];
    (0_u16..).zip(&place).for_each(|(number, place)| name[usize::from(*place)] = number);
    let of = |code: u16| place.get(usize::from(code)).copied().filter(|_| known[usize::from(code)]);
    let asked: Vec<Option<u16>> = codes.iter().map(|code| of(*code)).collect();
    let (values, settled) = best(&asked, rows, people);
    for ((code, asked), person) in codes.iter_mut().zip(&asked).zip(rows) {
        if asked.is_none()
            && let Some(value) = values.get(*person as usize).copied().flatten()
        {
            *code = name[usize::from(value)];
        }
    }
    settled
}

/// For every person the value that most of their rows have, of several the lowest; and what was settled.
fn best(values: &[Option<u16>], rows: &[u32], people: usize) -> (Vec<Option<u16>>, Settled) {
    let mut best: Vec<Option<u16>> = vec![None; people];
    let (mut unknown, mut settled) = (vec![false; people], Settled::default());
    // Nearly everybody has one value: only the others are counted by value.
    let mut several: BTreeMap<u32, BTreeMap<u16, u32>> = BTreeMap::new();
    for (value, person) in values.iter().zip(rows).filter(|(_, person)| **person != NOBODY) {
        let known = &mut best[*person as usize];
        match (*value, *known) {
            (None, _) => unknown[*person as usize] = true,
            (Some(value), None) => *known = Some(value),
            (Some(value), Some(first)) if value == first => {}
            (Some(_), Some(_)) => {
                several.entry(*person).or_default();
            }
        }
    }
    settled.differing = several.len() as u64;
    if !several.is_empty() {
        for (value, person) in values.iter().zip(rows) {
            if let (Some(value), Some(counts)) = (value, several.get_mut(person)) {
                *counts.entry(*value).or_default() += 1;
            }
        }
        for (person, counts) in several {
            let most = counts.iter().max_by(|a, b| a.1.cmp(b.1).then(b.0.cmp(a.0)));
            best[person as usize] = most.map(|(value, _)| *value);
        }
    }
    settled.filled = best.iter().zip(&unknown).filter(|(value, unknown)| value.is_some() && **unknown).count() as u64;
    (best, settled)
}

#[cfg(test)]
mod tests {
    use super::{Settled, best};
    use crate::engine::people::NOBODY;
    use proptest::prelude::*;

    #[test]
    fn known_beats_unknown_most_beats_few_and_a_tie_goes_to_the_lowest() {
        let values = [None, Some(3), Some(1), Some(2), Some(2), None, Some(7), None];
        let rows = [0, 0, 1, 1, 1, 2, NOBODY, NOBODY];
        let (found, settled) = best(&values, &rows, 3);
        assert_eq!(found, [Some(3), Some(2), None]);
        assert_eq!(settled, Settled { filled: 1, differing: 1 });
        assert_eq!(best(&[Some(9), Some(4)], &[0, 0], 1).0, [Some(4)]);
    }

    proptest! {
        #[test]
        fn the_order_of_rows_decides_nothing(
            rows in prop::collection::vec((prop::option::of(0_u16..4), 0_u32..4), 0..16).prop_shuffle(), seed in any::<u64>(),
        ) {
            let mut shuffled = rows.clone();
            let turn = seed as usize % rows.len().max(1);
            shuffled.rotate_left(turn);
            shuffled.reverse();
            let apart = |rows: &[(Option<u16>, u32)]| best(
                &rows.iter().map(|row| row.0).collect::<Vec<_>>(), &rows.iter().map(|row| row.1).collect::<Vec<_>>(), 4,
            );
            prop_assert_eq!(apart(&rows), apart(&shuffled));
        }
    }
}
