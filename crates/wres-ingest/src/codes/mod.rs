//! Code lists: what the codes and labels that sites write mean.
//!
//! The lists are data (`schemas/codelists`), part of the program. A list is looked up by its name, which the site's mapping
//! declares: codes of different lists collide, so none is ever guessed. Matching is exact after
//! [`wres_domain::normalise`]; what is merely similar is a suggestion in a finding.

mod coder;
mod collision;
mod diff;
mod embedded;
mod fit;
mod labels;
mod model;
mod parts;
mod self_test;

pub use coder::label_group;
pub use collision::{Collision, Meaning, collisions};
pub use diff::{Difference, diff};
pub use fit::{Fit, fit};
pub use labels::{Hazard, HazardOutcome, Label, LabelUse, hazards, labels};
pub use model::{CodeEntry, CodeList, ListKind, list, lists};
pub use self_test::self_test;

pub(crate) use coder::{Coder, contradicting_ranges};
