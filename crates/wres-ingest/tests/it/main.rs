//! What the reader does with real and broken input, one module for each kind of trouble.

mod carried_lists;
