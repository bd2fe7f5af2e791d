//! The models with named inputs and outputs, as the catalogue calls them.

mod cases;
mod frame;
mod measured;

pub(super) use cases::{
    run_adjusted_ratio, run_cluster_robust, run_firth, run_log_binomial, run_logistic, run_marginal,
    run_modified_poisson, run_profile,
};
pub(super) use measured::{run_adjusted_gap, run_oaxaca_blinder, run_ols, run_ols_cluster, run_ordinal};
