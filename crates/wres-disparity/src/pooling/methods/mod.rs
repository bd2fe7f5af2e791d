//! How the catalogue calls this family.

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
    counts::POOL_RATIO,
    counts::CLUSTERED_WILSON,
];
