//! What an indicator means, for people: the same words on a terminal and on the reference page.

mod article;
mod page;
mod text;

pub use page::reference_page;
pub use text::{explain, explain_standard};
