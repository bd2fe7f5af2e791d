//! Configuration as text, whatever editor saved it.

use super::load::ConfigError;
use std::path::Path;
use wres_ingest::input::read_named_text;

/// Reads a configuration or mapping file that somebody named as text, as [`read_named_text`] does.
///
/// # Errors
/// [`ConfigError::Read`] if it cannot be read or is no text, with the file.
pub fn read_text(path: &Path) -> Result<String, ConfigError> {
    read_named_text(path).map_err(|source| ConfigError::Read { path: path.to_owned(), source })
}
