//! Q-STA-017: Full-time pay below the legal minimum.
//!
//! # What
//!
//! Full-time annual pay is below what the national living wage makes in a full-time week of the year, and the contract
//! is not an apprenticeship. Pay that would be lawful as actual pay for the hours worked has a rule of its own, and so
//! has pay that is not annual.
//!
//! # Why
//!
//! Nobody may be paid so little: the figure is something else than full-time annual pay.
//!
//! # Example
//!
//! £18,500 a year for full-time work in 2024-25, when the national living wage of £11.44 made £22,086.
//!
//! # Fix at source
//!
//! Give full-time annual pay: the yearly pay that the post would have at full-time hours, without allowances.
//!
//! # Reference
//!
//! National Minimum Wage Regulations 2015 as amended; policy: `full_time_hours`.

use crate::{
    policy::Tolerance,
    rule::{Check, Effect, Rule},
    settings::Settings,
};
use wres_domain::Dataset;

pub(crate) static RULE: Rule = Rule {
    code: "Q-STA-017",
    dataset: Some(Dataset::Staff),
    columns: &["salary_fte", "hours_fte", "contract"],
    effect: Effect::None,
    tolerance: Tolerance::NONE,
    found: "full-time annual pay below the legal minimum",
    expected: "full-time annual pay of at least the national living wage",
    check: Check::Rows(|rows, settings| {
        let (pay, hours) = (rows.integers("salary_fte")?, rows.hundredths("hours_fte")?);
        let apprentice = rows.words("contract")?.are(&["apprentice"]);
        Ok(rows.find(|row| {
            let hundredths = hours.at(row).unwrap_or(100);
            !apprentice.at(row) && pay.at(row).is_some_and(|pence| is_too_little(settings, pence, hundredths))
        }))
    }),
};

/// Annual pay below the minimum that part-time hours do not explain.
fn is_too_little(settings: &Settings, pence: i64, hundredths: i32) -> bool {
    let (pence, share) = (pence as f64, f64::from(hundredths.clamp(1, 100)) / 100.0);
    let annual = pence >= settings.policy.lowest_annual_pay as f64 * 100.0;
    annual && pence < settings.least_pay() && pence / share < settings.least_pay()
}

#[cfg(test)]
mod tests {
    use super::RULE;
    use crate::testing::{Exam, Sheet};
    use wres_domain::Dataset;

    #[test]
    fn pay_below_the_wage_of_the_year_is_found_unless_hours_or_apprenticeship_explain_it() {
        let rows: &[&[&str]] = &[
            &["18500", "1", "permanent"],
            &["18500", "0.6", "permanent"],
            &["18500", "1", "apprentice"],
            &["22100", "1", "permanent"],
            &["1542", "1", "permanent"],
        ];
        let sheet = Sheet::new(Dataset::Staff, &["salary_fte", "hours_fte", "contract"], rows);
        assert_eq!(Exam::of(sheet).rows(&RULE), [2]);
    }
}
