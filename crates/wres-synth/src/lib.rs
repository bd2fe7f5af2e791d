//! Synthetic authorities with known true disparities, as messy files or clean tables.
//!
//! A [`Plan`] says which fictitious sites there are, what is planted ([`Planted`]) and how each writes its files
//! ([`Style`]). From a seed, [`Consortium::generate`] makes what the sites send, their mapping files, and the [`Truth`]:
//! for every measure, period, site, service and ethnic group, how many are at risk and how many cases are expected. The
//! bytes are the same for a seed on any machine. The crate is pure: it returns bytes and touches no file.

mod consortium;
mod defect;
mod demo;
mod ethnicity_list;
mod measure;
mod plan;
mod planted;
mod random;
mod simulate;
mod slips;
mod style;
mod table;
mod truth;
mod write;

pub use consortium::{Consortium, Submission, SynthError, SyntheticFile, SyntheticSite};
pub use defect::{Defect, plant};
pub use measure::Measure;
pub use plan::{Fate, Plan, SiteOutline};
pub use planted::{Ladder, Planted, Rate};
pub use random::Random;
pub use style::{Codes, Container, Dates, Encoding, EthnicityList, Flags, Fte, Grades, Headers, Money, Style};
pub use table::{Extract, Table, Value};
pub use truth::{Expected, Truth};
