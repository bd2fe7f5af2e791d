//! What a publication says, by where and about what, so that a page finds its own without going through that of all sites.

use crate::publication::Publication;
use std::collections::BTreeMap;
use wres_domain::{Change, FunnelCurve, IndicatorId, Measure, Outcome, Place, PooledOutcome, Scope, Standing};

/// Something of one indicator in one scope.
type Shelved<'a, T> = BTreeMap<&'a Scope, BTreeMap<&'a IndicatorId, Vec<&'a T>>>;

/// Outcomes, comparisons and measures by scope and indicator, each in the order of the tables.
pub(super) struct Shelf<'a> {
    outcomes: Shelved<'a, Outcome>,
    pooled: Shelved<'a, PooledOutcome>,
    standings: Shelved<'a, Standing>,
    changes: Shelved<'a, Change>,
    measures: Shelved<'a, Measure>,
    standings_everywhere: BTreeMap<&'a IndicatorId, Vec<&'a Standing>>,
    curves: &'a [FunnelCurve],
    of_scope: BTreeMap<&'a Scope, Vec<&'a Outcome>>,
}

impl<'a> Shelf<'a> {
    /// `outcomes` are those of the publication in the order of the tables.
    pub(super) fn new(publication: &'a Publication, outcomes: &[&'a Outcome]) -> Self {
        let comparisons = publication.comparisons.get();
        let mut standings_everywhere: BTreeMap<&IndicatorId, Vec<&Standing>> = BTreeMap::new();
        for standing in &comparisons.standings {
            standings_everywhere.entry(&standing.place.indicator).or_default().push(standing);
        }
        let mut of_scope: BTreeMap<&Scope, Vec<&Outcome>> = BTreeMap::new();
        for outcome in outcomes {
            of_scope.entry(&outcome.place.scope).or_default().push(outcome);
        }
        Self {
            outcomes: shelved(outcomes.iter().copied(), |outcome| &outcome.place),
            pooled: shelved(&comparisons.pooled, |pooled| &pooled.place),
            standings: shelved(&comparisons.standings, |standing| &standing.place),
            changes: shelved(&comparisons.changes, |change| &change.place),
            measures: shelved(publication.measures.get(), |measure| &measure.place),
            standings_everywhere,
            curves: &comparisons.curves,
            of_scope,
        }
    }

    pub(super) fn outcomes(&self, scope: &Scope, indicator: &IndicatorId) -> &[&'a Outcome] {
        taken(&self.outcomes, scope, indicator)
    }

    pub(super) fn pooled(&self, scope: &Scope, indicator: &IndicatorId) -> &[&'a PooledOutcome] {
        taken(&self.pooled, scope, indicator)
    }

    pub(super) fn standings(&self, scope: &Scope, indicator: &IndicatorId) -> &[&'a Standing] {
        taken(&self.standings, scope, indicator)
    }

    pub(super) fn changes(&self, scope: &Scope, indicator: &IndicatorId) -> &[&'a Change] {
        taken(&self.changes, scope, indicator)
    }

    pub(super) fn measures(&self, scope: &Scope, indicator: &IndicatorId) -> &[&'a Measure] {
        taken(&self.measures, scope, indicator)
    }

    /// Whether there are any figures that take many counts.
    pub(super) fn has_measures(&self) -> bool {
        !self.measures.is_empty()
    }

    /// The limits of the funnels of all sites.
    pub(super) fn curves(&self) -> &'a [FunnelCurve] {
        self.curves
    }

    /// The standings of all sites.
    pub(super) fn standings_everywhere(&self, indicator: &IndicatorId) -> &[&'a Standing] {
        self.standings_everywhere.get(indicator).map(Vec::as_slice).unwrap_or_default()
    }

    /// The outcomes of all indicators in one scope.
    pub(super) fn of_scope(&self, scope: &Scope) -> &[&'a Outcome] {
        self.of_scope.get(scope).map(Vec::as_slice).unwrap_or_default()
    }
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
