//! I-SUB-005: A column that indicators need is not there.
//!
//! # What
//!
//! A dataset was read, and none of its files has an optional column that an indicator needs.
//!
//! # Why
//!
//! The indicator will be absent for the site.
//!
//! # Example
//!
//! Staff without the column that says which posts are regulated: indicator 4 will be absent.
//!
//! # Fix at source
//!
//! Add the column to the extract, or name it in the mapping file if it is there under another header.
//!
//! # Reference
//!
//! Standard of the run: what each indicator counts.

use crate::{
    policy::Tolerance,
    rule::Statement,
    rule::{Check, Effect, Rule},
};

pub(crate) static RULE: Rule = Rule {
    code: "I-SUB-005",
    dataset: None,
    columns: &[],
    effect: Effect::None,
    tolerance: Tolerance::NONE,
    found: "",
    expected: "the columns that the indicators need",
    check: Check::Whole(|gathered, settings| {
        let mut statements = Vec::new();
        for need in &settings.needs {
            let Some(counted) = gathered.counted(need.dataset) else { continue };
            for column in need.columns.iter().filter(|column| !counted.supplied.contains(*column)) {
                let name = need.dataset.name();
                let found = format!("{name} without the column {column}; absent will be {}", need.indicator);
                statements.push(Statement { dataset: Some(need.dataset), column: None, count: 1, found });
            }
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
    fn a_missing_column_is_named_with_its_indicator() {
        let sheet = |columns: &[&str]| Sheet::new(Dataset::Training, columns, &[&["1"]]);
        let says = Exam::of(sheet(&["person_id"])).says(&RULE);
        let expected = "training without the column funded; absent will be 5 (funded non-mandatory training)";
        assert_eq!(says, [expected]);
        assert!(Exam::of(sheet(&["person_id", "funded"])).says(&RULE).is_empty());
    }
}
