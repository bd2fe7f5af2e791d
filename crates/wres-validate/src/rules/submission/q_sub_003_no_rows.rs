//! Q-SUB-003: A file without rows.
//!
//! # What
//!
//! A file was read as a dataset, and has a header and no rows.
//!
//! # Why
//!
//! Nothing happened, or the extract failed: the two look the same, and the first makes every rate zero.
//!
//! # Example
//!
//! A sheet of cases that has only its header.
//!
//! # Fix at source
//!
//! If the year had none, say so in a note. Otherwise draw the extract again.
//!
//! # Reference
//!
//! Dataset schemas.

use crate::{
    policy::Tolerance,
    rule::Statement,
    rule::{Check, Effect, Rule},
};

pub(crate) static RULE: Rule = Rule {
    code: "Q-SUB-003",
    dataset: None,
    columns: &[],
    effect: Effect::None,
    tolerance: Tolerance::NONE,
    found: "",
    expected: "rows, or a note that there were none",
    check: Check::Whole(|gathered, _| {
        let mut statements = Vec::new();
        for (dataset, _) in gathered.counted.iter().filter(|(_, counted)| counted.rows == 0) {
            let found = format!("a file of {} without rows", dataset.name());
            statements.push(Statement { dataset: Some(*dataset), column: None, count: 1, found });
        }
        statements
    }),
};

#[cfg(test)]
mod tests {
    use super::RULE;
    use crate::testing::{Exam, Sheet};
    use wres_domain::Dataset;

    #[test]
    fn a_header_alone_is_found() {
        let cases = |rows: &[&[&str]]| Sheet::new(Dataset::Cases, &["person_id"], rows);
        assert_eq!(Exam::of(cases(&[])).says(&RULE), ["a file of cases without rows"]);
        assert!(Exam::of(cases(&[&["1"]])).says(&RULE).is_empty());
    }
}
