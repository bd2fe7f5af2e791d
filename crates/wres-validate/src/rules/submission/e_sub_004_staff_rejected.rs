//! E-SUB-004: Too many rows of staff left out.
//!
//! # What
//!
//! More than a fifth of the rows of staff (unless the policy says otherwise) were rejected by other rules.
//!
//! # Why
//!
//! Who is left out is rarely a matter of chance. What remains is not the workforce.
//!
//! # Example
//!
//! The column of contracts holds codes that the mapping does not explain, so that no row can be used.
//!
//! # Fix at source
//!
//! Put right the findings of severity error about staff; most often it is one column or one line of the mapping file.
//!
//! # Reference
//!
//! Policy: `rejected_rows`.

use crate::{
    policy::Tolerance,
    rule::Statement,
    rule::{Check, Effect, Rule},
};
use wres_domain::Dataset;

pub(crate) static RULE: Rule = Rule {
    code: "E-SUB-004",
    dataset: None,
    columns: &[],
    effect: Effect::RejectSubmission,
    tolerance: Tolerance::NONE,
    found: "",
    expected: "at most the tolerated share of rows left out",
    check: Check::Whole(|gathered, settings| {
        let Some(staff) = gathered.counted(Dataset::Staff) else { return Vec::new() };
        let share = staff.rejected as f64 / staff.rows.max(1) as f64;
        if staff.kept == 0 || share <= settings.policy.rejected_rows {
            return Vec::new();
        }
        vec![Statement {
            dataset: Some(Dataset::Staff),
            column: None,
            count: staff.rejected,
            found: format!("{} of {} rows of staff left out", staff.rejected, staff.rows),
        }]
    }),
};

#[cfg(test)]
mod tests {
    use super::RULE;
    use crate::testing::{Exam, Sheet};
    use wres_domain::Dataset;

    #[test]
    fn a_fifth_is_let_pass_and_more_is_not() {
        let sheet = |bad: usize| {
            Sheet::repeat(Dataset::Staff, &["person_id"], 10, |row| {
                vec![if row < bad { String::new() } else { row.to_string() }]
            })
        };
        assert!(Exam::of(sheet(2)).says(&RULE).is_empty());
        assert_eq!(Exam::of(sheet(3)).says(&RULE), ["3 of 10 rows of staff left out"]);
    }
}
