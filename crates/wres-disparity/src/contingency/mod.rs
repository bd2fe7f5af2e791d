//! Tables of counts with any number of rows and columns: independence, association and goodness of fit.

mod chi_squared_test;
mod cramers_v;
mod fisher_freeman_halton;
mod g_test;
mod goodness_of_fit;
mod methods;
mod network;
mod table;

pub use chi_squared_test::{Independence, chi_squared_test};
pub use cramers_v::{Association, cramers_v};
pub use fisher_freeman_halton::fisher_freeman_halton;
pub use g_test::{LikelihoodRatio, g_test};
pub use goodness_of_fit::{GoodnessOfFit, goodness_of_fit};
pub use methods::METHODS;
pub use table::Table;
