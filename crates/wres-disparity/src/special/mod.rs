//! Distribution functions and root finding, with their accuracy stated and tested.
//!
//! `statrs` serves where it is accurate; where it was measured to lose digits or not to return, the function is written
//! here and says so. The measured errors are in `docs/special-functions.md`. All functions take any finite numbers and
//! return NaN only for parameters outside their range; callers check those first.
//!
//! | module | distribution | why it is not `statrs` |
//! |---|---|---|
//! | [`normal`] | normal | survival function to the last bits in the far tail |
//! | [`gamma`], [`chi_squared`], [`poisson`] | gamma and its relatives | quantiles lose up to six digits; cost grows with the shape |
//! | [`beta`], [`student`], [`fisher_f`], [`binomial`] | beta and its relatives | quantiles do not return; eight digits at a base of 10^7 |
//! | [`hypergeometric`] | hypergeometric | overflows at populations of 2000 |

pub mod beta;
pub mod binomial;
pub mod chi_squared;
pub mod fisher_f;
pub mod gamma;
pub mod hypergeometric;
pub mod normal;
pub mod poisson;
pub mod root;
pub mod student;
pub(crate) mod two_sided;

pub(crate) mod deviance;
mod quadrature;
mod scale;
mod stirling;
