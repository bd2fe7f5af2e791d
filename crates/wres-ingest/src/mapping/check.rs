//! Words of a mapping file that do not exist, and the nearest that do.

use crate::mapping::{
    keys::{KeyPlace, names},
    model::DateOrder,
};
use wres_domain::Dataset;

/// Keys that are not known, and names of datasets that do not exist.
pub(super) fn unknown_words(table: &toml::Table) -> Vec<String> {
    let mut wrong = unknown_keys(table, &names(KeyPlace::Top), "the mapping");
    for source in tables(table, "source") {
        wrong.extend(unknown_keys(source, &names(KeyPlace::Source), "a source"));
        if let Some(name) = source.get("dataset").and_then(toml::Value::as_str)
            && Dataset::from_name(name).is_none()
        {
            let names: Vec<String> = Dataset::ALL.iter().map(|dataset| dataset.name().to_owned()).collect();
            wrong.push(format!("there is no dataset `{name}`{}", nearest(name, &names)));
        }
        for guess in tables(source, "guess") {
            wrong.extend(unknown_keys(guess, &names(KeyPlace::Guess), "a guess"));
        }
    }
    for guess in tables(table, "guess") {
        wrong.extend(unknown_keys(guess, &names(KeyPlace::Guess), "a guess"));
    }
    wrong
}

fn tables<'a>(table: &'a toml::Table, key: &str) -> impl Iterator<Item = &'a toml::Table> {
    table.get(key).and_then(toml::Value::as_array).into_iter().flatten().filter_map(toml::Value::as_table)
}

fn unknown_keys(table: &toml::Table, known: &[String], place: &str) -> Vec<String> {
    let unknown = table.keys().filter(|key| !known.contains(*key));
    unknown.map(|key| format!("{place} has no key `{key}`{}", nearest(key, known))).collect()
}

/// `; did you mean ...`, with the three nearest words, the nearest first; nothing where there are none.
pub(crate) fn nearest(word: &str, known: &[String]) -> String {
    let score = |other: &String| {
        strsim::normalized_damerau_levenshtein(word, other) + f64::from(u8::from(other.starts_with(word)))
    };
    let mut near: Vec<(f64, &String)> = known.iter().map(|other| (score(other), other)).collect();
    near.sort_by(|a, b| b.0.total_cmp(&a.0).then_with(|| a.1.cmp(b.1)));
    let near: Vec<String> = near.into_iter().take(3).map(|(_, other)| format!("`{other}`")).collect();
    match near.as_slice() {
        [] => String::new(),
        [only] => format!("; did you mean {only}?"),
        [first @ .., last] => format!("; did you mean {} or {last}?", first.join(", ")),
    }
}

/// The known name that is most like a word, if one is at all.
pub(crate) fn nearest_name<'a>(word: &str, known: &'a [String]) -> Option<&'a String> {
    let score = |other: &String| strsim::normalized_damerau_levenshtein(word, other);
    let best = known.iter().map(|other| (score(other), other)).max_by(|a, b| a.0.total_cmp(&b.0));
    best.filter(|(score, other)| *score >= 0.5 || other.starts_with(word)).map(|(_, other)| other)
}

/// An order by its name.
pub(super) fn date_order(name: &str) -> Option<DateOrder> {
    match name {
        "dmy" => Some(DateOrder::Dmy),
        "mdy" => Some(DateOrder::Mdy),
        "ymd" => Some(DateOrder::Ymd),
        "iso" => Some(DateOrder::Iso),
        _ => None,
    }
}
