//! Rules of this group.

pub(crate) mod e_lea_001_person_missing;
pub(crate) mod e_lea_002_day_missing;
pub(crate) mod e_lea_003_outside_period;
pub(crate) mod i_lea_009_internal_moves;
pub(crate) mod q_lea_004_reason_missing;
pub(crate) mod q_lea_005_still_in_post;
pub(crate) mod q_lea_006_nowhere_known;
pub(crate) mod q_lea_007_many_strangers;
pub(crate) mod q_lea_008_leaves_twice;
pub(crate) mod q_lea_010_before_joining;
pub(crate) mod q_lea_011_implausible_turnover;
pub(crate) mod q_lea_012_row_repeated;
