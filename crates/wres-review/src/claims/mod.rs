//! Does what is printed follow from its parts?
//!
//! A claim is a row of texts as they were printed. A claim holds if any unrounded truth fits all that is printed of it; one claim
//! may earn several verdicts, each with the value computed again, the rule, and the smallest change that would make it right.

mod across;
mod claim;
mod column;
mod counts;
mod facts;
mod judge;
mod limits;
mod methods;
mod p_value;
mod rate;
mod rate_change;
mod ratio;
mod ratio_change;
mod read;
mod rendering;
mod rules;
mod spread;
mod table;
mod test_statistic;
mod unit;
mod verdict;
mod words;

pub use claim::Claim;
pub use column::Column;
pub use judge::{Judged, Summary, judge};
pub use read::{ReadClaims, claims_from_cells, read_csv, read_toml};
pub use rendering::{csv as render_csv, json as render_json, page as render_page};
pub use rules::{Family, RULES, Rule, Standing};
pub use verdict::Verdict;
