//! The ratio of two rates, first over second.
//!
//! Given the events of both groups, those of the first are binomial with the odds `t time1/time2` at a rate ratio `t`; every method
//! here is one for that binomial proportion. Swapping the groups gives the reciprocal ratio and limits.

mod exact;
mod log;
mod pair;
mod score;

pub use exact::{exact_conditional, mid_p};
pub use log::wald_log;
pub use score::score;
