//! What can keep this crate from doing its work.

use thiserror::Error;
use wres_domain::{IndicatorId, SiteId};

/// Why nothing could be protected.
#[derive(Debug, Clone, PartialEq, Eq, Error)]
pub enum DisclosureError {
    /// A policy that hides nothing has no reason.
    #[error(
        "profile `published-source` hides nothing, so it must say why: write `reason = \"...\"` and name the publication"
    )]
    NoReason,
    /// A policy loosens what its profile holds.
    #[error(
        "`{field}` = {given} is looser than profile `{profile}` allows ({allowed}): choose another profile instead"
    )]
    Looser {
        /// The setting.
        field: &'static str,
        /// The value given.
        given: u64,
        /// The profile.
        profile: &'static str,
        /// What the profile holds.
        allowed: u64,
    },
    /// Rounding that leaves nothing to read.
    #[error("`round_to` = {round_to} leaves hardly a figure of one site: write a `round_to` of at most {most}")]
    TooCoarse {
        /// The rounding step.
        round_to: u64,
        /// The coarsest step.
        most: u64,
    },
    /// More values are asked for than rounding can leave.
    #[error(
        "`protection` = {protection} is more than rounding to {round_to} can leave over several releases: write a `round_to` of at \
         least {}",
        protection + 1
    )]
    TooMuchProtection {
        /// The values asked for.
        protection: u64,
        /// The rounding step.
        round_to: u64,
    },
    /// A count that cannot be one of people.
    #[error(
        "site {site} has a count of {count} in {indicator}, and no count of people is above {most}: correct its return"
    )]
    TooLarge {
        /// The site.
        site: SiteId,
        /// The indicator.
        indicator: IndicatorId,
        /// The count.
        count: u64,
        /// The largest count that can be worked with.
        most: u64,
    },
    /// The register of releases was written with another key.
    #[error("the register of releases was written with another key: run with the key that it was written with")]
    OtherKey,
    /// The register of releases is not what was written.
    #[error("the register of releases is damaged: {0}. Put back a copy of it")]
    DamagedRegister(String),
}
