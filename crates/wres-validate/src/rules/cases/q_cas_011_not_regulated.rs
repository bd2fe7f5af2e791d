//! Q-CAS-011: Fitness to practise of somebody who is not regulated.
//!
//! # What
//!
//! The case is about fitness to practise, and the staff lists show the person in posts that need no registration.
//!
//! # Why
//!
//! The person is not in the base of indicator 4, so the case is left out of it.
//!
//! # Example
//!
//! A referral of a manager whose post is shown as needing no registration.
//!
//! # Fix at source
//!
//! Check the column of the staff file that says whether the post needs registration. If the person is registered in a
//! post that does not need it, leave the case out.
//!
//! # Reference
//!
//! Indicator 4: regulated professionals.

use crate::{
    gathered::Kind,
    policy::Tolerance,
    rule::{Check, Effect, Rule},
};
use wres_domain::Dataset;

pub(crate) static RULE: Rule = Rule {
    code: "Q-CAS-011",
    dataset: Some(Dataset::Cases),
    columns: &["kind", "person_id"],
    effect: Effect::None,
    tolerance: Tolerance::NONE,
    found: "fitness to practise of somebody who is not regulated",
    expected: "a regulated professional",
    check: Check::Across(|gathered, _| {
        gathered.events_where(Dataset::Cases, |event, life| {
            event.kind == Kind::FitnessToPractise && life.is_some_and(|life| life.regulated == Some(false))
        })
    }),
};

#[cfg(test)]
mod tests {
    use super::RULE;
    use crate::testing::{Exam, Sheet};
    use wres_domain::Dataset;

    #[test]
    fn only_those_shown_as_not_regulated_are_found() {
        let people: &[&[&str]] = &[&["1", "yes"], &["2", "no"], &["3", ""], &["4", "no"]];
        let staff = Sheet::new(Dataset::Staff, &["person_id", "regulated"], people);
        let kind = "fitness_to_practise";
        let rows: &[&[&str]] = &[&["1", kind], &["2", kind], &["3", kind], &["4", "disciplinary"]];
        let cases = Sheet::new(Dataset::Cases, &["person_id", "kind"], rows);
        assert_eq!(Exam::of(cases).and(staff).rows(&RULE), [3]);
    }
}
