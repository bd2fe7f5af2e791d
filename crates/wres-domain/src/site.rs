//! Who sends a submission, and which part of its services a figure covers.

use serde::{Deserialize, Serialize};
use thiserror::Error;

/// What is wrong with a site's code.
#[derive(Debug, Clone, PartialEq, Eq, Error)]
pub enum SiteError {
    /// The code cannot be used as a name.
    #[error("site code `{0}` may only have letters, digits, `-` and `_`, and 1 to 40 of them")]
    Code(String),
}

/// The code of a site: an ONS code such as `E06000008`, or any code declared in the configuration.
///
/// Safe as a file name by construction: letters, digits, `-` and `_`, 1 to 40 of them, not starting with `-`.
#[derive(Debug, Clone, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(try_from = "String", into = "String")]
pub struct SiteId(String);

impl SiteId {
    /// Checks a code.
    ///
    /// # Errors
    /// [`SiteError::Code`].
    pub fn new(code: &str) -> Result<Self, SiteError> {
        let good = (1..=40).contains(&code.len())
            && !code.starts_with('-')
            && code.bytes().all(|b| b.is_ascii_alphanumeric() || b == b'-' || b == b'_');
        if good { Ok(Self(code.to_owned())) } else { Err(SiteError::Code(code.to_owned())) }
    }

    /// The code.
    #[must_use]
    pub fn as_str(&self) -> &str {
        &self.0
    }
}

impl TryFrom<String> for SiteId {
    type Error = SiteError;
    fn try_from(code: String) -> Result<Self, SiteError> {
        Self::new(&code)
    }
}

impl From<SiteId> for String {
    fn from(id: SiteId) -> Self {
        id.0
    }
}

impl std::fmt::Display for SiteId {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str(&self.0)
    }
}

/// A site and what readers call it.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Site {
    /// Its code.
    pub id: SiteId,
    /// Its name.
    pub name: String,
    /// The region it lies in, where known.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub region: Option<String>,
}

/// What a figure is about: one site, or several together.
#[derive(Debug, Clone, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Scope {
    /// All sites of the run together.
    All,
    /// The sites of one region together.
    Region(String),
    /// One site.
    Site(SiteId),
}

impl Scope {
    /// What kind of scope it is: `all`, `region` or `site`.
    #[must_use]
    pub fn kind(&self) -> &'static str {
        match self {
            Self::All => "all",
            Self::Region(_) => "region",
            Self::Site(_) => "site",
        }
    }

    /// The word that stands in a table: `all`, the region's name, or the site's code.
    #[must_use]
    pub fn code(&self) -> &str {
        match self {
            Self::All => "all",
            Self::Region(name) => name,
            Self::Site(id) => id.as_str(),
        }
    }
}

/// The service that a post belongs to.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Service {
    /// Adults' social care.
    Adults,
    /// Children's social care.
    Children,
    /// Corporate services.
    Corporate,
    /// Anything else, or not said.
    Other,
}

impl Service {
    /// Every service.
    pub const ALL: [Self; 4] = [Self::Adults, Self::Children, Self::Corporate, Self::Other];

    /// Its code in the lake.
    #[must_use]
    pub fn code(self) -> &'static str {
        match self {
            Self::Adults => "adults",
            Self::Children => "children",
            Self::Corporate => "corporate",
            Self::Other => "other",
        }
    }

    /// The service of a code.
    #[must_use]
    pub fn from_code(code: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|service| service.code() == code)
    }
}

/// Which services a figure covers: one, or all together.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(try_from = "String", into = "&'static str")]
pub enum ServiceScope {
    /// Every service together.
    Together,
    /// One service. Each person belongs to one: that of their most senior post, so services add up to the whole.
    Only(Service),
}

impl From<ServiceScope> for &'static str {
    fn from(scope: ServiceScope) -> Self {
        scope.code()
    }
}

impl TryFrom<String> for ServiceScope {
    type Error = String;
    fn try_from(code: String) -> Result<Self, String> {
        match Service::from_code(&code) {
            Some(service) => Ok(Self::Only(service)),
            None if code == "together" => Ok(Self::Together),
            None => Err(format!("`{code}` is not a service")),
        }
    }
}

impl ServiceScope {
    /// The word that stands in a table.
    #[must_use]
    pub fn code(self) -> &'static str {
        match self {
            Self::Together => "together",
            Self::Only(service) => service.code(),
        }
    }

    /// What readers call it.
    #[must_use]
    pub fn label(self) -> &'static str {
        match self {
            Self::Together => "All services together",
            Self::Only(Service::Adults) => "Adults' services",
            Self::Only(Service::Children) => "Children's services",
            Self::Only(Service::Corporate) => "Corporate services",
            Self::Only(Service::Other) => "Other services",
        }
    }
}

#[cfg(test)]
mod tests {
    use super::SiteId;

    #[test]
    fn a_code_that_could_leave_its_folder_is_refused() {
        for bad in ["", "..", "a/b", "a\\b", "-x", "a b", &"x".repeat(41)] {
            assert!(SiteId::new(bad).is_err(), "{bad}");
        }
        assert!(SiteId::new("E06000008").is_ok());
    }
}
