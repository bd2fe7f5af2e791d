//! Bounds and tolerances: what is implausible, and how much of it is let pass.

use schemars::JsonSchema;
use serde::{Deserialize, Serialize};
use std::collections::BTreeMap;
use thiserror::Error;

/// What is wrong with a policy.
#[derive(Debug, Clone, PartialEq, Error)]
pub enum PolicyError {
    /// There is no such rule.
    #[error("the policy names rule `{code}`, which does not exist{hint}")]
    UnknownRule {
        /// The code as written.
        code: String,
        /// The nearest code there is, in words.
        hint: String,
    },
    /// A share is not between 0 and 1.
    #[error("`{name}` is {value}; a share lies between 0 and 1")]
    Share {
        /// Which value.
        name: String,
        /// What it is.
        value: f64,
    },
}

/// How many hits of a rule are let pass. A finding is made when there are more than `count` hits and they are more than
/// `share` of the rows that the rule looked at.
#[derive(Debug, Clone, Copy, PartialEq, Default, Serialize, Deserialize, JsonSchema)]
#[serde(default, deny_unknown_fields)]
pub struct Tolerance {
    /// Hits let pass.
    pub count: u64,
    /// Share of the rows let pass, 0 to 1.
    pub share: f64,
    /// Whether the rule is not run at all.
    pub off: bool,
}

impl Tolerance {
    /// Every hit makes a finding.
    pub const NONE: Self = Self { count: 0, share: 0.0, off: false };

    /// Hits above both a count and a share make a finding.
    #[must_use]
    pub const fn above(count: u64, share: f64) -> Self {
        Self { count, share, off: false }
    }

    /// Whether this many hits among the rows examined make a finding.
    #[must_use]
    pub fn exceeded(&self, hits: u64, examined: u64) -> bool {
        hits > self.count && hits as f64 > self.share * examined as f64
    }
}

/// Bounds and tolerances of an examination. Every value has a default; a configuration overrides those it names.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, JsonSchema)]
#[serde(default, deny_unknown_fields)]
pub struct Policy {
    /// Share of people whose ethnicity must be known, 0 to 1. Below it a query: conclusions from fewer are doubtful.
    pub known_ethnicity: f64,
    /// Share of staff whose ethnicity must be known for the submission to be used at all, 0 to 1.
    pub known_ethnicity_floor: f64,
    /// Share of values of ethnicity that the declared list may not know, 0 to 1. Above it the list is the wrong one.
    pub unmapped_ethnicity: f64,
    /// Share of staff rows that may be rejected before the submission is, 0 to 1.
    pub rejected_rows: f64,
    /// Youngest age in years at the start of service.
    pub youngest_age: i32,
    /// Longest service in years.
    pub longest_service: i32,
    /// Most posts of one person.
    pub most_posts: u64,
    /// Highest full-time equivalent of one person over all posts, in hundredths.
    pub highest_person_fte: i32,
    /// Highest plausible full-time annual pay, in pounds.
    pub highest_pay: i64,
    /// Full-time annual pay below this is a rate for an hour, a week or a month, in pounds.
    pub lowest_annual_pay: i64,
    /// Hours of a full-time week, for the least lawful annual pay.
    pub full_time_hours: f64,
    /// Highest plausible cost of a course, in pounds.
    pub highest_course_cost: i64,
    /// Pay more than this many times the middle pay of the same rung, or less than its inverse, is an outlier.
    pub pay_factor: f64,
    /// Change of a person's full-time pay on the same rung from one year to the next that is plausible, as a share.
    pub pay_change: f64,
    /// Share of last year's staff that may be out of balance, 0 to 1.
    pub balance: f64,
    /// Change of the number of staff from one year to the next that is plausible, as a share.
    pub staff_change: f64,
    /// Change of a share of people (BME, known ethnicity) from one year to the next that is plausible, 0 to 1.
    pub share_change: f64,
    /// Number of rows from which a statement about all of them means something.
    pub enough_rows: u64,
    /// Most rows of a submission, and of the staff of the year before, that are remembered to be compared with one another; up
    /// to 200 bytes each. Beyond it rows are judged one by one only, and it is said.
    pub most_compared_rows: u64,
    /// Tolerances by code of a rule, in place of the rule's own.
    pub rules: BTreeMap<String, Tolerance>,
}

impl Default for Policy {
    fn default() -> Self {
        Self {
            known_ethnicity: 0.90,
            known_ethnicity_floor: 0.50,
            unmapped_ethnicity: 0.10,
            rejected_rows: 0.20,
            youngest_age: 16,
            longest_service: 55,
            most_posts: 4,
            highest_person_fte: 120,
            highest_pay: 300_000,
            lowest_annual_pay: 6_000,
            full_time_hours: 37.0,
            highest_course_cost: 50_000,
            pay_factor: 2.5,
            pay_change: 0.5,
            balance: 0.02,
            staff_change: 0.25,
            share_change: 0.10,
            enough_rows: 100,
            most_compared_rows: 5_000_000,
            rules: BTreeMap::new(),
        }
    }
}

impl Policy {
    /// Checks that every share is one, and that every rule that is named exists.
    ///
    /// # Errors
    /// [`PolicyError`] for the first thing that is wrong.
    pub fn check_all(&self) -> Result<(), PolicyError> {
        self.check(&crate::registry::codes())
    }

    /// Checks the shares, and that every rule named exists among `codes`.
    ///
    /// # Errors
    /// [`PolicyError`] for the first thing that is wrong.
    pub(crate) fn check(&self, codes: &[&str]) -> Result<(), PolicyError> {
        let shares = [
            ("known_ethnicity", self.known_ethnicity),
            ("known_ethnicity_floor", self.known_ethnicity_floor),
            ("unmapped_ethnicity", self.unmapped_ethnicity),
            ("rejected_rows", self.rejected_rows),
            ("balance", self.balance),
            ("share_change", self.share_change),
        ];
        for (name, value) in shares {
            share(name, value)?;
        }
        for (code, tolerance) in &self.rules {
            share(&format!("rules.{code}.share"), tolerance.share)?;
            if !codes.contains(&code.as_str()) {
                return Err(PolicyError::UnknownRule { code: code.clone(), hint: nearest(code, codes) });
            }
        }
        Ok(())
    }
}

fn share(name: &str, value: f64) -> Result<(), PolicyError> {
    if (0.0..=1.0).contains(&value) { Ok(()) } else { Err(PolicyError::Share { name: name.to_owned(), value }) }
}

/// The code that differs in the fewest places, where it is fewer than half.
pub(crate) fn nearest(code: &str, codes: &[&str]) -> String {
    let upper = code.to_ascii_uppercase();
    let differs = |other: &str| {
        let changed = other.bytes().zip(upper.bytes()).filter(|(a, b)| a != b).count();
        changed + other.len().abs_diff(upper.len())
    };
    match codes.iter().map(|&other| (differs(other), other)).min() {
        Some((places, other)) if places * 2 < other.len() => format!("; did you mean `{other}`?"),
        _ => String::new(),
    }
}

#[cfg(test)]
mod tests {
    use super::{Policy, PolicyError, Tolerance};

    #[test]
    fn a_tolerance_is_exceeded_above_both_its_bounds() {
        let tolerance = Tolerance::above(2, 0.1);
        assert!(!tolerance.exceeded(2, 5) && !tolerance.exceeded(3, 30) && tolerance.exceeded(4, 30));
        assert!(Tolerance::NONE.exceeded(1, 1_000_000) && !Tolerance::NONE.exceeded(0, 0));
    }

    #[test]
    fn a_rule_that_does_not_exist_is_refused_with_the_nearest() {
        let mut policy = Policy::default();
        policy.rules.insert("e-sta-001".into(), Tolerance::NONE);
        let error = policy.check(&["E-STA-001", "Q-LEA-004"]).unwrap_err();
        assert_eq!(
            error.to_string(),
            "the policy names rule `e-sta-001`, which does not exist; did you mean `E-STA-001`?"
        );
    }

    #[test]
    fn a_share_in_percent_is_refused() {
        let policy = Policy { known_ethnicity: 90.0, ..Policy::default() };
        assert!(matches!(policy.check(&[]), Err(PolicyError::Share { .. })));
        assert_eq!(Policy::default().check(&[]), Ok(()));
    }
}
