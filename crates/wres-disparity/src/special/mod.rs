//! Distribution functions and root finding, with their accuracy stated and tested.
//!
//! `statrs` serves where it is accurate; where it was measured to lose digits or not to return, the function is written
//! here and says so.

pub mod root;
