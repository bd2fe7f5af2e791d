//! Rules of this group.

pub(crate) mod e_act_003_unknown_indicator;
pub(crate) mod e_sas_001_check_twice;
pub(crate) mod q_act_001_overdue;
pub(crate) mod q_act_002_action_twice;
pub(crate) mod q_sas_002_yes_without_evidence;
pub(crate) mod q_sas_003_no_without_owner;
pub(crate) mod q_sas_004_core_without_level;
