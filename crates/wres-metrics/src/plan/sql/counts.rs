//! The counts of an indicator, as queries over the members of its population.

use super::{
    expressions::{Terms, stratum, text},
    months,
};
use crate::{
    definition::Split,
    plan::{CountNode, Division, Measure, PopulationNode, StrataNode, UNMAPPED},
};
use wres_domain::WeightSums;

/// One cell of a table of counts, before services and groups.
struct Part {
    dimension: String,
    /// An expression for the value of the stratum.
    value: String,
    /// Which members are counted.
    base: String,
    /// Which of them are cases.
    case: String,
}

/// The queries of an indicator; none where the submission lacks what it takes.
pub(super) fn selects(terms: &Terms<'_>, population: &PopulationNode, count: &CountNode) -> Vec<String> {
    let table = format!("p{}", count.population);
    let tells = |condition| terms.tells(condition, population);
    if count.at_risk.as_ref().is_some_and(|condition| !tells(condition)) {
        return Vec::new();
    }
    let at_risk =
        count.at_risk.as_ref().map_or_else(|| "TRUE".to_owned(), |condition| terms.condition(condition, population));
    let supplied = |column: &str| {
        terms.shape.columns(population.dataset, population.when).is_some_and(|columns| columns.contains(column))
    };
    let apart = !count.services.is_empty() && supplied("service");
    let whole = |case: String| Part { dimension: String::new(), value: "''".to_owned(), base: at_risk.clone(), case };
    let of_spells = |with: String, dimension: &str| {
        let from = "spells_ m".to_owned();
        let part = Part {
            dimension: dimension.to_owned(),
            value: "m.value_".to_owned(),
            base: "TRUE".to_owned(),
            case: "m.case_ = 1".to_owned(),
        };
        scopes(apart).map(|scope| format!("WITH RECURSIVE {with}\n{}", part.select(count, &from, scope))).collect()
    };
    let parts: Vec<Part> = match &count.measure {
        Measure::Proportion { case, .. } if tells(case) => {
            let case = terms.condition(case, population);
            let strata = count.strata().iter().flat_map(|one| divided(terms, population, one, &at_risk, &case));
            std::iter::once(whole(case.clone())).chain(strata).collect()
        }
        Measure::Share { strata } => strata.iter().flat_map(|one| shares(terms, population, one, &at_risk)).collect(),
        Measure::Survival { exit, bands } if terms.tells_link(exit) => {
            return of_spells(months::survival(terms, &table, (exit, bands)), "month_of_service");
        }
        Measure::Waiting { start, end, days, bands } if supplied(start) && supplied(end) => {
            return of_spells(months::waiting(terms, &table, (start, end, *days, bands), &at_risk), "day_of_waiting");
        }
        Measure::Transitions => transitions(population),
        Measure::Pay { column } if supplied(column) => vec![Part {
            dimension: "pay".to_owned(),
            value: format!("CAST(m.\"{column}\" AS TEXT)"),
            base: format!("{at_risk} AND m.\"{column}\" IS NOT NULL"),
            case: "TRUE".to_owned(),
        }],
        Measure::Sum { column } if supplied(column) => {
            let sum = format!("SUM(CASE WHEN m.\"{column}\" > 0 THEN m.\"{column}\" ELSE 0 END)");
            let query = |scope: &str| {
                format!(
                    "SELECT * FROM (SELECT {}, '' AS d_, '' AS v_, {scope} AS s_, m.ethnicity_, {sum} AS c_, {sum} AS b_ FROM {table} m \
                     WHERE {at_risk} GROUP BY 4, 5) q WHERE q.b_ > 0",
                    text(&count.indicator.0)
                )
            };
            return scopes(apart).map(query).collect();
        }
        _ => Vec::new(),
    };
    let from = format!("{table} m");
    let mut out: Vec<String> =
        parts.iter().flat_map(|part| scopes(apart).map(|scope| part.select(count, &from, scope))).collect();
    if let Measure::Proportion { case, weight: Some(weight), .. } = &count.measure
        && tells(case)
        && supplied(weight)
    {
        let case = terms.condition(case, population);
        out.extend(scopes(apart).flat_map(|scope| weighted(count, &from, scope, weight, (&at_risk, &case))));
    }
    out
}

/// Respondents with a usable weight, their weights in units, and the squares of these: three cells of the dimension `weight`.
fn weighted<'a>(
    count: &'a CountNode,
    from: &'a str,
    scope: &'a str,
    weight: &str,
    (at_risk, case): (&'a str, &'a str),
) -> impl Iterator<Item = String> + 'a {
    let units = format!("CAST(ROUND(m.\"{weight}\" * {}) AS BIGINT)", (1.0 / WeightSums::UNIT).round());
    let usable = format!("m.\"{weight}\" >= {} AND m.\"{weight}\" <= {}", WeightSums::UNIT, WeightSums::LARGEST);
    let values = [("respondents", "1".to_owned()), ("squares", format!("{units} * {units}")), ("sum", units)];
    values.into_iter().map(move |(value, of)| {
        format!(
            "SELECT {}, 'weight', {} AS v_, {scope} AS s_, m.ethnicity_, SUM(CASE WHEN {case} THEN {of} ELSE 0 END), SUM({of}) FROM \
             {from} WHERE {at_risk} AND {usable} GROUP BY 3, 4, 5",
            text(&count.indicator.0),
            text(value),
        )
    })
}

/// All services together, and each where services are told apart.
fn scopes(apart: bool) -> impl Iterator<Item = &'static str> {
    std::iter::once("'together'").chain(apart.then_some("m.service_"))
}

impl Part {
    fn select(&self, count: &CountNode, from: &str, scope: &str) -> String {
        format!(
            "SELECT {}, {}, {} AS v_, {scope} AS s_, m.ethnicity_, SUM(CASE WHEN {} THEN 1 ELSE 0 END), COUNT(*) FROM {from} WHERE {} \
             GROUP BY 3, 4, 5",
            text(&count.indicator.0),
            text(&self.dimension),
            self.value,
            self.case,
            self.base
        )
    }
}

/// The strata of a proportion.
fn divided(
    terms: &Terms<'_>,
    population: &PopulationNode,
    strata: &StrataNode,
    at_risk: &str,
    case: &str,
) -> Vec<Part> {
    let dimension = strata.dimension.clone();
    match &strata.division {
        Division::Conditions(values) => {
            if !values.iter().all(|(_, condition)| terms.tells(condition, population)) {
                return Vec::new();
            }
            let part = |(code, condition): &(String, _)| {
                let inside = terms.condition(condition, population);
                let (base, case) = match strata.split {
                    Split::Base => (format!("{at_risk} AND {inside}"), case.to_owned()),
                    Split::Cases => (at_risk.to_owned(), inside),
                };
                Part { dimension: dimension.clone(), value: text(code), base, case }
            };
            values.iter().map(part).collect()
        }
        by_column if known(terms, population, by_column) => {
            vec![Part { dimension, value: stratum(by_column), base: at_risk.to_owned(), case: case.to_owned() }]
        }
        _ => Vec::new(),
    }
}

/// The strata of a share: everybody is the base of each.
fn shares(terms: &Terms<'_>, population: &PopulationNode, strata: &StrataNode, at_risk: &str) -> Vec<Part> {
    let part = |code: &str, case: String| Part {
        dimension: strata.dimension.clone(),
        value: text(code),
        base: at_risk.to_owned(),
        case,
    };
    match &strata.division {
        Division::Conditions(values) => {
            if !values.iter().all(|(_, condition)| terms.tells(condition, population)) {
                return Vec::new();
            }
            values.iter().map(|(code, condition)| part(code, terms.condition(condition, population))).collect()
        }
        by_column if known(terms, population, by_column) => {
            let codes = by_column.codes().into_iter().chain([UNMAPPED]);
            codes.map(|code| part(code, format!("{} = {}", stratum(by_column), text(code)))).collect()
        }
        _ => Vec::new(),
    }
}

fn known(terms: &Terms<'_>, population: &PopulationNode, division: &Division) -> bool {
    let columns = terms.shape.columns(population.dataset, population.when);
    division.column().is_none_or(|column| columns.is_some_and(|columns| columns.contains(column)))
}

/// The transitions of a cohort: for every rung now, and for being gone, the rungs before.
fn transitions(population: &PopulationNode) -> Vec<Part> {
    let ladder = &population.ladder;
    let codes: Vec<String> = ladder.iter().map(|code| text(code)).collect();
    let before = format!("CASE WHEN m.rung IN ({}) THEN m.rung ELSE '{UNMAPPED}' END", codes.join(", "));
    let now = |code: &str| match ladder.iter().position(|rung| rung == code) {
        Some(place) => format!("COALESCE(m.rung_now_ = {place}, FALSE)"),
        None if code == UNMAPPED => "(m.now_ = 1 AND m.rung_now_ IS NULL)".to_owned(),
        None => "m.now_ = 0".to_owned(),
    };
    let to = ladder.iter().map(String::as_str).chain([UNMAPPED, "left"]);
    to.map(|code| Part {
        dimension: "transition".to_owned(),
        value: format!("({before}) || {}", text(&format!(">{code}"))),
        base: "TRUE".to_owned(),
        case: now(code),
    })
    .collect()
}
