//! What a run did, for people, monitors and the exit code.

use serde::{Deserialize, Serialize};
use std::{collections::BTreeMap, path::PathBuf};
use wres_disclosure::{Deviation, ProtectionSummary};
use wres_domain::{FigureVerdict, Finding, Reconciliation, RowLedger, SiteId};

/// What a submission was found to be worth.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Verdict {
    /// In order.
    Accepted,
    /// Used, with questions to the site.
    AcceptedWithQueries,
    /// Not used.
    Rejected,
    /// Not used, but an earlier accepted submission for the same period stands in.
    RejectedStale,
    /// Not there when the run began.
    Late,
}

impl Verdict {
    /// What readers are told.
    #[must_use]
    pub fn label(self) -> &'static str {
        match self {
            Self::Accepted => "accepted",
            Self::AcceptedWithQueries => "accepted with queries",
            Self::Rejected => "rejected",
            Self::RejectedStale => "rejected; the last accepted submission stands in",
            Self::Late => "not received",
        }
    }

    /// Its code in JSON and in metrics.
    #[must_use]
    pub fn code(self) -> &'static str {
        match self {
            Self::Accepted => "accepted",
            Self::AcceptedWithQueries => "accepted_with_queries",
            Self::Rejected => "rejected",
            Self::RejectedStale => "rejected_stale",
            Self::Late => "late",
        }
    }

    /// Whether what the site sent was not used.
    #[must_use]
    pub fn is_rejected(self) -> bool {
        matches!(self, Self::Rejected | Self::RejectedStale)
    }
}

/// One site in one period.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct SiteSummary {
    /// The site.
    pub site: SiteId,
    /// The period.
    pub period: String,
    /// The verdict.
    pub verdict: Verdict,
    /// Whether nothing had changed since the last run, so that the work was not done again.
    pub unchanged: bool,
    /// What became of the rows.
    pub rows: RowLedger,
    /// Number of findings that are errors.
    pub errors: u64,
    /// Number of findings that are queries.
    pub queries: u64,
    /// What could not be made for it. The log says why, and the next run tries again.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub not_made: Vec<SiteFile>,
    /// What became of the rows of each dataset: read, used in some figure, and not used by reason.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub datasets: Vec<Reconciliation>,
}

impl SiteSummary {
    /// What could not be made for it, as the end of a sentence; empty where everything was.
    #[must_use]
    pub fn not_made_in_words(&self) -> String {
        self.not_made.iter().map(|file| format!("; its {} could not be made", file.label())).collect()
    }
}

/// Something that a run makes for each site.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum SiteFile {
    /// Its page in the publication.
    Page,
    /// The findings that go back to it.
    Feedback,
    /// The workbook in which it puts its rows right.
    Corrections,
    /// Its own exact figures.
    OwnFigures,
}

impl SiteFile {
    /// What people call it.
    #[must_use]
    pub fn label(self) -> &'static str {
        match self {
            Self::Page => "page",
            Self::Feedback => "feedback",
            Self::Corrections => "workbook of corrections",
            Self::OwnFigures => "table of its own figures",
        }
    }
}

/// A submission that a run would look at.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Planned {
    /// The site.
    pub site: SiteId,
    /// The period.
    pub period: String,
    /// What lies in the inbox.
    pub sent: SentKind,
}

/// What lies in the inbox of a submission.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum SentKind {
    /// A folder with something in it.
    Folder,
    /// Something that cannot be looked into.
    Unreadable,
    /// Nothing.
    Nothing,
}

impl SentKind {
    /// What would become of it.
    #[must_use]
    pub fn label(self) -> &'static str {
        match self {
            Self::Folder => "to be read",
            Self::Unreadable => "that cannot be looked into",
            Self::Nothing => "not there",
        }
    }
}

/// What a run came to.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum RunState {
    /// It was a dry run: nothing was read and nothing changed.
    Planned,
    /// This very run was published before.
    NothingToDo,
    /// Submissions were taken in and nothing was published (`--only`).
    TakenIn,
    /// It published.
    Published,
}

/// One of the findings that a reader should see first.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Headline {
    /// The indicator.
    pub indicator: String,
    /// The finding in words.
    pub sentence: String,
}

/// How many of the figures that a reader looks for first can be read: ratios of two groups, all services together.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Readable {
    /// Where: all sites, regions, single sites.
    pub level: String,
    /// How many have a value.
    pub shown: u64,
    /// How many could have one: those that were supplied.
    pub of: u64,
}

/// What a configuration costs in accuracy, as a dry run finds it from what was accepted last.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct Price {
    /// Inner cells that would be rounded.
    pub cells: u64,
    /// How far sums would be from the truth, by level, grouping and split of services.
    pub deviations: Vec<Deviation>,
    /// How many headline ratios could be read.
    pub readable: Vec<Readable>,
}

/// What a run did.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct RunSummary {
    /// Name of the pipeline.
    pub pipeline: String,
    /// Identity of the run: the same inputs, configuration and version give the same.
    pub run: String,
    /// What it came to.
    pub state: RunState,
    /// Folder of the publication; `None` where nothing was published (`--only`, dry run).
    pub publication: Option<PathBuf>,
    /// The sites, period by period.
    pub sites: Vec<SiteSummary>,
    /// For a dry run: the submissions that would be looked at.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub planned: Vec<Planned>,
    /// Folders in the inbox that the configuration does not know.
    pub unclaimed: Vec<PathBuf>,
    /// The findings that a reader should see first, at most three.
    pub headlines: Vec<Headline>,
    /// Counts that are shown as `[c]`.
    pub hidden: u64,
    /// How the protection of counts went.
    #[serde(default)]
    pub protection: ProtectionSummary,
    /// How many of the figures that a reader looks for first can be read.
    #[serde(default)]
    pub readable: Vec<Readable>,
    /// For a dry run: what the configuration costs in accuracy, where anything was accepted before.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub price: Option<Price>,
    /// Outcomes that were published.
    pub outcomes: u64,
    /// For published tables: how many printed figures were judged how.
    #[serde(default, skip_serializing_if = "BTreeMap::is_empty")]
    pub printed: BTreeMap<FigureVerdict, u64>,
    /// For published tables: what is wrong with them.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub findings: Vec<Finding>,
}

impl RunSummary {
    /// Of a pipeline by its name, and nothing yet.
    pub(crate) fn new(pipeline: &str, state: RunState) -> Self {
        Self {
            pipeline: pipeline.to_owned(),
            run: String::new(),
            state,
            publication: None,
            sites: Vec::new(),
            planned: Vec::new(),
            unclaimed: Vec::new(),
            headlines: Vec::new(),
            hidden: 0,
            protection: ProtectionSummary::default(),
            readable: Vec::new(),
            price: None,
            outcomes: 0,
            printed: BTreeMap::new(),
            findings: Vec::new(),
        }
    }

    /// Notes that something could not be made for a site; in each of its periods, unless one is given.
    pub(crate) fn note_not_made(&mut self, site: &SiteId, period: Option<&str>, file: SiteFile) {
        let concerned = |one: &&mut SiteSummary| one.site == *site && period.is_none_or(|period| one.period == period);
        for one in self.sites.iter_mut().filter(concerned) {
            if !one.not_made.contains(&file) {
                one.not_made.push(file);
            }
        }
    }

    /// What became of the rows of each dataset, over all sites and periods.
    #[must_use]
    pub fn rows(&self) -> Vec<Reconciliation> {
        let mut all: BTreeMap<wres_domain::Dataset, Reconciliation> = BTreeMap::new();
        for rows in self.sites.iter().flat_map(|site| &site.datasets) {
            let sum = all.entry(rows.dataset).or_insert_with(|| Reconciliation::of(rows.dataset));
            sum.read += rows.read;
            sum.used += rows.used;
            rows.unused.iter().for_each(|(reason, n)| sum.leave_out(*n, reason));
        }
        all.into_values().collect()
    }

    /// Whether any submission was rejected, or something could not be made for its site.
    #[must_use]
    pub fn any_rejected(&self) -> bool {
        self.sites.iter().any(|site| site.verdict.is_rejected() || !site.not_made.is_empty())
    }
}
