//! Finds who and what the counting had to leave out.

use super::{absence, asked::Asked, findings, people::NOBODY, scene::Scene, table::is_skipped, tally::Tally};
use crate::{
    definition::When,
    plan::{CountNode, Measure},
};
use std::collections::BTreeSet;
use wres_domain::{Dataset, Finding};

/// What is lost before anybody is counted: rows without a person, rows that no test can place, years without all files.
pub(crate) fn of_populations(scene: &Scene<'_>) -> Vec<Finding> {
    let mut out = Vec::new();
    let linked: BTreeSet<Dataset> =
        scene.plan.counts().iter().flat_map(|count| count.links()).map(|l| l.dataset).collect();
    let people = scene.plan.populations().iter().filter(|p| p.of_persons()).map(|p| p.dataset);
    for dataset in linked.into_iter().chain(people).collect::<BTreeSet<_>>() {
        if let Some(table) = scene.this.get(&dataset) {
            let rows = table.people().iter().filter(|person| **person == NOBODY).count() as u64;
            out.extend((rows > 0).then(|| findings::no_person(dataset, rows)));
        }
    }
    let mut decided = BTreeSet::new();
    for population in scene.plan.populations() {
        let columns: BTreeSet<&str> = population.predicates.iter().flat_map(|p| p.columns()).collect();
        let Some(table) = scene.this.get(&population.dataset) else { continue };
        if columns.is_empty() || !decided.insert((population.dataset, columns.clone())) {
            continue;
        }
        let ladder = scene.terms(population).ladder;
        let mut undecided = vec![false; table.height];
        for column in columns.iter().filter(|column| table.supplied.contains(**column)) {
            let known = table.column(column).map_or_else(Vec::new, |column| column.known(ladder));
            undecided.iter_mut().zip(known).for_each(|(undecided, known)| *undecided |= !known);
        }
        let rows = undecided.into_iter().filter(|undecided| *undecided).count() as u64;
        let names: Vec<String> = columns.iter().map(|column| format!("`{column}`")).collect();
        out.extend((rows > 0).then(|| findings::undecided(population.dataset, rows, &names.join(", "))));
    }
    let whole_year = scene.plan.populations().iter().any(|p| p.when == When::InPeriod);
    if whole_year && scene.this.contains_key(&Dataset::Staff) {
        out.extend((!scene.previous.contains_key(&Dataset::Staff)).then(findings::no_previous));
        out.extend((!scene.this.contains_key(&Dataset::Leavers)).then(findings::no_leavers));
    }
    out
}

/// What one indicator lost.
pub(crate) fn of_count<'a>(asked: &Asked<'_, 'a>, count: &'a CountNode, tally: &Tally) -> Vec<Finding> {
    let (scene, population) = (asked.scene, asked.population);
    let mut out = Vec::new();
    let name = &count.indicator.0;
    let link = match &count.measure {
        Measure::Proportion { case, .. } => case.link.as_ref(),
        Measure::Survival { exit, .. } => Some(exit),
        _ => None,
    };
    if let Some(link) = link {
        let people = asked.strangers(link);
        out.extend((people > 0).then(|| findings::outside(link.dataset, people, name)));
    }
    let dataset = link.map_or(population.dataset, |link| link.dataset);
    out.extend((tally.not_at_risk > 0).then(|| findings::not_at_risk(dataset, tally.not_at_risk, name)));
    for (place, strata) in count.strata().iter().enumerate() {
        if absence::of_strata(scene, population, strata).is_some() {
            continue;
        }
        let members = tally.strata.get(&Some((place, None))).map_or(0, |grid| grid.base());
        out.extend((members > 0).then(|| findings::unmapped(population.dataset, members, &strata.dimension, name)));
    }
    for condition in count.conditions() {
        let link = condition
            .link
            .iter()
            .filter_map(|link| Some((link.dataset, &link.predicates, &scene.this.get(&link.dataset)?.supplied)));
        let own = scene.supplied(population).into_iter().flat_map(|supplied| {
            [&condition.own, &condition.any].map(|predicates| (population.dataset, predicates, supplied))
        });
        for (dataset, predicates, supplied) in link.chain(own) {
            for predicate in predicates.iter().filter(|p| is_skipped(p, supplied)) {
                out.push(findings::test_left_out(dataset, &predicate.column, name));
            }
        }
    }
    out.dedup();
    out
}
