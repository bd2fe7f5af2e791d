//! What must be true of a standard before anything is counted with it.

use super::{
    Standard,
    example_table::ExampleTable,
    language::{Dimension, Example, Split},
    sentences::{PLACEHOLDERS, unknown_placeholder},
    wanted,
};
use crate::plan::{Problem, UNMAPPED, resolve_indicator, resolve_population};
use std::collections::BTreeSet;
use wres_domain::Dataset;

/// Checks everything that reading alone cannot. Paths are from the document.
pub(crate) fn check(standard: &Standard) -> Result<(), Problem> {
    names(standard)?;
    for (name, population) in &standard.populations {
        resolve_population(standard, population).map_err(|problem| problem.inside(name).inside("population"))?;
    }
    for (name, dimension) in &standard.dimensions {
        check_dimension(dimension).map_err(|problem| problem.inside(name).inside("dimension"))?;
    }
    let mut seen = BTreeSet::new();
    if let Some(rung) = standard.ladder().into_iter().find(|rung| !seen.insert(rung.clone())) {
        return Err(Problem::at("rung", format!("the ladder has the rung `{rung}` twice")).inside("dimension"));
    }
    for indicator in &standard.indicators {
        resolve_indicator(standard, indicator)?;
        let inside = |problem: Problem| problem.inside(&indicator.key).inside("indicator");
        if let Some((low, high)) = indicator.display_range
            && !(low > 0.0 && low < high && high.is_finite())
        {
            return Err(inside(Problem::at("display_range", "the range must be two ratios above 0, the lower first")));
        }
        wanted::check(standard, indicator).map_err(inside)?;
        for (key, template) in indicator.sentences.all() {
            let template =
                template.ok_or_else(|| inside(Problem::at(key, "there is no such sentence").inside("sentences")))?;
            if let Some(unknown) = unknown_placeholder(template) {
                let known: Vec<&str> = PLACEHOLDERS.iter().map(|(name, _)| *name).collect();
                return Err(inside(
                    Problem::at(key, format!("nothing fills `{unknown}`"))
                        .hint(Some(format!("known are {}", known.join(", "))))
                        .inside("sentences"),
                ));
            }
        }
        if let Some(example) = &indicator.example {
            check_example(example).map_err(|problem| inside(problem.inside("example")))?;
        }
    }
    Ok(())
}

fn names(standard: &Standard) -> Result<(), Problem> {
    let good = |name: &str| {
        (1..=40).contains(&name.len())
            && name.bytes().all(|b| b.is_ascii_lowercase() || b.is_ascii_digit() || b == b'-')
            && !name.starts_with('-')
    };
    for (key, name) in [("id", &standard.id), ("family", &standard.family)] {
        if !good(name) {
            return Err(Problem::at(key, "a name has 1 to 40 lower-case letters, digits and dashes"));
        }
    }
    if !standard.id.starts_with(&standard.family) {
        return Err(Problem::at("id", format!("the name of a standard starts with its family, `{}`", standard.family)));
    }
    if standard.groupings.is_empty() {
        return Err(Problem::at("groupings", "the list is empty"));
    }
    match standard.indicators.iter().find(|indicator| !good(&indicator.key)) {
        Some(indicator) => {
            Err(Problem::at(&indicator.key, "a name has lower-case letters, digits and dashes").inside("indicator"))
        }
        None => Ok(()),
    }
}

fn check_dimension(dimension: &Dimension) -> Result<(), Problem> {
    let codes = dimension.values.iter().map(|value| &value.code).chain(dimension.bands.iter().map(|band| &band.code));
    let mut seen = BTreeSet::new();
    for code in codes {
        if code.is_empty() || code == UNMAPPED {
            return Err(Problem::here(format!("`{code}` cannot be the code of a stratum")));
        }
        if !seen.insert(code) {
            return Err(Problem::here(format!("the code `{code}` stands twice")));
        }
    }
    if !dimension.values.is_empty() && !dimension.bands.is_empty() {
        return Err(Problem::at("bands", "a dimension has `values` or `bands`, not both"));
    }
    if dimension.column.is_none() && dimension.values.is_empty() {
        return Err(Problem::here("the dimension has neither a `column` nor `values` with tests"));
    }
    for (index, value) in dimension.values.iter().enumerate() {
        if dimension.column.is_some() && !value.filters.is_empty() {
            return Err(
                Problem::at("where", "the column makes the strata: tests have no place here").item("values", index)
            );
        }
        if dimension.column.is_none() && value.filters.is_empty() {
            return Err(Problem::at("where", "the value has no test").item("values", index));
        }
    }
    if dimension.split == Split::Cases && !dimension.bands.is_empty() {
        return Err(Problem::at("bands", "bands divide the base: write `values` with tests to divide cases"));
    }
    for (index, pair) in dimension.bands.windows(2).enumerate() {
        if pair[0].below.is_none() || pair[0].below != pair[1].from {
            return Err(Problem::at("from", "a band begins where the one before it ends").item("bands", index + 1));
        }
    }
    match dimension.bands.iter().position(|band| matches!((band.from, band.below), (Some(a), Some(b)) if a >= b)) {
        Some(index) => Err(Problem::at("below", "the band ends before it begins").item("bands", index)),
        None => Ok(()),
    }
}

fn check_example(example: &Example) -> Result<(), Problem> {
    for (key, tables) in [("rows", &example.rows), ("previous", &example.previous)] {
        for (name, text) in tables {
            let inside = |problem: Problem| problem.inside(name).inside(key);
            let dataset = Dataset::from_name(name)
                .ok_or_else(|| inside(Problem::here(format!("there is no dataset `{name}`"))))?;
            ExampleTable::of_dataset(dataset, text).map_err(inside)?;
        }
    }
    ExampleTable::expected(&example.expect).map(drop).map_err(|problem| problem.inside("expect"))
}
