//! What lies in the inbox.

use crate::{
    config::Config,
    error::{PipelineError, Result},
};
use std::{
    collections::BTreeSet,
    fs,
    path::{Path, PathBuf},
};
use wres_domain::{Period, Site};

/// The submissions of one site: for each period of the pipeline, its folder if there is one.
#[derive(Debug, Clone)]
pub(crate) struct SiteWork {
    pub(crate) site: Site,
    pub(crate) periods: Vec<(Period, Option<PathBuf>)>,
}

/// The work of a run, and folders in the inbox that no site or period of the configuration claims.
#[derive(Debug, Clone)]
pub(crate) struct Discovery {
    pub(crate) sites: Vec<SiteWork>,
    pub(crate) unclaimed: Vec<PathBuf>,
}

/// Looks for `<inbox>/<period>/<site>`. A folder without any file counts as not sent.
pub(crate) fn discover(config: &Config) -> Result<Discovery> {
    let inbox = config.inbox();
    if !inbox.is_dir() {
        let source = std::io::Error::new(std::io::ErrorKind::NotFound, "there is no such folder: set `paths.inbox`");
        return Err(PipelineError::Folder { path: inbox, source });
    }
    let sites = config
        .sites
        .iter()
        .map(|site| SiteWork {
            site: site.clone(),
            periods: config
                .periods
                .iter()
                .map(|period| {
                    let folder = inbox.join(&period.label).join(site.id.as_str());
                    (period.clone(), has_files(&folder).then_some(folder))
                })
                .collect(),
        })
        .collect();
    Ok(Discovery { sites, unclaimed: unclaimed(config, &inbox)? })
}

fn has_files(folder: &Path) -> bool {
    fs::read_dir(folder).is_ok_and(|mut entries| entries.next().is_some())
}

fn unclaimed(config: &Config, inbox: &Path) -> Result<Vec<PathBuf>> {
    let periods: BTreeSet<&str> = config.periods.iter().map(|period| period.label.as_str()).collect();
    let sites: BTreeSet<&str> = config.sites.iter().map(|site| site.id.as_str()).collect();
    let mut found = Vec::new();
    for period in folders(inbox)? {
        if periods.contains(name(&period)) {
            found.extend(folders(&period)?.into_iter().filter(|site| !sites.contains(name(site))));
        } else {
            found.push(period);
        }
    }
    found.sort();
    Ok(found)
}

fn folders(path: &Path) -> Result<Vec<PathBuf>> {
    let read = |source| PipelineError::Folder { path: path.to_owned(), source };
    let mut found = Vec::new();
    for entry in fs::read_dir(path).map_err(read)? {
        let entry = entry.map_err(read)?;
        if entry.file_type().map_err(read)?.is_dir() {
            found.push(entry.path());
        }
    }
    Ok(found)
}

fn name(path: &Path) -> &str {
    path.file_name().and_then(|name| name.to_str()).unwrap_or_default()
}
