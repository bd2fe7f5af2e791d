//! Q-LEA-006: A leaver whose ethnicity stands nowhere.
//!
//! # What
//!
//! The person is in the staff of neither this nor the last snapshot, and the row itself has no ethnicity: the cell is
//! empty, or holds what the declared list does not know.
//!
//! # Why
//!
//! The person left within the year of joining and can be counted in no group. Leaving soon after joining is what
//! retention most needs to see.
//!
//! # Example
//!
//! A probationer who came in June and left in September.
//!
//! # Fix at source
//!
//! Fill in the ethnicity of the person. If the extract of leavers has no such column, add it.
//!
//! # Reference
//!
//! Population in period: staff of both snapshots, and leavers by their own row.

use crate::{
    policy::Tolerance,
    rule::{Check, Effect, Rule},
};
use wres_domain::Dataset;

pub(crate) static RULE: Rule = Rule {
    code: "Q-LEA-006",
    dataset: Some(Dataset::Leavers),
    columns: &["person_id"],
    effect: Effect::None,
    tolerance: Tolerance::NONE,
    found: "a leaver in no staff list, without an ethnicity",
    expected: "an ethnicity in the row, or in a staff list",
    check: Check::Across(|gathered, _| {
        gathered.events_where(Dataset::Leavers, |event, life| {
            !event.answered && life.is_none_or(|life| !life.here && !life.was_here)
        })
    }),
};

#[cfg(test)]
mod tests {
    use super::RULE;
    use crate::testing::{Exam, Sheet};
    use wres_domain::Dataset;

    #[test]
    fn a_leaver_in_last_years_staff_needs_no_ethnicity_of_their_own() {
        let last = Sheet::new(Dataset::Staff, &["person_id"], &[&["1"]]);
        let rows: &[&[&str]] = &[
            &["1", "2024-06-30", ""],
            &["2", "2024-06-30", "unknown_blank"],
            &["3", "2024-06-30", "black_other"],
            &["4", "2024-06-30", "unknown_refused"],
        ];
        let leavers = Sheet::new(Dataset::Leavers, &["person_id", "left_on", "ethnicity"], rows);
        assert_eq!(Exam::of(leavers).and(somebody()).last(last).rows(&RULE), [3]);
    }

    fn somebody() -> Sheet {
        Sheet::new(Dataset::Staff, &["person_id"], &[&["99"]])
    }
}
