//! Rules of this group.

pub(crate) mod e_app_002_shortlisted_missing;
pub(crate) mod e_app_003_appointed_missing;
pub(crate) mod e_app_010_application_twice;
pub(crate) mod i_app_012_all_shortlisted;
pub(crate) mod q_app_001_id_missing;
pub(crate) mod q_app_004_appointed_not_shortlisted;
pub(crate) mod q_app_005_appointed_not_interviewed;
pub(crate) mod q_app_006_appointed_not_offered;
pub(crate) mod q_app_007_appointed_and_withdrew;
pub(crate) mod q_app_008_offered_not_shortlisted;
pub(crate) mod q_app_009_row_repeated;
pub(crate) mod q_app_011_applied_when;
pub(crate) mod q_app_013_nobody_appointed;
