//! What cannot be counted because the site did not send it.

use super::{scene::Scene, table::can_test};
use crate::{
    definition::When,
    plan::{ConditionNode, CountNode, Division, LinkNode, Measure, PopulationNode, StrataNode},
};
use wres_domain::AbsentReason;

/// Why an indicator has no counts at all; `None` if it has.
pub(crate) fn of_count(scene: &Scene<'_>, population: &PopulationNode, count: &CountNode) -> Option<AbsentReason> {
    if let Some(reason) = of_population(scene, population) {
        return Some(reason);
    }
    let supplied = scene.supplied(population)?;
    let of_measure = match &count.measure {
        Measure::Proportion { case, .. } => of_condition(scene, population, case),
        Measure::Share { .. } | Measure::Transitions => None,
        Measure::Waiting { start, end, .. } => {
            (!supplied.contains(start) || !supplied.contains(end)).then_some(AbsentReason::NoColumn)
        }
        Measure::Survival { exit, .. } => of_link(scene, exit),
        Measure::Pay { column } | Measure::Sum { column } => {
            (!supplied.contains(column)).then_some(AbsentReason::NoColumn)
        }
    };
    count.at_risk.as_ref().and_then(|condition| of_condition(scene, population, condition)).or(of_measure)
}

/// Why the strata of a dimension have no counts; `None` if they have.
pub(crate) fn of_strata(scene: &Scene<'_>, population: &PopulationNode, strata: &StrataNode) -> Option<AbsentReason> {
    let supplied = scene.supplied(population)?;
    match &strata.division {
        Division::Conditions(values) => {
            values.iter().find_map(|(_, condition)| of_condition(scene, population, condition))
        }
        by_column => {
            let known = by_column.column().is_none_or(|column| supplied.contains(column));
            (!known).then_some(AbsentReason::NoColumn)
        }
    }
}

/// Whether members' services are known; `None` if they are.
pub(crate) fn of_services(scene: &Scene<'_>, population: &PopulationNode) -> Option<AbsentReason> {
    let supplied = scene.supplied(population)?;
    (!supplied.contains("service")).then_some(AbsentReason::NoColumn)
}

fn of_population(scene: &Scene<'_>, population: &PopulationNode) -> Option<AbsentReason> {
    let Some(table) = scene.this.get(&population.dataset) else { return Some(AbsentReason::NoDataset) };
    if population.when == When::Cohort && !scene.previous.contains_key(&population.dataset) {
        return Some(AbsentReason::NoEarlierSnapshot);
    }
    let ethnicity = population.ethnicity.as_ref().is_none_or(|column| table.supplied.contains(column));
    let tested = can_test(&population.predicates, &table.supplied);
    (!ethnicity || !tested).then_some(AbsentReason::NoColumn)
}

fn of_condition(scene: &Scene<'_>, population: &PopulationNode, condition: &ConditionNode) -> Option<AbsentReason> {
    let supplied = scene.supplied(population)?;
    let can = can_test(&condition.own, supplied) && can_test(&condition.any, supplied);
    let own = (!can).then_some(AbsentReason::NoColumn);
    own.or_else(|| condition.link.as_ref().and_then(|link| of_link(scene, link)))
}

fn of_link(scene: &Scene<'_>, link: &LinkNode) -> Option<AbsentReason> {
    match scene.this.get(&link.dataset) {
        None => Some(AbsentReason::NoDataset),
        Some(table) => (!can_test(&link.predicates, &table.supplied)).then_some(AbsentReason::NoColumn),
    }
}
