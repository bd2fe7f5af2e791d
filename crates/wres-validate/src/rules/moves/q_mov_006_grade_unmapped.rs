//! Q-MOV-006: A move to or from a grade that is on no rung.
//!
//! # What
//!
//! One of the grades is not mapped to a rung of the ladder.
//!
//! # Why
//!
//! Whether the move is a promotion cannot be told.
//!
//! # Example
//!
//! A grade of the structure before the last one.
//!
//! # Fix at source
//!
//! Add the grade to `[grades]` of the mapping file with the rung that it belongs to; old grades may stay there.
//!
//! # Reference
//!
//! Progression: promotions.

use crate::{
    error::RuleError,
    policy::Tolerance,
    rule::{Check, Effect, Rule},
};
use wres_domain::Dataset;

pub(crate) static RULE: Rule = Rule {
    code: "Q-MOV-006",
    dataset: Some(Dataset::Moves),
    columns: &["from_grade", "to_grade"],
    effect: Effect::None,
    tolerance: Tolerance::NONE,
    found: "a grade that is on no rung of the ladder",
    expected: "grades that the mapping file knows",
    check: Check::Rows(|rows, _| {
        let unmapped = |grade, rung| -> Result<_, RuleError> { Ok(&rows.empty(rung)? & &!&rows.empty(grade)?) };
        Ok(&unmapped("from_grade", "from_rung")? | &unmapped("to_grade", "to_rung")?)
    }),
};

#[cfg(test)]
mod tests {
    use super::RULE;
    use crate::testing::{Exam, Sheet};
    use wres_domain::Dataset;

    #[test]
    fn either_grade_is_looked_at() {
        let rows: &[&[&str]] = &[&["4", "5"], &["old", "5"], &["4", "new"], &["", "5"]];
        assert_eq!(Exam::of(Sheet::new(Dataset::Moves, &["from_grade", "to_grade"], rows)).rows(&RULE), [3, 4]);
    }
}
