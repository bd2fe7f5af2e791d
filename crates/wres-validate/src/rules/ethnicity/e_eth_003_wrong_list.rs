//! E-ETH-003: The code list of ethnicity does not fit.
//!
//! # What
//!
//! More than a tenth of the values of ethnicity of staff (unless the policy says otherwise) are not in the declared
//! list.
//!
//! # Why
//!
//! The list is the wrong one. Codes that happen to be in it mean something else there: `A1` is White British in one
//! list and Indian in another.
//!
//! # Example
//!
//! The mapping declares the NHS list, and the values are those of the Department for Education.
//!
//! # Fix at source
//!
//! Declare the list that the HR system uses under `[source.codelists]` of the mapping file.
//!
//! # Reference
//!
//! Policy: `unmapped_ethnicity`. Code lists: eleven codes mean different groups in different lists.

use crate::{
    policy::Tolerance,
    rule::Statement,
    rule::{Check, Effect, Rule},
};
use wres_domain::Dataset;

pub(crate) static RULE: Rule = Rule {
    code: "E-ETH-003",
    dataset: None,
    columns: &[],
    effect: Effect::RejectSubmission,
    tolerance: Tolerance::NONE,
    found: "",
    expected: "values of the declared list",
    check: Check::Whole(|gathered, settings| {
        let staff = gathered.counted(Dataset::Staff);
        let Some(staff) = staff.and_then(|staff| staff.completeness(Dataset::Staff)) else { return Vec::new() };
        if staff.unmapped as f64 <= settings.policy.unmapped_ethnicity * staff.rows() as f64 {
            return Vec::new();
        }
        vec![Statement {
            dataset: Some(Dataset::Staff),
            column: Some("ethnicity".to_owned()),
            count: staff.unmapped,
            found: format!(
                "{} of {} values of ethnicity that the declared list does not know",
                staff.unmapped,
                staff.rows()
            ),
        }]
    }),
};

#[cfg(test)]
mod tests {
    use super::RULE;
    use crate::testing::{Exam, Sheet};
    use wres_domain::Dataset;

    #[test]
    fn one_in_ten_is_let_pass_and_two_are_not() {
        let sheet = |unmapped: usize| {
            Sheet::repeat(Dataset::Staff, &["person_id", "ethnicity"], 10, |row| {
                vec![row.to_string(), if row < unmapped { "unknown_unmapped".into() } else { "white_irish".into() }]
            })
        };
        assert!(Exam::of(sheet(1)).says(&RULE).is_empty());
        let expected = "2 of 10 values of ethnicity that the declared list does not know";
        assert_eq!(Exam::of(sheet(2)).says(&RULE), [expected]);
    }
}
