//! Q-MOV-005: A permanent move downwards.
//!
//! # What
//!
//! The move is permanent, and leads to a lower rung.
//!
//! # Why
//!
//! Most often the two grades changed places. If it is true, it is not a promotion.
//!
//! # Example
//!
//! From `7` to `6`, where the columns of old and new grade were exchanged.
//!
//! # Fix at source
//!
//! Exchange the columns if they were exchanged. Otherwise explain it by a note.
//!
//! # Reference
//!
//! Progression: promotions.

use crate::{
    gathered::rung_number,
    policy::Tolerance,
    rule::{Check, Effect, Rule},
};
use wres_domain::Dataset;

pub(crate) static RULE: Rule = Rule {
    code: "Q-MOV-005",
    dataset: Some(Dataset::Moves),
    columns: &["to_grade", "from_grade", "kind"],
    effect: Effect::None,
    tolerance: Tolerance::NONE,
    found: "a permanent move to a lower rung",
    expected: "a move to a higher rung",
    check: Check::Rows(|rows, _| {
        let (from, to) = (rows.words("from_rung")?.map(0, rung_number), rows.words("to_rung")?.map(0, rung_number));
        let permanent = rows.words("kind")?.are(&["permanent"]);
        Ok(rows.find(|row| permanent.at(row) && to.at(row) > 0 && to.at(row) < from.at(row)))
    }),
};

#[cfg(test)]
mod tests {
    use super::RULE;
    use crate::testing::{Exam, Sheet};
    use wres_domain::Dataset;

    #[test]
    fn exchanged_columns_are_found() {
        let rows: &[&[&str]] = &[&["6", "7", "permanent"], &["7", "6", "permanent"], &["6", "7", "acting_up"]];
        let sheet = Sheet::new(Dataset::Moves, &["to_grade", "from_grade", "kind"], rows);
        assert_eq!(Exam::of(sheet).rows(&RULE), [2]);
    }
}
