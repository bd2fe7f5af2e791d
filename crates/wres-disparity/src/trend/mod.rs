//! Does a proportion rise or fall over ordered groups (bands, years)?

mod cochran_armitage;
mod methods;

pub use cochran_armitage::{Trend, cochran_armitage};
pub use methods::METHODS;
