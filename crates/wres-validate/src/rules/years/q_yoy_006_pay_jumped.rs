//! Q-YOY-006: Pay that jumped on the same rung.
//!
//! # What
//!
//! The person is on the same rung as last year, and full-time annual pay changed by more than half (unless the policy
//! says otherwise).
//!
//! # Why
//!
//! Pay awards are a few per cent. The figure of one of the years is something else than full-time annual pay.
//!
//! # Example
//!
//! £34,000 last year and £20,400 this year: actual pay at 0.6 of full time.
//!
//! # Fix at source
//!
//! Give full-time annual pay in both years.
//!
//! # Reference
//!
//! Policy: `pay_change`.

use crate::{
    gathered::senior,
    policy::Tolerance,
    rule::{Check, Effect, Rule},
};
use wres_domain::Dataset;

pub(crate) static RULE: Rule = Rule {
    code: "Q-YOY-006",
    dataset: Some(Dataset::Staff),
    columns: &["salary_fte", "grade"],
    effect: Effect::None,
    tolerance: Tolerance::NONE,
    found: "pay that changed by more than half on the same rung",
    expected: "pay near that of last year",
    check: Check::Across(|gathered, settings| {
        let mut spots = Vec::new();
        for (now, then) in gathered.in_both() {
            let (Some(now), Some(then)) = (senior(now), senior(then)) else { continue };
            if now.rung == then.rung && jumped(now.pounds, then.pounds, settings.policy.pay_change) {
                spots.push(now.spot);
            }
        }
        spots
    }),
};

/// Whether pay changed by more than a share of what it was; unknown pay does not.
fn jumped(now: u32, then: u32, share: f64) -> bool {
    now > 0 && then > 0 && (f64::from(now) - f64::from(then)).abs() > share * f64::from(then)
}

#[cfg(test)]
mod tests {
    use super::RULE;
    use crate::testing::{Exam, Sheet};
    use wres_domain::Dataset;

    #[test]
    fn a_promotion_explains_a_rise() {
        let columns = ["person_id", "grade", "salary_fte"];
        let then: &[&[&str]] =
            &[&["1", "4", "34000"], &["2", "4", "34000"], &["3", "4", "34000"], &["4", "4", ""], &["5", "4", "34000"]];
        let now: &[&[&str]] = &[
            &["1", "4", "16900"],
            &["2", "7", "60000"],
            &["3", "4", "36000"],
            &["4", "4", "34000"],
            &["5", "4", "51001"],
        ];
        let exam = Exam::of(Sheet::new(Dataset::Staff, &columns, now)).last(Sheet::new(Dataset::Staff, &columns, then));
        assert_eq!(exam.rows(&RULE), [2, 6]);
    }
}
