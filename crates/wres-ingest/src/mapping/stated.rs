//! What a mapping states of columns that the file does not have as they are wanted: constants, columns put together, row numbers, units
//! and cut-offs.

use crate::{
    codes::Coder,
    mapping::{check, model::Source, read::takes_ethnicity},
    table::Unit,
    values::{self, Read, Zone},
};
use wres_domain::{Column, ColumnKind, Day, normalise};

/// What is wrong with it.
pub(super) fn problems(source: &Source) -> Vec<String> {
    let schema = source.dataset.schema();
    let names: Vec<String> = schema.columns.iter().map(|column| column.name.clone()).collect();
    let mut wrong = Vec::new();
    let column = |name: &String, wrong: &mut Vec<String>| {
        let found = schema.column(name);
        if found.is_none() {
            wrong.push(format!("{} has no column `{name}`{}", source.dataset.name(), check::nearest(name, &names)));
        }
        found
    };
    for (name, value) in &source.constants {
        let Some(column) = column(name, &mut wrong) else { continue };
        if let Some(problem) = constant_problem(source, column, value) {
            wrong.push(format!("column `{name}`: {problem}"));
        }
    }
    for (name, headers) in &source.together {
        if column(name, &mut wrong).is_some() && headers.len() < 2 {
            wrong.push(format!(
                "column `{name}`: `together` needs two headers or more; one alone belongs under `columns`"
            ));
        }
    }
    for name in &source.numbered {
        if column(name, &mut wrong).is_some_and(|column| column.kind != ColumnKind::Key) {
            wrong.push(format!("column `{name}` is no key, so that a row number says nothing there"));
        }
        if name == "person_id" {
            wrong.push(
                "`person_id` cannot be a row number: it says which rows are about the same person. Put it together from \
                 columns with `together`"
                    .to_owned(),
            );
        }
    }
    for (name, unit) in &source.units {
        let Some(column) = column(name, &mut wrong) else { continue };
        if !matches!(column.kind, ColumnKind::Money | ColumnKind::Fte | ColumnKind::Number | ColumnKind::Integer) {
            wrong.push(format!("column `{name}` holds no number, so that it has no unit"));
        }
        if Unit::of(unit).is_none() {
            wrong.push(format!("column `{name}`: the unit `{unit}` is not of the form `hours / 37` or `months * 12`"));
        }
    }
    for name in source.cut_offs.keys() {
        if column(name, &mut wrong).is_some_and(|column| column.kind != ColumnKind::Flag) {
            wrong.push(format!("column `{name}` is not yes or no, so that it has no cut-off"));
        }
    }
    wrong.extend(names.iter().filter(|name| ways(source, name) > 1).map(|name| {
        format!("column `{name}` is given in several ways: one of `columns`, `constants`, `together` and `numbered` can say it")
    }));
    if let Some(zone) = source.time_zone.as_ref().filter(|zone| Zone::named(zone).is_none()) {
        wrong.push(no_zone(zone));
    }
    wrong
}

/// In how many ways a column is given.
fn ways(source: &Source, name: &String) -> usize {
    [
        source.columns.contains_key(name),
        source.constants.contains_key(name),
        source.together.contains_key(name),
        source.numbered.contains(name),
    ]
    .into_iter()
    .filter(|given| *given)
    .count()
}

/// That there is no such zone.
pub(super) fn no_zone(zone: &str) -> String {
    format!("there is no time zone `{zone}`: it can be {}", Zone::NAMES)
}

/// Why a value cannot stand in every row of a column.
fn constant_problem(source: &Source, column: &Column, value: &str) -> Option<String> {
    let own = source.values.get(&column.name);
    let coder = if takes_ethnicity(source.dataset.name(), &column.name, &column.kind) {
        let list = source.codelists.get(&column.name).map_or("labels", String::as_str);
        if column.kind == ColumnKind::Text { Coder::group(list, own) } else { Coder::ethnicity(list, own) }
    } else if let ColumnKind::Code(list) = &column.kind {
        Coder::values(list, own)
    } else {
        None
    };
    if let Some(coder) = coder {
        let near: Vec<String> = coder.nearest(value).into_iter().map(|code| format!("`{code}`")).collect();
        let near = near.join(", ");
        return coder.read(value).is_none().then(|| format!("there is no code `{value}`; the nearest are {near}"));
    }
    let is_value = match &column.kind {
        ColumnKind::Key => {
            return Some(
                "the same key in every row would be one person or one case; use `together` or `numbered`".into(),
            );
        }
        ColumnKind::Flag => {
            own.is_some_and(|own| own.keys().any(|word| normalise(word) == normalise(value)))
                || matches!(values::flag(value), Read::Value(_))
        }
        ColumnKind::Money => matches!(values::money(value), Read::Value(_)),
        ColumnKind::Fte => matches!(values::fte(value), Read::Value(_)),
        ColumnKind::Number | ColumnKind::Integer => matches!(values::number(value), Read::Value(_)),
        ColumnKind::MarkedCount => matches!(values::marked_count(value), Read::Value(_) | Read::Noted(..)),
        ColumnKind::Date | ColumnKind::DateTime | ColumnKind::BirthDate => value.parse::<Day>().is_ok(),
        ColumnKind::Text | ColumnKind::Code(_) => !value.trim().is_empty(),
    };
    let expected = match &column.kind {
        ColumnKind::Date | ColumnKind::DateTime | ColumnKind::BirthDate => "a day such as 2025-03-31",
        ColumnKind::Flag => "yes or no",
        ColumnKind::Text => "something",
        _ => "a number",
    };
    (!is_value).then(|| format!("`{value}` cannot stand in every row: {expected} is expected"))
}
