//! Sites pooled as samples of a larger whole: a mean effect, how much sites differ, and where a new site would lie.
//!
//! | question | answer |
//! |---|---|
//! | what is the effect, if it is the same everywhere? | [`inverse_variance_fixed`], or better from counts [`crate::strata`] |
//! | what is the mean effect, if sites differ? | [`random_effects`] |
//! | how much do they differ? | tau squared, [`q_profile`], I squared |
//! | where would another site lie? | the prediction intervals of [`random_effects`] |
//! | does the answer hang on one site? | [`leave_one_out`], [`cumulative`] |
//! | do small sites tell another story? | [`egger`] |
//! | does the effect change with something known of each site? | [`meta_regression`] |
//! | do some sites belong together? | [`cluster_robust`] |
//! | what does a printed estimate with its interval or p-value give? | [`from_interval`], [`from_p_value`] |
//! | both pooled answers straight from counts | [`pool_ratio`] |

mod cluster_robust;
mod clustered_wilson;
mod conversion;
mod cumulative;
mod effect;
mod egger;
mod fixed;
mod leave_one_out;
mod measure;
mod meta_regression;
mod methods;
mod pooled_ratio;
mod q_profile;
mod random;
mod reml;
mod tau_squared;
mod weighted;

pub use cluster_robust::{ClusterRobust, cluster_robust};
pub use clustered_wilson::{ClusteredProportion, clustered_wilson};
pub use conversion::{EffectScale, from_interval, from_p_value, odds_to_risk_ratio};
pub use cumulative::cumulative;
pub use effect::{Effect, Interval, effects};
pub use egger::{SmallSiteEffect, egger};
pub use fixed::{FixedEffect, inverse_variance_fixed};
pub use leave_one_out::leave_one_out;
pub use measure::{Measure, MeasuredEffect, measure};
pub use meta_regression::{MetaRegression, meta_regression};
pub use methods::METHODS;
pub use pooled_ratio::{AcrossSites, PooledRatio, SitesUsed, pool_ratio};
pub use q_profile::q_profile;
pub use random::{HartungKnapp, RandomEffects, random_effects};
pub use tau_squared::{Estimator, tau_squared};
pub use weighted::square_sides;

#[cfg(test)]
mod properties;
