//! Rules of this group.

pub(crate) mod e_tra_001_person_missing;
pub(crate) mod e_tra_002_kind_missing;
pub(crate) mod i_tra_011_only_mandatory;
pub(crate) mod q_tra_003_funded_missing;
pub(crate) mod q_tra_004_attended_before_request;
pub(crate) mod q_tra_005_after_leaving;
pub(crate) mod q_tra_006_stranger;
pub(crate) mod q_tra_007_outside_period;
pub(crate) mod q_tra_008_attended_not_approved;
pub(crate) mod q_tra_009_cost_implausible;
pub(crate) mod q_tra_010_before_joining;
pub(crate) mod q_tra_012_row_repeated;
