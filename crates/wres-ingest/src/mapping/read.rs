//! Reading and checking a mapping file.

use crate::mapping::model::SiteMapping;
use thiserror::Error;

/// What is wrong with a mapping file.
#[derive(Debug, Clone, PartialEq, Eq, Error)]
pub enum MappingError {
    /// It is not TOML, or a value has the wrong type.
    #[error("the mapping cannot be read: {0}")]
    Toml(String),
}

impl SiteMapping {
    /// Reads a mapping file.
    ///
    /// # Errors
    /// [`MappingError`].
    pub fn from_toml(text: &str) -> Result<Self, MappingError> {
        toml::from_str(text).map_err(|error| MappingError::Toml(error.to_string()))
    }
}
