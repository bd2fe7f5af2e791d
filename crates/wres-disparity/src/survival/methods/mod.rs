//! How the catalogue calls this family.

mod banded;
mod cox;
mod curve;
mod dataset;
mod incidence;
mod test;

use crate::catalogue::Method;

/// The methods of this family, in the order of the reference page.
pub static METHODS: &[Method] = &[
    curve::KM,
    curve::KM_QUANTILE,
    incidence::AALEN_JOHANSEN,
    incidence::AALEN_JOHANSEN_AALEN_SE,
    test::GRAY,
    curve::RMST,
    banded::SURVIVAL,
    banded::QUANTILE,
    banded::MEAN,
    banded::MEAN_DIFFERENCE,
    banded::RATE_RATIO,
    banded::INCIDENCE,
    test::LOGRANK,
    test::LOGRANK_STRATIFIED,
    cox::EFRON,
    cox::BRESLOW,
    cox::CLUSTER_ROBUST,
];
