//! Names that no catalogue has: which they are, and the nearest that it has.

use crate::{catalogue::Catalogue, error::RuleError, view::Rows};
use std::collections::BTreeMap;
use wres_domain::Dataset;

/// By the code of the rule that finds them: each name in words, and how many rows have it.
type Names = BTreeMap<&'static str, BTreeMap<String, u64>>;

/// Most names that are told apart for one rule; a flood of different ones tells nothing more.
const MOST: usize = 50;
/// Names of one finding.
const SHOWN: usize = 5;

/// Notes the names in some rows that no catalogue has. Names of indicators, strata and groups tell nothing about a person.
pub(crate) fn note(
    names: &mut Names,
    dataset: Dataset,
    rows: &Rows<'_>,
    catalogue: Option<&Catalogue>,
) -> Result<(), RuleError> {
    let mut add = |code: &'static str, words: String| {
        let known = names.entry(code).or_default();
        if known.len() < MOST || known.contains_key(&words) {
            *known.entry(words).or_default() += 1;
        }
    };
    let indicator = rows.words("indicator")?.map(None, Some);
    if dataset == Dataset::Actions {
        let unknown = |row| catalogue.zip(indicator.at(row)).filter(|(known, name)| !known.has_indicator(name));
        (0..rows.len()).filter_map(unknown).for_each(|(known, name)| add("E-ACT-003", known.no_indicator(name)));
        return Ok(());
    }
    let (stratum, group) = (rows.words("stratum")?.map("", |word| word), rows.words("group")?.map(None, Some));
    for row in 0..rows.len() {
        if let (Some(catalogue), Some(name)) = (catalogue, indicator.at(row)) {
            if !catalogue.has_indicator(name) {
                add("E-RET-004", catalogue.no_indicator(name));
            } else if !catalogue.has_stratum(name, stratum.at(row)) {
                add("E-RET-005", catalogue.no_stratum(name, stratum.at(row)));
            }
        }
        if let Some(name) = group.at(row).filter(|name| !Catalogue::has_group(name)) {
            add("E-RET-006", Catalogue::no_group(name));
        }
    }
    Ok(())
}

/// The commonest names, with how many rows have each.
pub(crate) fn in_words(names: &BTreeMap<String, u64>) -> String {
    let mut names: Vec<(&String, &u64)> = names.iter().collect();
    names.sort_by(|a, b| b.1.cmp(a.1).then(a.0.cmp(b.0)));
    let rows = |n: u64| if n == 1 { "1 row".to_owned() } else { format!("{n} rows") };
    let mut words: Vec<String> =
        names.iter().take(SHOWN).map(|(words, n)| format!("{words}, in {}", rows(**n))).collect();
    if names.len() > SHOWN {
        words.push(format!("and {} more", names.len() - SHOWN));
    }
    words.join("; ")
}
