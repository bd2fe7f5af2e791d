//! What sites are compared by, and where series break: checked against the sites and periods of the file.

use super::file::PipelineFile;
use wres_domain::{Period, SeriesBreak, Site, SiteContext, SiteContexts, SiteId};

/// What the file says of each site beside its name.
pub(super) fn contexts(file: &PipelineFile, sites: &[Site]) -> Result<SiteContexts, String> {
    let mut out = SiteContexts::new();
    for (entry, site) in file.sites.iter().zip(sites) {
        if let Some(score) = entry.deprivation.filter(|score| !score.is_finite()) {
            return Err(format!("`[[site]]` {}: `deprivation = {score}` is not a number to compare by", site.id));
        }
        let neighbours = entry.neighbours.iter().map(|code| known(code, sites)).collect::<Result<Vec<_>, _>>();
        let neighbours = neighbours.map_err(|error| format!("`[[site]]` {}: `neighbours`: {error}", site.id))?;
        if neighbours.contains(&site.id) {
            return Err(format!("`[[site]]` {}: it is named among its own neighbours", site.id));
        }
        if entry.deprivation.is_some() || !neighbours.is_empty() {
            out.insert(site.id.clone(), SiteContext { deprivation: entry.deprivation, neighbours });
        }
    }
    Ok(out)
}

/// The breaks in the series.
pub(super) fn breaks(file: &PipelineFile, sites: &[Site], periods: &[Period]) -> Result<Vec<SeriesBreak>, String> {
    let read = |entry: &super::file::BreakEntry| {
        let wrong = |message: String| format!("`[[break]]` {}: {message}", entry.period);
        if !periods.iter().skip(1).any(|period| period.label == entry.period) {
            return Err(wrong("a series breaks at the beginning of a period that has one before it".to_owned()));
        }
        let site = entry.site.as_ref().map(|code| known(code, sites)).transpose().map_err(wrong)?;
        Ok(SeriesBreak {
            period: entry.period.clone(),
            indicator: entry.indicator.clone(),
            site,
            reason: entry.reason.clone(),
        })
    };
    file.breaks.iter().map(read).collect()
}

fn known(code: &str, sites: &[Site]) -> Result<SiteId, String> {
    let site = sites.iter().find(|site| site.id.as_str() == code);
    site.map(|site| site.id.clone()).ok_or_else(|| format!("`{code}` is none of the sites of this file"))
}
