//! Q-YOY-011: Other person numbers than last year.
//!
//! # What
//!
//! Fewer than three in ten of last year’s people are found again among this year’s staff or leavers.
//!
//! # Why
//!
//! The numbers changed, or were hashed with another key. Nothing that links two years can be computed: leavers,
//! progression, retention.
//!
//! # Example
//!
//! A new payroll with new numbers for everybody.
//!
//! # Fix at source
//!
//! Send a list of old and new numbers, or last year’s extract again with the new numbers.
//!
//! # Reference
//!
//! Policy: `enough_rows`. Keys across years.

use crate::{
    policy::Tolerance,
    rule::Statement,
    rule::{Check, Effect, Rule},
};
use wres_domain::Dataset;

pub(crate) static RULE: Rule = Rule {
    code: "Q-YOY-011",
    dataset: None,
    columns: &[],
    effect: Effect::None,
    tolerance: Tolerance::NONE,
    found: "",
    expected: "the people of last year among the staff or the leavers",
    check: Check::Whole(|gathered, settings| {
        if gathered.counted(Dataset::Staff).is_none_or(|staff| staff.kept == 0) {
            return Vec::new();
        }
        let balance = gathered.balance(settings.from);
        let found_again = balance.last - balance.vanished;
        if balance.last < settings.policy.enough_rows || found_again * 10 >= balance.last * 3 {
            return Vec::new();
        }
        let found = format!("{found_again} of {} people of last year found again", balance.last);
        vec![Statement { dataset: Some(Dataset::Staff), column: None, count: balance.vanished, found }]
    }),
};

#[cfg(test)]
mod tests {
    use super::RULE;
    use crate::testing::{Exam, Sheet};
    use wres_domain::Dataset;

    #[test]
    fn new_numbers_for_everybody_are_noticed() {
        let sheet = |from: usize| {
            Sheet::repeat(Dataset::Staff, &["person_id", "contract"], 100, move |row| {
                vec![(row + from).to_string(), "permanent".into()]
            })
        };
        assert_eq!(Exam::of(sheet(71)).last(sheet(0)).says(&RULE), ["29 of 100 people of last year found again"]);
        assert!(Exam::of(sheet(70)).last(sheet(0)).says(&RULE).is_empty());
    }
}
