//! Q-CAS-012: No disciplinary case at all.
//!
//! # What
//!
//! The file has cases, none is disciplinary, and the site has a thousand posts or more.
//!
//! # Why
//!
//! That nobody at a site so large entered a disciplinary process in a year is unlikely; more likely the cases are kept
//! elsewhere.
//!
//! # Example
//!
//! The file is that of grievances alone.
//!
//! # Fix at source
//!
//! Add the disciplinary cases. If there were none, say so in a note.
//!
//! # Reference
//!
//! Indicator 3: formal disciplinary process.

use crate::{
    policy::Tolerance,
    rule::Statement,
    rule::{Check, Effect, Rule},
};
use wres_domain::Dataset;

pub(crate) static RULE: Rule = Rule {
    code: "Q-CAS-012",
    dataset: Some(Dataset::Cases),
    columns: &["kind"],
    effect: Effect::None,
    tolerance: Tolerance::NONE,
    found: "",
    expected: "disciplinary cases, or a note that there were none",
    check: Check::Whole(|gathered, _| {
        let (Some(cases), Some(staff)) = (gathered.counted(Dataset::Cases), gathered.counted(Dataset::Staff)) else {
            return Vec::new();
        };
        if cases.rows == 0 || cases.tallies.disciplinary > 0 || staff.kept < LARGE {
            return Vec::new();
        }
        vec![Statement {
            dataset: Some(Dataset::Cases),
            column: Some("kind".to_owned()),
            count: cases.kept,
            found: format!("{} cases, none of them disciplinary, beside {} posts", cases.kept, staff.kept),
        }]
    }),
};

/// Posts from which a year without a disciplinary case is unlikely.
const LARGE: u64 = 1_000;

#[cfg(test)]
mod tests {
    use super::RULE;
    use crate::testing::{Exam, Sheet};
    use wres_domain::Dataset;

    #[test]
    fn one_case_or_a_small_site_is_enough() {
        let staff = |posts| Sheet::repeat(Dataset::Staff, &["person_id"], posts, |row| vec![row.to_string()]);
        let cases = |kind: &'static str| Sheet::new(Dataset::Cases, &["person_id", "kind"], &[&["1", kind]]);
        let exam = |kind, posts| Exam::of(cases(kind)).and(staff(posts)).says(&RULE);
        assert_eq!(exam("capability", 1_000), ["1 cases, none of them disciplinary, beside 1000 posts"]);
        assert!(exam("disciplinary", 1_000).is_empty() && exam("capability", 999).is_empty());
    }
}
