//! Q-ETH-009: Cells of ethnicity left empty.
//!
//! # What
//!
//! More than one in twenty cells of ethnicity of staff are empty.
//!
//! # Why
//!
//! An empty cell does not say whether the person was asked. Refusals and gaps in the records call for different
//! remedies.
//!
//! # Example
//!
//! Everybody taken over from another organisation has an empty cell.
//!
//! # Fix at source
//!
//! Record what is so: asked and preferred not to say, or not asked yet.
//!
//! # Reference
//!
//! Completeness: refused, not asked and blank are told apart.

use crate::{
    policy::Tolerance,
    rule::Statement,
    rule::{Check, Effect, Rule},
};
use wres_domain::Dataset;

pub(crate) static RULE: Rule = Rule {
    code: "Q-ETH-009",
    dataset: None,
    columns: &[],
    effect: Effect::None,
    tolerance: Tolerance::NONE,
    found: "",
    expected: "a reason in place of an empty cell",
    check: Check::Whole(|gathered, _| {
        let staff = gathered.counted(Dataset::Staff);
        let Some(staff) = staff.and_then(|staff| staff.completeness(Dataset::Staff)) else { return Vec::new() };
        if staff.blank as f64 <= SHARE * staff.rows() as f64 {
            return Vec::new();
        }
        vec![Statement {
            dataset: Some(Dataset::Staff),
            column: Some("ethnicity".to_owned()),
            count: staff.blank,
            found: format!("{} of {} cells empty", staff.blank, staff.rows()),
        }]
    }),
};

/// The share that is let pass.
const SHARE: f64 = 0.05;

#[cfg(test)]
mod tests {
    use super::RULE;
    use crate::testing::{Exam, Sheet};
    use wres_domain::Dataset;

    #[test]
    fn one_in_twenty_is_let_pass_and_two_are_not() {
        let sheet = |blank: usize| {
            Sheet::repeat(Dataset::Staff, &["person_id", "ethnicity"], 20, |row| {
                vec![row.to_string(), if row < blank { "unknown_blank".into() } else { "black_african".into() }]
            })
        };
        assert!(Exam::of(sheet(1)).says(&RULE).is_empty());
        assert_eq!(Exam::of(sheet(2)).says(&RULE), ["2 of 20 cells empty"]);
    }
}
