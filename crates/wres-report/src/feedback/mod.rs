//! What goes back to one site: a page that a person reads, and tables that a program reads.

mod model;
mod page;
mod render;

pub use model::{Feedback, FeedbackFinding, PeriodQuality, ReceiptLine, Standing, row_ranges};
pub use render::render_feedback;
