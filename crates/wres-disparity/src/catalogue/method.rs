//! One method of the catalogue.

use super::{input::Input, output::Output};
use crate::{error::Result, quantity::Level};

/// How closely two correct implementations agree.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Tier {
    /// A formula, or one quantile: 1e-9 relative.
    Closed,
    /// Found by iteration: 1e-6 relative.
    Iterative,
    /// By simulation, within its Monte Carlo error.
    MonteCarlo,
}

/// A method: what it is, and how to run it.
pub struct Method {
    /// Its name, such as `rr.koopman`.
    pub name: &'static str,
    /// A title in words.
    pub title: &'static str,
    /// What it estimates and how; the formula in plain text.
    pub formula: &'static str,
    /// The unit of the estimate (`proportion`, `ratio`, `difference of proportions`, ...).
    pub scale: &'static str,
    /// Which inputs it takes and their valid range.
    pub range: &'static str,
    /// What happens at zero cells and other edges.
    pub zero_rule: &'static str,
    /// Author, year and equation or page.
    pub source: &'static str,
    /// Agreement to be expected.
    pub tier: Tier,
    /// A worked example: the input as a JSON object.
    pub example: &'static str,
    /// Runs it.
    pub run: fn(&Input<'_>, Level) -> Result<Output>,
}
