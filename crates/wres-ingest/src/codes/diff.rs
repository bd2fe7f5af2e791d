//! How two lists differ.

use crate::codes::model::{CodeEntry, CodeList};
use serde::Serialize;

/// A code that two lists do not treat alike.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Difference {
    /// The code.
    pub code: String,
    /// Label and meaning in the first list, if it has the code.
    pub first: Option<(String, String)>,
    /// Label and meaning in the second.
    pub second: Option<(String, String)>,
    /// Whether the meaning differs, or a code is in one list only; otherwise just the label differs.
    pub meaning_differs: bool,
}

/// The differences of two lists, in the order of the first and then of the second.
#[must_use]
pub fn diff(first: &CodeList, second: &CodeList) -> Vec<Difference> {
    let shown = |entry: &CodeEntry| (entry.label.clone(), entry.canonical.clone());
    let mut out = Vec::new();
    for entry in &first.entries {
        let other = second.entry(&entry.code);
        if other.is_none_or(|other| other.label != entry.label || other.canonical != entry.canonical) {
            out.push(Difference {
                code: entry.code.clone(),
                first: Some(shown(entry)),
                second: other.map(shown),
                meaning_differs: other.is_none_or(|other| other.canonical != entry.canonical),
            });
        }
    }
    for entry in second.entries.iter().filter(|entry| first.entry(&entry.code).is_none()) {
        out.push(Difference {
            code: entry.code.clone(),
            first: None,
            second: Some(shown(entry)),
            meaning_differs: true,
        });
    }
    out
}

#[cfg(test)]
mod tests {
    use super::diff;
    use crate::codes::list;

    #[test]
    fn a_list_does_not_differ_from_itself() {
        let list = list("dfe_csww").unwrap();
        assert!(diff(list, list).is_empty());
    }

    #[test]
    fn the_workforce_list_lacks_gypsy_roma_and_traveller_codes() {
        let differences = diff(list("dfe_ssda903_cin").unwrap(), list("dfe_csww").unwrap());
        let missing: Vec<&str> =
            differences.iter().filter(|d| d.second.is_none()).map(|difference| difference.code.as_str()).collect();
        assert_eq!(missing, ["WIRT", "WROM"]);
    }
}
