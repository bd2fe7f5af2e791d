//! Judges a submission by the rules of the year, and says how to put right what is wrong.
//!
//! An [`Examination`] sees every batch of rows once, in the columns of the lake, and says which rows stay. When all are seen
//! it concludes with a [`Verdict`]: findings with their place and fix, completeness of ethnicity, what was taken out of each
//! file, and what the submission is worth. Each rule is one file under `rules/`: its page at the head, then code, messages and
//! check, then its test; one slice of them feeds [`explain`] and the reference page `docs/rules.md`.
//!
//! The crate is pure: columns in, findings out. A rule that cannot run is itself a finding, and no finding holds a personal
//! value: messages say what is wrong with a value, never the value.

mod catalogue;
mod conclude;
mod context;
mod edition;
mod error;
mod examination;
mod gathered;
mod ledger;
mod names;
mod page;
mod policy;
mod registry;
mod repeats;
mod rule;
mod rules;
mod settings;
#[cfg(test)]
mod testing;
mod verdict;
mod view;

pub use catalogue::Catalogue;
pub use context::{Context, Need, SourceColumn, SourceFile, Sources, social_care_needs};
pub use examination::{Batches, Examination, Look};
pub use page::{columns_of, explain, finding_kinds, rules_page};
pub use policy::{Policy, PolicyError, Tolerance};
pub use rule::Effect;
pub use verdict::{Completeness, Decision, MarkedRows, Removed, Verdict};
