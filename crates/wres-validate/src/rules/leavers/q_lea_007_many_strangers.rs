//! Q-LEA-007: Many leavers who were never seen.
//!
//! # What
//!
//! More than four in ten leavers were in no staff list, neither of this nor of the last snapshot.
//!
//! # Why
//!
//! Some join and leave within a year, but not so many. Most likely people have different numbers in the two files.
//!
//! # Example
//!
//! Leavers have the number of the payroll, staff the number of the HR system.
//!
//! # Fix at source
//!
//! Use the same person number in all files and years, with leading zeros if it has them.
//!
//! # Reference
//!
//! Keys across files.

use crate::{
    gathered::Life,
    policy::Tolerance,
    rule::Statement,
    rule::{Check, Effect, Rule},
};
use wres_domain::Dataset;

pub(crate) static RULE: Rule = Rule {
    code: "Q-LEA-007",
    dataset: Some(Dataset::Leavers),
    columns: &["person_id"],
    effect: Effect::None,
    tolerance: Tolerance::NONE,
    found: "",
    expected: "leavers who stand in the staff of the last snapshot",
    check: Check::Whole(|gathered, settings| {
        let all = gathered.events(Dataset::Leavers).len() as u64;
        let stranger = |life: Option<&Life>| life.is_none_or(|life| !life.here && !life.was_here);
        let strangers = gathered.events_where(Dataset::Leavers, |_, life| stranger(life)).len() as u64;
        // Without a last snapshot nearly every leaver is a stranger, and a handful says nothing.
        if !gathered.has_last || all * 10 < settings.policy.enough_rows || strangers * 10 <= all * 4 {
            return Vec::new();
        }
        vec![Statement {
            dataset: Some(Dataset::Leavers),
            column: Some("person_id".to_owned()),
            count: strangers,
            found: format!("{strangers} of {all} leavers in no staff list"),
        }]
    }),
};

#[cfg(test)]
mod tests {
    use super::RULE;
    use crate::testing::{Exam, Sheet};
    use wres_domain::Dataset;

    #[test]
    fn other_numbers_in_the_other_file_are_noticed() {
        let sheet =
            |dataset, from: usize| Sheet::repeat(dataset, &["person_id"], 20, |row| vec![(row + from).to_string()]);
        let exam = |from| {
            let somebody = Sheet::new(Dataset::Staff, &["person_id"], &[&["99"]]);
            Exam::of(sheet(Dataset::Leavers, from)).and(somebody).last(sheet(Dataset::Staff, 1))
        };
        assert_eq!(exam(12).says(&RULE), ["11 of 20 leavers in no staff list"]);
        assert!(exam(9).says(&RULE).is_empty());
    }
}
