//! The exact figures of each site, for its feedback folder.

use crate::{
    corrections::corrections_of,
    error::Result,
    release::{of_site, standard_text},
    rendered::{RUN, rendered_once},
    run::Publishing,
    site::Done,
};
use serde::Serialize;
use wres_domain::{CountTable, PayRow, Period, Site, WeightRow};
use wres_metrics::Standard;
use wres_report::{File, OwnFigures};

/// What the figures of a site are made of; the configuration stands for groupings, level and labels.
#[derive(Serialize)]
struct Input<'a> {
    site: &'a Site,
    /// Each with whether there is a submission, and whether a workbook of corrections goes back.
    periods: Vec<(&'a Period, bool, bool)>,
    tables: Vec<&'a CountTable>,
    pay: Vec<&'a PayRow>,
    weights: Vec<&'a WeightRow>,
    standards: &'a [Standard],
    configuration: &'a str,
}

/// The exact figures of one site, by the label of the period: made once, as long as nothing of the site changes.
pub(crate) fn own_figures(publishing: &Publishing<'_>, done: &[Done]) -> Result<Vec<File>> {
    let Some(first) = done.first() else { return Ok(Vec::new()) };
    let run = publishing.run;
    let corrections: Vec<bool> = done.iter().map(|one| has_corrections(publishing, one)).collect::<Result<_>>()?;
    let input = Input {
        site: &first.site,
        periods: done
            .iter()
            .zip(&corrections)
            .map(|(one, &corrections)| (&one.period, one.intake.manifest.is_some(), corrections))
            .collect(),
        tables: done.iter().map(|one| &one.table).collect(),
        pay: done.iter().flat_map(|one| &one.pay).collect(),
        weights: done.iter().flat_map(|one| &one.weights).collect(),
        standards: &run.standards,
        configuration: &run.config.text,
    };
    rendered_once(&run.cache, publishing.published.run, ("own figures", &input), || made(publishing, done))
}

fn has_corrections(publishing: &Publishing<'_>, one: &Done) -> Result<bool> {
    Ok(corrections_of(publishing.run.config, &one.period.label, &one.site.id)?.is_some())
}

fn made(publishing: &Publishing<'_>, done: &[Done]) -> Result<Vec<File>> {
    let Some(first) = done.first() else { return Ok(Vec::new()) };
    let (config, standards) = (publishing.run.config, &publishing.run.standards);
    let tables: Vec<CountTable> = done.iter().map(|one| one.table.clone()).collect();
    let pay: Vec<PayRow> = done.iter().flat_map(|one| one.pay.iter().cloned()).collect();
    let weights: Vec<WeightRow> = done.iter().flat_map(|one| one.weights.iter().cloned()).collect();
    let figures = of_site(config, standards.clone(), (&first.site.id, &tables), (&pay, &weights))?;
    let texts: Vec<_> = standards.iter().map(standard_text).collect();
    let mut files = Vec::new();
    for one in done.iter().filter(|one| one.intake.manifest.is_some()) {
        let until = config.periods.iter().position(|period| *period == one.period).map_or(0, |at| at + 1);
        let about = OwnFigures {
            site: &one.site,
            period: &one.period,
            periods: &config.periods[..until],
            standards: &texts,
            labels: &config.labels,
            run: RUN,
            corrections: has_corrections(publishing, one)?,
        };
        let renderer = publishing.run.renderer;
        let of_period = renderer.own_figures(&about, &figures.outcomes, &figures.comparisons, &figures.measures)?;
        let below = |file: File| File { path: format!("{}/{}", one.period.label, file.path), ..file };
        files.extend(of_period.into_iter().map(below));
    }
    Ok(files)
}
