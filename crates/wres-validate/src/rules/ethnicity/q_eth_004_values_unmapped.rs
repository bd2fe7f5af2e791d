//! Q-ETH-004: Values of ethnicity that the list does not know.
//!
//! # What
//!
//! More than a tenth of the values of ethnicity of a dataset other than staff (unless the policy says otherwise) are
//! not in the declared list.
//!
//! # Why
//!
//! The list declared for this file is the wrong one, and some of its codes may be read as other groups.
//!
//! # Example
//!
//! The recruitment system writes labels, and the mapping declares for its file the list of the HR system.
//!
//! # Fix at source
//!
//! Declare under `[source.codelists]` the list that this file uses; each source has its own.
//!
//! # Reference
//!
//! Policy: `unmapped_ethnicity`.

use crate::{
    policy::Tolerance,
    rule::Statement,
    rule::{Check, Effect, Rule},
};
use wres_domain::Dataset;

pub(crate) static RULE: Rule = Rule {
    code: "Q-ETH-004",
    dataset: None,
    columns: &[],
    effect: Effect::None,
    tolerance: Tolerance::NONE,
    found: "",
    expected: "values of the declared list",
    check: Check::Whole(|gathered, settings| {
        let mut statements = Vec::new();
        for (dataset, counted) in gathered.counted.iter().filter(|(dataset, _)| **dataset != Dataset::Staff) {
            let Some(completeness) = counted.completeness(*dataset) else { continue };
            let (unmapped, rows) = (completeness.unmapped, completeness.rows());
            if unmapped as f64 <= settings.policy.unmapped_ethnicity * rows as f64 {
                continue;
            }
            statements.push(Statement {
                dataset: Some(*dataset),
                column: Some("ethnicity".to_owned()),
                count: unmapped,
                found: format!("{unmapped} of {rows} values of ethnicity that the declared list does not know"),
            });
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
    fn each_dataset_answers_for_itself() {
        let sheet = |dataset| {
            Sheet::repeat(dataset, &["ethnicity"], 5, |row| {
                vec![if row == 0 { "unknown_unmapped".into() } else { "white_irish".into() }]
            })
        };
        let exam = Exam::of(sheet(Dataset::Applications)).and(sheet(Dataset::Staff));
        assert_eq!(exam.says(&RULE), ["1 of 5 values of ethnicity that the declared list does not know"]);
    }
}
