//! The lists examine themselves.

use crate::codes::{
    coder::Coder,
    labels::{HazardOutcome, LabelUse, hazards, labels},
    model::{CodeEntry, CodeList, ListKind, list, lists},
};
use std::collections::HashMap;
use wres_domain::{ColumnKind, Dataset, normalise};

/// Examines every list: that it is there and whole, that each code has one meaning and that meaning exists, that it reads back
/// as itself, that every column of the datasets finds its list. Gives one sentence for each thing that is wrong; none is good.
#[must_use]
pub fn self_test() -> Vec<String> {
    let mut wrong = Vec::new();
    for list in lists() {
        if list.entries.is_empty() {
            wrong.push(format!("list `{}` is empty", list.name));
        }
        wrong.extend(one_meaning(list));
        wrong.extend(reads_back(list));
    }
    for &dataset in Dataset::ALL {
        for column in &dataset.schema().columns {
            if let ColumnKind::Code(name) = &column.kind
                && name != "ethnicity"
                && list(name).is_none()
            {
                wrong.push(format!("{}.{}: there is no list `{name}`", dataset.name(), column.name));
            }
        }
    }
    for label in labels() {
        if (label.use_ == LabelUse::Match) != (label.ethnicity.is_some() && label.use_ != LabelUse::Suggest) {
            wrong.push(format!("label `{}` must have a group exactly if it may decide", label.label));
        }
    }
    for hazard in hazards() {
        let needs = matches!(hazard.outcome, HazardOutcome::Map | HazardOutcome::Suggest);
        if needs != hazard.ethnicity.is_some() {
            wrong.push(format!("hazard `{}` has the wrong outcome for its group", hazard.written));
        }
    }
    wrong
}

fn words(entry: &CodeEntry) -> impl Iterator<Item = &String> {
    std::iter::once(&entry.code).chain(std::iter::once(&entry.label)).chain(&entry.also)
}

/// No written form means two things in one list of values; no code stands twice in any list.
fn one_meaning(list: &CodeList) -> Vec<String> {
    let mut wrong = Vec::new();
    let mut seen = HashMap::new();
    for entry in &list.entries {
        if list.kind == ListKind::Ethnicity && entry.ethnicity().is_none() {
            wrong.push(format!("list `{}`, code `{}`: there is no group `{}`", list.name, entry.code, entry.canonical));
        }
        if let Some(other) = seen.insert(normalise(&entry.code), &entry.code) {
            wrong.push(format!("list `{}`: codes `{other}` and `{}` cannot be told apart", list.name, entry.code));
        }
    }
    if list.kind == ListKind::Values {
        let mut meanings = HashMap::new();
        for entry in &list.entries {
            for word in words(entry).filter(|word| !word.is_empty()) {
                let other = meanings.insert(normalise(word), &entry.code);
                if let Some(other) = other.filter(|other| **other != entry.code) {
                    wrong.push(format!("list `{}`: `{word}` means both `{other}` and `{}`", list.name, entry.code));
                }
            }
        }
    }
    wrong
}

/// Every code of a list reads as its own meaning.
fn reads_back(list: &CodeList) -> Vec<String> {
    let coder = match list.kind {
        ListKind::Ethnicity => Coder::ethnicity(&list.name, None),
        ListKind::Values => Coder::values(&list.name, None),
        ListKind::Ladder | ListKind::Pay => return Vec::new(),
    };
    let Some(coder) = coder else { return vec![format!("list `{}` cannot be used", list.name)] };
    let wrong = |entry: &&CodeEntry| {
        coder.read(&entry.code).and_then(|index| coder.codes().get(usize::from(index))) != Some(&entry.canonical)
    };
    list.entries
        .iter()
        .filter(wrong)
        .map(|entry| format!("list `{}`: `{}` does not read as `{}`", list.name, entry.code, entry.canonical))
        .collect()
}

#[cfg(test)]
mod tests {
    use super::self_test;
    use crate::codes::{
        embedded::{ETHNICITY, VALUES},
        lists,
    };

    #[test]
    fn the_lists_are_whole() {
        assert_eq!(self_test(), Vec::<String>::new());
    }

    #[test]
    fn every_file_is_in_the_catalogue() {
        for (name, _) in ETHNICITY.iter().chain(VALUES) {
            assert!(lists().iter().any(|list| list.name == *name), "{name}");
        }
        assert!(lists().iter().any(|list| list.name == "wres"), "the default ladder");
        assert!(lists().iter().any(|list| list.name == "nhs_afc" && list.entries.len() == 14), "the pay bands");
    }
}
