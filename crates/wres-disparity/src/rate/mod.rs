//! Events over time at risk, ratios of such rates, and standardised rates.
//!
//! [`exact_garwood`] is exact for one rate, [`phe`] is what English public health indicators use; [`ratio`] compares two rates;
//! [`standard`] compares populations of unlike make-up.

mod byar;
mod events;
mod exact;
mod methods;
mod mid_p;
mod phe;
pub mod ratio;
pub mod standard;

pub use byar::{byar, byar_rothman};
pub use events::Events;
pub use exact::exact_garwood;
pub use methods::METHODS;
pub use mid_p::mid_p;
pub use phe::phe;
