//! Which sites stand out, given their size: funnel limits, flags, and limits that allow for sites differing anyway.
//!
//! A league table ranks noise: the smallest sites come first and last. A funnel draws, around a target and against the size of
//! a site, the limits within which chance alone keeps a site that is like the others.

mod adjusted;
mod effects;
mod flag;
mod methods;
mod overdispersion;
mod proportion;
mod ratio;
mod ratios;
mod significance;
mod transformation;
mod trimming;

pub use adjusted::{AdjustedFunnel, AdjustedSite, adjusted_funnel};
pub use effects::{EffectFunnel, FunnelEffect, effect_funnel};
pub use flag::Flag;
pub use methods::METHODS;
pub use overdispersion::{Overdispersion, overdispersion};
pub use proportion::proportion_limits;
pub use ratio::{ratio_limits_by_expected, ratio_limits_by_observed};
pub use ratios::{RatioFunnel, RatioInFunnel, ratio_funnel};
pub use significance::{Statistic, significance};
pub use transformation::{Site, Transformation, sites};

#[cfg(test)]
mod properties;
