//! What reading published tables finds, and the telling of many equal findings as one.

use std::collections::BTreeMap;
use wres_domain::{Dataset, Finding, FindingKind, FindingOwner, Location, Severity};

/// A printed sum that is not the sum of its parts.
const DERIVED_DIFFERS: FindingKind = FindingKind {
    stem: "PUB-001",
    severity: Some(Severity::Query),
    owner: FindingOwner::Published,
    title: "A printed sum that is not the sum of its parts",
    meaning: "A published table prints a group that is made of others, and the number is not their sum. The parts are used.",
    why: None,
    fix: "The parts are used and the derived group is not. Tell the publisher.",
};

/// A row of a published table that nothing describes.
const ROW_UNUSED: FindingKind = FindingKind {
    stem: "PUB-002",
    severity: Some(Severity::Query),
    owner: FindingOwner::Published,
    title: "A row of a published table that is not described",
    meaning: "The pipeline file does not say what the row is. It is not counted.",
    why: None,
    fix: "Add it to `levels`, `groups` or `strata` of the table, if it should be counted.",
};

/// Every kind of finding about published tables.
#[must_use]
pub fn finding_kinds() -> &'static [&'static FindingKind] {
    &[&DERIVED_DIFFERS, &ROW_UNUSED]
}

pub(super) fn derived_differs(place: Location, found: String, expected: String) -> Finding {
    query(&DERIVED_DIFFERS, place, found, expected)
}

pub(super) fn unused(place: Location, found: &str) -> Finding {
    query(&ROW_UNUSED, place, found.to_owned(), "a row that the pipeline file describes".to_owned())
}

fn query(kind: &FindingKind, place: Location, found: String, expected: String) -> Finding {
    kind.finding(Severity::Query, Some(Dataset::Returns.name()), place, found, expected)
}

/// Findings that are told one by one; of more with one code in one file, one is told with how many and three examples.
const TOLD: usize = 3;

/// Equal findings as one line each.
#[must_use]
pub fn told_together(findings: &[Finding]) -> Vec<Finding> {
    let mut groups: BTreeMap<(&str, Option<&str>), Vec<&Finding>> = BTreeMap::new();
    for finding in findings {
        groups.entry((&finding.code, finding.place.file.as_deref())).or_default().push(finding);
    }
    let mut out = Vec::new();
    for group in groups.into_values() {
        if group.len() <= TOLD {
            out.extend(group.into_iter().cloned());
            continue;
        }
        let mut one = group[0].clone();
        let examples: Vec<&str> = group.iter().take(TOLD).map(|finding| finding.found.as_str()).collect();
        one.count = group.iter().map(|finding| finding.count).sum();
        one.found = format!("{} times, such as {}", group.len(), examples.join("; "));
        out.push(one);
    }
    out
}
