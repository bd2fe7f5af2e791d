//! How the catalogue calls this family.

mod gap;
mod order;
mod tables;

use crate::catalogue::Method;

/// The methods of this family, in the order of the reference page.
pub static METHODS: &[Method] = &[
    gap::MEDIAN_RATIO,
    gap::MEDIAN_DIFFERENCE,
    gap::MEDIAN_PERCENT,
    gap::MEDIAN_PERCENT_BOOTSTRAP,
    gap::MEAN_RATIO,
    gap::MEAN_DIFFERENCE_WELCH,
    gap::MEAN_PERCENT,
    gap::ADJUSTED_PERCENT,
    order::MANN_WHITNEY,
    order::QUARTERS,
    order::QUARTER_SHARE,
    order::QUANTILES_SIX,
    order::QUANTILES_SEVEN,
    order::QUANTILES_EIGHT,
];
