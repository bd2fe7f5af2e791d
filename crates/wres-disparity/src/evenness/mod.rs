//! How evenly groups are spread over units (grades, pay bands, sites), and how unequal a quantity is.

mod deviance;
mod disparity;
mod dissimilarity;
mod exposure;
mod gini;
mod inequality;
mod methods;
mod resampled;
mod theil;
mod units;

pub use disparity::{Bands, disparity_ratio};
pub use dissimilarity::{ExpectedDissimilarity, dissimilarity, dissimilarity_expected};
pub use exposure::{Exposure, exposure, isolation};
pub use gini::segregation_gini;
pub use inequality::{Inequality, inequality};
pub use methods::METHODS;
pub use resampled::{Index, resampled_index};
pub use theil::{Theil, theil};
pub use units::Units;
