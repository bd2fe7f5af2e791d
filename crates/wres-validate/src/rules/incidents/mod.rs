//! Rules of this group.

pub(crate) mod e_inc_001_case_missing;
pub(crate) mod e_inc_002_report_missing;
pub(crate) mod e_inc_003_outside_period;
pub(crate) mod q_inc_004_reported_before;
pub(crate) mod q_inc_005_response_before_report;
pub(crate) mod q_inc_006_closed_before_report;
pub(crate) mod q_inc_007_own_earlier_case;
pub(crate) mod q_inc_008_response_months_later;
pub(crate) mod q_inc_009_incident_twice;
pub(crate) mod q_inc_010_row_repeated;
pub(crate) mod q_inc_011_satisfied_while_open;
