//! A workforce with only one side of the comparison.

use crate::{gathered::Gathered, rule::Statement};
use wres_domain::{Dataset, Group, Grouping};

/// Says that a group has nobody among staff of known ethnicity, if there are any.
pub(super) fn nobody_in(gathered: &Gathered, group: Group, name: &str) -> Vec<Statement> {
    let Some(staff) = gathered.counted(Dataset::Staff) else { return Vec::new() };
    let known = staff.completeness(Dataset::Staff).map_or(0, |completeness| completeness.known);
    if known == 0 || staff.group(Grouping::Binary, group) > 0 {
        return Vec::new();
    }
    let found = format!("none of {known} people of known ethnicity is {name}");
    vec![Statement { dataset: Some(Dataset::Staff), column: Some("ethnicity".to_owned()), count: known, found }]
}
