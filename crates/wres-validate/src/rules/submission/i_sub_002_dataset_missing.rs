//! I-SUB-002: A dataset that indicators need is not there.
//!
//! # What
//!
//! No file was read as a dataset that indicators of the run need.
//!
//! # Why
//!
//! The indicators will be absent for the site, which is not the same as zero.
//!
//! # Example
//!
//! No file of cases: indicators 3 and 4 will be absent.
//!
//! # Fix at source
//!
//! Send the dataset. If there was nothing to report in the year, send the file with its header and no rows.
//!
//! # Reference
//!
//! Standard of the run: what each indicator counts.

use crate::{
    policy::Tolerance,
    rule::Statement,
    rule::{Check, Effect, Rule},
};
use std::collections::BTreeMap;
use wres_domain::Dataset;

pub(crate) static RULE: Rule = Rule {
    code: "I-SUB-002",
    dataset: None,
    columns: &[],
    effect: Effect::None,
    tolerance: Tolerance::NONE,
    found: "",
    expected: "a file for each dataset that an indicator needs",
    check: Check::Whole(|gathered, settings| {
        let mut missing: BTreeMap<Dataset, Vec<&str>> = BTreeMap::new();
        for need in settings.needs.iter().filter(|need| gathered.counted(need.dataset).is_none()) {
            missing.entry(need.dataset).or_default().push(&need.indicator);
        }
        let statement = |(dataset, mut indicators): (Dataset, Vec<&str>)| {
            indicators.dedup();
            Statement {
                dataset: Some(dataset),
                column: None,
                count: 1,
                found: format!("nothing read as {}; absent will be {}", dataset.name(), indicators.join(", ")),
            }
        };
        missing.into_iter().map(statement).collect()
    }),
};

#[cfg(test)]
mod tests {
    use super::RULE;
    use crate::testing::{Exam, Sheet};
    use wres_domain::Dataset;

    #[test]
    fn each_missing_dataset_is_named_with_its_indicators() {
        let staff = Sheet::new(Dataset::Staff, &["person_id"], &[&["1"]]);
        let leavers = Sheet::new(Dataset::Leavers, &["person_id"], &[]);
        let says = Exam::of(staff).and(leavers).says(&RULE);
        assert_eq!(says.len(), 4);
        assert_eq!(says[0], "nothing read as applications; absent will be 2 (appointed from shortlist)");
    }
}
