//! How the catalogue calls this family.

use super::weighted_kappa;
use crate::catalogue::{Method, Output, Tier};

/// The methods of this family, in the order of the reference page.
pub static METHODS: &[Method] = &[Method {
    name: "agreement.weighted_kappa",
    title: "Weighted kappa of two raters",
    formula: "(Po - Pe) / (1 - Pe) with linear weights 1 - |i - j| / (k - 1); variance of Fleiss, Cohen and Everitt; normal limits \
              cut to [-1, 1]",
    scale: "1 full agreement, 0 chance",
    range: "`counts`: a square table, the first rater's ordered category by the second's",
    zero_rule: "no counts, or both raters in one category alone: not estimable",
    source: "Cohen 1968, Psychological Bulletin 70:213; Fleiss, Cohen & Everitt 1969, Psychological Bulletin 72:323, eq. 9",
    tier: Tier::Closed,
    example: r#"{"counts": [[12, 3, 0], [4, 18, 5], [1, 6, 21]]}"#,
    run: |input, level| Ok(Output::from(weighted_kappa(&input.table("counts")?, level)?)),
}];
