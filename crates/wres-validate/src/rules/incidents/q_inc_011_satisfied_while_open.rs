//! Q-INC-011: Satisfied with an incident that is still open.
//!
//! # What
//!
//! The person was asked whether they were satisfied, and the incident has no day of closing.
//!
//! # Why
//!
//! Satisfaction is asked when a case is closed; otherwise the share among those asked means something else.
//!
//! # Example
//!
//! The day of closing is not recorded by one of the services.
//!
//! # Fix at source
//!
//! Fill in the day of closing, or enter the answer when the incident is closed.
//!
//! # Reference
//!
//! Incidents: satisfied among those asked.

use crate::{
    policy::Tolerance,
    rule::{Check, Effect, Rule},
};
use wres_domain::Dataset;

pub(crate) static RULE: Rule = Rule {
    code: "Q-INC-011",
    dataset: Some(Dataset::Incidents),
    columns: &["satisfied", "closed_on"],
    effect: Effect::None,
    tolerance: Tolerance::NONE,
    found: "an answer on satisfaction while the incident is open",
    expected: "a day of closing",
    check: Check::Rows(|rows, _| {
        let (answered, closed_on) = (rows.words("satisfied")?.are(&["yes", "partly", "no"]), rows.days("closed_on")?);
        Ok(rows.find(|row| answered.at(row) && closed_on.at(row).is_none()))
    }),
};

#[cfg(test)]
mod tests {
    use super::RULE;
    use crate::testing::{Exam, Sheet};
    use wres_domain::Dataset;

    #[test]
    fn not_asked_yet_is_fine() {
        let rows: &[&[&str]] = &[&["yes", ""], &["not_asked", ""], &["no", "2024-06-30"]];
        let sheet = Sheet::new(Dataset::Incidents, &["satisfied", "closed_on"], rows);
        assert_eq!(Exam::of(sheet).rows(&RULE), [2]);
    }
}
