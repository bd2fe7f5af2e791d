//! E-SUB-007: Too many rows to be compared.
//!
//! # What
//!
//! There are more rows than are remembered to be compared with one another and with the year before. Each was judged by
//! itself only: repeats, people in several files, and changes from year to year were not looked for in all of them.
//!
//! # Why
//!
//! What is not looked for is not found, and nothing found looks like nothing wrong. The bound is there so that a file that
//! is not what it should be cannot take all memory.
//!
//! # Example
//!
//! An extract of every month of the year in place of the staff of one day.
//!
//! # Fix at source
//!
//! Check that the files are of one site and one year, with one row for each post. If they are, whoever runs the pipeline
//! raises `most_compared_rows` under `[validation]`.
//!
//! # Reference
//!
//! Policy: `most_compared_rows`.

use crate::{
    policy::Tolerance,
    rule::{Check, Effect, Rule, Statement},
};

pub(crate) static RULE: Rule = Rule {
    code: "E-SUB-007",
    dataset: None,
    columns: &[],
    effect: Effect::None,
    tolerance: Tolerance::NONE,
    found: "",
    expected: "no more rows than can be compared",
    check: Check::Whole(|gathered, settings| {
        if !gathered.given_up && gathered.not_compared == 0 {
            return Vec::new();
        }
        let rows = gathered.counted.values().map(|counted| counted.rows).sum();
        let found = format!("{rows} rows, of which {} are compared", settings.policy.most_compared_rows);
        vec![Statement { dataset: None, column: None, count: rows, found }]
    }),
};

#[cfg(test)]
mod tests {
    use super::RULE;
    use crate::{
        policy::Policy,
        testing::{Exam, Sheet},
        verdict::Decision,
    };
    use wres_domain::Dataset;

    fn exam(most: u64) -> Exam {
        let sheet = |dataset, columns: &[&str], rows: &[&[&str]]| Sheet::new(dataset, columns, rows);
        let staff = sheet(Dataset::Staff, &["person_id", "post_id"], &[&["1", "1"], &["2", "2"], &["1", "1"]]);
        let case = sheet(Dataset::Cases, &["person_id", "kind", "case_id"], &[&["9", "disciplinary", "1"]]);
        Exam::of(staff).and(case).by(Policy { most_compared_rows: most, ..Policy::default() })
    }

    fn codes(exam: &Exam) -> Vec<String> {
        exam.verdict().findings.into_iter().map(|finding| finding.code).collect()
    }

    #[test]
    fn up_to_the_bound_all_is_compared_and_beyond_it_is_said_that_it_is_not() {
        let within = codes(&exam(3));
        assert!(["Q-STA-024", "Q-CAS-007"].iter().all(|code| within.contains(&(*code).to_owned())), "{within:?}");
        assert!(exam(3).says(&RULE).is_empty());
        // Not even a stranger is found among half of the people, and no rule that has no people says anything wrong.
        let beyond = codes(&exam(1));
        assert!(!beyond.contains(&"Q-CAS-007".to_owned()) && beyond.contains(&RULE.code.to_owned()), "{beyond:?}");
        assert_eq!(exam(1).says(&RULE), ["4 rows, of which 1 are compared"]);
        assert!(!matches!(exam(1).verdict().decision, Decision::Rejected { .. }));
    }

    #[test]
    fn a_year_before_that_is_too_long_is_no_reason_to_find_that_everybody_is_new() {
        let last = Sheet::new(Dataset::Staff, &["person_id"], &[&["1"], &["2"], &["3"], &["4"], &["5"], &["6"]]);
        let beyond = codes(&exam(5).last(last));
        assert!(beyond.iter().all(|code| !code.contains("YOY") && !code.contains("BAL")), "{beyond:?}");
        assert!(beyond.contains(&RULE.code.to_owned()), "{beyond:?}");
    }
}
