//! Climbing a ladder: what the moves of one year say about whole careers.

mod methods;
mod transitions;

pub use methods::METHODS;
pub use transitions::Transitions;
