//! E-SUB-001: No staff.
//!
//! # What
//!
//! No row of staff is left: no file was read as staff, or all its rows were rejected.
//!
//! # Why
//!
//! Every indicator but recruitment and the survey rests on staff in post. Without it nothing can be compared.
//!
//! # Example
//!
//! The file of staff has no column of ethnicity, so it was not read; the other files came through.
//!
//! # Fix at source
//!
//! Send the list of posts held on the snapshot date, with the required columns. The other findings about the file say
//! what it lacked.
//!
//! # Reference
//!
//! Dataset schema: `staff`.

use crate::{
    policy::Tolerance,
    rule::Statement,
    rule::{Check, Effect, Rule},
};
use wres_domain::Dataset;

pub(crate) static RULE: Rule = Rule {
    code: "E-SUB-001",
    dataset: None,
    columns: &[],
    effect: Effect::RejectSubmission,
    tolerance: Tolerance::NONE,
    found: "",
    expected: "at least one post in the staff dataset",
    check: Check::Whole(|gathered, _| {
        if gathered.counted(Dataset::Staff).is_some_and(|staff| staff.kept > 0) {
            return Vec::new();
        }
        let found = "no staff that can be used".to_owned();
        vec![Statement { dataset: Some(Dataset::Staff), column: None, count: 1, found }]
    }),
};

#[cfg(test)]
mod tests {
    use super::RULE;
    use crate::testing::{Exam, Sheet};
    use crate::verdict::Decision;
    use wres_domain::Dataset;

    #[test]
    fn one_person_is_enough_and_a_row_that_is_rejected_is_nobody() {
        let sheet = |person: &'static str| Sheet::new(Dataset::Staff, &["person_id"], &[&[person]]);
        assert!(Exam::of(sheet("1")).says(&RULE).is_empty());
        assert_eq!(Exam::of(sheet("")).says(&RULE), ["no staff that can be used"]);
        assert!(matches!(Exam::default().verdict().decision, Decision::Rejected { .. }));
    }
}
