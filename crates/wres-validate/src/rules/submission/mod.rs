//! Rules of this group.

pub(crate) mod e_run_001_rule_failed;
pub(crate) mod e_sub_001_no_staff;
pub(crate) mod e_sub_004_staff_rejected;
pub(crate) mod e_sub_007_not_compared;
pub(crate) mod i_sub_002_dataset_missing;
pub(crate) mod i_sub_005_column_missing;
pub(crate) mod q_sub_003_no_rows;
pub(crate) mod q_sub_006_rows_rejected;
