//! Small sites: values drawn towards the whole, with their own interval beside them.

mod methods;

pub use methods::METHODS;
