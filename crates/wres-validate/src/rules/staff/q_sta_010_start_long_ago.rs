//! Q-STA-010: Service that starts implausibly long ago.
//!
//! # What
//!
//! The start of service lies longer before the snapshot than the longest plausible service (55 years unless the policy
//! says otherwise).
//!
//! # Why
//!
//! Systems write 1 January 1900 and the like for an unknown date. Taken at its word it makes the person the longest
//! serving of all.
//!
//! # Example
//!
//! `01/01/1900` in the column of continuous service.
//!
//! # Fix at source
//!
//! Leave the cell empty if the date is not known, or fill in the true date.
//!
//! # Reference
//!
//! Policy: `longest_service`.

use crate::{
    policy::Tolerance,
    rule::{Check, Effect, Rule},
    settings::YEAR,
};
use wres_domain::Dataset;

pub(crate) static RULE: Rule = Rule {
    code: "Q-STA-010",
    dataset: Some(Dataset::Staff),
    columns: &["service_start"],
    effect: Effect::None,
    tolerance: Tolerance::NONE,
    found: "a start of service longer ago than anybody has served",
    expected: "the first day of continuous service, or nothing",
    check: Check::Rows(|rows, settings| {
        let start = rows.days("service_start")?;
        let earliest = settings.snapshot - (f64::from(settings.policy.longest_service) * YEAR) as i32;
        Ok(rows.find(|row| start.at(row).is_some_and(|day| day < earliest)))
    }),
};

#[cfg(test)]
mod tests {
    use super::RULE;
    use crate::testing::{Exam, Sheet};
    use wres_domain::Dataset;

    #[test]
    fn a_date_that_stands_for_unknown_is_found() {
        let sheet = Sheet::new(Dataset::Staff, &["service_start"], &[&["1900-01-01"], &["1975-04-01"]]);
        assert_eq!(Exam::of(sheet).rows(&RULE), [2]);
    }
}
