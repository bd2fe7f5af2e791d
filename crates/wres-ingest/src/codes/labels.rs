//! Labels of ethnic groups that are written without a code, and labels that careless matching files under the wrong group.

use crate::codes::embedded::{HAZARDS, LABELS, Rows};
use serde::{Deserialize, Serialize};
use std::sync::LazyLock;
use wres_domain::Ethnicity;

/// Whether a label may decide.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum LabelUse {
    /// It means its group.
    Match,
    /// It probably means its group: a person must say so in the mapping.
    Suggest,
    /// It names no group.
    Refuse,
}

/// A label of the list `labels`.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Label {
    /// As written; matched after normalisation.
    pub label: String,
    /// The group, unless it names none.
    pub ethnicity: Option<Ethnicity>,
    /// Whether it may decide.
    #[serde(rename = "use")]
    pub use_: LabelUse,
    /// Something to know; may be empty.
    pub notes: String,
}

/// What must happen to a label that is easily misread.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum HazardOutcome {
    /// It means its group in the list that is named.
    Map,
    /// Its group is suggested, and a person decides.
    Suggest,
    /// No group is suggested: the site is asked.
    Ask,
    /// It means different groups in different lists, so the list must be declared.
    Declare,
    /// It means an empty cell only where the mapping says so.
    Token,
}

/// A label that is easily misread.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Hazard {
    /// As written.
    pub written: String,
    /// The list that it is tried in; empty where the point is that none is declared.
    pub list: String,
    /// What must happen.
    pub outcome: HazardOutcome,
    /// The group to map to or to suggest.
    pub ethnicity: Option<Ethnicity>,
    /// What a careless matcher makes of it.
    pub wrong: String,
    /// Why.
    pub notes: String,
}

static ALL: LazyLock<Vec<Label>> = LazyLock::new(|| {
    let read = |cell: &dyn Fn(&str) -> String| {
        let use_ = match cell("use").as_str() {
            "match" => LabelUse::Match,
            "suggest" => LabelUse::Suggest,
            _ => LabelUse::Refuse,
        };
        Label { label: cell("label"), ethnicity: Ethnicity::from_code(&cell("canonical")), use_, notes: cell("notes") }
    };
    Rows::read(LABELS).iter().map(|cell| read(&cell)).collect()
});

static MISREAD: LazyLock<Vec<Hazard>> = LazyLock::new(|| {
    let read = |cell: &dyn Fn(&str) -> String| {
        let outcome = match cell("outcome").as_str() {
            "map" => HazardOutcome::Map,
            "suggest" => HazardOutcome::Suggest,
            "declare" => HazardOutcome::Declare,
            "token" => HazardOutcome::Token,
            _ => HazardOutcome::Ask,
        };
        Hazard {
            written: cell("written"),
            list: cell("list"),
            outcome,
            ethnicity: Ethnicity::from_code(&cell("canonical")),
            wrong: cell("wrong"),
            notes: cell("notes"),
        }
    };
    Rows::read(HAZARDS).iter().map(|cell| read(&cell)).collect()
});

/// The list `labels`, without the labels that it takes over from the coded lists.
#[must_use]
pub fn labels() -> &'static [Label] {
    &ALL
}

/// Labels that are easily misread, and what must happen to each.
#[must_use]
pub fn hazards() -> &'static [Hazard] {
    &MISREAD
}
