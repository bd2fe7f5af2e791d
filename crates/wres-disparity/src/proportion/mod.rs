//! One proportion: cases out of a base.
//!
//! [`wilson`] is the default: it is the interval of official indicators in England, its coverage stays near the nominal
//! level at any proportion, and it behaves at 0 and at the whole base.

mod agresti_coull;
mod clopper_pearson;
mod complement;
mod jeffreys;
mod methods;
mod mid_p;
mod one_sample_test;
mod wald;
mod wilson;

pub use agresti_coull::agresti_coull;
pub use clopper_pearson::clopper_pearson;
pub use jeffreys::{jeffreys, jeffreys_equal_tailed};
pub use methods::METHODS;
pub use mid_p::mid_p;
pub use one_sample_test::{OneSampleTest, one_sample_test};
pub use wald::wald;
pub use wilson::{wilson, wilson_cc};

pub(crate) use mid_p::lower_odds as mid_p_lower_odds;
pub(crate) use wilson::{score_limits, wilson_distances};
