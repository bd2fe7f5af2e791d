//! Judged claims as a table, as JSON and as a page.

mod html;
mod json;
mod rows;

pub use html::page;
pub use json::json;
pub use rows::csv;
