//! E-CAS-002: A case without a kind.
//!
//! # What
//!
//! The kind of process is empty, or the word used is not mapped to one.
//!
//! # Why
//!
//! The case counts in no indicator.
//!
//! # Example
//!
//! `DISC-2`, a code of the case system.
//!
//! # Fix at source
//!
//! Fill in the kind, or say in the mapping file what the site’s own words mean, under `[source.values.kind]`.
//!
//! # Reference
//!
//! Dataset schema.

use crate::{
    policy::Tolerance,
    rule::{Check, Effect, Rule},
};
use wres_domain::Dataset;

pub(crate) static RULE: Rule = Rule {
    code: "E-CAS-002",
    dataset: Some(Dataset::Cases),
    columns: &["kind"],
    effect: Effect::RejectRow,
    tolerance: Tolerance::NONE,
    found: "no kind of process",
    expected: "disciplinary, capability, grievance_raised, grievance_subject, bullying_raised or fitness_to_practise",
    check: Check::Empty("kind"),
};

#[cfg(test)]
mod tests {
    use super::RULE;
    use crate::testing::{Exam, Sheet};
    use wres_domain::Dataset;

    #[test]
    fn an_empty_cell_is_found_and_a_filled_one_is_not() {
        let sheet = Sheet::new(Dataset::Cases, &["kind"], &[&["disciplinary"], &[""]]);
        assert_eq!(Exam::of(sheet).rows(&RULE), [3]);
    }
}
