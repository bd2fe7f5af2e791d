//! Rules of this group.

pub(crate) mod e_pop_001_negative_count;
pub(crate) mod e_ret_001_cases_above_base;
pub(crate) mod e_ret_002_negative_count;
pub(crate) mod e_ret_003_cell_twice;
