//! What is to be counted, as structured nodes that any engine can run. Nothing but integers comes out.

mod count_plan;

pub use count_plan::CountPlan;
