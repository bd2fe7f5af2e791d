//! E-STA-007: A post without a kind of contract.
//!
//! # What
//!
//! The kind of contract is empty, or the word used is not mapped to one.
//!
//! # Why
//!
//! Indicators count directly employed staff. A post that may be an agency worker’s can be counted on neither side.
//!
//! # Example
//!
//! The extract writes `Z3`, a code of the payroll system, and the mapping does not say what it means.
//!
//! # Fix at source
//!
//! Fill in the kind of contract, or say in the mapping file what the site’s own words mean, under
//! `[source.values.contract]`.
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
    code: "E-STA-007",
    dataset: Some(Dataset::Staff),
    columns: &["contract"],
    effect: Effect::RejectRow,
    tolerance: Tolerance::NONE,
    found: "no kind of contract",
    expected: "permanent, fixed_term, casual, agency, apprentice or secondee",
    check: Check::Empty("contract"),
};

#[cfg(test)]
mod tests {
    use super::RULE;
    use crate::testing::{Exam, Sheet};
    use wres_domain::Dataset;

    #[test]
    fn an_empty_cell_is_found_and_a_filled_one_is_not() {
        let sheet = Sheet::new(Dataset::Staff, &["contract"], &[&["permanent"], &[""]]);
        assert_eq!(Exam::of(sheet).rows(&RULE), [3]);
    }
}
