//! What can keep this crate from rendering.

use thiserror::Error;

/// Why nothing could be rendered.
#[derive(Debug, Error)]
pub enum ReportError {
    /// A part is not for the public.
    #[error("`{part}` is not for the public and cannot stand in a publication")]
    NotPublic {
        /// The part.
        part: &'static str,
    },
    /// An outcome belongs to an indicator that no standard of the publication describes.
    #[error("indicator `{id}` has outcomes and no description: add its standard to the publication")]
    UnknownIndicator {
        /// The indicator.
        id: String,
    },
    /// An outcome belongs to a period that the publication does not list.
    #[error("period `{label}` has outcomes and is not among the publication's periods")]
    UnknownPeriod {
        /// The period's label.
        label: String,
    },
    /// An outcome belongs to a site that the publication does not list.
    #[error("site `{code}` has outcomes and is not among the publication's sites")]
    UnknownSite {
        /// The site's code.
        code: String,
    },
    /// A page could not be filled in.
    #[error("page `{page}`: {message}")]
    Page {
        /// The page.
        page: String,
        /// What the template engine says.
        message: String,
    },
    /// A table could not be written.
    #[error("`{file}`: {message}")]
    Table {
        /// The file.
        file: &'static str,
        /// What the writer says.
        message: String,
    },
}
