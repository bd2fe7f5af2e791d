//! Q-STA-022: On the grade before joining.
//!
//! # What
//!
//! The start on the present grade is earlier than the start of service.
//!
//! # Why
//!
//! Time on the grade, on which progression rests, becomes longer than the service itself.
//!
//! # Example
//!
//! Service from 2021 and the grade from 2015: the date belongs to the post, not to the person.
//!
//! # Fix at source
//!
//! Give the day on which this person began on this grade.
//!
//! # Reference
//!
//! Dataset schema: `grade_start`.

use crate::{
    policy::Tolerance,
    rule::{Check, Effect, Rule},
};
use wres_domain::Dataset;

pub(crate) static RULE: Rule = Rule {
    code: "Q-STA-022",
    dataset: Some(Dataset::Staff),
    columns: &["grade_start", "service_start"],
    effect: Effect::None,
    tolerance: Tolerance::NONE,
    found: "a start on the grade before the start of service",
    expected: "a date on or after the start of service",
    check: Check::Before { day: "grade_start", first: "service_start" },
};

#[cfg(test)]
mod tests {
    use super::RULE;
    use crate::testing::{Exam, Sheet};
    use wres_domain::Dataset;

    #[test]
    fn the_same_day_is_fine_and_an_earlier_one_is_not() {
        let rows: &[&[&str]] = &[&["2021-05-01", "2021-05-01"], &["2015-01-01", "2021-05-01"], &["", "2021-05-01"]];
        let sheet = Sheet::new(Dataset::Staff, &["grade_start", "service_start"], rows);
        assert_eq!(Exam::of(sheet).rows(&RULE), [3]);
    }
}
