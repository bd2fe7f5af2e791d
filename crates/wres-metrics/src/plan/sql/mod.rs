//! A plan as a script for an engine that speaks SQL, with the same meaning as the embedded engine gives it.
//!
//! The script is plain: window functions, recursive common table expressions, `CASE`, and nothing that DuckDB, SQLite or
//! DataFusion would read differently. Tables are those of the lake, one a dataset, and `staff_before` for the snapshot before;
//! a day is its number since 1 January 1970.

mod counts;
mod expressions;
mod members;
mod months;
mod script;

pub use script::Shape;
