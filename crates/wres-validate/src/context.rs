//! What an examination needs to know before it sees a row.

use crate::{catalogue::Catalogue, policy::Policy};
use wres_domain::{Dataset, Period, RowLedger, SiteId};

/// An indicator's need of a dataset, so that a site learns what it will not see.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Need {
    /// The indicator, as readers know it.
    pub indicator: String,
    /// The dataset it needs.
    pub dataset: Dataset,
    /// Columns that it needs and that a submission may lack.
    pub columns: Vec<String>,
}

/// What an examination needs to know before it sees a row.
#[derive(Debug, Clone, PartialEq)]
pub struct Context {
    /// Whose submission it is.
    pub site: SiteId,
    /// The reporting year.
    pub period: Period,
    /// Tolerances and bounds.
    pub policy: Policy,
    /// What the indicators of the run need.
    pub needs: Vec<Need>,
    /// The indicators of the run, by which names are looked up; without it no name of an indicator is judged.
    pub catalogue: Option<Catalogue>,
}

impl Context {
    /// A context with the default policy and the needs of the social care workforce race equality standard.
    #[must_use]
    pub fn new(site: SiteId, period: Period) -> Self {
        Self { site, period, policy: Policy::default(), needs: social_care_needs(), catalogue: None }
    }
}

/// What the nine indicators of the social care standard need.
#[must_use]
pub fn social_care_needs() -> Vec<Need> {
    let need = |indicator: &str, dataset, columns: &[&str]| Need {
        indicator: indicator.to_owned(),
        dataset,
        columns: columns.iter().map(|&column| column.to_owned()).collect(),
    };
    vec![
        need("1 (pay bands and rungs)", Dataset::Staff, &["salary_fte"]),
        need("2 (appointed from shortlist)", Dataset::Applications, &[]),
        need("3 (formal disciplinary process)", Dataset::Cases, &[]),
        need("4 (fitness to practise)", Dataset::Cases, &[]),
        need("4 (fitness to practise)", Dataset::Staff, &["regulated"]),
        need("5 (funded non-mandatory training)", Dataset::Training, &["funded"]),
        need("6 (harassed by people who use care, relatives or the public)", Dataset::Survey, &["harassed_by_public"]),
        need("7a (harassed by colleagues)", Dataset::Survey, &["harassed_by_colleague"]),
        need("7b (harassed by managers)", Dataset::Survey, &["harassed_by_manager"]),
        need("8 (leavers)", Dataset::Leavers, &[]),
        need("9 (senior managers)", Dataset::Staff, &["manager_level"]),
    ]
}

/// A column of a file as the site has it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct SourceColumn {
    /// The canonical column.
    pub name: String,
    /// Its place in the file; the first is 0 (`A`).
    pub index: u32,
    /// Its header as the site wrote it.
    pub header: String,
}

/// One file or sheet that was read. Its place in [`Sources::files`] is the number that stands in the column `_file`.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct SourceFile {
    /// Name of the file.
    pub name: String,
    /// Sheet of a workbook.
    pub sheet: Option<String>,
    /// The dataset it was read as; `None` if it was not used.
    pub dataset: Option<Dataset>,
    /// Where its columns stand, as far as known.
    pub columns: Vec<SourceColumn>,
    /// What became of its rows before the examination.
    pub rows: RowLedger,
    /// Whether the reading gave the file up, perhaps after some of its rows were handed over. Those rows must not be used,
    /// and nothing is said about them.
    pub refused: bool,
}

/// What reading the submission gave beside the rows: places for findings, and the findings of the reading itself.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Sources {
    /// The files and sheets, in the order of the column `_file`.
    pub files: Vec<SourceFile>,
}
