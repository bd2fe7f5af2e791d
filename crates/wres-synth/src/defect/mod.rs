//! Defects, planted in clean tables so that a validation can be held to finding them.

mod answers;
mod events;
mod incidents;
mod kind;
mod people;
mod plant;
mod world;
mod years;

pub use kind::Defect;
pub use plant::plant;
