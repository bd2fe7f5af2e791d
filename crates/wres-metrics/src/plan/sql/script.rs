//! The script as a whole.

use super::{
    counts,
    expressions::{Terms, texts},
    members,
};
use crate::{
    definition::{Holds, When, lake_column, lake_columns},
    engine::{FACTS, SiteColumns, is_known},
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
    pub fn of(sent: &SiteColumns) -> Self {
        let supplied = |dataset: Dataset, given: &BTreeSet<String>| {
            let columns = lake_columns(dataset).iter();
            columns
                .filter(|c| c.required || given.contains(&c.supplied_as))
                .map(|c| c.name.clone())
                .collect::<BTreeSet<_>>()
        };
        let this = sent.this.iter().map(|(&dataset, one)| (dataset, supplied(dataset, &one.supplied)));
        let previous = sent.previous.as_ref().and_then(|before| before.get(&Dataset::Staff));
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

/// The staff and the staff before, with what is known of a person in every row of theirs.
const SETTLED: &str = "staff_settled";
const SETTLED_BEFORE: &str = "staff_before_settled";

/// The table that a dataset is read from.
pub(super) fn table(dataset: Dataset) -> &'static str {
    if dataset == Dataset::Staff { SETTLED } else { dataset.name() }
}

/// The table that the staff before is read from.
pub(super) fn table_before() -> &'static str {
    SETTLED_BEFORE
}

/// The query that settles the facts of people: a row that does not know takes what most of the person's rows know, of several the first
/// by its code.
fn settled(table: &str, columns: &BTreeSet<String>) -> String {
    let (mut selected, mut joins) = (Vec::new(), String::new());
    for name in columns {
        if !FACTS.contains(&name.as_str()) {
            selected.push(format!("s.\"{name}\" AS \"{name}\""));
            continue;
        }
        let known = |alias: &str| match lake_column(Dataset::Staff, name).map(|column| column.holds) {
            Some(Holds::Code(list)) => {
                let codes = list.iter().map(|code| code.code.as_str()).filter(|code| is_known(name, code));
                format!("COALESCE({alias}.\"{name}\" IN ({}), FALSE)", texts(codes))
            }
            _ => format!("{alias}.\"{name}\" IS NOT NULL"),
        };
        selected.push(format!(
            "CASE WHEN {} THEN s.\"{name}\" ELSE COALESCE({name}_.value_, s.\"{name}\") END AS \"{name}\"",
            known("s")
        ));
        joins.push_str(&format!(
            "\nLEFT JOIN (SELECT k.person_id, k.\"{name}\" AS value_, ROW_NUMBER() OVER (PARTITION BY k.person_id ORDER BY COUNT(*) \
             DESC, k.\"{name}\") AS place_ FROM {table} k WHERE k.person_id IS NOT NULL AND {} GROUP BY k.person_id, k.\"{name}\") \
             {name}_ ON {name}_.person_id = s.person_id AND {name}_.place_ = 1",
            known("k")
        ));
    }
    format!("SELECT {} FROM {table} s{joins}", selected.join(", "))
}

/// How equally senior posts are told apart: by how much they leave open, and then by their post and values.
fn tie_order(plan: &CountPlan, dataset: Dataset) -> String {
    let value = |name: &String| {
        let column = format!("p.\"{name}\"");
        match lake_column(dataset, name)?.holds {
            Holds::Code(list) => {
                let codes = texts(list.iter().map(|code| code.code.as_str()));
                Some(format!("CASE WHEN {column} IN ({codes}) THEN {column} END"))
            }
            Holds::Date | Holds::Money | Holds::Fte | Holds::Integer | Holds::Flag => Some(column),
            Holds::Text | Holds::Key | Holds::Rung | Holds::Number => None,
        }
    };
    let values: Vec<String> = plan.tie_columns(dataset).filter_map(value).collect();
    let unknown: Vec<String> =
        values.iter().map(|value| format!("CASE WHEN {value} IS NULL THEN 1 ELSE 0 END")).collect();
    let unknown = if unknown.is_empty() { "0".to_owned() } else { unknown.join(" + ") };
    let values: String = values.iter().map(|value| format!(", {value} ASC NULLS LAST")).collect();
    format!("{unknown}, p.post_id ASC NULLS LAST{values}")
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
        for (from, to, known) in [
            ("staff", SETTLED, shape.this.contains_key(&Dataset::Staff)),
            ("staff_before", SETTLED_BEFORE, shape.previous.is_some() && self.reads_previous()),
        ] {
            if known && let Some(columns) = self.scans().get(&Dataset::Staff) {
                // Writing to a string cannot fail.
                let _ = writeln!(out, "CREATE TEMPORARY TABLE {to} AS\n{};", settled(from, columns));
            }
        }
        for (place, population) in self.populations().iter().enumerate() {
            let mut links: Vec<LinkNode> = Vec::new();
            for link in self.counts().iter().filter(|count| count.population == place).flat_map(|count| count.links()) {
                if !links.iter().any(|known| known.dataset == link.dataset && known.predicates == link.predicates) {
                    links.push(link.clone());
                }
            }
            let ties = tie_order(self, population.dataset);
            let terms = Terms { period, shape, links, ties };
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
