//! Q-STA-020: Pay that is not annual.
//!
//! # What
//!
//! Pay is below the lowest that can be annual (£6,000 unless the policy says otherwise), zero and less included.
//!
//! # Why
//!
//! An hourly, weekly or monthly rate in the column of annual pay puts the person in the lowest band.
//!
//! # Example
//!
//! `17.80`, an hourly rate, for a senior social worker.
//!
//! # Fix at source
//!
//! Multiply to the year: hourly pay by full-time weekly hours and 52.14, monthly pay by 12.
//!
//! # Reference
//!
//! Policy: `lowest_annual_pay`.

use crate::{
    policy::Tolerance,
    rule::{Check, Effect, Rule},
};
use wres_domain::Dataset;

pub(crate) static RULE: Rule = Rule {
    code: "Q-STA-020",
    dataset: Some(Dataset::Staff),
    columns: &["salary_fte"],
    effect: Effect::None,
    tolerance: Tolerance::NONE,
    found: "pay too low to be annual",
    expected: "full-time annual pay in pounds",
    check: Check::Rows(|rows, settings| {
        let pay = rows.integers("salary_fte")?;
        let lowest = settings.policy.lowest_annual_pay.saturating_mul(100);
        Ok(rows.find(|row| pay.at(row).is_some_and(|pence| pence < lowest)))
    }),
};

#[cfg(test)]
mod tests {
    use super::RULE;
    use crate::testing::{Exam, Sheet};
    use wres_domain::Dataset;

    #[test]
    fn hourly_and_monthly_pay_is_found() {
        let sheet = Sheet::new(Dataset::Staff, &["salary_fte"], &[&["17"], &["2859"], &["6000"], &[""]]);
        assert_eq!(Exam::of(sheet).rows(&RULE), [2, 3]);
    }
}
