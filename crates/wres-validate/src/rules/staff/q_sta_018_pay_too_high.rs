//! Q-STA-018: Pay above anything plausible.
//!
//! # What
//!
//! Full-time annual pay is above the highest plausible (£300,000 unless the policy says otherwise).
//!
//! # Why
//!
//! A misplaced decimal point or a pay figure in pence puts the person in the highest band.
//!
//! # Example
//!
//! `3431400`, which is £34,314 in pence.
//!
//! # Fix at source
//!
//! Give full-time annual pay in pounds, not in pence, and for this post alone.
//!
//! # Reference
//!
//! Policy: `highest_pay`.

use crate::{
    policy::Tolerance,
    rule::{Check, Effect, Rule},
};
use wres_domain::Dataset;

pub(crate) static RULE: Rule = Rule {
    code: "Q-STA-018",
    dataset: Some(Dataset::Staff),
    columns: &["salary_fte"],
    effect: Effect::None,
    tolerance: Tolerance::NONE,
    found: "pay above anything plausible",
    expected: "full-time annual pay in pounds",
    check: Check::Rows(|rows, settings| {
        let pay = rows.integers("salary_fte")?;
        let highest = settings.policy.highest_pay.saturating_mul(100);
        Ok(rows.find(|row| pay.at(row).is_some_and(|pence| pence > highest)))
    }),
};

#[cfg(test)]
mod tests {
    use super::RULE;
    use crate::testing::{Exam, Sheet};
    use wres_domain::Dataset;

    #[test]
    fn pay_in_pence_is_found() {
        let sheet = Sheet::new(Dataset::Staff, &["salary_fte"], &[&["3431400"], &["300000"]]);
        assert_eq!(Exam::of(sheet).rows(&RULE), [2]);
    }
}
