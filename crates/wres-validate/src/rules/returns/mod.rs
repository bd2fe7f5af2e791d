//! Rules of this group.

pub(crate) mod e_pop_001_negative_count;
pub(crate) mod e_ret_001_cases_above_base;
pub(crate) mod e_ret_002_negative_count;
pub(crate) mod e_ret_003_cell_twice;
pub(crate) mod e_ret_004_unknown_indicator;
pub(crate) mod e_ret_005_unknown_stratum;
pub(crate) mod e_ret_006_group_not_summed;
