//! Wordings of censuses, HR systems, police and other lists, each with its right group or a question mark where a person must say.

use std::collections::BTreeMap;
use wres_ingest::codes;

const VARIANTS: &str = include_str!("../../../../fixtures/labels/variants.csv");

/// Label, group and list of each line. Fields with commas are quoted, and no field holds a quotation mark.
fn variants() -> Vec<[String; 3]> {
    let line = |line: &str| {
        let (mut fields, mut quoted) = (vec![String::new()], false);
        for c in line.chars() {
            match c {
                '"' => quoted = !quoted,
                ',' if !quoted => fields.push(String::new()),
                other => fields.last_mut().unwrap().push(other),
            }
        }
        fields.try_into().unwrap()
    };
    VARIANTS.lines().skip(1).map(line).collect()
}

#[test]
fn every_wording_of_the_lists_has_its_group_and_none_is_guessed_across_a_hazard() {
    let variants = variants();
    assert!(variants.len() >= 300, "{}", variants.len());
    let wrong: Vec<String> = variants
        .iter()
        .map(|[label, expected, list]| (label, expected, list, codes::label_group(label)))
        .filter(|(_, expected, _, found)| found.map_or("?", |group| group.code()) != *expected)
        .map(|(label, expected, list, found)| format!("{list}: \"{label}\" is {found:?}, not {expected}"))
        .collect();
    assert!(wrong.is_empty(), "{}\n{}", wrong.len(), wrong.join("\n"));
}

#[test]
fn no_wording_has_two_groups_in_the_table() {
    let mut groups: BTreeMap<String, String> = BTreeMap::new();
    for [label, group, _] in variants() {
        let known = groups.entry(wres_domain::normalise(&label)).or_insert_with(|| group.clone());
        assert_eq!(*known, group, "{label}");
    }
}
