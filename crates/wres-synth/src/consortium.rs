//! Synthetic sites and what they send.

use crate::{
    plan::{Fate, Plan, SiteOutline},
    simulate::{Simulated, simulate},
    slips::slip,
    table::Extract,
    truth::Truth,
    write::{files, mapping_of},
};
use rust_xlsxwriter::XlsxError;
use thiserror::Error;
use wres_domain::{Period, SiteError, SiteId};

/// Why a plan cannot be carried out.
#[derive(Debug, Error)]
pub enum SynthError {
    /// The code of a site is none.
    #[error(transparent)]
    Site(#[from] SiteError),
    /// A table does not fit into a workbook.
    #[error("the workbook of site `{site}` for {period} cannot be written: {source}; let the site write text instead")]
    Workbook {
        /// Code of the site.
        site: String,
        /// Label of the period.
        period: String,
        /// What the workbook library says.
        source: XlsxError,
    },
}

/// One file of a submission.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct SyntheticFile {
    /// Its name.
    pub name: String,
    /// Its content.
    pub bytes: Vec<u8>,
}

/// What one site sends for one period.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Submission {
    /// Label of the period.
    pub period: String,
    /// The files; none where the site is late.
    pub files: Vec<SyntheticFile>,
}

/// One fictitious authority.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct SyntheticSite {
    /// Its code.
    pub id: SiteId,
    /// Its name.
    pub name: String,
    /// Its region.
    pub region: String,
    /// One submission for each period, in order.
    pub submissions: Vec<Submission>,
    /// Its mapping file.
    pub mapping_toml: String,
}

/// A synthetic consortium: sites, what they send, and what is true of them.
#[derive(Debug, Clone, PartialEq)]
pub struct Consortium {
    /// The periods, earliest first.
    pub periods: Vec<Period>,
    /// The sites.
    pub sites: Vec<SyntheticSite>,
    /// What is true.
    pub truth: Truth,
}

impl Consortium {
    /// Makes the consortium of a plan. The same seed and plan give the same bytes on any machine.
    ///
    /// # Errors
    /// [`SynthError`] if a site's code is none, or a table has more rows than a workbook can hold.
    pub fn generate(seed: u64, plan: &Plan) -> Result<Self, SynthError> {
        let labels = plan.periods.iter().map(|period| period.label.clone()).collect();
        let mut truth = Truth::new(plan.planted.clone(), labels);
        let mut sites = Vec::with_capacity(plan.sites.len());
        for (index, outline) in plan.sites.iter().enumerate() {
            let Some(simulated) = simulate(seed, plan, index) else { continue };
            let site = site(seed, plan, index, outline, &simulated.extracts)?;
            let usable = (0..plan.periods.len()).map(|period| fate(outline, period) == Fate::Sent).collect();
            truth.add_site(site.id.clone(), site.region.clone(), usable, &simulated.tally, &simulated.gone);
            sites.push(site);
        }
        Ok(Self { periods: plan.periods.clone(), sites, truth })
    }
}

impl Plan {
    /// Makes one site alone, the same as in the whole consortium, so that a large one need not be held in memory at once.
    /// `None` where the plan has no such site.
    ///
    /// # Errors
    /// [`SynthError`], as for the whole.
    pub fn site(&self, seed: u64, index: usize) -> Result<Option<SyntheticSite>, SynthError> {
        let (Some(outline), Some(simulated)) = (self.sites.get(index), simulate(seed, self, index)) else {
            return Ok(None);
        };
        site(seed, self, index, outline, &simulated.extracts).map(Some)
    }

    /// The canonical tables of one site, without any slips, one extract for each period. `None` where the plan has no such
    /// site.
    #[must_use]
    pub fn tables(&self, seed: u64, index: usize) -> Option<Vec<Extract>> {
        simulate(seed, self, index).map(|Simulated { extracts, .. }| extracts)
    }
}

fn fate(outline: &SiteOutline, period: usize) -> Fate {
    outline.fates.get(period).copied().unwrap_or(Fate::Sent)
}

fn site(
    seed: u64,
    plan: &Plan,
    index: usize,
    outline: &SiteOutline,
    extracts: &[Extract],
) -> Result<SyntheticSite, SynthError> {
    let mut submissions = Vec::with_capacity(extracts.len());
    for (place, (period, extract)) in plan.periods.iter().zip(extracts).enumerate() {
        let slipped = outline.slips.then(|| slip(seed, index, period, extract));
        let extract = slipped.as_ref().unwrap_or(extract);
        let files = files(outline, period, extract, fate(outline, place)).map_err(|source| SynthError::Workbook {
            site: outline.code.clone(),
            period: period.label.clone(),
            source,
        })?;
        submissions.push(Submission { period: period.label.clone(), files });
    }
    Ok(SyntheticSite {
        id: SiteId::new(&outline.code)?,
        name: outline.name.clone(),
        region: outline.region.clone(),
        submissions,
        mapping_toml: mapping_of(outline, extracts),
    })
}
