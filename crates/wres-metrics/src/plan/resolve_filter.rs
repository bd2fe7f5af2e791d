//! A filter as it is written becomes a predicate on the lake, or says which word of it is wrong.

use super::{
    predicate::{Predicate, Test},
    problem::Problem,
};
use crate::definition::{Filter, Holds, Scalar, lake_column, lake_columns, nearest};
use std::collections::BTreeSet;
use wres_domain::Dataset;

/// Resolves one test on a row of a dataset.
pub(super) fn predicate(filter: &Filter, dataset: Dataset, ladder: &[String]) -> Result<Predicate, Problem> {
    let name = filter.column.as_str();
    let holds = column(dataset, name, "column")?;
    let tests: Vec<(&str, Result<Test, Problem>)> = [
        filter.is.as_ref().map(|v| ("is", one_of(holds, std::slice::from_ref(v), ladder, true))),
        filter.is_not.as_ref().map(|v| ("is_not", one_of(holds, std::slice::from_ref(v), ladder, false))),
        filter.one_of.as_ref().map(|v| ("one_of", one_of(holds, v, ladder, true))),
        filter.none_of.as_ref().map(|v| ("none_of", one_of(holds, v, ladder, false))),
        filter.nature.as_ref().map(|nature| ("nature", of_nature(holds, nature))),
        filter.at_least.as_ref().map(|v| ("at_least", threshold(holds, v, ladder, true))),
        filter.below.as_ref().map(|v| ("below", threshold(holds, v, ladder, false))),
        filter.in_period.map(|inside| ("in_period", in_period(holds, inside))),
        filter.in_year_before.map(|inside| {
            let test = in_period(holds, inside).map(|_| Test::InYearBefore(inside));
            ("in_year_before", test)
        }),
        filter.known.map(|known| ("known", Ok(Test::Known(known)))),
        filter.above.as_ref().map(|other| ("above", above(dataset, holds, other))),
        filter.within_days.map(|days| {
            let test = since(dataset, holds, filter).map(|of| Test::WithinDays { of, days });
            ("within_days", test)
        }),
        filter.within_working_days.map(|days| {
            let test = since(dataset, holds, filter).map(|of| Test::WithinWorkingDays { of, days });
            ("within_working_days", test)
        }),
    ]
    .into_iter()
    .flatten()
    .collect();
    if tests.len() > 1 {
        let keys: Vec<String> = tests.iter().map(|(key, _)| format!("`{key}`")).collect();
        return Err(Problem::here(format!("a test has one condition, not {}", keys.join(" and "))));
    }
    let (key, test) = tests.into_iter().next().ok_or_else(|| {
        Problem::here(format!("the test of `{name}` says nothing: add `is`, `one_of`, `known`, `in_period` or another"))
    })?;
    if filter.of.is_some() && !matches!(key, "within_days" | "within_working_days") {
        return Err(Problem::at("of", "only days within others are counted from a column"));
    }
    let test = test.map_err(|problem| problem.inside(key))?;
    Ok(Predicate { column: name.to_owned(), test, optional: filter.optional })
}

/// Resolves a list of tests that all must hold.
pub(super) fn predicates(filters: &[Filter], dataset: Dataset, ladder: &[String]) -> Result<Vec<Predicate>, Problem> {
    list("where", filters, dataset, ladder)
}

/// Resolves a list of tests that stands at a key.
pub(super) fn list(
    key: &str,
    filters: &[Filter],
    dataset: Dataset,
    ladder: &[String],
) -> Result<Vec<Predicate>, Problem> {
    let resolve = |(index, filter)| predicate(filter, dataset, ladder).map_err(|problem| problem.item(key, index));
    let mut out: Vec<Predicate> = filters.iter().enumerate().map(resolve).collect::<Result<_, _>>()?;
    out.sort();
    out.dedup();
    Ok(out)
}

/// What a column holds.
pub(super) fn column(dataset: Dataset, name: &str, key: &str) -> Result<Holds, Problem> {
    lake_column(dataset, name).map(|column| column.holds).ok_or_else(|| {
        let known = lake_columns(dataset);
        Problem::at(key, format!("`{}` has no column `{name}`", dataset.name()))
            .hint(nearest(name, known.iter().map(|column| column.name.as_str())))
    })
}

fn one_of(holds: Holds, values: &[Scalar], ladder: &[String], positive: bool) -> Result<Test, Problem> {
    if values.is_empty() {
        return Err(Problem::here("the list is empty"));
    }
    let texts = |known: Option<Vec<&str>>| -> Result<Test, Problem> {
        let codes = values.iter().map(|value| text(value, known.as_deref())).collect::<Result<BTreeSet<_>, _>>()?;
        Ok(if positive { Test::OneOf(codes) } else { Test::NoneOf(codes) })
    };
    match holds {
        Holds::Code(list) => texts(Some(list.iter().map(|code| code.code.as_str()).collect())),
        Holds::Rung => texts(Some(ladder.iter().map(String::as_str).collect())),
        Holds::Text => texts(None),
        Holds::Flag => match values {
            [Scalar::Flag(flag)] => Ok(Test::Flag(*flag == positive)),
            _ => Err(Problem::here("the column holds yes or no: write `true` or `false`")),
        },
        Holds::Money | Holds::Fte | Holds::Integer => {
            let numbers = values.iter().map(|value| number(holds, value)).collect::<Result<BTreeSet<_>, _>>()?;
            Ok(if positive { Test::NumberOneOf(numbers) } else { Test::NumberNoneOf(numbers) })
        }
        Holds::Date => Err(Problem::here("the column holds dates: `in_period` and `known` are the tests for it")),
        Holds::Key | Holds::Number => Err(Problem::here("this column admits no test but `known`")),
    }
}

fn text(value: &Scalar, known: Option<&[&str]>) -> Result<String, Problem> {
    let Scalar::Text(text) = value else {
        return Err(Problem::here("the column holds codes: write a code in quotes"));
    };
    match known {
        Some(known) if !known.contains(&text.as_str()) => {
            let hint = nearest(text, known.iter().copied()).or_else(|| Some(format!("known are {}", known.join(", "))));
            Err(Problem::here(format!("`{text}` is not a code of this column")).hint(hint))
        }
        _ => Ok(text.clone()),
    }
}

fn number(holds: Holds, value: &Scalar) -> Result<i64, Problem> {
    let scale = match holds {
        Holds::Money | Holds::Fte => 100,
        _ => 1,
    };
    match value {
        Scalar::Integer(number) => number.checked_mul(scale).ok_or_else(|| Problem::here("the number is too large")),
        _ => Err(Problem::here("the column holds numbers: write a whole number")),
    }
}

fn of_nature(holds: Holds, nature: &str) -> Result<Test, Problem> {
    let Holds::Code(list) = holds else {
        return Err(Problem::here("only a column of codes has natures"));
    };
    let codes: BTreeSet<String> =
        list.iter().filter(|code| code.nature == nature).map(|code| code.code.clone()).collect();
    if codes.is_empty() {
        let known: BTreeSet<&str> = list.iter().map(|code| code.nature.as_str()).filter(|n| !n.is_empty()).collect();
        return Err(
            Problem::here(format!("no code of this column has the nature `{nature}`")).hint(nearest(nature, known))
        );
    }
    Ok(Test::OneOf(codes))
}

fn threshold(holds: Holds, value: &Scalar, ladder: &[String], at_least: bool) -> Result<Test, Problem> {
    match holds {
        Holds::Rung => {
            let known: Vec<&str> = ladder.iter().map(String::as_str).collect();
            let rung = text(value, Some(&known))?;
            Ok(if at_least { Test::RungAtLeast(rung) } else { Test::RungBelow(rung) })
        }
        Holds::Money | Holds::Fte | Holds::Integer => {
            let number = number(holds, value)?;
            Ok(if at_least { Test::AtLeast(number) } else { Test::Below(number) })
        }
        _ => Err(Problem::here("only numbers and rungs have an order")),
    }
}

fn in_period(holds: Holds, inside: bool) -> Result<Test, Problem> {
    match holds {
        Holds::Date => Ok(Test::InPeriod(inside)),
        _ => Err(Problem::here("only a column of dates can lie in the period")),
    }
}

/// The column from which days are counted.
fn since(dataset: Dataset, holds: Holds, filter: &Filter) -> Result<String, Problem> {
    let of = filter.of.as_ref().ok_or_else(|| Problem::here("the column `of` is missing: days from which day?"))?;
    let other = column(dataset, of, "of").map_err(|problem| Problem { path: Vec::new(), ..problem })?;
    if holds == Holds::Date && other == Holds::Date {
        Ok(of.clone())
    } else {
        Err(Problem::here("days lie between dates: both columns must hold dates"))
    }
}

fn above(dataset: Dataset, holds: Holds, other: &str) -> Result<Test, Problem> {
    let right = column(dataset, other, "above").map_err(|problem| Problem { path: Vec::new(), ..problem })?;
    if holds == Holds::Rung && right == Holds::Rung {
        Ok(Test::RungAbove(other.to_owned()))
    } else {
        Err(Problem::here("only rungs can be above one another: both columns must hold rungs"))
    }
}
