//! Proportional hazards: how many times as fast one group leaves as another, other things equal.

mod data;
mod fit;
mod likelihood;
mod order;
mod robust;
mod running;
#[cfg(test)]
mod tests;

pub use data::CoxData;
pub use fit::{CoxCoefficient, CoxFit, cox};
pub use likelihood::Ties;
pub use robust::cox_cluster_robust;
