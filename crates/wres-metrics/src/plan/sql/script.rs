//! The script as a whole.

use super::{counts, expressions::Terms, members};
use crate::{
    definition::{Holds, When, lake_column, lake_columns},
    engine::SiteFrames,
    plan::{CountPlan, LinkNode, Predicate},
};
use std::{
    collections::{BTreeMap, BTreeSet},
    fmt::Write,
};
use wres_domain::{Dataset, Period};

/// Which datasets and columns a submission has: what it lacks is not counted, whichever engine counts.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Shape {
    pub(super) this: BTreeMap<Dataset, BTreeSet<String>>,
    pub(super) previous: Option<BTreeSet<String>>,
}

impl Shape {
    /// A submission with everything in it, and with the one before.
    #[must_use]
    pub fn full() -> Self {
        let columns = |dataset: Dataset| lake_columns(dataset).iter().map(|column| column.name.clone()).collect();
        let this = Dataset::ALL.iter().map(|&dataset| (dataset, columns(dataset))).collect();
        Self { this, previous: Some(columns(Dataset::Staff)) }
    }

    /// The shape of what a site sent.
    #[must_use]
    pub fn of(frames: &SiteFrames) -> Self {
        let supplied = |dataset: Dataset, given: &BTreeSet<String>| {
            let columns = lake_columns(dataset).iter();
            columns
                .filter(|c| c.required || given.contains(&c.supplied_as))
                .map(|c| c.name.clone())
                .collect::<BTreeSet<_>>()
        };
        let this = frames.this.iter().map(|(&dataset, one)| (dataset, supplied(dataset, &one.supplied)));
        let previous = frames.previous.as_ref().and_then(|before| before.get(&Dataset::Staff));
        Self { this: this.collect(), previous: previous.map(|one| supplied(Dataset::Staff, &one.supplied)) }
    }

    /// The columns of the table that members of a population come from.
    pub(super) fn columns(&self, dataset: Dataset, when: When) -> Option<&BTreeSet<String>> {
        let this = self.this.get(&dataset)?;
        if when == When::Cohort { self.previous.as_ref() } else { Some(this) }
    }
}

/// Whether every predicate that may not be left out is on a column that is there.
pub(super) fn can_test(predicates: &[Predicate], columns: &BTreeSet<String>) -> bool {
    predicates.iter().all(|one| one.optional || one.columns().all(|column| columns.contains(column)))
}

impl CountPlan {
    /// The plan as a script of SQL for one period. It leaves its counts in the table `counts`: indicator, dimension, value,
    /// service, ethnicity, cases and base, one row a cell with a base; people by pay stand under the dimension `pay`, with the
    /// pence as value, and survey weights under `weight`, with `respondents`, `sum` and `squares` as values, in ten-thousandths.
    #[must_use]
    pub fn sql(&self, period: &Period, shape: &Shape) -> String {
        let mut out = String::new();
        self.tables(&mut out);
        out.push_str(
            "CREATE TEMPORARY TABLE counts (indicator TEXT, dimension TEXT, value TEXT, service TEXT, ethnicity TEXT, \
             cases BIGINT, base BIGINT);\n",
        );
        for (place, population) in self.populations().iter().enumerate() {
            let mut links: Vec<LinkNode> = Vec::new();
            for link in self.counts().iter().filter(|count| count.population == place).flat_map(|count| count.links()) {
                if !links.iter().any(|known| known.dataset == link.dataset && known.predicates == link.predicates) {
                    links.push(link.clone());
                }
            }
            let terms = Terms { period, shape, links };
            let Some(select) = members::select(&terms, population) else { continue };
            // Writing to a string cannot fail.
            let _ = writeln!(
                out,
                "CREATE TEMPORARY TABLE p{place} AS\n{};",
                members::with_links(&terms, population, &select)
            );
            for count in self.counts().iter().filter(|count| count.population == place) {
                for select in counts::selects(&terms, population, count) {
                    let _ = writeln!(out, "INSERT INTO counts\n{select};");
                }
            }
        }
        out
    }

    /// Which tables the script reads, and how days have to stand in them, as comments.
    fn tables(&self, out: &mut String) {
        out.push_str("-- Tables: one a dataset, as in the lake; codes are text, flags true or false.\n");
        for (dataset, columns) in self.scans() {
            let names: Vec<&str> = columns.iter().map(String::as_str).collect();
            let days: Vec<&str> = names
                .iter()
                .copied()
                .filter(|name| lake_column(*dataset, name).is_some_and(|column| column.holds == Holds::Date))
                .collect();
            let _ = write!(out, "-- {}: {}", dataset.name(), names.join(", "));
            if !days.is_empty() {
                let _ = write!(out, "; days since 1970-01-01: {}", days.join(", "));
            }
            out.push('\n');
        }
        if self.reads_previous() {
            out.push_str("-- staff_before: the staff of the snapshot before, as staff.\n");
        }
    }
}
