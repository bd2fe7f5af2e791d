//! Whether anything has changed since a run published: found out from the files and the manifests alone, before anything is read or
//! counted.

use crate::{
    config::Config,
    discover::{Sent, SiteWork},
    error::Result,
    identity::Identity,
    intake::{IntakeRequest, inbox_identity, mapping_of},
    site::Done,
};
use wres_domain::{Period, Site};
use wres_ingest::IdentifierKey;
use wres_metrics::Standard;
use wres_store::{Cache, Lake};
use wres_validate::Catalogue;

/// One submission: what lies in the inbox, and what stands in the lake.
pub(crate) struct Seen<'a> {
    site: &'a Site,
    period: &'a Period,
    inbox: String,
    standing: Option<String>,
}

/// Looks at what a site has sent and what stands; `None` if anything about it has to be gone through.
pub(crate) fn seen<'a>(
    config: &Config,
    lake: &Lake,
    key: &IdentifierKey,
    catalogue: &Catalogue,
    work: &'a SiteWork,
) -> Result<Option<Vec<Seen<'a>>>> {
    let mut all = Vec::with_capacity(work.periods.len());
    let mut before = None;
    for (period, sent) in &work.periods {
        let Ok(standing) = lake.manifest(&work.site.id, period) else { return Ok(None) };
        let previous = before.filter(|(earlier, _): &(&Period, _)| earlier.is_followed_by(period));
        let previous = previous.and_then(|(_, manifest)| manifest);
        let inbox = match sent {
            Sent::Unreadable(_) => return Ok(None),
            Sent::Nothing => standing.as_ref().map(|manifest| manifest.identity.clone()).unwrap_or_default(),
            Sent::Folder(folder) => {
                let Ok(mapping) = mapping_of(config, &work.site).1 else { return Ok(None) };
                let request = IntakeRequest {
                    config,
                    site: &work.site,
                    period,
                    sent,
                    key,
                    previous: previous.as_ref(),
                    fingerprints: &work.fingerprints,
                    catalogue,
                };
                let Ok(identity) = inbox_identity(&request, folder, &mapping) else { return Ok(None) };
                identity
            }
        };
        let own = standing.as_ref().map(|manifest| manifest.identity.clone());
        all.push(Seen { site: &work.site, period, inbox, standing: own });
        before = Some((period, standing));
    }
    Ok(Some(all))
}

/// The same of submissions that have been gone through.
pub(crate) fn of_done(done: &[Done]) -> Vec<Seen<'_>> {
    let standing = |one: &Done| one.intake.manifest.as_ref().map(|manifest| manifest.identity.clone());
    done.iter()
        .map(|one| Seen {
            site: &one.site,
            period: &one.period,
            inbox: one.intake.record.identity.clone(),
            standing: standing(one),
        })
        .collect()
}

/// The key under which it is kept which run came of what was seen.
pub(crate) fn state_key(config: &Config, standards: &[Standard], seen: &[Seen<'_>]) -> String {
    let mut identity = Identity::of("state")
        .with("configuration", &config.text)
        .with_json("standards", &standards)
        .with("population", population(config));
    for one in seen {
        identity = identity
            .with("site", one.site.id.as_str())
            .with_json("period", one.period)
            .with("inbox", &one.inbox)
            .with_json("standing", &one.standing);
    }
    format!("state {}", identity.finish())
}

/// The run that came of the same state before.
pub(crate) fn run_of(cache: &Cache, state: &str) -> Option<String> {
    cache.get(state)
}

/// The hash of the benchmark counts, which every figure beside them depends on; empty if there are none.
pub(crate) fn population(config: &Config) -> String {
    let Some(population) = &config.file.population else { return String::new() };
    let file = config.resolve(&population.file).canonicalize();
    // A file that cannot be read is reported where it is read; here it only has to differ from one that can.
    file.and_then(|path| wres_ingest::Fingerprints::default().blake3(&path)).unwrap_or_else(|error| error.to_string())
}
