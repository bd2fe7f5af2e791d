//! What a run is made from.

use crate::{
    compare::{CODE_LIST, CONFIGURATION, DEFINITION, MAPPING},
    config::Config,
    identity::Identity,
    intake::mapping_of,
    site::Done,
    unchanged::population,
};
use serde::{Deserialize, Serialize};
use wres_domain::SiteId;
use wres_ingest::{IdentifierKey, Receipt};
use wres_metrics::Standard;

/// The same submissions, configuration, definitions and program give the same run.
pub(crate) fn run_identity(config: &Config, standards: &[Standard], done: &[Done]) -> String {
    let mut identity = Identity::of("run")
        .with("configuration", &config.text)
        .with_json("standards", &standards)
        .with("population", population(config));
    for one in done {
        identity = identity
            .with("site", one.site.id.as_str())
            .with("period", &one.period.label)
            .with("intake", &one.intake.record.identity)
            .with_json("verdict", &one.intake.record.verdict)
            .with_json("counts", &one.table)
            .with_json("pay", &one.pay)
            .with_json("weights", &one.weights);
    }
    identity.finish()[..16].to_owned()
}

/// How a file of a site is called in a publication, and how it is called inside. The name of a file may name a person, and whoever can
/// guess what is in it can tell by its hash that the guess is right: outside, both are hashed with the key for identifiers.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub(crate) struct FileName {
    pub(crate) outside: String,
    pub(crate) outside_hash: String,
    pub(crate) inside: String,
    pub(crate) inside_hash: String,
}

impl FileName {
    fn new(site: &SiteId, receipt: &Receipt, key: &IdentifierKey) -> Self {
        let keyed = |kind: &str, text: &str| format!("{:016x}", key.hasher(site, kind).hash(text.as_bytes()));
        Self {
            outside: format!("file-{}", &keyed("file name", &receipt.file)[..8]),
            outside_hash: keyed("file content", &receipt.blake3),
            inside: receipt.file.clone(),
            inside_hash: receipt.blake3.clone(),
        }
    }
}

/// The key under which the cache keeps what the files of a run are called inside.
pub(crate) fn names_key(run: &str) -> String {
    format!("file names {run}")
}

/// What the files of a run are called.
pub(crate) fn file_names(done: &[Done], key: &IdentifierKey) -> Vec<FileName> {
    let receipts = done.iter().flat_map(|one| one.intake.record.receipts.iter().map(|receipt| (&one.site.id, receipt)));
    let mut names: Vec<FileName> = receipts.map(|(site, receipt)| FileName::new(site, receipt, key)).collect();
    names.dedup();
    names
}

/// What the publication is made from: configuration, definitions, code lists, mappings and files, each with its hash; that of a file
/// keyed.
pub(crate) fn provenance(
    config: &Config,
    standards: &[Standard],
    done: &[Done],
    key: &IdentifierKey,
) -> Vec<(String, String)> {
    let hash = |bytes: &[u8]| blake3::hash(bytes).to_hex().to_string();
    let mut lines = vec![(CONFIGURATION.to_owned(), hash(config.text.as_bytes()))];
    for indicator in standards.iter().flat_map(|standard| &standard.indicators) {
        lines.push((format!("{DEFINITION}{}", indicator.id), hash(text(indicator).as_bytes())));
    }
    for list in wres_ingest::codes::lists() {
        lines.push((format!("{CODE_LIST}{}", list.name), hash(text(list).as_bytes())));
    }
    for one in done {
        let name = format!("{MAPPING}{}", one.site.id);
        if !lines.iter().any(|(known, _)| *known == name) {
            let mapping = mapping_of(config, &one.site).1;
            lines.push((
                name,
                hash(mapping.as_deref().map_or_else(|fault| fault.to_string(), str::to_owned).as_bytes()),
            ));
        }
        for receipt in &one.intake.record.receipts {
            let file = FileName::new(&one.site.id, receipt, key);
            let line = (format!("{} {} {}", one.period.label, one.site.id, file.outside), file.outside_hash);
            if !lines.contains(&line) {
                lines.push(line);
            }
        }
    }
    lines
}

fn text(value: &impl serde::Serialize) -> String {
    serde_json::to_string(value).unwrap_or_else(|error| error.to_string())
}
