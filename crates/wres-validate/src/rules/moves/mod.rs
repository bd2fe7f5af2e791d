//! Rules of this group.

pub(crate) mod e_mov_001_person_missing;
pub(crate) mod e_mov_002_day_missing;
pub(crate) mod e_mov_003_outside_period;
pub(crate) mod q_mov_004_same_rung;
pub(crate) mod q_mov_005_downwards;
pub(crate) mod q_mov_006_grade_unmapped;
pub(crate) mod q_mov_007_stranger;
pub(crate) mod q_mov_008_not_where_it_leads;
pub(crate) mod q_mov_009_row_repeated;
pub(crate) mod q_mov_010_before_joining;
