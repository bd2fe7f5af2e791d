//! Q-YOY-001: People who disappeared.
//!
//! # What
//!
//! People directly employed in last year’s staff are neither in this year’s nor among the leavers.
//!
//! # Why
//!
//! They left and are not counted as leavers, or their number changed, or their team is missing.
//!
//! # Example
//!
//! 14 people of one team, which moved to another directorate and out of the extract.
//!
//! # Fix at source
//!
//! Add them to the leavers or to the staff, whichever is so. If numbers changed, send a list of old and new numbers.
//!
//! # Reference
//!
//! Keys across files and years.

use crate::{
    policy::Tolerance,
    rule::Statement,
    rule::{Check, Effect, Rule},
};
use wres_domain::Dataset;

pub(crate) static RULE: Rule = Rule {
    code: "Q-YOY-001",
    dataset: None,
    columns: &[],
    effect: Effect::None,
    tolerance: Tolerance::NONE,
    found: "",
    expected: "everybody of last year among the staff or the leavers",
    check: Check::Whole(|gathered, settings| {
        if !gathered.has_last || gathered.counted(Dataset::Staff).is_none() {
            return Vec::new();
        }
        let balance = gathered.balance(settings.from);
        if balance.vanished == 0 {
            return Vec::new();
        }
        let found = format!("{} of {} people of last year in no file of this year", balance.vanished, balance.last);
        vec![Statement { dataset: Some(Dataset::Staff), column: None, count: balance.vanished, found }]
    }),
};

#[cfg(test)]
mod tests {
    use super::RULE;
    use crate::testing::{Exam, Sheet};
    use wres_domain::Dataset;

    #[test]
    fn agency_workers_may_come_and_go() {
        let columns = ["person_id", "contract"];
        let last: &[&[&str]] = &[&["1", "permanent"], &["2", "permanent"], &["3", "agency"], &["4", "casual"]];
        let now = Sheet::new(Dataset::Staff, &columns, &[&["1", "permanent"]]);
        let leavers =
            Sheet::new(Dataset::Leavers, &["person_id", "left_on", "reason"], &[&["2", "2024-06-30", "tupe"]]);
        let exam = Exam::of(now).and(leavers).last(Sheet::new(Dataset::Staff, &columns, last));
        assert_eq!(exam.says(&RULE), ["1 of 3 people of last year in no file of this year"]);
    }
}
