//! Q-YOY-003: Another ethnicity than last year.
//!
//! # What
//!
//! The person’s ethnicity was known last year and is known this year, and the two are of different groups of the five.
//! Changes within a group are let pass.
//!
//! # Why
//!
//! People may answer differently, but few do. Many changes mean that a code list changed, or that numbers were given
//! to other people.
//!
//! # Example
//!
//! Indian last year and White British this year.
//!
//! # Fix at source
//!
//! Check that the declared code list is that of this year’s extract. If people answered differently, explain it by a
//! note.
//!
//! # Reference
//!
//! Grouping of five.

use crate::{
    gathered::senior,
    policy::Tolerance,
    rule::{Check, Effect, Rule},
};
use wres_domain::{Dataset, Ethnicity, Group, Grouping};

pub(crate) static RULE: Rule = Rule {
    code: "Q-YOY-003",
    dataset: Some(Dataset::Staff),
    columns: &["ethnicity"],
    effect: Effect::None,
    tolerance: Tolerance::NONE,
    found: "an ethnicity of another group than last year",
    expected: "the group of last year, unless the person answered differently",
    check: Check::Across(|gathered, _| {
        let mut spots = Vec::new();
        for (now, then) in gathered.in_both() {
            let (Some(now), Some(then)) = (senior(now), senior(then)) else { continue };
            if moved(now.ethnicity, then.ethnicity) {
                spots.push(now.spot);
            }
        }
        spots
    }),
};

/// Whether two places among all groups are of different known groups of the five.
fn moved(now: u8, then: u8) -> bool {
    let group = |place: u8| Ethnicity::ALL.get(usize::from(place)).map_or(Group::Unknown, |e| Grouping::Five.group(*e));
    let known = |group: Group| !matches!(group, Group::Unknown | Group::NotSeparated);
    let (now, then) = (group(now), group(then));
    known(now) && known(then) && now != then
}

#[cfg(test)]
mod tests {
    use super::RULE;
    use crate::testing::{Exam, Sheet};
    use wres_domain::Dataset;

    #[test]
    fn changes_within_a_group_and_new_answers_are_let_pass() {
        let columns = ["person_id", "ethnicity"];
        let then: &[&[&str]] =
            &[&["1", "asian_indian"], &["2", "white_irish"], &["3", "unknown_blank"], &["4", "asian_indian"]];
        let now: &[&[&str]] =
            &[&["1", "white_british"], &["2", "white_other"], &["3", "mixed_wa"], &["4", "unknown_refused"]];
        let exam = Exam::of(Sheet::new(Dataset::Staff, &columns, now)).last(Sheet::new(Dataset::Staff, &columns, then));
        assert_eq!(exam.rows(&RULE), [2]);
    }
}
