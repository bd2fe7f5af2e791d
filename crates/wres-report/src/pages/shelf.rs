//! What a publication says, by where and about what, so that a page finds its own without going through that of all sites.

use crate::publication::{About, IndicatorText};
use std::collections::BTreeMap;
use wres_domain::{
    Change, Comparisons, FunnelCurve, Group, Grouping, IndicatorId, Measure, Outcome, Place, PooledOutcome, Scope,
    ServiceScope, Standing,
};
use wres_figures::stands_for_stratum;

/// Something of one indicator in one scope.
type Shelved<'a, T> = BTreeMap<&'a Scope, BTreeMap<&'a IndicatorId, Vec<&'a T>>>;

/// Dimension and value of a stratum; both empty for the whole.
pub(super) type Part<'a> = (&'a str, &'a str);

/// Outcomes, comparisons and measures by scope and indicator, each in the order of the tables.
pub(super) struct Shelf<'a> {
    outcomes: Shelved<'a, Outcome>,
    /// Those of two groups, all services together.
    two_groups: Shelved<'a, Outcome>,
    pooled: Shelved<'a, PooledOutcome>,
    standings: Shelved<'a, Standing>,
    changes: Shelved<'a, Change>,
    measures: Shelved<'a, Measure>,
    standings_everywhere: BTreeMap<&'a IndicatorId, Vec<&'a Standing>>,
    /// The limits of the funnels of all sites.
    curves: &'a [FunnelCurve],
    /// The part of an indicator that stands for it: the whole, or the highest stratum that can be read for all sites.
    leads: BTreeMap<&'a IndicatorId, Part<'a>>,
}

impl<'a> Shelf<'a> {
    /// `outcomes` are those of the publication in the order of the tables; `scope` is that whose figures decide which part of an
    /// indicator stands for it.
    pub(super) fn new(
        about: &'a About,
        scope: &Scope,
        outcomes: &[&'a Outcome],
        comparisons: &'a Comparisons,
        measures: &'a [Measure],
    ) -> Self {
        let mut standings_everywhere: BTreeMap<&IndicatorId, Vec<&Standing>> = BTreeMap::new();
        for standing in &comparisons.standings {
            standings_everywhere.entry(&standing.place.indicator).or_default().push(standing);
        }
        let two_groups = shelved(outcomes.iter().copied().filter(|one| stands_for_stratum(one)), |one| &one.place);
        let leads = about
            .standards
            .iter()
            .flat_map(|standard| &standard.indicators)
            .map(|indicator| (&indicator.id, lead(about, indicator, taken(&two_groups, scope, &indicator.id))))
            .collect();
        let two_people = |place: &Place, grouping: Grouping, group: Group| {
            place.service == ServiceScope::Together && grouping == Grouping::Binary && group == Group::Bme
        };
        let changes = comparisons.changes.iter().filter(|one| two_people(&one.place, one.grouping, one.group));
        let pooled = comparisons.pooled.iter().filter(|one| two_people(&one.place, one.grouping, one.group));
        Self {
            outcomes: shelved(outcomes.iter().copied(), |outcome| &outcome.place),
            two_groups,
            pooled: shelved(pooled, |pooled| &pooled.place),
            standings: shelved(&comparisons.standings, |standing| &standing.place),
            changes: shelved(changes, |change| &change.place),
            measures: shelved(measures, |measure| &measure.place),
            standings_everywhere,
            curves: &comparisons.curves,
            leads,
        }
    }

    pub(super) fn outcomes(&self, scope: &Scope, indicator: &IndicatorId) -> &[&'a Outcome] {
        taken(&self.outcomes, scope, indicator)
    }

    /// Outcomes of the minority of two groups, all services together, in every period and stratum.
    pub(super) fn two_groups(&self, scope: &Scope, indicator: &IndicatorId) -> &[&'a Outcome] {
        taken(&self.two_groups, scope, indicator)
    }

    /// The outcome that stands for an indicator.
    pub(super) fn headline(&self, scope: &Scope, indicator: &IndicatorId, period: &str) -> Option<&'a Outcome> {
        let part = self.lead(indicator);
        let own = self.two_groups(scope, indicator).iter().copied();
        own.into_iter().find(|outcome| is_of(&outcome.place, period, part))
    }

    /// The part of an indicator that stands for it.
    pub(super) fn lead(&self, indicator: &IndicatorId) -> Part<'a> {
        self.leads.get(indicator).copied().unwrap_or_default()
    }

    /// What is said of all sites of a scope together, about the part that stands for the indicator.
    pub(super) fn pooled(&self, scope: &Scope, indicator: &IndicatorId, period: &str) -> Option<&'a PooledOutcome> {
        let part = self.lead(indicator);
        taken(&self.pooled, scope, indicator).iter().copied().find(|one| is_of(&one.place, period, part))
    }

    /// Where a site stands among its peers.
    pub(super) fn standings(
        &self,
        scope: &Scope,
        indicator: &IndicatorId,
        period: &str,
    ) -> impl Iterator<Item = &'a Standing> {
        let part = self.lead(indicator);
        taken(&self.standings, scope, indicator).iter().copied().filter(move |one| stands(one, period, part))
    }

    /// What changed since the period before.
    pub(super) fn change(&self, scope: &Scope, indicator: &IndicatorId, period: &str) -> Option<&'a Change> {
        let part = self.lead(indicator);
        taken(&self.changes, scope, indicator).iter().copied().find(|one| is_of(&one.place, period, part))
    }

    pub(super) fn measures(&self, scope: &Scope, indicator: &IndicatorId) -> &[&'a Measure] {
        taken(&self.measures, scope, indicator)
    }

    /// The standings of all sites.
    pub(super) fn standings_everywhere(&self, indicator: &IndicatorId, period: &str) -> Vec<&'a Standing> {
        let part = self.lead(indicator);
        let all = self.standings_everywhere.get(indicator).map(Vec::as_slice).unwrap_or_default();
        all.iter().copied().filter(|one| stands(one, period, part)).collect()
    }

    /// The limits of the funnel of the part that stands for an indicator.
    pub(super) fn curve(&self, indicator: &IndicatorId, period: &str) -> Option<&'a FunnelCurve> {
        let part = self.lead(indicator);
        self.curves.iter().find(|one| {
            one.place.indicator == *indicator
                && one.place.service == ServiceScope::Together
                && is_of(&one.place, period, part)
        })
    }

    /// Whether anything at all is said in a scope.
    pub(super) fn speaks_of(&self, scope: &Scope, indicator: &IndicatorId) -> bool {
        !self.outcomes(scope, indicator).is_empty() || !self.measures(scope, indicator).is_empty()
    }
}

fn is_of(place: &Place, period: &str, (dimension, value): Part<'_>) -> bool {
    place.period == period && place.stratum.dimension == dimension && place.stratum.value == value
}

fn stands(one: &Standing, period: &str, part: Part<'_>) -> bool {
    one.place.service == ServiceScope::Together && is_of(&one.place, period, part)
}

/// The whole where it is compared; else, of the last dimension, the highest stratum whose ratio can be read, or its highest.
fn lead<'a>(about: &About, indicator: &'a IndicatorText, outcomes: &[&Outcome]) -> Part<'a> {
    let period = about.periods.last().map_or("", |period| &period.label);
    let now = || outcomes.iter().filter(|outcome| outcome.place.period == period);
    if now().any(|outcome| outcome.place.stratum.is_whole() && outcome.comparison.is_some()) {
        return ("", "");
    }
    let Some(dimension) = indicator.dimensions.last() else { return ("", "") };
    let can_be_read = |value: &str| {
        now().any(|outcome| {
            is_of(&outcome.place, period, (&dimension.code, value))
                && outcome.comparison.as_ref().is_some_and(|one| one.ratio.value().is_some())
        })
    };
    let highest = dimension.strata.iter().rev().find(|stratum| can_be_read(&stratum.code));
    highest.or(dimension.strata.last()).map_or(("", ""), |stratum| (&dimension.code, &stratum.code))
}

fn shelved<'a, T>(all: impl IntoIterator<Item = &'a T>, place: impl Fn(&T) -> &Place) -> Shelved<'a, T>
where
    T: 'a,
{
    let mut shelves: Shelved<'a, T> = BTreeMap::new();
    for one in all {
        let place = place(one);
        shelves.entry(&place.scope).or_default().entry(&place.indicator).or_default().push(one);
    }
    shelves
}

fn taken<'s, 'a, T>(shelves: &'s Shelved<'a, T>, scope: &Scope, indicator: &IndicatorId) -> &'s [&'a T] {
    shelves.get(scope).and_then(|shelf| shelf.get(indicator)).map(Vec::as_slice).unwrap_or_default()
}
