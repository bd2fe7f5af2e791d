//! Climbing a ladder: what the moves of one year say about whole careers.

mod methods;
mod stay;
mod transitions;

pub use methods::METHODS;
pub use stay::years_on_grade;
pub use transitions::Transitions;
