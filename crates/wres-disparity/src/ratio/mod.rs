//! The ratio of two proportions, first over second: the relative likelihood, the headline of every standard.
//!
//! [`koopman`] is the default. Swapping the groups gives the reciprocal ratio and limits, to the last bits.

mod adjusted_log;
mod group_pair;
mod katz_log;
mod koopman;
mod methods;
mod miettinen_nurminen;
mod mover_wilson;
mod point;
mod score;

pub use adjusted_log::{adjusted_log, adjusted_log_limits};
pub use katz_log::katz_log;
pub use koopman::{koopman, koopman_limits};
pub use methods::METHODS;
pub use miettinen_nurminen::{miettinen_nurminen, miettinen_nurminen_limits};
pub use mover_wilson::{mover_wilson, mover_wilson_limits};
pub use point::point;
