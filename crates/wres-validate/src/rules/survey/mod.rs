//! Rules of this group.

pub(crate) mod e_sur_005_respondent_twice;
pub(crate) mod i_sur_007_low_response;
pub(crate) mod q_sur_001_respondent_missing;
pub(crate) mod q_sur_002_nothing_answered;
pub(crate) mod q_sur_003_weight_impossible;
pub(crate) mod q_sur_004_row_repeated;
pub(crate) mod q_sur_006_more_than_staff;
pub(crate) mod q_sur_008_reported_nothing;
