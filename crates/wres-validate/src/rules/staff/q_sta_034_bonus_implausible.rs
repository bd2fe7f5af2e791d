//! Q-STA-034: An implausible bonus.
//!
//! # What
//!
//! The bonus is below zero, as high as the full-time annual pay in the same row or higher, or, where the row has no annual pay,
//! above the highest plausible pay (£300,000 unless the policy says otherwise).
//!
//! # Why
//!
//! A bonus that is taken back counts as none. One of a year's pay is often the whole pay, or an amount in pence; a few of
//! these make the mean gap in bonuses.
//!
//! # Example
//!
//! A bonus of `34314` beside a full-time annual pay of `34314`.
//!
//! # Fix at source
//!
//! Give the bonus paid in the twelve months up to the snapshot date in pounds; 0 where there was none.
//!
//! # Reference
//!
//! Policy: `highest_pay`, `lowest_annual_pay`.

use crate::{
    policy::Tolerance,
    rule::{Check, Effect, Rule},
};
use wres_domain::Dataset;

pub(crate) static RULE: Rule = Rule {
    code: "Q-STA-034",
    dataset: Some(Dataset::Staff),
    columns: &["bonus"],
    effect: Effect::None,
    tolerance: Tolerance::NONE,
    found: "an implausible bonus",
    expected: "the bonus paid in the period, in pounds, less than a year's pay",
    check: Check::Rows(|rows, settings| {
        let (bonus, pay) = (rows.integers("bonus")?, rows.integers("salary_fte")?);
        let highest = settings.policy.highest_pay.saturating_mul(100);
        let annual = settings.policy.lowest_annual_pay.saturating_mul(100);
        let most = |row| pay.at(row).filter(|pence| *pence >= annual).map_or(highest, |pence| pence - 1);
        Ok(rows.find(|row| bonus.at(row).is_some_and(|pence| pence < 0 || pence > most(row))))
    }),
};

#[cfg(test)]
mod tests {
    use super::RULE;
    use crate::testing::{Exam, Sheet};
    use wres_domain::Dataset;

    #[test]
    fn the_whole_pay_is_no_bonus() {
        let rows: &[&[&str]] = &[
            &["34314", "34314"],
            &["34314", "34313"],
            &["34314", ""],
            &["34314", "0"],
            &["34314", "-200"],
            &["14", "600"],
        ];
        let sheet = Sheet::new(Dataset::Staff, &["salary_fte", "bonus"], rows);
        assert_eq!(Exam::of(sheet).rows(&RULE), [2, 6]);
        let without_pay: &[&[&str]] = &[&["300001"], &["300000"]];
        assert_eq!(Exam::of(Sheet::new(Dataset::Staff, &["bonus"], without_pay)).rows(&RULE), [2]);
    }
}
