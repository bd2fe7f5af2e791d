//! Q-BAL-001: Staff last year, joiners and leavers do not make staff this year.
//!
//! # What
//!
//! People who disappeared without leaving, and people who appeared without joining, are together more than one in
//! fifty of last year’s staff (unless the policy says otherwise). Agency workers are not in the sum.
//!
//! # Why
//!
//! What does not balance is missing somewhere: among leavers, in one of the snapshots, or because numbers changed.
//! Turnover is wrong by as much.
//!
//! # Example
//!
//! 812 last year, 110 joined, 98 left: 824 are expected and 790 are there.
//!
//! # Fix at source
//!
//! Look at the two findings on people who disappeared and appeared. Most often a team was left out of one of the
//! files.
//!
//! # Reference
//!
//! Policy: `balance`.

use crate::{
    policy::Tolerance,
    rule::Statement,
    rule::{Check, Effect, Rule},
};
use wres_domain::Dataset;

pub(crate) static RULE: Rule = Rule {
    code: "Q-BAL-001",
    dataset: None,
    columns: &[],
    effect: Effect::None,
    tolerance: Tolerance::NONE,
    found: "",
    expected: "staff last year, and joiners, less leavers, to make staff this year",
    check: Check::Whole(|gathered, settings| {
        if !gathered.has_last || gathered.counted(Dataset::Staff).is_none() {
            return Vec::new();
        }
        let balance = gathered.balance(settings.from);
        let unexplained = balance.vanished + balance.appeared;
        if unexplained as f64 <= settings.policy.balance * balance.last as f64 {
            return Vec::new();
        }
        let found = format!(
            "{} people last year, {} joined, {} left, {} this year; {} disappeared and {} appeared",
            balance.last, balance.joined, balance.left, balance.now, balance.vanished, balance.appeared
        );
        vec![Statement { dataset: Some(Dataset::Staff), column: None, count: unexplained, found }]
    }),
};

#[cfg(test)]
mod tests {
    use super::RULE;
    use crate::testing::{Exam, Sheet};
    use wres_domain::Dataset;

    #[test]
    fn what_joiners_and_leavers_explain_is_in_balance() {
        let columns = ["person_id", "service_start", "contract"];
        let rows = |from: usize, to: usize, day: &'static str| {
            Sheet::repeat(Dataset::Staff, &columns, to - from, move |row| {
                vec![(row + from).to_string(), day.into(), "permanent".into()]
            })
        };
        let last = || rows(0, 100, "2020-01-01");
        let leavers = |people: usize| {
            Sheet::repeat(Dataset::Leavers, &["person_id", "left_on", "reason"], people, |row| {
                vec![row.to_string(), "2024-06-30".into(), "tupe".into()]
            })
        };
        let joiners = || rows(100, 105, "2024-09-01");
        let exam = |left, stay| Exam::of(rows(stay, 100, "2020-01-01")).and(joiners()).and(leavers(left)).last(last());
        assert!(exam(7, 7).says(&RULE).is_empty() && exam(5, 7).says(&RULE).is_empty());
        assert_eq!(
            exam(4, 7).says(&RULE),
            ["100 people last year, 5 joined, 4 left, 98 this year; 3 disappeared and 0 appeared"]
        );
    }
}
