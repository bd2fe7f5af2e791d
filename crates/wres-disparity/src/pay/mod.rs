//! Pay gaps, from how many people earn each amount.
//!
//! A [`PayTable`] holds each distinct amount once with its number of people. Medians, quartiles and means from it are exact, so
//! no person's pay has to be known to anybody who computes a gap.

mod adjusted;
mod bootstrap_median;
mod mann_whitney;
mod mean;
mod median;
mod methods;
mod quantile;
mod quarters;
mod table;

pub use adjusted::{PaidAlike, adjusted_gap_percent};
pub use bootstrap_median::{IdealBootstrap, ideal_bootstrap_median_gap};
pub use mann_whitney::{MannWhitney, mann_whitney};
pub use mean::{MeanDifference, MeanRatio, mean_difference_welch, mean_gap_percent, mean_ratio};
pub use median::{MedianDifference, MedianRatio, median_difference, median_gap_percent, median_ratio};
pub use methods::METHODS;
pub use quantile::QuantileType;
pub use quarters::{Quarters, pay_quarters, quarter_share};
pub use table::PayTable;
