//! What a run is made from.

use crate::{
    compare::{CODE_LIST, CONFIGURATION, DEFINITION, MAPPING},
    config::Config,
    identity::Identity,
    intake::mapping_of,
    site::Done,
    unchanged::population,
};
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

/// What the publication is made from: configuration, definitions, code lists, mappings and files, each with its hash.
pub(crate) fn provenance(config: &Config, standards: &[Standard], done: &[Done]) -> Vec<(String, String)> {
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
            let mapping = mapping_of(config, &one.site).1.unwrap_or_default();
            lines.push((name, hash(mapping.as_bytes())));
        }
        for receipt in &one.intake.record.receipts {
            let name = format!("{} {} {}", one.period.label, one.site.id, receipt.file);
            let line = (name, receipt.blake3.clone());
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
