//! The exact figures of each site, for its feedback folder.

use crate::{
    config::Config,
    error::Result,
    release::{of_site, standard_text},
    site::Done,
};
use std::panic::{AssertUnwindSafe, catch_unwind};
use tracing::warn;
use wres_domain::{CountTable, PayRow, SiteId, WeightRow};
use wres_metrics::Standard;
use wres_report::{File, OwnFigures, render_own_figures};

/// The exact figures of one site, by the label of the period. Where they cannot be made, the site goes without and the run goes on.
pub(crate) fn own_figures(config: &Config, standards: &[Standard], done: &[&Done], run: &str) -> Vec<(String, File)> {
    match catch_unwind(AssertUnwindSafe(|| made(config, standards, done, run))) {
        Ok(Ok(files)) => files,
        Ok(Err(error)) => {
            warn!(site = %site_of(done), %error, "the site's own figures could not be made");
            Vec::new()
        }
        Err(_) => {
            warn!(site = %site_of(done), "making the site's own figures broke off");
            Vec::new()
        }
    }
}

fn site_of(done: &[&Done]) -> String {
    done.first().map_or_else(String::new, |one| one.site.id.to_string())
}

fn made(config: &Config, standards: &[Standard], done: &[&Done], run: &str) -> Result<Vec<(String, File)>> {
    let Some(first) = done.first() else { return Ok(Vec::new()) };
    let site: &SiteId = &first.site.id;
    let tables: Vec<CountTable> = done.iter().map(|one| one.table.clone()).collect();
    let pay: Vec<PayRow> = done.iter().flat_map(|one| one.pay.iter().cloned()).collect();
    let weights: Vec<WeightRow> = done.iter().flat_map(|one| one.weights.iter().cloned()).collect();
    let figures = of_site(config, standards.to_vec(), (site, &tables), (&pay, &weights))?;
    let texts: Vec<_> = standards.iter().map(standard_text).collect();
    let mut files = Vec::new();
    for one in done.iter().filter(|one| one.intake.manifest.is_some()) {
        let about = OwnFigures { site: &one.site, period: &one.period, standards: &texts, run };
        let of_period = render_own_figures(&about, &figures.outcomes, &figures.measures)?;
        files.extend(of_period.into_iter().map(|file| (one.period.label.clone(), file)));
    }
    Ok(files)
}
