//! Rules of this group.

pub(crate) mod q_bal_001_staff_balance;
pub(crate) mod q_yoy_001_vanished;
pub(crate) mod q_yoy_002_appeared;
pub(crate) mod q_yoy_003_ethnicity_changed;
pub(crate) mod q_yoy_004_ethnicity_lost;
pub(crate) mod q_yoy_005_rung_dropped;
pub(crate) mod q_yoy_006_pay_jumped;
pub(crate) mod q_yoy_007_start_moved;
pub(crate) mod q_yoy_008_size_changed;
pub(crate) mod q_yoy_009_completeness_fell;
pub(crate) mod q_yoy_010_bme_share_moved;
pub(crate) mod q_yoy_011_other_numbers;
mod share;
