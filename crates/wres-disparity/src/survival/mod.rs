//! Retention: time from start of service to leaving.
//!
//! Everything follows from a [`RiskTable`]: how many were at risk at each time and how many left then, by reason. It is built
//! from spells of service or straight from counts by month, and gives the same bits either way, so nothing but counts need
//! ever leave the place where the people are known.

mod aalen_johansen;
mod banded;
mod cox;
mod figures;
mod gray;
mod grouped;
mod kaplan_meier;
mod limits;
mod logrank;
mod methods;
mod quantile;
mod restricted_mean;
mod risk_table;
mod spell;

pub use aalen_johansen::{CumulativeIncidence, IncidencePoint, aalen_johansen};
pub use banded::{BandedCurve, banded_incidence, banded_survival};
pub use cox::{CoxCoefficient, CoxData, CoxFit, Ties, cox, cox_cluster_robust};
pub use figures::{banded_mean, banded_mean_difference, banded_quantile, banded_rate_ratio};
pub use gray::{GrayTest, gray_test};
pub use grouped::GroupedRisk;
pub use kaplan_meier::{SurvivalCurve, SurvivalPoint, kaplan_meier};
pub use limits::LimitScale;
pub use logrank::{LogRank, logrank, logrank_stratified};
pub use methods::METHODS;
pub use quantile::SurvivalQuantile;
pub use restricted_mean::{RestrictedMean, RestrictedMeanComparison, compare_restricted_means};
pub use risk_table::{RiskTable, Step};
pub use spell::{Leaving, Spell};
