//! Codes that mean different groups in different lists.

use crate::codes::model::{CodeList, ListKind, lists};
use serde::Serialize;
use std::collections::BTreeMap;
use wres_domain::{Ethnicity, Grouping};

/// What a code means in one list.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Meaning {
    /// The list.
    pub list: String,
    /// The label there.
    pub label: String,
    /// The group there.
    pub ethnicity: Ethnicity,
}

/// A code that means more than one group.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Collision {
    /// The code.
    pub code: String,
    /// What it means, list by list.
    pub meanings: Vec<Meaning>,
    /// Whether the meanings differ between White, BME and not known.
    pub moves_binary: bool,
    /// Whether they differ between the five groups.
    pub moves_five: bool,
}

/// The codes that collide among all lists of ethnicity, by code.
#[must_use]
pub fn collisions() -> Vec<Collision> {
    among(lists().iter().filter(|list| list.kind == ListKind::Ethnicity && list.name != "canonical"))
}

/// The codes that collide among some lists.
pub(super) fn among<'a>(lists: impl Iterator<Item = &'a CodeList>) -> Vec<Collision> {
    let mut codes = BTreeMap::<String, Vec<Meaning>>::new();
    for list in lists {
        for entry in &list.entries {
            if let Some(ethnicity) = entry.ethnicity() {
                let meaning = Meaning { list: list.name.clone(), label: entry.label.clone(), ethnicity };
                codes.entry(entry.code.clone()).or_default().push(meaning);
            }
        }
    }
    let differ = |meanings: &[Meaning], grouping: Grouping| {
        meanings.windows(2).any(|pair| grouping.group(pair[0].ethnicity) != grouping.group(pair[1].ethnicity))
    };
    codes
        .into_iter()
        .filter(|(_, meanings)| meanings.windows(2).any(|pair| pair[0].ethnicity != pair[1].ethnicity))
        .map(|(code, meanings)| Collision {
            code,
            moves_binary: differ(&meanings, Grouping::Binary),
            moves_five: differ(&meanings, Grouping::Five),
            meanings,
        })
        .collect()
}

#[cfg(test)]
mod tests {
    use super::collisions;
    use crate::codes::embedded::{COLLISIONS, Rows};

    #[test]
    fn the_computed_collisions_are_the_carried_table() {
        let yes = |value: bool| if value { "yes" } else { "no" }.to_owned();
        let computed: Vec<[String; 4]> = collisions()
            .into_iter()
            .map(|c| {
                let lists: Vec<&str> = c.meanings.iter().map(|meaning| meaning.list.as_str()).collect();
                [c.code, lists.join("|"), yes(c.moves_binary), yes(c.moves_five)]
            })
            .collect();
        let carried: Vec<[String; 4]> = Rows::read(COLLISIONS)
            .iter()
            .map(|cell| [cell("code"), cell("lists"), cell("moves_binary"), cell("moves_five")])
            .collect();
        let shown: Vec<String> = computed.iter().map(|row| row.join(",")).collect();
        assert_eq!(computed, carried, "computed:\n{}", shown.join("\n"));
    }
}
