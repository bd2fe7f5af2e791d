//! One common effect over strata (sites, grades, years), and whether there is one.
//!
//! A stratum is the same outcome in two groups; the effect is that of the first group over, or less, the second. Pooling the
//! raw counts instead mixes differences between strata into the difference between groups: [`crude_and_stratified`] shows
//! both.

mod breslow_day;
mod cmh;
mod expected;
mod mantel_haenszel;
mod mantel_haenszel_difference;
mod methods;
mod restricted;
mod simpson;
mod stratified_score;
mod stratum;

pub use breslow_day::{Homogeneity, breslow_day};
pub use cmh::{ConditionalIndependence, cmh};
pub use mantel_haenszel::{MantelHaenszel, mantel_haenszel_or, mantel_haenszel_rr};
pub use mantel_haenszel_difference::{mantel_haenszel_rd, mantel_haenszel_rd_greenland_robins};
pub use methods::METHODS;
pub(crate) use methods::read;
pub use simpson::{CrudeAndStratified, crude_and_stratified};
pub use stratified_score::{stratified_score_or, stratified_score_rd, stratified_score_rr};
pub use stratum::Stratum;

#[cfg(test)]
mod properties;
