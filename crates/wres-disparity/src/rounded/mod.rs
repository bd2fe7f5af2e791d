//! Intervals of counts that were rounded to protect people.
//!
//! A released count is the true count plus an error of mean nearly 0 and mean square `s2`. An interval of the released counts alone
//! holds the truth too seldom: the error of rounding is missing in it. Here the distance of each limit from the estimate, on the
//! scale on which the estimate is nearly normal, is multiplied by `sqrt(1 + s2 D / V)`: `V` is the variance that the interval stands
//! for, `s2 D` what rounding adds to it by the delta method.

mod allowance;
mod change;
mod gap;
mod methods;
mod pool;

pub use allowance::{
    Scale, difference, excess, log_ratio_error, odds_ratio, proportion, ratio, widened, widened_by_total, widened_log,
};
pub use change::{Pair, log_ratio_effect, ratio_change};
pub use gap::{gap_to_base, gap_to_fixed};
pub use methods::METHODS;
pub(crate) use methods::s2_or_none;
pub use pool::pool_ratio;
