//! Narrow doors for what is not about people, and for what is said about submissions.

use crate::{audience::Audience, policy::Policy, released::Released};
use serde::{Deserialize, Serialize};
use std::collections::BTreeMap;
use wres_domain::{Cell, Finding, GroupTable, Grouping, IndicatorId, NotAboutPeople, Severity, SiteId};

/// Lets out what says nothing about a person: definitions, names of sites, methods, labels.
pub fn release_metadata<T: NotAboutPeople>(value: T) -> Released<T> {
    Released::new(value, Audience::Public)
}

/// How often one rule spoke about one site's submission.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct FindingCount {
    /// The site.
    pub site: SiteId,
    /// The rule.
    pub code: String,
    /// Its weight.
    pub severity: Severity,
    /// The dataset, where the rule is about one.
    pub dataset: Option<String>,
    /// Rows or cells concerned. A row is often a person, so small numbers are hidden and others rounded, as counts are.
    pub rows: Cell<u64>,
}

/// What was found in all submissions, without places and without what was found there. Sorted by site, then by code.
#[derive(Debug, Clone, PartialEq, Eq, Default, Serialize, Deserialize)]
pub struct FindingsSummary {
    /// The counts.
    pub counts: Vec<FindingCount>,
}

/// How many counts of one indicator and grouping are shown and hidden. Not for which reason: that would tell more.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct SuppressionCount {
    /// The indicator.
    pub indicator: IndicatorId,
    /// The grouping.
    pub grouping: Grouping,
    /// How many counts are shown.
    pub shown: u64,
    /// How many are hidden.
    pub hidden: u64,
}

/// How much was hidden. Sorted by indicator and grouping.
#[derive(Debug, Clone, PartialEq, Eq, Default, Serialize, Deserialize)]
pub struct SuppressionSummary {
    /// The rules, in words.
    pub policy: String,
    /// The numbers.
    pub counts: Vec<SuppressionCount>,
}

/// What was found in submissions, by site and rule, for everybody: small numbers of rows hidden, others rounded.
#[must_use]
pub fn summarise_findings(findings: &[(SiteId, Finding)], policy: &Policy) -> Released<FindingsSummary> {
    type Key<'a> = (&'a SiteId, &'a str, Severity, Option<&'a str>);
    let mut sums: BTreeMap<Key<'_>, u64> = BTreeMap::new();
    for (site, finding) in findings {
        let key = (site, finding.code.as_str(), finding.severity, finding.dataset.as_deref());
        let sum = sums.entry(key).or_default();
        *sum = sum.saturating_add(finding.count);
    }
    let counts = sums
        .into_iter()
        .map(|((site, code, severity, dataset), rows)| FindingCount {
            site: site.clone(),
            code: code.to_owned(),
            severity,
            dataset: dataset.map(str::to_owned),
            rows: policy.show(rows),
        })
        .collect();
    Released::new(FindingsSummary { counts }, Audience::Public)
}

/// How much of a released table is hidden, for the audience of the table. Anybody can count the marks.
#[must_use]
pub fn summarise_suppressions(table: &Released<GroupTable>, policy: &Policy) -> Released<SuppressionSummary> {
    let mut sums: BTreeMap<(&IndicatorId, Grouping), (u64, u64)> = BTreeMap::new();
    for row in &table.get().rows {
        let (shown, hidden) = sums.entry((&row.place.indicator, row.grouping)).or_default();
        for (is_shown, is_hidden) in [state(&row.cases), state(&row.base)] {
            *shown += u64::from(is_shown);
            *hidden += u64::from(is_hidden);
        }
    }
    let counts = sums
        .into_iter()
        .map(|((indicator, grouping), (shown, hidden))| SuppressionCount {
            indicator: indicator.clone(),
            grouping,
            shown,
            hidden,
        })
        .collect();
    let summary = SuppressionSummary { policy: policy.describe(), counts };
    Released::new(summary, table.audience().clone())
}

fn state<T>(cell: &Cell<T>) -> (bool, bool) {
    (matches!(cell, Cell::Value(_)), matches!(cell, Cell::Hidden(_)))
}

#[cfg(test)]
mod tests {
    use super::summarise_findings;
    use crate::policy::Policy;
    use wres_domain::{Cell, Finding, HiddenReason, Location, Severity, SiteId};

    fn finding(code: &str, count: u64) -> (SiteId, Finding) {
        let finding = Finding {
            code: code.into(),
            severity: Severity::Query,
            dataset: None,
            place: Location::file("staff.csv"),
            count,
            found: "a date of the future".into(),
            expected: "a date of the past".into(),
            fix: "Put the right date.".into(),
        };
        (SiteId::new("A").unwrap(), finding)
    }

    #[test]
    fn a_finding_about_few_rows_is_said_without_their_number() {
        let findings = [finding("Q-1", 3), finding("Q-2", 20), finding("Q-2", 3)];
        let summary = summarise_findings(&findings, &Policy::default());
        let rows: Vec<_> = summary.get().counts.iter().map(|count| count.rows).collect();
        assert_eq!(rows, [Cell::Hidden(HiddenReason::BelowThreshold), Cell::Value(25)]);
    }
}
