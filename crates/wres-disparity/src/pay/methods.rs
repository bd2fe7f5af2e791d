//! How the catalogue calls this family.

use crate::catalogue::Method;

/// The methods of this family, in the order of the reference page.
pub static METHODS: &[Method] = &[];
