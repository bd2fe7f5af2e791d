//! Rules of this group.

pub(crate) mod e_apr_001_person_missing;
pub(crate) mod e_apr_002_day_missing;
pub(crate) mod e_apr_003_outside_period;
pub(crate) mod q_apr_004_stranger;
pub(crate) mod q_apr_005_benefit_and_detriment;
pub(crate) mod q_apr_006_row_repeated;
pub(crate) mod q_apr_007_after_leaving;
