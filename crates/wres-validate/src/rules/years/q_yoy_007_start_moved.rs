//! Q-YOY-007: A start of service that moved.
//!
//! # What
//!
//! The start of service is more than a month away from that of last year.
//!
//! # Why
//!
//! A start of service does not change. Either the column is the start of the present contract, or the number was given
//! to somebody else.
//!
//! # Example
//!
//! 2009 last year and 2023 this year.
//!
//! # Fix at source
//!
//! Give the first day of continuous service, as last year. If the number was given to somebody else, give both people
//! numbers of their own.
//!
//! # Reference
//!
//! Dataset schema: `service_start`.

use crate::{
    gathered::NO_DAY,
    gathered::senior,
    policy::Tolerance,
    rule::{Check, Effect, Rule},
};
use wres_domain::Dataset;

pub(crate) static RULE: Rule = Rule {
    code: "Q-YOY-007",
    dataset: Some(Dataset::Staff),
    columns: &["service_start"],
    effect: Effect::None,
    tolerance: Tolerance::NONE,
    found: "another start of service than last year",
    expected: "the start of service of last year",
    check: Check::Across(|gathered, _| {
        let mut spots = Vec::new();
        for (now, then) in gathered.in_both() {
            let (Some(now), Some(then)) = (senior(now), senior(then)) else { continue };
            if now.start != NO_DAY && then.start != NO_DAY && now.start.abs_diff(then.start) > 31 {
                spots.push(now.spot);
            }
        }
        spots
    }),
};

#[cfg(test)]
mod tests {
    use super::RULE;
    use crate::testing::{Exam, Sheet};
    use wres_domain::Dataset;

    #[test]
    fn a_correction_by_days_is_let_pass() {
        let columns = ["person_id", "service_start"];
        let then: &[&[&str]] = &[&["1", "2009-05-01"], &["2", "2009-05-01"], &["3", ""]];
        let now: &[&[&str]] = &[&["1", "2023-05-01"], &["2", "2009-05-11"], &["3", "2009-05-01"]];
        let exam = Exam::of(Sheet::new(Dataset::Staff, &columns, now)).last(Sheet::new(Dataset::Staff, &columns, then));
        assert_eq!(exam.rows(&RULE), [2]);
    }
}
