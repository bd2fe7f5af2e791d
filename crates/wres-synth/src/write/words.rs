//! The words in which a site writes headers, codes and grades.

use crate::style::{Codes, Grades, Headers};
use std::{collections::BTreeMap, sync::LazyLock};
use wres_domain::{ColumnKind, Dataset, normalise};

macro_rules! lists {
    ($($name:literal),* $(,)?) => {
        [$(($name, include_str!(concat!("../../../../schemas/codelists/values/", $name, ".csv")))),*]
    };
}

/// The code lists of the columns that synthetic tables have.
static LISTS: [(&str, &str); 14] = lists![
    "board",
    "case_kind",
    "contract",
    "incident_form",
    "leaving_reason",
    "manager_level",
    "move_kind",
    "perceived_by",
    "perpetrator",
    "rating",
    "role",
    "satisfied",
    "service",
    "sex"
];

/// List and code to the word that a site would write and the list knows: its second synonym where it has one.
static FAMILIAR: LazyLock<BTreeMap<(&str, &str), String>> = LazyLock::new(|| {
    let mut words = BTreeMap::new();
    for (list, text) in LISTS {
        for line in text.lines().skip(1) {
            let fields: Vec<&str> = line.split(',').collect();
            let (Some(code), Some(synonyms)) = (fields.first(), fields.last()) else { continue };
            let mut synonyms = synonyms.split('|');
            let first = synonyms.next();
            if let Some(word) = synonyms.next().or(first) {
                words.insert((list, *code), capital(word));
            }
        }
    }
    words
});

/// Words of a site's own for some codes: list, code, word. No list knows them.
const OWN: [(&str, &str, &str); 14] = [
    ("contract", "permanent", "Perm - Grn Book"),
    ("contract", "fixed_term", "FTC (Grn Book)"),
    ("contract", "casual", "Relief pool"),
    ("contract", "apprentice", "Appr L3"),
    ("contract", "agency", "Agency cover"),
    ("service", "adults", "ASC Ops"),
    ("service", "children", "CSC Ops"),
    ("service", "corporate", "Corp Centre"),
    ("leaving_reason", "other_employer", "New post elsewhere"),
    ("leaving_reason", "retirement", "Retired (LGPS)"),
    ("case_kind", "disciplinary", "Formal conduct hearing"),
    ("case_kind", "fitness_to_practise", "Regulator referral"),
    ("move_kind", "permanent", "Substantive promotion"),
    ("training_kind", "cpd", "Elective learning"),
];

/// Words of a site's own for some columns.
const OWN_HEADERS: [(&str, &str); 14] = [
    ("person_id", "Pers.No."),
    ("post_id", "Object ID (S)"),
    ("ethnicity", "Eth. Code"),
    ("service", "Org Unit"),
    ("grade", "PS Group"),
    ("salary_fte", "Full-time £ pa"),
    ("hours_fte", "Cap.Util"),
    ("contract", "EE Subgroup"),
    ("service_start", "LGPS contin. date"),
    ("left_on", "Leaving action date"),
    ("shortlisted", "SL?"),
    ("appointed", "Appt?"),
    ("entered_on", "Proc. start"),
    ("attended_on", "Course attended"),
];

const SURVEY: [(&str, &str); 7] = [
    ("harassed_by_public", "Q1 Harassment by people who use care or the public"),
    ("harassed_by_colleague", "Q2 Harassment by a colleague"),
    ("harassed_by_manager", "Q3 Harassment by a manager"),
    ("equal_opportunity", "Q4 Equal opportunity"),
    ("discriminated", "Q5 Discrimination"),
    ("reported_it", "Q6 Reported it"),
    ("considering_leaving", "Q7 Thinking of leaving"),
];

fn capital(word: &str) -> String {
    let mut letters = word.chars();
    letters.next().map(|first| first.to_uppercase().chain(letters).collect()).unwrap_or_default()
}

/// The header of a column, and whether the mapping has to explain it.
pub(crate) fn header(headers: Headers, dataset: Dataset, column: &str) -> (String, bool) {
    let schema = dataset.schema().column(column);
    let known = |header: &str| {
        let header = normalise(header);
        header == normalise(column) || schema.is_some_and(|column| column.synonyms.contains(&header))
    };
    let familiar = || {
        let synonyms = schema.map(|column| column.synonyms.as_slice()).unwrap_or_default();
        capital(synonyms.get(1).or(synonyms.first()).map_or(column, String::as_str))
    };
    let look_up =
        |list: &[(&str, &str)]| list.iter().find(|(name, _)| *name == column).map(|(_, word)| (*word).to_owned());
    let header = match headers {
        Headers::Canonical => column.to_owned(),
        Headers::Familiar => familiar(),
        Headers::Own => look_up(&OWN_HEADERS).or_else(|| look_up(&SURVEY)).unwrap_or_else(familiar),
    };
    let explain = !known(&header);
    (header, explain)
}

/// The code list of a column, where it has one.
pub(crate) fn list_of(dataset: Dataset, column: &str) -> Option<&'static str> {
    match &dataset.schema().column(column)?.kind {
        ColumnKind::Code(list) => Some(list),
        _ => None,
    }
}

/// What a site writes for a code.
pub(crate) fn code(codes: Codes, list: &'static str, code: &'static str) -> &'static str {
    let own = || OWN.iter().find(|(name, one, _)| *name == list && *one == code).map(|(_, _, word)| *word);
    let familiar = || FAMILIAR.get(&(list, code)).map_or(code, String::as_str);
    match codes {
        Codes::Canonical => code,
        Codes::Familiar => familiar(),
        Codes::Own => own().unwrap_or_else(familiar),
    }
}

/// The site's own words of a list, with the codes that they stand for.
pub(crate) fn own_words(list: &str) -> impl Iterator<Item = (&'static str, &'static str)> {
    OWN.into_iter().filter(move |(name, _, _)| *name == list).map(|(_, code, word)| (word, code))
}

/// The name of the grade on a rung, 1 to 9.
pub(crate) fn grade(grades: Grades, rung: usize) -> &'static str {
    const PLAIN: [&str; 9] =
        ["Grade 1", "Grade 2", "Grade 3", "Grade 4", "Grade 5", "Grade 6", "Grade 7", "Grade 8", "Grade 9"];
    const COUNCIL: [&str; 9] = ["Scale 3", "Scale 5", "SO1", "PO1", "PO3", "PO6", "SM1", "AD", "DIR"];
    const LETTERS: [&str; 9] =
        ["Band C", "Band D", "Band E", "Band F", "Band G", "Band H", "Band I", "Band J", "Band K"];
    let names = match grades {
        Grades::Plain => PLAIN,
        Grades::Council => COUNCIL,
        Grades::Letters => LETTERS,
    };
    names[rung.clamp(1, 9) - 1]
}

#[cfg(test)]
mod tests {
    use super::{FAMILIAR, OWN, code, header, list_of};
    use crate::style::{Codes, Headers};
    use wres_domain::Dataset;

    #[test]
    fn every_own_word_is_unknown_to_its_list_and_stands_for_a_code_of_it() {
        for (list, one, word) in OWN {
            assert_eq!(code(Codes::Own, list, one), word);
            if list != "training_kind" {
                assert!(FAMILIAR.contains_key(&(list, one)), "{list} {one}");
                assert_ne!(code(Codes::Familiar, list, one), word);
            }
        }
    }

    #[test]
    fn only_own_headers_need_a_mapping() {
        for &dataset in Dataset::ALL {
            for column in &dataset.schema().columns {
                assert!(!header(Headers::Canonical, dataset, &column.name).1);
                assert!(!header(Headers::Familiar, dataset, &column.name).1, "{}", column.name);
            }
        }
        assert_eq!(header(Headers::Own, Dataset::Staff, "hours_fte"), ("Cap.Util".into(), true));
    }

    #[test]
    fn familiar_words_are_written_with_a_capital() {
        assert_eq!(code(Codes::Familiar, "contract", "permanent"), "Perm");
        assert_eq!(list_of(Dataset::Staff, "contract"), Some("contract"));
        assert_eq!(list_of(Dataset::Staff, "person_id"), None);
    }
}
