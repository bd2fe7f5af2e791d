//! How the catalogue calls this family.

mod inequality;
mod segregation;

use crate::catalogue::Method;

/// The methods of this family, in the order of the reference page.
pub static METHODS: &[Method] = &[
    segregation::DISSIMILARITY,
    segregation::DISSIMILARITY_EXPECTED,
    segregation::THEIL_H,
    segregation::ISOLATION,
    segregation::EXPOSURE,
    segregation::GINI,
    segregation::RESAMPLED,
    inequality::INEQUALITY,
    inequality::LOWER_TO_MIDDLE,
    inequality::MIDDLE_TO_UPPER,
    inequality::LOWER_TO_UPPER,
];
