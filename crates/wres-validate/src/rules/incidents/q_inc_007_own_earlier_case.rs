//! Q-INC-007: An incident that is its own earlier one.
//!
//! # What
//!
//! The number of the earlier incident is that of the incident itself.
//!
//! # Why
//!
//! Repeat victimisation would be found where there was one incident.
//!
//! # Example
//!
//! The column was filled with the same number in every row.
//!
//! # Fix at source
//!
//! Leave the cell empty where there was no earlier incident.
//!
//! # Reference
//!
//! Incidents: repeat victimisation.

use crate::{
    policy::Tolerance,
    rule::{Check, Effect, Rule},
};
use wres_domain::Dataset;

pub(crate) static RULE: Rule = Rule {
    code: "Q-INC-007",
    dataset: Some(Dataset::Incidents),
    columns: &["earlier_case", "case_id"],
    effect: Effect::None,
    tolerance: Tolerance::NONE,
    found: "an incident that is its own earlier one",
    expected: "the number of another incident, or nothing",
    check: Check::Rows(|rows, _| {
        let (earlier, own) = (rows.keys("earlier_case")?, rows.keys("case_id")?);
        Ok(rows.find(|row| earlier.at(row).is_some() && earlier.at(row) == own.at(row)))
    }),
};

#[cfg(test)]
mod tests {
    use super::RULE;
    use crate::testing::{Exam, Sheet};
    use wres_domain::Dataset;

    #[test]
    fn another_incident_or_none_is_fine() {
        let rows: &[&[&str]] = &[&["1", "1"], &["1", "2"], &["", "3"], &["", ""]];
        let sheet = Sheet::new(Dataset::Incidents, &["earlier_case", "case_id"], rows);
        assert_eq!(Exam::of(sheet).rows(&RULE), [2]);
    }
}
