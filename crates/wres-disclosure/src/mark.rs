//! Marks counts below the threshold.

use crate::{policy::Policy, released::Released};
use wres_domain::{Cell, GroupTable, HiddenReason, NotAboutPeople, Quantities};

/// What marking takes besides counts.
#[derive(Debug, Clone)]
pub struct Marking {
    /// The rules.
    pub policy: Policy,
    /// What is counted.
    pub quantities: Quantities,
}

impl NotAboutPeople for Marking {}

/// Marks every protected count below the threshold, zero included: for readers, who see `[c]` there. The mark is a function of
/// protected counts alone, and so gives nothing away.
#[must_use]
pub fn mark(counts: &Released<GroupTable>, marking: &Marking) -> Released<GroupTable> {
    counts.derive(marking, |counts, Marking { policy, quantities }| {
        let mut marked = counts.clone();
        if !policy.hides() {
            return marked;
        }
        for rows in marked.rows.chunk_by_mut(|a, b| a.place == b.place) {
            let place = &rows[0].place;
            if !quantities.about_people(&place.indicator) {
                continue;
            }
            let (of_cases, of_base) = quantities.per_person(&place.indicator, &place.stratum);
            for row in rows {
                row.cases = shown(row.cases, |count| policy.is_small(count.0 / of_cases));
                row.base = shown(row.base, |count| policy.is_small(count.0 / of_base));
            }
        }
        marked
    })
}

fn shown<T>(cell: Cell<T>, is_small: impl Fn(&T) -> bool) -> Cell<T> {
    match cell {
        Cell::Value(count) if is_small(&count) => Cell::Hidden(HiddenReason::BelowThreshold),
        other => other,
    }
}
