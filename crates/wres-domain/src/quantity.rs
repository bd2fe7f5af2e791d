//! Which counts of a run are counts of the same people, and how the sets of people lie within one another.
//!
//! The base of one indicator is often the base or the cases of another: the appointed are cases among the shortlisted, the
//! shortlisted cases among applicants. Such a set is one *quantity* with one count in each place, whoever asks for it.

use crate::{
    identity::{IndicatorId, Stratum},
    not_about_people::NotAboutPeople,
    site::Service,
};
use std::collections::BTreeMap;

/// A place in the list of quantities.
pub type QuantityId = usize;

/// A set of people, or of units of their time, that indicators count.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Quantity {
    /// What it is, in words that do not change with the other standards of a run. It names the quantity in a register.
    pub name: String,
    /// The most that one person adds to it: 1 for people, more for months of service, days of waiting and hundredths of hours.
    pub per_person: u64,
    /// False where rows are about nobody, such as answers to leadership checks.
    pub about_people: bool,
}

/// Parts that add up to a whole, each person being in one of them.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Partition {
    /// The whole.
    pub whole: QuantityId,
    /// The parts, in their order.
    pub parts: Vec<QuantityId>,
    /// Whether readers add up the first parts: bands of time, of which figures are cumulated.
    pub cumulated: bool,
}

/// What an indicator counts in one stratum.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Counted {
    /// The cases.
    pub cases: QuantityId,
    /// The base.
    pub base: QuantityId,
}

/// What one indicator counts.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct IndicatorQuantities {
    /// By dimension and value of the stratum.
    pub strata: BTreeMap<(String, String), Counted>,
    /// Services that always have figures; others have them where somebody is.
    pub services: Vec<Service>,
    /// Strata that always have figures; others have them where somebody is.
    pub always: Vec<(String, String)>,
}

/// The quantities of a run.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Quantities {
    /// Every quantity.
    pub all: Vec<Quantity>,
    /// What each indicator counts.
    pub indicators: BTreeMap<IndicatorId, IndicatorQuantities>,
    /// Which quantities add up to which.
    pub partitions: Vec<Partition>,
    /// For each quantity, those that it lies within; a quantity comes after all of them in [`Quantities::order`].
    pub wholes: Vec<Vec<QuantityId>>,
    /// Every quantity once, wholes before their parts.
    pub order: Vec<QuantityId>,
}

impl NotAboutPeople for Quantities {}

impl Quantities {
    /// What an indicator counts in a stratum; `None` for a stratum that its definition does not have, which a site may return.
    #[must_use]
    pub fn counted(&self, indicator: &IndicatorId, stratum: &Stratum) -> Option<Counted> {
        let strata = &self.indicators.get(indicator)?.strata;
        strata.get(&(stratum.dimension.clone(), stratum.value.clone())).copied()
    }

    /// The most that one person adds to cases and to the base of an indicator in a stratum.
    #[must_use]
    pub fn per_person(&self, indicator: &IndicatorId, stratum: &Stratum) -> (u64, u64) {
        let of = |id: QuantityId| self.all.get(id).map_or(1, |one| one.per_person);
        self.counted(indicator, stratum).map_or((1, 1), |counted| (of(counted.cases), of(counted.base)))
    }

    /// Whether an indicator counts people: false for checks, answers and whatever else is about nobody.
    #[must_use]
    pub fn about_people(&self, indicator: &IndicatorId) -> bool {
        let strata = self.indicators.get(indicator).into_iter().flat_map(|one| one.strata.values());
        let mut bases = strata.filter_map(|counted| self.all.get(counted.base)).peekable();
        bases.peek().is_none() || bases.any(|base| base.about_people)
    }
}
