//! Resampling of counts: what other samples of the same kind would have given.
//!
//! Resampling the people of a group with replacement and counting the cases again is a binomial draw; resampling the people
//! of a table is a multinomial draw. So the bootstrap works on cells of counts, however many people stand behind them. Every
//! draw is a function of seed, cell and replicate alone: results are the same on any number of threads.

mod interval;
mod methods;
mod philox;
mod plan;
mod pooled;
mod sampler;
mod table;
mod two_groups;

pub use interval::BootstrapInterval;
pub use methods::METHODS;
pub(crate) use methods::read_plan;
pub use philox::Stream;
pub use plan::Plan;
pub use pooled::{Pool, pooled_ratio};
pub use sampler::{BinomialSampler, binomial, multinomial};
pub use table::{Replicates, resample_table};
pub use two_groups::{difference, differences, ratio, ratios};
