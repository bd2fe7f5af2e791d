//! What can keep this crate from doing its work.

use thiserror::Error;

/// Why nothing could be protected. An audit that fails is not an error but a verdict: see [`crate::AuditVerdict`].
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
    /// Rounding that is coarser than what is hidden.
    #[error(
        "`round_to` = {round_to} is coarser than counts of up to {hide_up_to} that are hidden: some people would be shown as none, and \
         nearly all as all. Write a `round_to` of at most {}, or raise `hide_up_to` to {}",
        hide_up_to + 1,
        round_to - 1
    )]
    TooCoarse {
        /// The rounding step.
        round_to: u64,
        /// The largest count that is hidden.
        hide_up_to: u64,
    },
    /// Regional figures are to be published and it is not said which sites make them up.
    #[error(
        "figures of region `{region}` cannot be protected without knowing its sites: give the region of every site"
    )]
    UnknownRegion {
        /// The region.
        region: String,
    },
    /// The same count appears twice.
    #[error("row {row} of the table repeats an earlier place, grouping and group")]
    Repeated {
        /// Index of the second row.
        row: usize,
    },
    /// Cases exceed their base.
    #[error("row {row} of the table has more cases than its base")]
    CasesAboveBase {
        /// Index of the row.
        row: usize,
    },
    /// A count is too large to be worked with.
    #[error("row {row} of the table has a count above {most}")]
    TooLarge {
        /// Index of the row.
        row: usize,
        /// The largest count that can be worked with.
        most: u64,
    },
}
