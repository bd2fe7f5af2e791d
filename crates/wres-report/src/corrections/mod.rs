//! `corrections.xlsx`: the site's own rows that need work, to be put right and sent back.
//!
//! The site's columns stand first and in its order, every cell as text, so that no identifier loses a zero and no date is
//! turned round. Cells that need work are marked by a fill and a comment; columns with a code list have a drop-down. The workbook
//! holds a site's data in the clear and is for the site alone.

mod book;
mod model;
mod tables;

pub use book::render_corrections;
pub use model::{Corrections, CorrectionsTable, Mark, MarkedRow, Query};
