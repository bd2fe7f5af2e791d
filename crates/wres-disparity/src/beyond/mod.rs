//! Beyond the interval: what a reader asks next.
//!
//! How far could people of unknown ethnicity move the ratio? How many events is it? Could these numbers have shown anything?
//! Is the ratio known to be close to 1? How much goes unreported? When will it be even?

mod bounds;
mod detectable;
mod equivalence;
mod excess;
mod four_fifths;
mod methods;
mod parity;
mod power;
mod rejection;
mod score;
mod trend_line;
mod under_reporting;

pub use bounds::{SensitivityPoint, UnknownBounds, bounds, rate_bounds, sensitivity, sharp_range, tipping_share};
pub use detectable::{SmallestDetectable, smallest_detectable};
pub use equivalence::{Equivalence, Margins, equivalence};
pub use excess::{Excess, excess_events};
pub use four_fifths::{AgainstHighest, FourFifths, four_fifths};
pub use methods::METHODS;
pub use parity::{GapScale, Parity, TimeToParity, YearOfCounts, time_to_parity, time_to_parity_of_trend};
pub use power::{Power, PowerMethod, power};
pub use under_reporting::{UnderReporting, under_reporting};
