//! The catalogue: every method by its name, with its documentation and a way to call it with named inputs.
//!
//! One slice feeds the library's users, the command line, the batch interface, `wres explain` and the generated reference
//! page, so a method that exists is documented, and a method that is documented runs.

mod batch;
mod figure;
mod input;
mod method;
mod output;
mod page;
mod registry;

pub use batch::{answer, answer_line};
pub use figure::{Allowance, FigureQuestion, Outputs};
pub use input::Input;
pub use method::{Method, Tier};
pub use output::Output;
pub use page::{reference_entry, reference_page};
pub use registry::{families, find, methods};
