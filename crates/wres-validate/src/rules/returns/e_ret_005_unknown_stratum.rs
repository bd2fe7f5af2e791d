//! E-RET-005: A count of a stratum that the indicator does not have.
//!
//! # What
//!
//! The cell names a part of an indicator, such as a rung, that the indicator is not divided into, or that two of its divisions have.
//! The row is left out.
//!
//! # Why
//!
//! A count that belongs nowhere would be missing from the part that it was meant for.
//!
//! # Example
//!
//! `rung=12` on a ladder of nine rungs.
//!
//! # Fix at source
//!
//! Write the stratum as `rung=2`: the finding names the three nearest of the indicator.
//!
//! # Reference
//!
//! The standards of the pipeline file.

use crate::{
    policy::Tolerance,
    rule::{Check, Effect, Rule},
};
use wres_domain::Dataset;

pub(crate) static RULE: Rule = Rule {
    code: "E-RET-005",
    dataset: Some(Dataset::Returns),
    columns: &["stratum", "indicator"],
    effect: Effect::RejectRow,
    tolerance: Tolerance::NONE,
    found: "a stratum that the indicator does not have",
    expected: "a stratum of the indicator",
    check: Check::Rows(|rows, settings| {
        let Some(catalogue) = &settings.catalogue else { return Ok(rows.find(|_| false)) };
        let (indicators, strata) = (rows.words("indicator")?, rows.words("stratum")?);
        let (indicator, stratum) = (indicators.map(None, Some), strata.map(None, Some));
        Ok(rows.find(|row| match (indicator.at(row), stratum.at(row)) {
            (Some(indicator), Some(stratum)) => {
                catalogue.has_indicator(indicator) && !catalogue.has_stratum(indicator, stratum)
            }
            _ => false,
        }))
    }),
};

#[cfg(test)]
mod tests {
    use super::RULE;
    use crate::testing::{Exam, Sheet};
    use wres_domain::Dataset;

    #[test]
    fn a_stratum_of_no_division_is_found_and_one_of_an_unknown_indicator_is_not_said_twice() {
        let rows: &[&[&str]] =
            &[&["sc-wres-1", "rung=2"], &["sc-wres-1", "3"], &["sc-wres-1", ""], &["leavers", "rung=9"]];
        let exam = Exam::of(Sheet::new(Dataset::Returns, &["indicator", "stratum"], rows));
        let exam = exam.knowing("sc-wres-1", "rung", &["1", "2"]);
        assert_eq!(exam.rows(&RULE), [3]);
        assert!(exam.says(&RULE).join("").contains("\"3\" of sc-wres-1 (the nearest are `rung=1`, `rung=2`)"));
    }
}
