//! Where the key for identifiers comes from: a file, or the environment. Never a flag, never a default.

use super::load::ConfigError;
use std::{env, path::PathBuf};
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

impl KeySource {
    /// The key file, if the key is in a file.
    #[must_use]
    pub fn path(&self) -> Option<PathBuf> {
        self.file.clone().or_else(|| env::var_os(FILE_VARIABLE).map(PathBuf::from))
    }
}

/// Loads the key.
///
/// # Errors
/// [`ConfigError::Key`] with what to do if there is none or it is weak.
pub fn load_key(source: &KeySource) -> Result<IdentifierKey, ConfigError> {
    if let Some(path) = source.path() {
        return IdentifierKey::from_file(&path).map_err(|error| ConfigError::Key(error.to_string()));
    }
    let key = match env::var(KEY_VARIABLE) {
        Ok(key) => key,
        Err(env::VarError::NotUnicode(_)) => {
            return Err(ConfigError::Key(format!("{KEY_VARIABLE} is not text in UTF-8: give 64 hexadecimal digits")));
        }
        Err(env::VarError::NotPresent) => {
            return Err(ConfigError::Key(format!(
                "set {FILE_VARIABLE} to the path of a key file, or pass --key-file. To make one that only you can read: \
                 (umask 077; head -c 32 /dev/urandom | base64 > wres.key). Keep it: another key cannot be linked with \
                 last year's data"
            )));
        }
    };
    IdentifierKey::from_bytes(key.as_bytes()).map_err(|error| ConfigError::Key(error.to_string()))
}
