//! The difference of two proportions, first minus second.
//!
//! [`miettinen_nurminen`] is the default; [`newcombe`] is close to it in closed form.

mod agresti_caffo;
mod group_pair;
mod methods;
mod miettinen_nurminen;
mod newcombe;
mod restricted;
mod wald;

pub use agresti_caffo::agresti_caffo;
pub use methods::METHODS;
pub use miettinen_nurminen::miettinen_nurminen;
pub use newcombe::newcombe;
pub use wald::wald;
