//! I-LEA-009: Internal moves among the leavers.
//!
//! # What
//!
//! The file of leavers has rows whose reason is a move within the organisation.
//!
//! # Why
//!
//! They are not counted as leaving. It is said here so that the number of leavers can be reconciled with the site’s
//! own.
//!
//! # Example
//!
//! 12 of 140 rows.
//!
//! # Fix at source
//!
//! Nothing. If they are not wanted in the file, leave them out at source.
//!
//! # Reference
//!
//! An internal move is not leaving.

use crate::{
    policy::Tolerance,
    rule::Statement,
    rule::{Check, Effect, Rule},
};
use wres_domain::Dataset;

pub(crate) static RULE: Rule = Rule {
    code: "I-LEA-009",
    dataset: Some(Dataset::Leavers),
    columns: &["reason"],
    effect: Effect::None,
    tolerance: Tolerance::NONE,
    found: "",
    expected: "departures from the organisation",
    check: Check::Whole(|gathered, _| {
        let Some(leavers) = gathered.counted(Dataset::Leavers) else { return Vec::new() };
        let moves = leavers.tallies.internal_moves;
        if moves == 0 {
            return Vec::new();
        }
        vec![Statement {
            dataset: Some(Dataset::Leavers),
            column: Some("reason".to_owned()),
            count: moves,
            found: format!("internal moves: {moves} of {} rows", leavers.kept),
        }]
    }),
};

#[cfg(test)]
mod tests {
    use super::RULE;
    use crate::testing::{Exam, Sheet};
    use wres_domain::Dataset;

    #[test]
    fn they_are_numbered() {
        let rows: &[&[&str]] = &[&["1", "internal_move"], &["2", "tupe"]];
        let sheet = Sheet::new(Dataset::Leavers, &["person_id", "reason"], rows);
        assert_eq!(Exam::of(sheet).says(&RULE), ["internal moves: 1 of 2 rows"]);
    }
}
