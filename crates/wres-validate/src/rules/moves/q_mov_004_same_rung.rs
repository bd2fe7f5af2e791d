//! Q-MOV-004: A promotion to the same rung.
//!
//! # What
//!
//! The move is permanent, and both grades are on the same rung.
//!
//! # Why
//!
//! A promotion goes up. A change of post on the same rung would count as one.
//!
//! # Example
//!
//! A move from `PO2` to `PO3`, which are on one rung.
//!
//! # Fix at source
//!
//! Enter as permanent moves only those to a higher rung; changes of post on the same rung are not moves.
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
    code: "Q-MOV-004",
    dataset: Some(Dataset::Moves),
    columns: &["to_grade", "from_grade", "kind"],
    effect: Effect::None,
    tolerance: Tolerance::NONE,
    found: "a permanent move between grades of the same rung",
    expected: "a move to another rung",
    check: Check::Rows(|rows, _| {
        let (from, to) = (rows.words("from_rung")?.map(0, rung_number), rows.words("to_rung")?.map(0, rung_number));
        let permanent = rows.words("kind")?.are(&["permanent"]);
        Ok(rows.find(|row| permanent.at(row) && from.at(row) > 0 && from.at(row) == to.at(row)))
    }),
};

#[cfg(test)]
mod tests {
    use super::RULE;
    use crate::testing::{Exam, Sheet};
    use wres_domain::Dataset;

    #[test]
    fn only_permanent_moves_must_lead_to_another_rung() {
        let rows: &[&[&str]] =
            &[&["4", "4", "permanent"], &["5", "4", "permanent"], &["4", "4", "regrade"], &["X", "X", "permanent"]];
        let sheet = Sheet::new(Dataset::Moves, &["to_grade", "from_grade", "kind"], rows);
        assert_eq!(Exam::of(sheet).rows(&RULE), [2]);
    }
}
