//! Rules of this group.

pub(crate) mod e_cas_001_person_missing;
pub(crate) mod e_cas_002_kind_missing;
pub(crate) mod e_cas_003_entry_missing;
pub(crate) mod e_cas_004_outside_period;
pub(crate) mod q_cas_005_closed_before_entry;
pub(crate) mod q_cas_006_before_joining;
pub(crate) mod q_cas_007_stranger;
pub(crate) mod q_cas_008_after_leaving;
pub(crate) mod q_cas_009_row_repeated;
pub(crate) mod q_cas_010_case_twice;
pub(crate) mod q_cas_011_not_regulated;
pub(crate) mod q_cas_012_no_disciplinary;
