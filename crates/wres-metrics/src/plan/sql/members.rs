//! The members of a population: one row a member.

use super::{
    expressions::{Terms, ethnicity, of_persons, rung, service, texts},
    script::{can_test, table, table_before},
};
use crate::{
    definition::When,
    plan::{LinkNode, PopulationNode},
};
use std::collections::{BTreeMap, BTreeSet};
use wres_domain::{Dataset, Ethnicity};

/// The query of a population's members; `None` where what it is made of was not sent.
pub(super) fn select(terms: &Terms<'_>, population: &PopulationNode) -> Option<String> {
    let this = terms.shape.this.get(&population.dataset)?;
    let told = population.ethnicity.as_ref().is_none_or(|column| this.contains(column));
    if !told || !can_test(&population.predicates, this) {
        return None;
    }
    let name = table(population.dataset);
    match population.when {
        When::Rows => {
            let tests = terms.all(&population.predicates, "s", &population.ladder, this);
            Some(format!("SELECT {} FROM {name} s WHERE {tests}", columns(population, "s")))
        }
        When::Snapshot => Some(snapshot(terms, population, name, this)),
        When::InPeriod => Some(in_period(terms, population, this)),
        When::Cohort => {
            let before = terms.shape.previous.as_ref()?;
            let now = snapshot(terms, population, name, this);
            Some(format!(
                "SELECT b.*, CASE WHEN n.person_id IS NULL THEN 0 ELSE 1 END AS now_, {} AS rung_now_\nFROM ({}) b\nLEFT \
                 JOIN ({now}) n ON n.person_id = b.person_id",
                rung("n.rung_", &population.ladder),
                snapshot(terms, population, table_before(), before),
            ))
        }
    }
}

/// The members with how many rows of other datasets pass each question that is asked of them, each dataset read once.
pub(super) fn with_links(terms: &Terms<'_>, population: &PopulationNode, members: &str) -> String {
    let mut by_dataset: BTreeMap<Dataset, Vec<(usize, &LinkNode)>> = BTreeMap::new();
    for (place, link) in terms.links.iter().enumerate().filter(|(_, link)| terms.tells_link(link)) {
        by_dataset.entry(link.dataset).or_default().push((place, link));
    }
    let mut columns = String::new();
    let mut joins = String::new();
    for (dataset, links) in by_dataset {
        let name = dataset.name();
        let sums: Vec<String> = links
            .iter()
            .map(|(place, link)| {
                columns.push_str(&format!(", COALESCE({name}_.k{place}_, 0) AS k{place}_"));
                let tests = terms.of_link(link, &population.ladder);
                format!("SUM(CASE WHEN {tests} THEN 1 ELSE 0 END) AS k{place}_")
            })
            .collect();
        joins.push_str(&format!(
            "\nLEFT JOIN (SELECT e.person_id, {} FROM {} e WHERE e.person_id IS NOT NULL GROUP BY e.person_id) {name}_ ON \
             {name}_.person_id = m.person_id",
            sums.join(", "),
            table(dataset)
        ));
    }
    format!("SELECT m.*{columns}\nFROM ({members}) m{joins}")
}

/// What counting needs of a member's row.
fn columns(population: &PopulationNode, alias: &str) -> String {
    let mut out = vec![
        format!("{} AS ethnicity_", ethnicity(population.ethnicity.as_deref(), alias)),
        format!("{} AS service_", service(population.dataset, alias)),
    ];
    if of_persons(population.when) {
        out.push(format!("{alias}.person_id AS person_id"));
        out.push(format!("{alias}.rung AS rung_"));
    }
    out.extend(own(population).map(|name| format!("{alias}.\"{name}\" AS \"{name}\"")));
    out.join(", ")
}

fn own(population: &PopulationNode) -> impl Iterator<Item = &String> {
    population.attributes.iter().filter(|name| !(of_persons(population.when) && *name == "person_id"))
}

/// People in post, each at the most senior post: the highest rung, then most hours, then that of which most is known, then the lowest
/// post.
fn snapshot(terms: &Terms<'_>, population: &PopulationNode, from: &str, known: &BTreeSet<String>) -> String {
    let tests = terms.all(&population.predicates, "p", &population.ladder, known);
    format!(
        "SELECT {} FROM (SELECT p.*, ROW_NUMBER() OVER (PARTITION BY p.person_id ORDER BY {} DESC NULLS LAST, p.hours_fte DESC \
         NULLS LAST, {}) AS post_ FROM {from} p WHERE p.person_id IS NOT NULL AND {tests}) s \
         WHERE s.post_ = 1",
        columns(population, "s"),
        rung("p.rung", &population.ladder),
        terms.ties,
    )
}

/// Everyone employed at any time in the period: this snapshot, the one before, and those who left in between.
fn in_period(terms: &Terms<'_>, population: &PopulationNode, this: &BTreeSet<String>) -> String {
    let now = snapshot(terms, population, table(Dataset::Staff), this);
    let mut parts = vec![format!("SELECT n.* FROM ({now}) n")];
    let mut ever = vec!["SELECT person_id FROM staff"];
    if let Some(before) = &terms.shape.previous {
        parts.push(format!(
            "SELECT b.* FROM ({}) b WHERE NOT EXISTS (SELECT 1 FROM ({now}) n WHERE n.person_id = b.person_id)",
            snapshot(terms, population, table_before(), before)
        ));
        ever.push("SELECT person_id FROM staff_before");
    }
    if terms.shape.this.contains_key(&Dataset::Leavers) {
        let mut columns = vec![
            format!("{} AS ethnicity_", ethnicity(Some("ethnicity"), "l")),
            format!("{} AS service_", service(Dataset::Leavers, "l")),
            "l.person_id AS person_id".to_owned(),
            "NULL AS rung_".to_owned(),
        ];
        columns.extend(own(population).map(|name| format!("NULL AS \"{name}\"")));
        let ever: Vec<String> = ever
            .iter()
            .map(|select| format!("NOT EXISTS (SELECT 1 FROM ({select}) k WHERE k.person_id = l.person_id)"))
            .collect();
        parts.push(format!(
            "SELECT {} FROM (SELECT d.*, ROW_NUMBER() OVER (PARTITION BY d.person_id ORDER BY d.left_on DESC, \
             CASE WHEN d.ethnicity IN ({}) THEN d.ethnicity END NULLS LAST, d.service NULLS LAST) AS last_ FROM leavers \
             d WHERE {}) l WHERE l.last_ = 1 AND {}",
            columns.join(", "),
            texts(Ethnicity::ALL.iter().filter(|ethnicity| ethnicity.is_known()).map(|ethnicity| ethnicity.code())),
            left(terms, "d"),
            ever.join(" AND ")
        ));
    }
    parts.join("\nUNION ALL\n")
}

/// Whether a row of leavers is of somebody who left in the period; moving within the organisation is not leaving.
pub(super) fn left(terms: &Terms<'_>, alias: &str) -> String {
    let (from, until) = terms.window();
    format!(
        "{alias}.person_id IS NOT NULL AND COALESCE({alias}.left_on >= {from} AND {alias}.left_on < {until}, FALSE) AND \
         COALESCE({alias}.reason <> 'internal_move', TRUE)"
    )
}
