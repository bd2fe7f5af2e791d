//! Q-YOY-002: People who appeared without joining.
//!
//! # What
//!
//! The person is in this year’s staff and not in last year’s, and the start of service lies before the period. Agency
//! workers are not looked at.
//!
//! # Why
//!
//! They were missing last year, or their number changed. As joiners they would make turnover too high.
//!
//! # Example
//!
//! Service since 2016, first seen this year: the number changed after a transfer.
//!
//! # Fix at source
//!
//! If numbers changed, send a list of old and new numbers. If they were missing last year, say so in a note.
//!
//! # Reference
//!
//! Keys across files and years.

use crate::{
    policy::Tolerance,
    rule::{Check, Effect, Rule},
};
use wres_domain::Dataset;

pub(crate) static RULE: Rule = Rule {
    code: "Q-YOY-002",
    dataset: Some(Dataset::Staff),
    columns: &["service_start"],
    effect: Effect::None,
    tolerance: Tolerance::NONE,
    found: "somebody who should have been in last year’s staff",
    expected: "a start of service in the period for people who were not there last year",
    check: Check::Across(|gathered, settings| {
        if !gathered.has_last {
            return Vec::new();
        }
        gathered.appeared(settings.from).collect()
    }),
};

#[cfg(test)]
mod tests {
    use super::RULE;
    use crate::testing::{Exam, Sheet};
    use wres_domain::Dataset;

    #[test]
    fn joiners_of_the_year_are_expected() {
        let columns = ["person_id", "service_start", "contract"];
        let rows: &[&[&str]] = &[
            &["1", "2016-01-01", "permanent"],
            &["2", "2016-01-01", "permanent"],
            &["3", "2024-04-01", "permanent"],
            &["4", "2016-01-01", "agency"],
            &["5", "", "permanent"],
        ];
        let last = Sheet::new(Dataset::Staff, &columns, &rows[..1]);
        let exam = Exam::of(Sheet::new(Dataset::Staff, &columns, rows));
        assert_eq!(exam.clone().last(last).rows(&RULE), [3]);
        assert!(exam.rows(&RULE).is_empty());
    }
}
