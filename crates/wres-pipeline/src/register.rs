//! The register of releases on disk: read before a release, kept before its files leave.

use crate::{
    config::Config,
    error::{PipelineError, Result},
};
use std::{
    io::{self, ErrorKind, Read},
    path::Path,
};
use wres_disclosure::{DisclosureError, DisclosureKey, Register};
use wres_ingest::{IdentifierKey, input::open_named};
use wres_store::{private, published_runs};

/// The key that thresholds are drawn with, made from the key for identifiers.
pub(crate) fn disclosure_key(key: &IdentifierKey) -> DisclosureKey {
    DisclosureKey::from_secret(&*key.secret_for("disclosure"))
}

/// Reads the register of a pipeline. What was published before without it, or under other rules, is refused unless the pipeline file
/// names it.
pub(crate) fn read_register(config: &Config, key: &DisclosureKey) -> Result<Register> {
    let path = config.register();
    let refused = |message: String| PipelineError::Register { path: path.clone(), message };
    let restated = &config.file.disclosure.restate;
    let mut register = match bytes_of(&path) {
        Ok(bytes) => Register::from_bytes(&bytes, key).map_err(|error| refused(error.to_string()))?,
        Err(error) if error.kind() == ErrorKind::NotFound => {
            let (runs, _) = published_runs(&config.output())?;
            let missing: Vec<&str> = config.periods.iter().map(|period| period.label.as_str()).collect();
            if !runs.is_empty() && !missing.iter().all(|label| restated.iter().any(|one| one == label)) {
                return Err(refused(format!(
                    "the register of releases is not there, and there are publications already: rounded anew, they and the next could be \
                     compared, which narrows small counts. Put back a copy of it, or say that all periods may be rounded anew with \
                     `restate = {missing:?}` under [disclosure]"
                )));
            }
            Register::default()
        }
        Err(error) => return Err(refused(format!("cannot read it: {error}"))),
    };
    for period in register.under_other_rules(&config.policy) {
        if !restated.contains(&period) {
            return Err(refused(format!(
                "{period} was released under other rules. Released again under these, both releases could be compared, which narrows small \
                 counts. Go back to the rules, or say that it may be rounded anew with `restate = [{period:?}]` under [disclosure]"
            )));
        }
        tracing::warn!(period, "rounded anew under other rules than it was released under");
        register.forget(&period);
    }
    Ok(register)
}

/// The largest register that is read: that of some hundred million cells.
const LARGEST: u64 = 4 << 30;

/// The register's bytes, opened as every input is: a pipe or a device in its place is refused and does not hang the run.
fn bytes_of(path: &Path) -> io::Result<Vec<u8>> {
    let mut bytes = Vec::new();
    open_named(path, LARGEST)?.read_to_end(&mut bytes)?;
    Ok(bytes)
}

/// Keeps the register: before the files of a release leave, so that nothing is published whose thresholds are not kept.
pub(crate) fn keep_register(config: &Config, register: &Register, key: &DisclosureKey) -> Result<()> {
    let bytes = register.to_bytes(key).map_err(|error: DisclosureError| PipelineError::Disclosure(error))?;
    Ok(private::write_whole(&config.register(), &bytes)?)
}
