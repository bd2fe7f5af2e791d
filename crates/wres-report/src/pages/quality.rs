//! How good the data are, in the words of a page.

use super::words::capital;
use crate::publication::About;
use serde::Serialize;
use wres_disclosure::{QualitySummary, SiteQuality};
use wres_domain::{Cell, DataQuality, SiteId};

/// How good the data are: a table of percentages, already in words.
#[derive(Debug, Serialize)]
pub(super) struct Quality {
    pub(super) caption: String,
    /// What the rows are.
    pub(super) first: &'static str,
    pub(super) heads: Vec<String>,
    pub(super) rows: Vec<QualityRow>,
}

/// A site, or a period.
#[derive(Debug, Serialize)]
pub(super) struct QualityRow {
    pub(super) label: String,
    pub(super) cells: Vec<String>,
}

/// Every site: its score in each period, and the parts of the newest. `None` where nothing was submitted, as for published
/// tables.
pub(super) fn of_all(about: &About, quality: &QualitySummary) -> Option<Quality> {
    let newest = about.periods.last().filter(|_| !quality.sites.is_empty())?;
    let scores = about.periods.iter().map(|period| format!("Score {}", period.label));
    let rows = about.sites.iter().map(|status| {
        let of_period =
            |label: &str| quality.sites.iter().find(|one| one.site == status.site.id && one.period == label);
        let score = |label: &str| of_period(label).map_or_else(|| "[x]".to_owned(), |one| percent(one.score));
        let mut cells: Vec<String> = about.periods.iter().map(|period| score(&period.label)).collect();
        cells.extend(parts(of_period(&newest.label)));
        QualityRow { label: status.site.name.clone(), cells }
    });
    Some(Quality {
        caption: format!("Quality of the data: score in each period, and its parts in {}, in percent", newest.label),
        first: "Site",
        heads: scores.chain(names()).collect(),
        rows: rows.collect(),
    })
}

/// One site: score and parts in each period, the newest first.
pub(super) fn of_site(quality: &QualitySummary, site: &SiteId) -> Option<Quality> {
    let own: Vec<&SiteQuality> = quality.sites.iter().filter(|one| one.site == *site).collect();
    let row = |one: &&SiteQuality| {
        let mut cells = vec![percent(one.score)];
        cells.extend(parts(Some(one)));
        QualityRow { label: one.period.clone(), cells }
    };
    (!own.is_empty()).then(|| Quality {
        caption: "Quality of the data: score and its parts in each period, in percent".to_owned(),
        first: "Period",
        heads: std::iter::once("Score".to_owned()).chain(names()).collect(),
        rows: own.iter().rev().map(row).collect(),
    })
}

fn names() -> impl Iterator<Item = String> {
    DataQuality::default().parts().into_iter().map(|(name, _)| capital(name))
}

fn parts(quality: Option<&SiteQuality>) -> Vec<String> {
    let part = |name: &str| quality?.parts.iter().find(|part| part.name == name);
    let names = DataQuality::default().parts().map(|(name, _)| name);
    names.iter().map(|name| part(name).map_or_else(|| "[x]".to_owned(), |part| percent(part.percent))).collect()
}

fn percent(cell: Cell<u64>) -> String {
    cell.value().map_or_else(|| cell.symbol().unwrap_or("[x]").to_owned(), ToString::to_string)
}
