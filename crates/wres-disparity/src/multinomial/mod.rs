//! The shares of several groups at once, with intervals that all hold together at the stated level.

mod goodman;
mod methods;
mod quadratic;
mod quesenberry_hurst;
mod sison_glaz;

pub use goodman::goodman;
pub use methods::METHODS;
pub use quesenberry_hurst::quesenberry_hurst;
pub use sison_glaz::sison_glaz;
