//! Puts findings together.

use crate::findings::catalogue::Kind;
use wres_domain::{Dataset, Finding, Location, Severity};

/// A finding of a kind.
pub(crate) fn finding(
    kind: Kind,
    severity: Severity,
    dataset: Option<Dataset>,
    place: Location,
    found: impl Into<String>,
    expected: impl Into<String>,
) -> Finding {
    kind.text().finding(severity, dataset.map(Dataset::name), place, found, expected)
}

/// A number and its noun: `1 row`, `2 rows`.
pub(crate) fn count_of(n: u64, noun: &str) -> String {
    if n == 1 { format!("1 {noun}") } else { format!("{n} {noun}s") }
}

/// A finding about a whole file.
pub(crate) fn about_file(
    kind: Kind,
    severity: Severity,
    file: &str,
    found: impl Into<String>,
    expected: impl Into<String>,
) -> Finding {
    finding(kind, severity, None, Location::file(file), found, expected)
}
