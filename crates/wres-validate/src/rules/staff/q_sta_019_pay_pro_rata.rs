//! Q-STA-019: Pay that looks like actual pay of part-time hours.
//!
//! # What
//!
//! Pay is below the legal minimum for full time, and would be lawful for the hours of the post.
//!
//! # Why
//!
//! Actual pay is in the column for full-time pay. Part-time staff, most of them women, sink into lower bands.
//!
//! # Example
//!
//! £15,600 at 0.6 of full time: £26,000 at full-time hours.
//!
//! # Fix at source
//!
//! Give the pay that the post would have at full-time hours: actual pay divided by the full-time equivalent.
//!
//! # Reference
//!
//! Dataset schema: `salary_fte`, full-time annual.

use crate::{
    policy::Tolerance,
    rule::{Check, Effect, Rule},
};
use wres_domain::Dataset;

pub(crate) static RULE: Rule = Rule {
    code: "Q-STA-019",
    dataset: Some(Dataset::Staff),
    columns: &["salary_fte", "hours_fte"],
    effect: Effect::None,
    tolerance: Tolerance::NONE,
    found: "pay that looks like actual pay of part-time hours",
    expected: "full-time annual pay",
    check: Check::Rows(|rows, settings| {
        let (pay, hours) = (rows.integers("salary_fte")?, rows.hundredths("hours_fte")?);
        let (least, lowest) = (settings.least_pay(), settings.policy.lowest_annual_pay as f64 * 100.0);
        Ok(rows.find(|row| match (pay.at(row), hours.at(row)) {
            (Some(pence), Some(hundredths @ 1..100)) => {
                let pence = pence as f64;
                (lowest..least).contains(&pence) && pence * 100.0 / f64::from(hundredths) >= least
            }
            _ => false,
        }))
    }),
};

#[cfg(test)]
mod tests {
    use super::RULE;
    use crate::testing::{Exam, Sheet};
    use wres_domain::Dataset;

    #[test]
    fn actual_pay_is_found_and_full_time_pay_of_a_part_timer_is_not() {
        let rows: &[&[&str]] = &[&["15600", "0.6"], &["26000", "0.6"], &["15600", "1"], &["15600", ""]];
        let sheet = Sheet::new(Dataset::Staff, &["salary_fte", "hours_fte"], rows);
        assert_eq!(Exam::of(sheet).rows(&RULE), [2]);
    }
}
