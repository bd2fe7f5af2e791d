//! A code list and its entries.

use crate::codes::embedded::{CATALOGUE, ETHNICITY, LADDERS, PAY_BANDS, Rows, VALUES};
use serde::{Deserialize, Serialize};
use std::{collections::BTreeMap, sync::LazyLock};
use wres_domain::{Ethnicity, read_toml};

/// What the codes of a list stand for.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum ListKind {
    /// Ethnic groups: every entry has a canonical group.
    Ethnicity,
    /// Values of a column of the canonical datasets.
    Values,
    /// Rungs of a ladder, low to high.
    Ladder,
    /// Bands of pay or points of a pay spine, low to high.
    Pay,
}

/// A code list.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct CodeList {
    /// The name that a mapping declares.
    pub name: String,
    /// What it is called.
    pub title: String,
    /// What its codes stand for.
    pub kind: ListKind,
    /// Who keeps it.
    pub holder: String,
    /// Its version.
    pub version: String,
    /// First day on which it was in use, where known (`YYYY-MM-DD`).
    #[serde(skip_serializing_if = "Option::is_none")]
    pub from: Option<String>,
    /// Last day on which it was in use, where known and past.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub to: Option<String>,
    /// Where its codes were read.
    pub source: String,
    /// The codes, in the order of the list.
    pub entries: Vec<CodeEntry>,
}

/// One code.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct CodeEntry {
    /// The code as written.
    pub code: String,
    /// Its label.
    pub label: String,
    /// What it means: the code of an [`Ethnicity`], or the code itself.
    pub canonical: String,
    /// Other labels that mean the same.
    pub also: Vec<String>,
    /// Something to know; may be empty. For values with a nature (reasons of leaving), the nature.
    pub notes: String,
}

#[derive(Deserialize)]
struct Catalogue {
    list: Vec<Described>,
}

#[derive(Deserialize)]
struct Described {
    name: String,
    kind: ListKind,
    title: String,
    holder: String,
    version: String,
    from: Option<String>,
    to: Option<String>,
    source: String,
}

static LISTS: LazyLock<Vec<CodeList>> = LazyLock::new(|| {
    let catalogue: Catalogue =
        read_toml(CATALOGUE).expect("the catalogue is part of the program and held by its tests");
    let mut lists: Vec<CodeList> = catalogue.list.into_iter().filter_map(described).collect();
    lists.push(canonical());
    lists.extend(ladders());
    lists.extend(pay());
    lists
});

/// Every list.
#[must_use]
pub fn lists() -> &'static [CodeList] {
    &LISTS
}

/// The list of a name.
#[must_use]
pub fn list(name: &str) -> Option<&'static CodeList> {
    LISTS.iter().find(|list| list.name == name)
}

impl CodeList {
    /// The entry of a code, as written in the list.
    #[must_use]
    pub fn entry(&self, code: &str) -> Option<&CodeEntry> {
        self.entries.iter().find(|entry| entry.code == code)
    }
}

impl CodeEntry {
    /// The ethnic group that it means, in a list of ethnicity.
    #[must_use]
    pub fn ethnicity(&self) -> Option<Ethnicity> {
        Ethnicity::from_code(&self.canonical)
    }
}

fn described(described: Described) -> Option<CodeList> {
    let files = if described.kind == ListKind::Ethnicity { ETHNICITY } else { VALUES };
    let (_, text) = files.iter().find(|(name, _)| *name == described.name)?;
    let split = |text: String| text.split('|').map(str::to_owned).filter(|part| !part.is_empty()).collect();
    let entries = Rows::read(text)
        .iter()
        .map(|cell| match described.kind {
            ListKind::Ethnicity => CodeEntry {
                code: cell("code"),
                label: cell("label"),
                canonical: cell("canonical"),
                also: split(cell("also")),
                notes: cell("notes"),
            },
            _ => CodeEntry {
                code: cell("code"),
                label: cell("label"),
                canonical: cell("code"),
                also: split(cell("synonyms")),
                notes: cell("nature"),
            },
        })
        .collect();
    let Described { name, kind, title, holder, version, from, to, source } = described;
    Some(CodeList { name, title, kind, holder, version, from, to, source, entries })
}

/// The canonical groups themselves, for data that is already coded so.
fn canonical() -> CodeList {
    let entry = |&ethnicity: &Ethnicity| CodeEntry {
        code: ethnicity.code().to_owned(),
        label: ethnicity.label().to_owned(),
        canonical: ethnicity.code().to_owned(),
        also: Vec::new(),
        notes: String::new(),
    };
    CodeList {
        name: "canonical".to_owned(),
        title: "Canonical groups of this project".to_owned(),
        kind: ListKind::Ethnicity,
        holder: "wres".to_owned(),
        version: "1".to_owned(),
        from: None,
        to: None,
        source: "Census 2021 of England and Wales, with groups that a source does not separate and kinds of unknown"
            .to_owned(),
        entries: Ethnicity::ALL.iter().map(entry).collect(),
    }
}

fn ladders() -> Vec<CodeList> {
    let mut ladders = BTreeMap::<String, Vec<CodeEntry>>::new();
    for cell in Rows::read(LADDERS).iter() {
        ladders.entry(cell("ladder")).or_default().push(CodeEntry {
            code: cell("code"),
            label: cell("label"),
            canonical: cell("code"),
            also: cell("typical_titles").split('|').map(str::to_owned).collect(),
            notes: cell("notes"),
        });
    }
    let list = |(name, entries): (String, Vec<CodeEntry>)| CodeList {
        title: format!("Ladder of {}", name.replace('_', " ")),
        name,
        kind: ListKind::Ladder,
        holder: "wres".to_owned(),
        version: "1".to_owned(),
        from: None,
        to: None,
        source:
            "Job roles of the children's social work workforce census and of the adult social care workforce data set"
                .to_owned(),
        entries,
    };
    ladders.into_iter().map(list).collect()
}

/// Pay bands and spines. Where a band has limits in pounds they are in its notes.
fn pay() -> Vec<CodeList> {
    let mut lists: Vec<CodeList> = Vec::new();
    for cell in Rows::read(PAY_BANDS).iter() {
        let pounds = [cell("lower_gbp"), cell("upper_gbp")];
        let limits = match [pounds[0].as_str(), pounds[1].as_str()] {
            ["", ""] => String::new(),
            ["", upper] => format!("up to {upper} pounds. "),
            [lower, ""] => format!("from {lower} pounds. "),
            [lower, upper] => format!("{lower} to {upper} pounds. "),
        };
        let (code, scheme) = (cell("code"), cell("scheme"));
        let entry = CodeEntry {
            canonical: code.clone(),
            code,
            label: cell("label"),
            also: Vec::new(),
            notes: format!("{limits}{}", cell("notes")).trim().to_owned(),
        };
        match lists.iter_mut().find(|list| list.name == scheme) {
            Some(list) => list.entries.push(entry),
            None => lists.push(CodeList {
                title: format!("Pay: {}", scheme.replace('_', " ")),
                name: scheme,
                kind: ListKind::Pay,
                holder: "Published pay schemes".to_owned(),
                version: cell("version"),
                from: None,
                to: None,
                source: "Skills for Care, findings from the SC-WRES data, 2024; NHS Agenda for Change; NJC pay spine of 2019".to_owned(),
                entries: vec![entry],
            }),
        }
    }
    lists
}
