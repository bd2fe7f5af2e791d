//! Many comparisons at once: p-values adjusted so that the number of false alarms is kept in hand.

mod adjust;
mod hommel;
mod methods;
mod order;

pub use adjust::{benjamini_hochberg, benjamini_yekutieli, bonferroni, hochberg, holm, q_values};
pub use hommel::hommel;
pub use methods::METHODS;
