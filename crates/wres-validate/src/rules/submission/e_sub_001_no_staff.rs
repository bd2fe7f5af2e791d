//! E-SUB-001: No staff.
//!
//! # What
//!
//! No row of staff is left: no file was read as staff, or all its rows were rejected. Nor did the site send counts that it
//! made itself.
//!
//! # Why
//!
//! Every indicator but recruitment and the survey rests on staff in post. Without it nothing can be compared, unless the
//! site has counted it all and sends the counts.
//!
//! # Example
//!
//! The file of staff has no column of ethnicity, so it was not read; the other files came through.
//!
//! # Fix at source
//!
//! Send the list of all posts held on the last day of the period, one row for each post, with person number, ethnicity,
//! service, grade, full-time equivalent, kind of contract and start of service, and name the file in the mapping under
//! `[[source]]` with `dataset = "staff"`. If a file of staff was sent, the other findings say what it lacked. A site that
//! sends only counts sends them in the dataset of returns.
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
    expected: "at least one post in the staff dataset, or counts in the dataset of returns",
    check: Check::Whole(|gathered, _| {
        let any = |dataset| gathered.counted(dataset).is_some_and(|counted| counted.kept > 0);
        if any(Dataset::Staff) || any(Dataset::Returns) {
            return Vec::new();
        }
        let found = match gathered.counted(Dataset::Staff).map_or(0, |staff| staff.rows) {
            0 => "no row of staff that can be used".to_owned(),
            rows => format!("no row of staff that can be used: of {rows} that were read all are rejected"),
        };
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
        let rejected = "no row of staff that can be used: of 1 that were read all are rejected";
        assert_eq!(Exam::of(sheet("")).says(&RULE), [rejected]);
        assert_eq!(Exam::default().says(&RULE), ["no row of staff that can be used"]);
        assert!(matches!(Exam::default().verdict().decision, Decision::Rejected { .. }));
    }

    #[test]
    fn a_site_that_sends_only_counts_is_no_site_without_staff() {
        let columns = ["indicator", "group", "cases", "base"];
        let returns = |cases| Sheet::new(Dataset::Returns, &columns, &[&["sc-wres-3", "asian_indian", cases, "40"]]);
        assert!(Exam::of(returns("3")).says(&RULE).is_empty());
        // Its only row is rejected: there are more cases than people.
        assert_eq!(Exam::of(returns("41")).says(&RULE).len(), 1);
    }
}
