//! Q-SUR-006: More questionnaires than staff.
//!
//! # What
//!
//! The survey has more questionnaires than the staff file has posts.
//!
//! # Why
//!
//! The survey covers others too, or counts some twice. A response rate above 100% is none.
//!
//! # Example
//!
//! The survey went to the whole council, the staff file is social care alone.
//!
//! # Fix at source
//!
//! Send the questionnaires of the services that the staff file covers.
//!
//! # Reference
//!
//! Response rate.

use crate::{
    policy::Tolerance,
    rule::Statement,
    rule::{Check, Effect, Rule},
};
use wres_domain::Dataset;

pub(crate) static RULE: Rule = Rule {
    code: "Q-SUR-006",
    dataset: Some(Dataset::Survey),
    columns: &["respondent_id"],
    effect: Effect::None,
    tolerance: Tolerance::NONE,
    found: "",
    expected: "at most as many questionnaires as staff",
    check: Check::Whole(|gathered, _| {
        let (Some(survey), Some(staff)) = (gathered.counted(Dataset::Survey), gathered.counted(Dataset::Staff)) else {
            return Vec::new();
        };
        if staff.kept == 0 || survey.kept <= staff.kept {
            return Vec::new();
        }
        let found = format!("{} questionnaires beside {} posts", survey.kept, staff.kept);
        vec![Statement { dataset: Some(Dataset::Survey), column: None, count: survey.kept - staff.kept, found }]
    }),
};

#[cfg(test)]
mod tests {
    use super::RULE;
    use crate::testing::{Exam, Sheet};
    use wres_domain::Dataset;

    #[test]
    fn as_many_as_staff_are_fine() {
        let staff = Sheet::new(Dataset::Staff, &["person_id"], &[&["1"], &["2"]]);
        let survey = |rows| Sheet::repeat(Dataset::Survey, &["respondent_id"], rows, |row| vec![row.to_string()]);
        assert!(Exam::of(survey(2)).and(staff.clone()).says(&RULE).is_empty());
        assert_eq!(Exam::of(survey(3)).and(staff).says(&RULE), ["3 questionnaires beside 2 posts"]);
    }
}
