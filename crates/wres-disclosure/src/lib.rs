//! The only door out.
//!
//! Exact rates undo hidden counts: with cases and base rounded to 5 beside an exact percentage and its interval, the true
//! numerator follows for most small bases. So counts are protected first, and everything released is computed from protected
//! counts, or is hidden with them.
//!
//! [`protect`] takes the exact counts of a run and gives a [`Released`] table: small counts hidden, the rest rounded, and
//! more hidden where a sum would give a hidden count away. It then proves what it did: the [`AuditVerdict`] rests on
//! alternative tables that agree with everything published and differ in the hidden counts.
//!
//! Nothing but this crate can make a [`Released`] value; `wres-report` takes nothing else.

mod audience;
mod audit;
mod board;
mod error;
mod knowledge;
mod lattice;
mod leftover;
mod magnitude;
mod metadata;
mod moves;
mod policy;
mod proof;
mod protect;
mod quality;
mod released;
mod reveal;
mod secondary;
mod seen;
mod solver;
mod system;
mod verdict;
mod walk;
mod weights;
mod witness;

pub use audience::Audience;
pub use error::DisclosureError;
pub use leftover::HiddenGroup;
pub use magnitude::{ProtectedPay, protect_pay};
pub use metadata::{
    FindingCount, FindingsSummary, SuppressionCount, SuppressionSummary, release_metadata, summarise_findings,
    summarise_suppressions,
};
pub use policy::{Policy, Profile};
pub use protect::{Field, GroupDisclosure, Protected, Suppression, protect, protect_with_regions};
pub use quality::{QualityPart, QualitySummary, SiteQuality, summarise_quality};
pub use released::Released;
pub use verdict::{AuditSummary, AuditVerdict, Unprotected};
pub use weights::{ProtectedWeights, protect_weights};
