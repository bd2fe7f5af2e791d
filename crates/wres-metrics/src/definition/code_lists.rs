//! The closed lists that definitions name codes of.

use std::sync::LazyLock;
use wres_domain::Ethnicity;

/// One code of a list.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Code {
    pub(crate) code: String,
    pub(crate) label: String,
    /// What kind of thing it stands for, such as `voluntary`; empty where the list does not say.
    pub(crate) nature: String,
}

macro_rules! lists {
    ($($name:literal),* $(,)?) => {
        const TEXTS: &[(&str, &str)] =
            &[$(($name, include_str!(concat!("../../../../schemas/codelists/values/", $name, ".csv")))),*];
    };
}

lists!(
    "action_status",
    "board",
    "case_kind",
    "check_answer",
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
    "sex",
    "survey_answer",
    "training_kind",
);

static LISTS: LazyLock<Vec<(&'static str, Vec<Code>)>> = LazyLock::new(|| {
    let ethnicity = Ethnicity::ALL.iter().map(|&e| Code {
        code: e.code().to_owned(),
        label: e.label().to_owned(),
        nature: String::new(),
    });
    let simple = TEXTS.iter().map(|(name, text)| (*name, text.lines().skip(1).filter_map(read_line).collect()));
    simple.chain([("ethnicity", ethnicity.collect())]).collect()
});

/// The codes of a list; `None` if there is no list of the name.
pub(crate) fn code_list(name: &str) -> Option<&'static [Code]> {
    LISTS.iter().find(|(known, _)| *known == name).map(|(_, codes)| codes.as_slice())
}

/// `code,label,nature,synonyms`. Fields before the synonyms hold no commas and no quotes; a test says so.
fn read_line(line: &str) -> Option<Code> {
    let mut fields = line.splitn(4, ',');
    let (code, label, nature) = (fields.next()?, fields.next()?, fields.next()?);
    Some(Code { code: code.to_owned(), label: label.to_owned(), nature: nature.to_owned() })
}

#[cfg(test)]
mod tests {
    use super::{LISTS, TEXTS, code_list};
    use wres_domain::{ColumnKind, Dataset};

    #[test]
    fn every_list_that_a_dataset_names_is_there() {
        for &dataset in Dataset::ALL {
            for column in &dataset.schema().columns {
                if let ColumnKind::Code(list) = &column.kind {
                    assert!(code_list(list).is_some_and(|codes| !codes.is_empty()), "{}: {list}", dataset.name());
                }
            }
        }
    }

    #[test]
    fn lines_read_without_quotes_and_codes_are_unique() {
        assert!(TEXTS.iter().all(|(_, text)| text.starts_with("code,label,nature,synonyms\n") && !text.contains('"')));
        for (name, codes) in LISTS.iter() {
            let mut seen = std::collections::BTreeSet::new();
            for code in codes {
                assert!(!code.code.is_empty() && code.code.bytes().all(|b| b.is_ascii_lowercase() || b == b'_'));
                assert!(!code.label.is_empty() && seen.insert(&code.code), "{name}: {}", code.code);
            }
        }
    }

    #[test]
    fn reasons_for_leaving_have_natures() {
        let voluntary = code_list("leaving_reason").unwrap().iter().filter(|code| code.nature == "voluntary").count();
        assert!(voluntary >= 1);
    }
}
