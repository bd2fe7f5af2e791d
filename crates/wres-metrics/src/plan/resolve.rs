//! A standard's words become nodes of a plan, or say which of them is wrong.

use super::{
    nodes::{BandNode, ConditionNode, CountNode, Division, LinkNode, Measure, PopulationNode, StrataNode},
    predicate::{Predicate, Test},
    problem::Problem,
    resolve_filter::{column, list, predicates},
    time_bands::TimeBands,
};
use crate::definition::{
    Condition, Dimension, Holds, Indicator, Kind, Population, Split, Standard, When, ethnicity_column, lake_column,
    nearest,
};
use std::collections::BTreeSet;
use wres_domain::Dataset;

/// The column of full-time annual pay, by which people are counted unless a definition says otherwise.
pub(crate) const FULL_TIME_PAY: &str = "salary_fte";

/// Resolves a population. Paths are from the population's table.
pub(crate) fn population(standard: &Standard, population: &Population) -> Result<PopulationNode, Problem> {
    let dataset = dataset(&population.dataset)?;
    if population.when != When::Rows && dataset != Dataset::Staff {
        return Err(Problem::at("when", "only people in `staff` are in post on a day: other datasets have `rows`"));
    }
    let ladder = standard.ladder();
    Ok(PopulationNode {
        dataset,
        when: population.when,
        predicates: predicates(&population.filters, dataset, &ladder)?,
        ethnicity: ethnicity_column(dataset).map(str::to_owned),
        service: lake_column(dataset, "service").is_some(),
        ladder,
        attributes: BTreeSet::new(),
    })
}

/// Resolves an indicator over its population, which is placed in the plan by the caller. Paths are from the document.
pub(crate) fn indicator(standard: &Standard, indicator: &Indicator) -> Result<(PopulationNode, CountNode), Problem> {
    let inside = |problem: Problem| problem.inside(&indicator.key).inside("indicator");
    let named = standard.populations.get(&indicator.population).ok_or_else(|| {
        inside(
            Problem::at("population", format!("there is no population `{}`", indicator.population))
                .hint(nearest(&indicator.population, standard.populations.keys().map(String::as_str))),
        )
    })?;
    let mut node =
        population(standard, named).map_err(|problem| problem.inside(&indicator.population).inside("population"))?;
    let at_risk = match &indicator.at_risk {
        Some(at_risk) => Some(condition(at_risk, &node).map_err(|problem| inside(problem.inside("at_risk")))?),
        None => None,
    };
    let measure = measure(standard, indicator, &node).map_err(inside)?;
    // Hours are added up over posts; in everything else somebody with two posts is one person.
    let over_posts = node.when == When::Rows && node.dataset == Dataset::Staff;
    if over_posts && !matches!(measure, Measure::Sum { .. }) {
        let message = "`staff` has a row for each post: say `snapshot`, `in_period` or `cohort`";
        return Err(Problem::at("when", message).inside(&indicator.population).inside("population"));
    }
    let count = CountNode {
        indicator: indicator.id.clone(),
        population: 0,
        services: if node.service { standard.services.clone() } else { Vec::new() },
        at_risk,
        measure,
    };
    node.attributes = attributes(&count);
    if let Measure::Pay { .. } = count.measure {
        // What pay is adjusted for, where the dataset has it.
        let known = ["rung", "hours_fte"].into_iter().filter(|name| lake_column(node.dataset, name).is_some());
        node.attributes.extend(known.map(str::to_owned));
    }
    Ok((node, count))
}

/// Columns of the member's row that counting needs.
fn attributes(count: &CountNode) -> BTreeSet<String> {
    let mut out: BTreeSet<String> =
        count.conditions().into_iter().flat_map(ConditionNode::own_columns).map(str::to_owned).collect();
    let divided = count.strata().iter().filter(|strata| strata.split == Split::Base);
    out.extend(divided.filter_map(|strata| strata.division.column()).map(str::to_owned));
    match &count.measure {
        Measure::Survival { .. } => {
            out.insert("service_start".to_owned());
        }
        Measure::Waiting { start, end, .. } => out.extend([start.clone(), end.clone()]),
        Measure::Transitions => {
            out.insert("rung".to_owned());
        }
        Measure::Pay { column } | Measure::Sum { column } => {
            out.insert(column.clone());
        }
        Measure::Proportion { weight, .. } => out.extend(weight.clone()),
        Measure::Share { .. } => {}
    }
    out
}

fn measure(standard: &Standard, indicator: &Indicator, population: &PopulationNode) -> Result<Measure, Problem> {
    let case = indicator.case.as_ref();
    if indicator.column.is_some() && indicator.kind != Kind::Pay {
        return Err(Problem::at("column", "only pay is counted by the amounts in a column"));
    }
    if indicator.weight.is_some() && !matches!(indicator.kind, Kind::Proportion | Kind::LikelihoodAndGap) {
        return Err(Problem::at("weight", "only a proportion is weighted"));
    }
    if !indicator.time_bands.is_empty() && !matches!(indicator.kind, Kind::Survival | Kind::Waiting) {
        return Err(Problem::at("time_bands", "only survival and waiting are counted by bands of time"));
    }
    let wanted = |what: &str| Problem::at("case", format!("an indicator of this kind {what}"));
    match indicator.kind {
        Kind::Share => {
            if case.is_some() {
                return Err(wanted("has no `case`: its strata are the cases"));
            }
            if indicator.by.is_empty() {
                return Err(Problem::at("by", "a share needs a dimension: its strata are the cases"));
            }
            let strata = all_strata(standard, indicator, population, None)?;
            if let Some(index) = strata.iter().position(|strata| strata.split == Split::Cases) {
                return Err(Problem::here("a share is over a dimension that divides the base").item("by", index));
            }
            Ok(Measure::Share { strata })
        }
        Kind::Proportion | Kind::LikelihoodAndGap => {
            let written = case.ok_or_else(|| wanted("needs a `case`"))?;
            let case = condition(written, population).map_err(|problem| problem.inside("case"))?;
            let strata = all_strata(standard, indicator, population, Some(written))?;
            Ok(Measure::Proportion { strata, weight: weight(indicator, &case, population)?, case })
        }
        Kind::Waiting => {
            if population.of_persons() {
                return Err(Problem::at(
                    "population",
                    "waiting is of rows: people have no day on which they begin to wait",
                ));
            }
            own_alone(indicator)?;
            let written = case.ok_or_else(|| wanted("needs a `case`: from which day to which"))?;
            let case = condition(written, population).map_err(|problem| problem.inside("case"))?;
            match (case.own.as_slice(), case.any.is_empty() && case.link.is_none()) {
                ([Predicate { column, test: Test::WithinDays { of, days }, .. }], true) => Ok(Measure::Waiting {
                    start: of.clone(),
                    end: column.clone(),
                    days: *days,
                    bands: time_bands(indicator)?,
                }),
                _ => Err(wanted("has one test as its `case`: `{ column, of, within_days }`")),
            }
        }
        Kind::Transitions => {
            if population.when != When::Cohort {
                return Err(Problem::at("population", "transitions are those of a cohort: `when = \"cohort\"`"));
            }
            if case.is_some() || indicator.at_risk.is_some() {
                return Err(wanted("has neither `case` nor `at_risk`: every rung has its own"));
            }
            Ok(Measure::Transitions)
        }
        Kind::Survival => {
            if indicator.at_risk.is_some() {
                return Err(Problem::at(
                    "at_risk",
                    "survival is of the whole population: put the test into `where` there",
                ));
            }
            if population.when != When::InPeriod {
                return Err(Problem::at(
                    "population",
                    "survival follows people through a period: `when = \"in_period\"`",
                ));
            }
            let written = case.ok_or_else(|| wanted("needs a `case`: which leavers count"))?;
            let case = condition(written, population).map_err(|problem| problem.inside("case"))?;
            match case.link {
                Some(exit) if exit.dataset == Dataset::Leavers && exit.at_least == 1 => {
                    Ok(Measure::Survival { exit, bands: time_bands(indicator)? })
                }
                _ => Err(Problem::at("dataset", "survival ends with a row of `leavers`").inside("case")),
            }
        }
        Kind::Pay | Kind::Hours => {
            if case.is_some() {
                return Err(wanted("has no `case`"));
            }
            own_alone(indicator)?;
            if indicator.kind == Kind::Pay
                && let Some(name) = &indicator.column
            {
                return match column(population.dataset, name, "column")? {
                    Holds::Money => Ok(Measure::Pay { column: name.clone() }),
                    _ => Err(Problem::at("column", format!("`{name}` holds no money"))),
                };
            }
            let pay = indicator.kind == Kind::Pay;
            match lake_column(population.dataset, if pay { FULL_TIME_PAY } else { "hours_fte" }) {
                Some(column) if pay => Ok(Measure::Pay { column: column.name.clone() }),
                Some(column) => Ok(Measure::Sum { column: column.name.clone() }),
                None => Err(Problem::at("population", "this population has neither pay nor hours")),
            }
        }
    }
}

/// The column of weights of a proportion.
fn weight(indicator: &Indicator, case: &ConditionNode, population: &PopulationNode) -> Result<Option<String>, Problem> {
    let Some(name) = &indicator.weight else { return Ok(None) };
    if population.of_persons() || case.link.is_some() {
        let message = "weights are those of rows that say themselves who is a case: questionnaires";
        return Err(Problem::at("weight", message));
    }
    own_alone(indicator)?;
    match column(population.dataset, name, "weight")? {
        Holds::Number => Ok(Some(name.clone())),
        _ => Err(Problem::at("weight", format!("`{name}` holds no weights: they are numbers with decimals"))),
    }
}

/// The bands of time that an indicator is counted by.
fn time_bands(indicator: &Indicator) -> Result<TimeBands, Problem> {
    TimeBands::of(indicator).ok_or_else(|| {
        Problem::at(
            "time_bands",
            "bands of time begin at 0 and rise; the last begins before the days that are counted end",
        )
    })
}

/// Refuses an `at_risk` that looks beyond the member's own row.
fn own_alone(indicator: &Indicator) -> Result<(), Problem> {
    match &indicator.at_risk {
        Some(at_risk) if at_risk.dataset.is_some() || at_risk.fate.is_some() => {
            let message = "an indicator of this kind is counted of members as their own rows say";
            Err(Problem::at("dataset", message).inside("at_risk"))
        }
        _ => Ok(()),
    }
}

/// Resolves a condition over a population.
fn condition(condition: &Condition, population: &PopulationNode) -> Result<ConditionNode, Problem> {
    if condition.fate.is_some() && population.when != When::Cohort {
        return Err(Problem::at("fate", "only a cohort has a fate: `when = \"cohort\"` in its population"));
    }
    let Some(name) = &condition.dataset else {
        if condition.at_least.is_some() {
            return Err(Problem::at("at_least", "only rows of another dataset can be counted"));
        }
        if condition.filters.is_empty() && condition.any_of.is_empty() && condition.fate.is_none() {
            return Err(Problem::at("where", "the condition has no test"));
        }
        let own = predicates(&condition.filters, population.dataset, &population.ladder)?;
        let any = list("any_of", &condition.any_of, population.dataset, &population.ladder)?;
        return Ok(ConditionNode { own, any, link: None, fate: condition.fate });
    };
    if !condition.any_of.is_empty() {
        return Err(Problem::at("any_of", "a choice of tests is about the member's own row"));
    }
    let dataset = dataset(name)?;
    if !population.of_persons() {
        return Err(Problem::at("dataset", "rows can be linked to people only: this population is of rows"));
    }
    if lake_column(dataset, "person_id").is_none() {
        return Err(Problem::at("dataset", format!("`{name}` has no `person_id` to link by")));
    }
    let at_least = condition.at_least.unwrap_or(1);
    if at_least == 0 {
        return Err(Problem::at("at_least", "at least one row must pass"));
    }
    let predicates = predicates(&condition.filters, dataset, &population.ladder)?;
    Ok(ConditionNode {
        own: Vec::new(),
        any: Vec::new(),
        link: Some(LinkNode { dataset, predicates, at_least }),
        fate: condition.fate,
    })
}

fn all_strata(
    standard: &Standard,
    indicator: &Indicator,
    population: &PopulationNode,
    case: Option<&Condition>,
) -> Result<Vec<StrataNode>, Problem> {
    let mut out: Vec<StrataNode> = Vec::new();
    for (index, name) in indicator.by.iter().enumerate() {
        let dimension = standard.dimensions.get(name).ok_or_else(|| {
            Problem::here(format!("there is no dimension `{name}`"))
                .hint(nearest(name, standard.dimensions.keys().map(String::as_str)))
                .item("by", index)
        })?;
        if out.iter().any(|strata| strata.dimension == *name) {
            return Err(Problem::here(format!("`{name}` is named twice")).item("by", index));
        }
        let division = division(dimension, population, case).map_err(|problem| {
            let place = if problem.path.is_empty() {
                String::new()
            } else {
                format!(" (`dimension.{name}.{}`)", crate::definition::print_path(&problem.path))
            };
            Problem::here(format!("dimension `{name}` does not fit this indicator: {}{place}", problem.message))
                .hint(problem.hint)
                .item("by", index)
        })?;
        out.push(StrataNode { dimension: name.clone(), split: dimension.split, division });
    }
    Ok(out)
}

/// How a dimension divides a population, or the cases of a condition over it.
fn division(dimension: &Dimension, population: &PopulationNode, case: Option<&Condition>) -> Result<Division, Problem> {
    match dimension.split {
        Split::Base => match &dimension.column {
            Some(name) => by_column(dimension, name, population.dataset),
            None => {
                let values = dimension.values.iter().enumerate().map(|(index, value)| {
                    let own = predicates(&value.filters, population.dataset, &population.ladder)
                        .map_err(|problem| problem.item("values", index))?;
                    Ok((value.code.clone(), ConditionNode { own, ..ConditionNode::default() }))
                });
                values.collect::<Result<_, _>>().map(Division::Conditions)
            }
        },
        Split::Cases => {
            let case = case.ok_or_else(|| Problem::here("there are no cases to divide"))?;
            let values = dimension.values.iter().enumerate().map(|(index, value)| {
                let mut narrowed = case.clone();
                match &dimension.column {
                    Some(name) => narrowed.filters.push(crate::definition::Filter {
                        column: name.clone(),
                        is: Some(crate::definition::Scalar::Text(value.code.clone())),
                        ..crate::definition::Filter::default()
                    }),
                    None => narrowed.filters.extend(value.filters.iter().cloned()),
                }
                let node = condition(&narrowed, population)
                    .map_err(|problem| Problem { path: Vec::new(), ..problem }.item("values", index))?;
                Ok((value.code.clone(), node))
            });
            values.collect::<Result<_, _>>().map(Division::Conditions)
        }
    }
}

fn by_column(dimension: &Dimension, name: &str, dataset: Dataset) -> Result<Division, Problem> {
    let column_name = name.to_owned();
    match column(dataset, name, "column")? {
        Holds::Flag => {
            let codes = ["yes".to_owned(), "no".to_owned()];
            match dimension.values.iter().position(|value| !codes.contains(&value.code)) {
                Some(index) => Err(Problem::at("code", "a flag has the values `yes` and `no`").item("values", index)),
                None => Ok(Division::Flag { column: column_name, codes }),
            }
        }
        Holds::Code(list) => {
            for (index, value) in dimension.values.iter().enumerate() {
                if !list.iter().any(|code| code.code == value.code) {
                    let hint = nearest(&value.code, list.iter().map(|code| code.code.as_str()));
                    return Err(Problem::at("code", format!("`{}` is not a code of `{name}`", value.code))
                        .hint(hint)
                        .item("values", index));
                }
            }
            Ok(Division::Codes { column: column_name, codes: codes_of(dimension)? })
        }
        Holds::Rung | Holds::Text => Ok(Division::Codes { column: column_name, codes: codes_of(dimension)? }),
        held @ (Holds::Money | Holds::Fte | Holds::Integer) => {
            let scale = if held == Holds::Integer { 1 } else { 100 };
            if dimension.bands.is_empty() {
                return Err(Problem::at("bands", "a column of numbers needs bands"));
            }
            let bands = dimension.bands.iter().map(|band| BandNode {
                code: band.code.clone(),
                from: band.from.map(|edge| edge.saturating_mul(scale)),
                below: band.below.map(|edge| edge.saturating_mul(scale)),
            });
            Ok(Division::Bands { column: column_name, bands: bands.collect() })
        }
        Holds::Key | Holds::Date | Holds::Number => {
            Err(Problem::at("column", format!("`{name}` has too many values to be divided by")))
        }
    }
}

fn codes_of(dimension: &Dimension) -> Result<Vec<String>, Problem> {
    if dimension.values.is_empty() {
        return Err(Problem::at("values", "the dimension has no values"));
    }
    Ok(dimension.values.iter().map(|value| value.code.clone()).collect())
}

fn dataset(name: &str) -> Result<Dataset, Problem> {
    Dataset::from_name(name).ok_or_else(|| {
        Problem::at("dataset", format!("there is no dataset `{name}`"))
            .hint(nearest(name, Dataset::ALL.iter().map(|dataset| dataset.name())))
    })
}
