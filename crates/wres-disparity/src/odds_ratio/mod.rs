//! The odds ratio of two proportions, first over second.
//!
//! [`miettinen_nurminen`] is the interval for any counts; [`conditional_exact`] and [`mid_p`] are exact given the margins.

mod conditional;
mod group_pair;
mod methods;
mod miettinen_nurminen;
mod noncentral;
mod woolf;

pub use conditional::{conditional_exact, mid_p};
pub use methods::METHODS;
pub(crate) use methods::or_every_ratio;
pub use miettinen_nurminen::{miettinen_nurminen, miettinen_nurminen_limits};
pub use woolf::{woolf, woolf_adjusted};
