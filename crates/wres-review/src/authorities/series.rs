//! Values of places, and of several together.

use super::{Comparison, trend};
use crate::published::Point;
use rayon::prelude::*;
use std::collections::{BTreeMap, BTreeSet, HashMap};
use wres_disparity::pooling::Effect;
use wres_domain::{Interval, Scope, Site, SiteId};

/// The value of a place or of several in one period.
#[derive(Debug, Clone, Copy, PartialEq)]
pub(super) struct Value {
    pub(super) numerator: f64,
    pub(super) denominator: f64,
    pub(super) value: f64,
    pub(super) interval: Option<Interval>,
    /// Of how many sites of how many it is the sum; `None` for what the source prints itself.
    pub(super) from: Option<(usize, usize)>,
}

/// Values by the place of their period among the periods.
pub(super) type Values = BTreeMap<usize, Value>;

/// Who an authority is compared with.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Peers {
    Whole,
    Region,
    Neighbours,
    Alike,
}

impl Peers {
    pub(super) const ALL: [Self; 4] = [Self::Whole, Self::Region, Self::Neighbours, Self::Alike];

    pub(super) fn code(self) -> &'static str {
        match self {
            Self::Whole => "whole",
            Self::Region => "region",
            Self::Neighbours => "statistical_neighbours",
            Self::Alike => "like_deprivation",
        }
    }
}

/// Peers with their values in one measure.
#[derive(Debug, Clone)]
pub(super) struct Beside {
    pub(super) peers: Peers,
    pub(super) name: String,
    pub(super) values: Values,
    /// The mean of the trends of the sites among them.
    pub(super) trend: Option<Effect>,
}

/// One measure of one site with its peers.
#[derive(Debug, Clone)]
pub(super) struct Row {
    pub(super) measure: usize,
    pub(super) own: Values,
    pub(super) trend: Option<Effect>,
    pub(super) beside: Vec<Beside>,
}

/// One site with all its measures.
#[derive(Debug, Clone)]
pub(super) struct Compared<'a> {
    pub(super) site: &'a Site,
    pub(super) rows: Vec<Row>,
}

/// Everything that is compared, found once.
#[derive(Debug)]
pub(super) struct Book<'a> {
    pub(super) about: &'a Comparison<'a>,
    /// Sites with a value in the latest period of any measure.
    pub(super) sites: Vec<&'a Site>,
    pub(super) periods: Vec<&'a str>,
    /// By measure.
    values: Vec<HashMap<&'a Scope, Values>>,
    trends: Vec<HashMap<&'a SiteId, Effect>>,
    whole: Vec<Option<Effect>>,
}

impl<'a> Book<'a> {
    pub(super) fn of(about: &'a Comparison<'a>) -> Self {
        let periods: BTreeSet<&str> = about.points.iter().map(|point| point.period.as_str()).collect();
        let periods: Vec<&str> = periods.into_iter().collect();
        let place: HashMap<&str, usize> = periods.iter().enumerate().map(|(at, period)| (*period, at)).collect();
        let mut values: Vec<HashMap<&Scope, Values>> = vec![HashMap::new(); about.measures.len()];
        for point in about.points {
            let Some(at) = place.get(point.period.as_str()) else { continue };
            values[point.measure].entry(&point.scope).or_default().insert(*at, printed(about, point));
        }
        let latest = periods.len().saturating_sub(1);
        let current: BTreeSet<&SiteId> = values
            .iter()
            .flatten()
            .filter(|(_, values)| values.contains_key(&latest))
            .filter_map(|(scope, _)| match scope {
                Scope::Site(id) => Some(id),
                _ => None,
            })
            .collect();
        let mut sites: Vec<&Site> = current.into_iter().filter_map(|id| about.sites.get(id)).collect();
        sites.sort_by(|one, other| one.name.cmp(&other.name));
        let mut book = Self { about, sites, periods, values, trends: Vec::new(), whole: Vec::new() };
        book.trends = book.site_trends();
        book.whole =
            (0..about.measures.len()).map(|at| book.mean_trend(at, &mut book.sites.iter().map(|s| &s.id))).collect();
        book
    }

    fn site_trends(&self) -> Vec<HashMap<&'a SiteId, Effect>> {
        let of = |values: &HashMap<&'a Scope, Values>| {
            values
                .par_iter()
                .filter_map(|(scope, values)| match scope {
                    Scope::Site(id) => Some((id, trend::trend(self, values)?)),
                    _ => None,
                })
                .collect()
        };
        self.values.iter().map(of).collect()
    }

    /// The values that the source prints of a scope.
    pub(super) fn printed(&self, measure: usize, scope: &Scope) -> Option<&Values> {
        self.values.get(measure)?.get(scope)
    }

    pub(super) fn own(&self, measure: usize, site: &SiteId) -> Option<&Values> {
        self.printed(measure, &Scope::Site(site.clone()))
    }

    pub(super) fn latest(&self) -> usize {
        self.periods.len().saturating_sub(1)
    }

    fn mean_trend(&self, measure: usize, sites: &mut dyn Iterator<Item = &SiteId>) -> Option<Effect> {
        let trends: Vec<Effect> = sites.filter_map(|id| self.trends[measure].get(id).copied()).collect();
        trend::mean(&trends, self.about.level)
    }

    /// Several sites together, in each period from those with values, and how many those are.
    pub(super) fn together(&self, measure: usize, sites: &[&SiteId]) -> Values {
        let mut sums: BTreeMap<usize, (f64, f64, usize)> = BTreeMap::new();
        for values in sites.iter().filter_map(|id| self.own(measure, id)) {
            for (at, value) in values {
                let sum = sums.entry(*at).or_default();
                *sum = (sum.0 + value.numerator, sum.1 + value.denominator, sum.2 + 1);
            }
        }
        let of = &self.about.measures[measure];
        sums.into_iter()
            .map(|(at, (numerator, denominator, n))| {
                let (value, interval) = of.value(numerator, denominator, self.about.level);
                (at, Value { numerator, denominator, value, interval, from: Some((n, sites.len())) })
            })
            .collect()
    }

    /// The printed values of a scope where there are any, in other periods the sum of its sites.
    fn printed_or_summed(&self, measure: usize, scope: &Scope, sites: &[&SiteId]) -> Values {
        let mut values = self.together(measure, sites);
        values.extend(self.printed(measure, scope).into_iter().flatten().map(|(at, value)| (*at, *value)));
        values
    }

    /// A site in every measure, with its peers.
    pub(super) fn compare(&self, site: &'a Site) -> Compared<'a> {
        let all: Vec<&SiteId> = self.sites.iter().map(|site| &site.id).collect();
        let region: Vec<&SiteId> = match &site.region {
            Some(region) => {
                self.sites.iter().filter(|other| other.region.as_ref() == Some(region)).map(|site| &site.id).collect()
            }
            None => Vec::new(),
        };
        let listed = |lists: &'a BTreeMap<SiteId, Vec<SiteId>>| -> Vec<&'a SiteId> {
            lists.get(&site.id).into_iter().flatten().collect()
        };
        let places = self.about.places;
        let (near, alike) = (listed(&places.neighbours), listed(&places.alike));
        let rows = (0..self.about.measures.len()).filter_map(|measure| {
            let own = self.own(measure, &site.id)?.clone();
            let beside = Peers::ALL.into_iter().filter_map(|peers| {
                let (name, values, trend) = match peers {
                    Peers::Whole => {
                        ("England".to_owned(), self.printed_or_summed(measure, &Scope::All, &all), self.whole[measure])
                    }
                    Peers::Region => {
                        let name = site.region.clone()?;
                        let values = self.printed_or_summed(measure, &Scope::Region(name.clone()), &region);
                        (name, values, self.mean_trend(measure, &mut region.iter().copied()))
                    }
                    Peers::Neighbours => (
                        "Statistical neighbours".to_owned(),
                        self.together(measure, &near),
                        self.mean_trend(measure, &mut near.iter().copied()),
                    ),
                    Peers::Alike => (
                        "Authorities of like deprivation".to_owned(),
                        self.together(measure, &alike),
                        self.mean_trend(measure, &mut alike.iter().copied()),
                    ),
                };
                (!values.is_empty()).then_some(Beside { peers, name, values, trend })
            });
            let trend = self.trends[measure].get(&site.id).copied();
            Some(Row { measure, own, trend, beside: beside.collect() })
        });
        Compared { site, rows: rows.collect() }
    }
}

fn printed(about: &Comparison<'_>, point: &Point) -> Value {
    let (value, interval) = about.measures[point.measure].value(point.numerator, point.denominator, about.level);
    Value { numerator: point.numerator, denominator: point.denominator, value, interval, from: None }
}
