//! OpenLineage events in a file: a run starts, and completes or fails. Datasets are submissions by period and site, and the
//! publication; no file of a site is named.

use crate::{
    config::Config,
    summary::{RunSummary, Verdict},
};
use jiff::Timestamp;
use serde_json::{Value, json};
use std::{fs::OpenOptions, io::Write, path::PathBuf};

const PRODUCER: &str = concat!("urn:wres:", env!("CARGO_PKG_VERSION"));
const SCHEMA: &str = "https://openlineage.io/spec/2-0-2/OpenLineage.json#/$defs/RunEvent";

/// The events of one run.
pub(super) struct Lineage {
    path: PathBuf,
    pipeline: String,
    run_id: String,
}

impl Lineage {
    pub(super) fn new(config: &Config, path: PathBuf) -> Self {
        let seed = format!("{} {} {}", config.file.name, std::process::id(), Timestamp::now().as_nanosecond());
        Self { path, pipeline: config.file.name.clone(), run_id: uuid(blake3::hash(seed.as_bytes()).as_bytes()) }
    }

    pub(super) fn start(&self, at: &str) -> Result<(), String> {
        self.add(&self.event("START", at, &[], &[]))
    }

    /// `None` if the run failed.
    pub(super) fn end(&self, at: &str, summary: Option<&RunSummary>) -> Result<(), String> {
        let Some(summary) = summary else { return self.add(&self.event("FAIL", at, &[], &[])) };
        let sent = summary.sites.iter().filter(|site| site.verdict != Verdict::Late);
        let inputs: Vec<Value> =
            sent.map(|site| self.dataset(&format!("submission/{}/{}", site.period, site.site))).collect();
        let outputs: Vec<Value> =
            summary.publication.iter().map(|_| self.dataset(&format!("publication/{}", summary.run))).collect();
        self.add(&self.event("COMPLETE", at, &inputs, &outputs))
    }

    fn dataset(&self, name: &str) -> Value {
        json!({ "namespace": format!("wres/{}", self.pipeline), "name": name })
    }

    fn event(&self, kind: &str, at: &str, inputs: &[Value], outputs: &[Value]) -> Value {
        json!({
            "eventType": kind,
            "eventTime": at,
            "run": { "runId": self.run_id },
            "job": { "namespace": "wres", "name": self.pipeline },
            "inputs": inputs,
            "outputs": outputs,
            "producer": PRODUCER,
            "schemaURL": SCHEMA,
        })
    }

    /// Adds a line in one piece, so that events of two runs do not mix.
    fn add(&self, event: &Value) -> Result<(), String> {
        let failed = |error: std::io::Error| format!("cannot add to {}: {error}", self.path.display());
        if let Some(folder) = self.path.parent() {
            std::fs::create_dir_all(folder).map_err(failed)?;
        }
        if std::fs::symlink_metadata(&self.path).is_ok_and(|metadata| !metadata.is_file()) {
            return Err(format!("cannot add to {}: it is not a regular file", self.path.display()));
        }
        let mut file = OpenOptions::new().append(true).create(true).open(&self.path).map_err(failed)?;
        file.write_all(format!("{event}\n").as_bytes()).map_err(failed)
    }
}

/// Sixteen bytes in the form of a UUID of version 8 (RFC 9562, section 5.8).
fn uuid(bytes: &[u8; 32]) -> String {
    let mut own = [0; 16];
    own.copy_from_slice(&bytes[..16]);
    own[6] = own[6] & 0x0f | 0x80;
    own[8] = own[8] & 0x3f | 0x80;
    let hex: String = own.iter().map(|byte| format!("{byte:02x}")).collect();
    [&hex[..8], &hex[8..12], &hex[12..16], &hex[16..20], &hex[20..]].join("-")
}

#[cfg(test)]
mod tests {
    use super::uuid;

    #[test]
    fn a_run_id_has_the_form_of_a_uuid_of_version_8() {
        let id = uuid(blake3::hash(b"x").as_bytes());
        let parts: Vec<usize> = id.split('-').map(str::len).collect();
        assert_eq!(parts, [8, 4, 4, 4, 12]);
        assert_eq!(id.as_bytes()[14], b'8');
        assert!(matches!(id.as_bytes()[19], b'8' | b'9' | b'a' | b'b'));
    }
}
