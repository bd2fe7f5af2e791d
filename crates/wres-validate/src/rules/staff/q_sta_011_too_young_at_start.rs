//! Q-STA-011: Too young at the start of service.
//!
//! # What
//!
//! By the age band at the snapshot and the length of service, the person was younger at the start than anybody may be
//! (16 unless the policy says otherwise).
//!
//! # Why
//!
//! Either the date of birth or the start of service is wrong, or two people share a number.
//!
//! # Example
//!
//! Age band 25-29 with 20 years of service: at most nine years old at the start.
//!
//! # Fix at source
//!
//! Check date of birth and start of service of the person, and correct the one that is wrong.
//!
//! # Reference
//!
//! Policy: `youngest_age`.

use crate::{
    policy::Tolerance,
    rule::{Check, Effect, Rule},
    settings::YEAR,
};
use wres_domain::Dataset;

pub(crate) static RULE: Rule = Rule {
    code: "Q-STA-011",
    dataset: Some(Dataset::Staff),
    columns: &["birth_date", "service_start"],
    effect: Effect::None,
    tolerance: Tolerance::NONE,
    found: "a start of service at an age at which nobody is employed",
    expected: "an age of 16 or more at the start of service",
    check: Check::Rows(|rows, settings| {
        let oldest = rows.words("age_band")?.map(i32::MAX, oldest_of);
        let start = rows.days("service_start")?;
        let youngest = settings.policy.youngest_age;
        Ok(rows.find(|row| {
            start.at(row).is_some_and(|day| {
                let served = f64::from(settings.snapshot) - f64::from(day);
                // Whoever is in a band to 29 is not yet 30.
                let age = oldest.at(row).saturating_add(1);
                f64::from(age) - served / YEAR < f64::from(youngest)
            })
        }))
    }),
};

/// The highest age of a band such as `25-29` or `under 20`; no bound for the open band at the top.
fn oldest_of(band: &str) -> i32 {
    let closed = band.split_once('-').and_then(|(_, oldest)| oldest.parse().ok());
    closed.unwrap_or(if band == "under 20" { 19 } else { i32::MAX })
}

#[cfg(test)]
mod tests {
    use super::RULE;
    use crate::testing::{Exam, Sheet};
    use wres_domain::Dataset;

    #[test]
    fn a_child_of_nine_is_found_and_a_trainee_of_sixteen_is_not() {
        let rows: &[&[&str]] = &[
            &["25-29", "2005-03-31"],
            &["under 20", "2021-04-02"],
            &["65 and over", "1970-01-01"],
            &["", "2005-03-31"],
        ];
        let sheet = Sheet::new(Dataset::Staff, &["birth_date", "service_start"], rows);
        assert_eq!(Exam::of(sheet).rows(&RULE), [2]);
    }
}
