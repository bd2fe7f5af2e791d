//! What a publication is made of.

use crate::{
    error::ReportError,
    file::File,
    package,
    pages::{AroundPage, pages},
    results::{ordered, results},
    tables::{self, ComparisonTable},
    workbook::{describe, ods, xlsx},
};
use rayon::prelude::*;
use serde::{Deserialize, Serialize};
use std::collections::{BTreeMap, HashSet};
use wres_disclosure::{Deviation, FindingsSummary, QualitySummary, Released, SuppressionSummary};
use wres_domain::{Comparisons, Group, IndicatorId, Measure, NotAboutPeople, Outcome, Period, Scope, Site, SiteId};

/// Everything that a publication says. Each part has been through the door.
#[derive(Debug, Clone, PartialEq)]
pub struct Publication {
    /// What, when, who, and by which definitions.
    pub about: Released<About>,
    /// What is said about each group in each place, in any order.
    pub outcomes: Released<Vec<Outcome>>,
    /// Sites beside one another, and periods beside one another.
    pub comparisons: Released<Comparisons>,
    /// Figures that take many counts at once, in any order.
    pub measures: Released<Vec<Measure>>,
    /// What was found in submissions.
    pub findings: Released<FindingsSummary>,
    /// How good the data of each site are.
    pub quality: Released<QualitySummary>,
    /// How many counts are marked, and by which policy.
    pub suppressions: Released<SuppressionSummary>,
    /// How far released sums are from the truth.
    pub deviations: Released<Vec<Deviation>>,
}

/// What a publication is about. Nothing in it is about people.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct About {
    /// Its title.
    pub title: String,
    /// Who publishes it, where said.
    pub publisher: Option<String>,
    /// A sentence or two for the top of the first page, where said.
    pub summary: Option<String>,
    /// What a reader has to mind, one paragraph each.
    pub notes: Vec<String>,
    /// What all sites together are called, such as `All authorities`.
    pub everywhere: String,
    /// What one site is called, such as `authority`.
    pub site_word: String,
    /// The run that made it.
    pub run: Run,
    /// The standards that its indicators come from.
    pub standards: Vec<StandardText>,
    /// Its periods, oldest first.
    pub periods: Vec<Period>,
    /// The sites that take part and what became of their submissions, in the order in which they are shown.
    pub sites: Vec<SiteStatus>,
    /// Labels that replace the groups' own.
    pub labels: BTreeMap<Group, String>,
    /// Whether figures are provisional: every page then says so.
    pub provisional: bool,
}

/// The run that made a publication.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Run {
    /// Its identity: the hash of inputs, configuration, code lists and version.
    pub id: String,
    /// The version of the program.
    pub version: String,
    /// What else a reader needs to repeat it, as name and value: configuration, code lists, inputs.
    pub provenance: Vec<(String, String)>,
}

/// A standard in words.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct StandardText {
    /// Its name with the year.
    pub id: String,
    /// What readers call it.
    pub title: String,
    /// What it is for.
    pub summary: String,
    /// Where it comes from.
    pub source: String,
    /// Its indicators in their order.
    pub indicators: Vec<IndicatorText>,
}

/// An indicator in words.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct IndicatorText {
    /// Its full name, such as `sc-wres-3`.
    pub id: IndicatorId,
    /// Its name within the standard, such as `3`.
    pub key: String,
    /// What readers call it.
    pub title: String,
    /// The definition in a sentence.
    pub definition: String,
    /// Where the definition comes from.
    pub source: String,
    /// What to mind when reading it.
    pub note: Option<String>,
    /// Those at risk, in the plural: `staff`, `shortlisted applicants`.
    pub people: String,
    /// What is more or less likely: `to be appointed`.
    pub to_do: String,
    /// What the cases are, in the plural: `appointments`.
    pub events: String,
    /// Whether it is about representation: in every stratum, cases are the people in it and the base is everybody.
    pub representation: bool,
    /// The dimensions that it is also counted by.
    pub dimensions: Vec<DimensionText>,
}

/// A way of counting an indicator in parts, in words.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct DimensionText {
    /// Its code, as in [`wres_domain::Stratum::dimension`].
    pub code: String,
    /// What readers call it.
    pub label: String,
    /// Its strata from low to high.
    pub strata: Vec<StratumText>,
}

/// One stratum in words.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct StratumText {
    /// Its code, as in [`wres_domain::Stratum::value`].
    pub code: String,
    /// What readers call it.
    pub label: String,
}

/// A site and what became of its submission for the newest period.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct SiteStatus {
    /// The site.
    pub site: Site,
    /// What became of its submission.
    pub status: Status,
    /// Why, in words for a reader; nothing personal.
    pub note: Option<String>,
}

/// What became of a submission.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Status {
    /// It is in the figures.
    Accepted,
    /// It is in the figures, and questions about it are open.
    AcceptedWithQueries,
    /// An earlier submission stands in for it.
    Stale,
    /// It could not be used.
    Rejected,
    /// It has not come.
    Late,
}

impl NotAboutPeople for About {}

impl About {
    /// Which period is newest, and which stand before it.
    pub(crate) fn period_line(&self) -> String {
        match self.periods.split_last() {
            Some((newest, [])) => format!("Period {}.", newest.label),
            Some((newest, before)) => {
                let before: Vec<&str> = before.iter().map(|period| period.label.as_str()).collect();
                format!("Period {}; earlier: {}.", newest.label, before.join(", "))
            }
            None => String::new(),
        }
    }
}

impl IndicatorText {
    /// What readers call a stratum; `None` for the whole.
    pub(crate) fn part<'a>(&'a self, dimension: &str, value: &'a str) -> Option<&'a str> {
        if dimension.is_empty() {
            return None;
        }
        let known = self.dimensions.iter().find(|one| one.code == dimension);
        let stratum = known.and_then(|one| one.strata.iter().find(|stratum| stratum.code == value));
        Some(stratum.map_or(value, |stratum| stratum.label.as_str()))
    }
}

impl Status {
    /// What readers call it.
    #[must_use]
    pub fn label(self) -> &'static str {
        match self {
            Self::Accepted => "Included",
            Self::AcceptedWithQueries => "Included, with open questions",
            Self::Stale => "Included from an earlier submission",
            Self::Rejected => "Not included: the submission could not be used",
            Self::Late => "Not included: no submission yet",
        }
    }

    /// Whether the site's figures are in the publication.
    #[must_use]
    pub fn is_included(self) -> bool {
        matches!(self, Self::Accepted | Self::AcceptedWithQueries | Self::Stale)
    }
}

/// Makes some of the files.
type Part<'a> = Box<dyn Fn() -> Result<Vec<File>, ReportError> + Sync + 'a>;

/// Renders a publication into its files: pages, tables, workbook and results, in the order of their paths.
///
/// # Errors
/// [`ReportError`] if a part is not for the public, if an outcome has no description, or if a writer fails.
pub fn render(publication: &Publication) -> Result<Vec<File>, ReportError> {
    render_with(publication, &|page| page.render())
}

/// [`render`], with something around the rendering of each page of a site: it calls [`crate::SitePage::render`], or gives another file of
/// the same name, such as [`crate::SitePage::instead`].
///
/// # Errors
/// As for [`render`], and what `page` gives.
pub fn render_with(publication: &Publication, page: &AroundPage<'_>) -> Result<Vec<File>, ReportError> {
    check(publication)?;
    let about = publication.about.get();
    let outcomes = &ordered(publication.outcomes.get());
    let mut compared = vec![tables::headlines(about, outcomes)];
    compared.extend(tables::comparison_tables(publication.comparisons.get()));
    compared.extend(tables::measure_table(&in_order(publication.measures.get())));
    let compared = &compared;
    let quality = tables::quality_table(publication.quality.get());
    let workbook = &describe(publication, outcomes, compared);
    // What takes longest first: the others are made beside it.
    let mut parts: Vec<Part<'_>> = vec![
        Box::new(|| xlsx(workbook).map(|file| vec![file])),
        Box::new(|| ods(workbook).map(|file| vec![file])),
        Box::new(|| pages(publication, outcomes, page)),
        Box::new(|| tables::parquet(outcomes).map(|file| vec![file])),
        Box::new(|| tables::csv(outcomes).map(|file| vec![file])),
        Box::new(|| results(publication, outcomes, compared).map(|file| vec![file])),
        Box::new(|| tables::csvw(about).map(|file| vec![file])),
    ];
    let all: Vec<&ComparisonTable> =
        compared.iter().chain(Some(&quality).filter(|table| !table.rows.is_empty())).collect();
    for &table in &all {
        parts.push(Box::new(|| tables::comparison_files(table, about).map(Vec::from)));
        parts.push(Box::new(|| tables::comparison_parquet(table).map(|file| vec![file])));
    }
    let made: Vec<Vec<File>> = parts.par_iter().with_max_len(1).map(|part| part()).collect::<Result<_, _>>()?;
    let mut files: Vec<File> = made.into_iter().flatten().collect();
    files.extend([package::data_package(about, &all)?, package::citation(about)]);
    files.sort_by(|a, b| a.path.cmp(&b.path));
    files.push(package::crate_metadata(about, &files)?);
    files.sort_by(|a, b| a.path.cmp(&b.path));
    Ok(files)
}

/// Figures in the one order that every file has: place, grouping; within these as they were made.
fn in_order(measures: &[Measure]) -> Vec<Measure> {
    let mut ordered = measures.to_vec();
    ordered.sort_by(|a, b| (&a.place, a.grouping).cmp(&(&b.place, b.grouping)));
    ordered
}

fn check(publication: &Publication) -> Result<(), ReportError> {
    let parts = [
        ("about", publication.about.audience()),
        ("outcomes", publication.outcomes.audience()),
        ("comparisons", publication.comparisons.audience()),
        ("measures", publication.measures.audience()),
        ("findings", publication.findings.audience()),
        ("quality", publication.quality.audience()),
        ("suppressions", publication.suppressions.audience()),
        ("deviations", publication.deviations.audience()),
    ];
    if let Some((part, _)) = parts.into_iter().find(|(_, audience)| !audience.is_public()) {
        return Err(ReportError::NotPublic { part });
    }
    let about = publication.about.get();
    let indicators: HashSet<&IndicatorId> =
        about.standards.iter().flat_map(|standard| &standard.indicators).map(|indicator| &indicator.id).collect();
    let sites: HashSet<&SiteId> = about.sites.iter().map(|status| &status.site.id).collect();
    let places = publication.outcomes.get().iter().map(|outcome| &*outcome.place);
    for place in places.chain(publication.measures.get().iter().map(|measure| &measure.place)) {
        if !indicators.contains(&place.indicator) {
            return Err(ReportError::UnknownIndicator { id: place.indicator.0.clone() });
        }
        if !about.periods.iter().any(|period| period.label == place.period) {
            return Err(ReportError::UnknownPeriod { label: place.period.clone() });
        }
        if let Scope::Site(id) = &place.scope
            && !sites.contains(id)
        {
            return Err(ReportError::UnknownSite { code: id.as_str().to_owned() });
        }
    }
    Ok(())
}
