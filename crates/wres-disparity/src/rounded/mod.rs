//! Intervals of counts that were rounded to protect people.
//!
//! A released count is the true count plus an error of mean nearly 0 and mean square `s2`. An interval of the released counts alone
//! holds the truth too seldom: the error of rounding is missing in it. Here the distance of each limit from the estimate, on the
//! scale on which the estimate is nearly normal, is multiplied by `sqrt(1 + s2 D / V)`: `V` is the variance that the interval stands
//! for, `s2 D` what rounding adds to it by the delta method.

mod allowance;
mod methods;

pub use allowance::{Scale, difference, log_ratio_error, odds_ratio, proportion, ratio, widened, widened_log};
pub use methods::METHODS;
