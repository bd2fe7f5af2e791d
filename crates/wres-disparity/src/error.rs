//! What can be wrong with the numbers somebody asks about.

use thiserror::Error;

/// Why no estimate could be made.
///
/// The first group are mistakes of the caller; [`StatError::NotEstimable`] is a property of the data and carries the reason
/// that a reader is shown.
#[derive(Debug, Clone, PartialEq, Error)]
pub enum StatError {
    /// More cases than people they could have happened to.
    #[error("{cases} cases exceed a base of {base}: cases must lie between 0 and the base")]
    CasesAboveBase {
        /// The number of cases given.
        cases: u64,
        /// The base given.
        base: u64,
    },
    /// A confidence level outside the open interval (0.5, 1).
    #[error("confidence level {given} is outside (0.5, 1): write 0.95 for 95%")]
    Level {
        /// The level given.
        given: f64,
    },
    /// Two vectors that must be parallel are not.
    #[error("`{left}` has {left_len} values and `{right}` has {right_len}: they must be of equal length")]
    Lengths {
        /// Name of one vector.
        left: &'static str,
        /// Its length.
        left_len: usize,
        /// Name of the other vector.
        right: &'static str,
        /// Its length.
        right_len: usize,
    },
    /// A vector that must not be empty is.
    #[error("`{what}` is empty")]
    Empty {
        /// Name of the vector.
        what: &'static str,
    },
    /// A value outside its domain.
    #[error("`{what}` is {given}: {must}")]
    Domain {
        /// Name of the value.
        what: &'static str,
        /// The value given, as text.
        given: String,
        /// What it must be.
        must: &'static str,
    },
    /// The input of a catalogue method could not be read.
    #[error("input: {0}")]
    Input(String),
    /// No method of this name.
    #[error("no method is called `{name}`{hint}")]
    UnknownMethod {
        /// The name given.
        name: String,
        /// ": did you mean `…`?", or empty.
        hint: String,
    },
    /// The data admit no estimate.
    #[error("not estimable: {0}")]
    NotEstimable(NotEstimable),
}

/// Why data that are in order still admit no estimate. Never shown as zero, never as a blank.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord, Error, serde::Serialize, serde::Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum NotEstimable {
    /// Nobody is at risk.
    #[error("no base: nobody could have been a case")]
    NoBase,
    /// Neither group has a case, so their ratio is undefined.
    #[error("no cases in either group")]
    NoCases,
    /// Everybody in both groups is a case, so an odds ratio is undefined.
    #[error("everybody in both groups is a case")]
    AllCases,
    /// One of the groups has no members.
    #[error("group absent: one of the groups has no members")]
    GroupAbsent,
    /// No event was seen in the whole follow-up.
    #[error("no events: everybody is censored")]
    NoEvents,
    /// A predictor separates the outcome, so the likelihood has no maximum.
    #[error(
        "separation: a predictor divides the outcome perfectly, so the likelihood has no maximum (Firth's method has)"
    )]
    Separation,
    /// The predictors are linearly dependent.
    #[error("singular design: the predictors are linearly dependent")]
    Singular,
    /// The method needs more data than there are.
    #[error("too few observations for this method")]
    TooFew,
    /// The method's own formula is undefined for these counts; another method may serve.
    #[error("the formula of this method is undefined for these counts")]
    Undefined,
    /// What was asked for lies beyond what was observed.
    #[error("not reached: what was observed does not go so far")]
    NotReached,
    /// A bracketed iteration did not reach its tolerance.
    #[error("the iteration did not converge")]
    NoConvergence,
}

impl From<NotEstimable> for StatError {
    fn from(reason: NotEstimable) -> Self {
        Self::NotEstimable(reason)
    }
}

/// The result of every fallible function of this crate.
pub type Result<T> = std::result::Result<T, StatError>;
