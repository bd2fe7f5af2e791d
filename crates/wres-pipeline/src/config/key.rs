//! Where the key for identifiers comes from: a file, or the environment. Never a flag, never a default.

use super::load::ConfigError;
use std::{env, fs, path::PathBuf};
use wres_ingest::IdentifierKey;

/// The environment variable that holds the path of the key file.
const FILE_VARIABLE: &str = "WRES_KEY_FILE";
/// The environment variable that holds the key itself.
const KEY_VARIABLE: &str = "WRES_KEY";

/// Where to look for the key.
#[derive(Debug, Clone, Default)]
pub struct KeySource {
    /// A key file given on the command line; it goes before the environment.
    pub file: Option<PathBuf>,
}

/// Loads the key.
///
/// # Errors
/// [`ConfigError::Key`] with what to do if there is none or it is weak.
pub fn load_key(source: &KeySource) -> Result<IdentifierKey, ConfigError> {
    let path = source.file.clone().or_else(|| env::var_os(FILE_VARIABLE).map(PathBuf::from));
    let bytes = match (path, env::var(KEY_VARIABLE)) {
        (Some(path), _) => fs::read(&path)
            .map_err(|error| ConfigError::Key(format!("cannot read the key file {}: {error}", path.display())))?,
        (None, Ok(key)) => key.into_bytes(),
        (None, Err(_)) => {
            return Err(ConfigError::Key(format!(
                "set {FILE_VARIABLE} to the path of a key file, or pass --key-file. To make one that only you can read: \
                 (umask 077; head -c 32 /dev/urandom | base64 > wres.key). Keep it: another key cannot be linked with \
                 last year's data"
            )));
        }
    };
    IdentifierKey::from_bytes(&bytes).map_err(|error| ConfigError::Key(error.to_string()))
}
