//! Q-STA-030: A senior manager on a low rung.
//!
//! # What
//!
//! The level of management is senior or director, and the rung is 5 or lower.
//!
//! # Why
//!
//! Either the level or the rung is wrong, and with it indicator 9 or indicator 1.
//!
//! # Example
//!
//! Every post that manages somebody is `senior` in the HR system.
//!
//! # Fix at source
//!
//! Check the level of management of the post, and the rung of its grade in the mapping file.
//!
//! # Reference
//!
//! Ladder `wres`: 5 team manager, 6 service manager, 7 head of service, 8 assistant director, 9 director.

use crate::{
    gathered::rung_number,
    policy::Tolerance,
    rule::{Check, Effect, Rule},
};
use wres_domain::Dataset;

pub(crate) static RULE: Rule = Rule {
    code: "Q-STA-030",
    dataset: Some(Dataset::Staff),
    columns: &["manager_level", "grade"],
    effect: Effect::None,
    tolerance: Tolerance::NONE,
    found: "a senior manager on a low rung",
    expected: "senior managers and directors on the rungs above service managers",
    check: Check::Rows(|rows, _| {
        let senior = rows.words("manager_level")?.are(&["senior", "director"]);
        let rung = rows.words("rung")?.map(0, rung_number);
        Ok(rows.find(|row| senior.at(row) && (1..=5).contains(&rung.at(row))))
    }),
};

#[cfg(test)]
mod tests {
    use super::RULE;
    use crate::testing::{Exam, Sheet};
    use wres_domain::Dataset;

    #[test]
    fn only_low_rungs_contradict_a_senior_manager() {
        let rows: &[&[&str]] = &[&["senior", "5"], &["senior", "8"], &["team", "5"], &["director", "PO7"]];
        let sheet = Sheet::new(Dataset::Staff, &["manager_level", "grade"], rows);
        assert_eq!(Exam::of(sheet).rows(&RULE), [2]);
    }
}
