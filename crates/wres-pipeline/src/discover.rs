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
use wres_ingest::Fingerprints;

/// What a site has sent for a period.
#[derive(Debug, Clone)]
pub(crate) enum Sent {
    /// Nothing: there is no folder, or nothing lies in it.
    Nothing,
    /// A folder with something in it.
    Folder(PathBuf),
    /// Something that cannot be looked into, and why. It is not the same as nothing.
    Unreadable(String),
}

impl Sent {
    /// The folder, if it can be looked into.
    pub(crate) fn folder(&self) -> Option<&Path> {
        match self {
            Self::Folder(folder) => Some(folder),
            Self::Nothing | Self::Unreadable(_) => None,
        }
    }
}

/// The submissions of one site, for each period of the pipeline.
#[derive(Debug, Clone)]
pub(crate) struct SiteWork {
    pub(crate) site: Site,
    pub(crate) periods: Vec<(Period, Sent)>,
    /// What is known of its files.
    pub(crate) fingerprints: Fingerprints,
}

/// The work of a run, and folders in the inbox that no site or period of the configuration claims.
#[derive(Debug, Clone)]
pub(crate) struct Discovery {
    pub(crate) sites: Vec<SiteWork>,
    pub(crate) unclaimed: Vec<PathBuf>,
}

/// Looks for `<inbox>/<period>/<site>`. Only where there is no such folder, or nothing in it, nothing was sent.
pub(crate) fn discover(config: &Config) -> Result<Discovery> {
    let inbox = config.inbox();
    if !inbox.is_dir() {
        let source = std::io::Error::new(std::io::ErrorKind::NotFound, "there is no such folder: set `paths.inbox`");
        return Err(PipelineError::Folder { path: inbox, source });
    }
    let root = inbox.canonicalize().map_err(|source| PipelineError::Folder { path: inbox.clone(), source })?;
    let sites = config
        .sites
        .iter()
        .map(|site| {
            let sent = |period: &Period| sent(&root, inbox.join(&period.label).join(site.id.as_str()));
            let periods = config.periods.iter().map(|period| (period.clone(), sent(period))).collect();
            SiteWork { site: site.clone(), periods, fingerprints: Fingerprints::default() }
        })
        .collect();
    Ok(Discovery { sites, unclaimed: unclaimed(config, &inbox)? })
}

/// What lies in the folder of a submission, below an inbox whose links are resolved.
fn sent(root: &Path, folder: PathBuf) -> Sent {
    let looked = match fs::symlink_metadata(&folder) {
        Err(error) => Err(error),
        Ok(_) => folder.canonicalize().and_then(|resolved| {
            if resolved.starts_with(root) {
                Ok(fs::read_dir(&folder)?.next().transpose()?.is_some())
            } else {
                Err(std::io::Error::other("it is a link that leads out of the inbox"))
            }
        }),
    };
    match looked {
        Ok(true) => Sent::Folder(folder),
        Ok(false) => Sent::Nothing,
        Err(error) if error.kind() == std::io::ErrorKind::NotFound && fs::symlink_metadata(&folder).is_err() => {
            Sent::Nothing
        }
        Err(error) => Sent::Unreadable(error.to_string()),
    }
}

fn unclaimed(config: &Config, inbox: &Path) -> Result<Vec<PathBuf>> {
    let periods: BTreeSet<&str> = config.periods.iter().map(|period| period.label.as_str()).collect();
    let sites: BTreeSet<&str> = config.sites.iter().map(|site| site.id.as_str()).collect();
    let mut found = Vec::new();
    for period in folders(inbox)? {
        if periods.contains(name(&period)) {
            // A period that cannot be looked into is told to each of its sites.
            if let Ok(own) = folders(&period) {
                found.extend(own.into_iter().filter(|site| !sites.contains(name(site))));
            }
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
