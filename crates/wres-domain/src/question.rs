//! What is asked in a place, apart from whom.

use crate::{IndicatorId, Place, Scope, ServiceScope, Stratum};

/// What is asked in a place, apart from whom: one indicator, period, service and stratum. In the order of places.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub struct Question<'a> {
    indicator: &'a IndicatorId,
    period: &'a str,
    service: ServiceScope,
    stratum: &'a Stratum,
}

impl<'a> Question<'a> {
    /// The question that a place answers.
    #[must_use]
    pub fn of(place: &'a Place) -> Self {
        let Place { indicator, period, service, stratum, .. } = place;
        Self { indicator, period, service: *service, stratum }
    }

    /// The indicator.
    #[must_use]
    pub fn indicator(&self) -> &'a IndicatorId {
        self.indicator
    }

    /// The place where it is asked of a scope.
    #[must_use]
    pub fn at(&self, scope: Scope) -> Place {
        Place {
            indicator: self.indicator.clone(),
            period: self.period.to_owned(),
            scope,
            service: self.service,
            stratum: self.stratum.clone(),
        }
    }
}
