//! How the catalogue calls this family.

mod convert;
mod counts;
mod effects;
mod sensitivity;

use crate::catalogue::Method;

/// The methods of this family, in the order of the reference page.
pub static METHODS: &[Method] = &[
    effects::FIXED,
    effects::DERSIMONIAN_LAIRD,
    effects::REML,
    effects::PAULE_MANDEL,
    effects::Q_PROFILE,
    sensitivity::LEAVE_ONE_OUT,
    sensitivity::CUMULATIVE,
    sensitivity::EGGER,
    convert::META_REGRESSION,
    convert::CLUSTER_ROBUST,
    convert::FROM_INTERVAL,
    convert::FROM_P_VALUE,
    convert::ODDS_TO_RISK,
    counts::POOL_RATIO,
    counts::CLUSTERED_WILSON,
];
