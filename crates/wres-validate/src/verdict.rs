//! What an examination concludes.

use wres_domain::{Dataset, Finding, Part, UnknownReason, percent_half_up};

/// What a submission is worth.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Decision {
    /// It can be used, and nothing needs an answer.
    Accepted,
    /// It can be used; there are queries to answer or rows that were left out.
    AcceptedWithQueries,
    /// It cannot be used.
    Rejected {
        /// Why, one sentence for each reason.
        why: Vec<String>,
    },
}

/// How much of the ethnicity of a dataset's rows is known. The parts sum to the rows kept.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Completeness {
    /// The dataset.
    pub dataset: Dataset,
    /// Rows whose ethnicity is known.
    pub known: u64,
    /// Rows of people who were asked and preferred not to say.
    pub refused: u64,
    /// Rows of people who were not asked, or whose answer was not recorded.
    pub not_asked: u64,
    /// Rows whose cell is empty.
    pub blank: u64,
    /// Rows whose cell holds something that the declared list does not know.
    pub unmapped: u64,
}

impl Completeness {
    pub(crate) fn of(dataset: Dataset) -> Self {
        Self { dataset, known: 0, refused: 0, not_asked: 0, blank: 0, unmapped: 0 }
    }

    pub(crate) fn add(&mut self, unknown: Option<UnknownReason>, rows: u64) {
        let part = match unknown {
            None => &mut self.known,
            Some(UnknownReason::Refused) => &mut self.refused,
            Some(UnknownReason::NotAsked) => &mut self.not_asked,
            Some(UnknownReason::Blank) => &mut self.blank,
            Some(UnknownReason::Unmapped) => &mut self.unmapped,
        };
        *part += rows;
    }

    /// All rows.
    #[must_use]
    pub fn rows(&self) -> u64 {
        self.known + self.refused + self.not_asked + self.blank + self.unmapped
    }

    /// The parts in words, as percentages rounded half up.
    pub(crate) fn in_words(&self) -> String {
        let percent = |part: u64| percent_half_up(part, self.rows(), 1).unwrap_or_else(|| "0.0".to_owned());
        format!(
            "known for {}% of {} rows; refused {}%, not asked {}%, blank {}%, not recognised {}%",
            percent(self.known),
            self.rows(),
            percent(self.refused),
            percent(self.not_asked),
            percent(self.blank),
            percent(self.unmapped)
        )
    }

    /// The share that is known, 0 to 1; `None` without rows.
    #[must_use]
    pub fn share_known(&self) -> Option<f64> {
        (self.rows() > 0).then(|| self.known as f64 / self.rows() as f64)
    }
}

/// What the examination took out of one file. `kept` of the file's ledger falls by both.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub struct Removed {
    /// Index of the file.
    pub file: u16,
    /// Rows that a rule rejected.
    pub rejected: u64,
    /// Rows dropped as exact repeats of another row.
    pub duplicate: u64,
}

/// Every row that a finding is about.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct MarkedRows {
    /// Index of the finding in [`Verdict::findings`].
    pub finding: usize,
    /// The rows as a spreadsheet numbers them, ascending; the column is in the finding.
    pub rows: Vec<u32>,
}

/// What an examination concludes.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Verdict {
    /// What the submission is worth.
    pub decision: Decision,
    /// One finding for each rule, file and column, with the number of rows and the first of them; in the order of the rules.
    pub findings: Vec<Finding>,
    /// All rows of the findings that are about rows. Nothing is capped.
    pub rows: Vec<MarkedRows>,
    /// Completeness of ethnicity, for each dataset that has rows with one.
    pub completeness: Vec<Completeness>,
    /// What was taken out of each file from which anything was.
    pub removed: Vec<Removed>,
    /// Datasets and columns that indicators need and that were sent, of all that they need.
    pub sent: Part,
}

impl Verdict {
    /// The findings one row at a time, as a table of them shows them.
    pub fn each_row(&self) -> impl Iterator<Item = Finding> {
        let rows_of = |index: usize| self.rows.iter().find(move |marked| marked.finding == index);
        self.findings.iter().enumerate().flat_map(move |(index, finding)| match rows_of(index) {
            None => vec![finding.clone()],
            Some(marked) => marked
                .rows
                .iter()
                .map(|&row| {
                    let mut one = finding.clone();
                    one.place.row = Some(u64::from(row));
                    one.count = 1;
                    one
                })
                .collect(),
        })
    }
}
