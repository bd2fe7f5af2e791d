//! What may leave, and how it stays useful.
//!
//! Counts are protected once, where they are finest, by controlled rounding ([`protect`]); everything published is a sum of
//! protected counts, so that nothing is left to subtract. Counts below the threshold are [marked](mark) for readers. Magnitudes such
//! as pay have rules of their own ([`protect_pay`]).
//!
//! Read in this order: [`Policy`] (the rules), `rounding` (one cell), `sums` and `groups` (what readers add up), `whole`, `parts` and
//! `spread` (the search), `bounds` (parts within wholes), `layout` (in which order), `read` and `protect` (tables in, tables out),
//! [`Register`] (what was released before).
//!
//! Nothing but this crate can make a [`Released`] value; `wres-report` takes nothing else.

mod audience;
mod bounds;
mod cells;
mod error;
mod groups;
mod keyed;
mod layout;
mod magnitude;
mod mark;
mod metadata;
mod parts;
mod policy;
mod protect;
mod quality;
mod read;
mod register;
mod released;
mod remainder;
mod rounding;
mod spread;
mod sums;
mod utility;
mod weights;
mod whole;

pub use audience::Audience;
pub use error::DisclosureError;
pub use keyed::DisclosureKey;
pub use magnitude::{ProtectedPay, protect_pay};
pub use mark::{Marking, mark};
pub use metadata::{
    FindingCount, FindingsSummary, SuppressionCount, SuppressionSummary, release_metadata, summarise_findings,
    summarise_suppressions,
};
pub use policy::{Policy, Profile};
pub use protect::{Protected, Protection, ProtectionSummary, for_audit, for_site, protect};
pub use quality::{QualityPart, QualitySummary, SiteQuality, summarise_quality};
pub use register::Register;
pub use released::Released;
pub use remainder::HiddenGroup;
pub use utility::{Deviation, Level, deviations};
pub use weights::{ProtectedWeights, protect_weights};
