//! Each site among its peers: is it unusual, given how small it is and how much sites differ anyway?

use super::{
    OutcomeContext,
    estimators::{RatioEffect, rate_ratio, ratio_effect},
    outcomes::counts,
    sentence::limits,
    terms::{Definitions, Terms},
};
use crate::questions::asked_of_sites;
use rayon::prelude::*;
use std::{
    collections::{BTreeMap, BTreeSet},
    sync::Arc,
};
use wres_disparity::{
    NotEstimable,
    funnel::{Flag, effect_funnel},
    pooling::Effect,
    shrinkage::empirical_bayes,
};
use wres_domain::{
    Binomial, Cell, Group, GroupCount, GroupTable, Grouping, Interval, Peers, Place, Position, SiteId, Standing,
};

/// The share of sites at each end that may not decide how far apart sites usually are.
const TRIM: f64 = 0.1;

/// One site's answer to a question.
struct Answer<'a> {
    site: &'a SiteId,
    place: &'a Arc<Place>,
    /// Of and against, as they are compared.
    pair: Cell<(Binomial, Binomial)>,
    effect: Cell<RatioEffect>,
}

/// Where each site stands among all sites, those of its region, of its third of deprivation, and its neighbours, for the two
/// groups of the binary grouping. Sites whose counts are hidden or absent have a row that says so and are nobody's peers.
#[must_use]
pub fn standings(groups: &GroupTable, context: &OutcomeContext) -> Vec<Standing> {
    let definitions = Definitions::of(context);
    let thirds = thirds_of_deprivation(context);
    asked_of_sites(groups, |grouping| grouping == Grouping::Binary)
        .par_iter()
        .flat_map_iter(|asked| {
            let terms = definitions.terms(asked.question.indicator());
            let answers: Vec<Answer<'_>> = asked
                .sites
                .iter()
                .filter_map(|(site, rows)| Answer::of(site, rows, terms.flipped(), context.rounding_error()))
                .collect();
            Answers { all: &answers, terms, context }.standings(&thirds)
        })
        .collect()
}

impl<'a> Answer<'a> {
    /// The answer of a site that has both groups.
    fn of(site: &'a SiteId, rows: &'a [GroupCount], flipped: bool, s2: f64) -> Option<Self> {
        let of = |group: Group| rows.iter().find(|row| row.group == group).map(counts);
        let (own, reference) = (of(Group::Bme)?, of(Group::White)?);
        let pair = own.zip(reference).map(|(own, reference)| if flipped { (reference, own) } else { (own, reference) });
        let effect = pair.and_then(|(of, against)| ratio_effect(of, against, s2));
        Some(Self { site, place: &rows[0].place, pair, effect })
    }
}

/// The third of each site whose deprivation is known, 0 the least deprived.
fn thirds_of_deprivation(context: &OutcomeContext) -> BTreeMap<SiteId, usize> {
    let known = context.sites.iter().filter_map(|(site, known)| Some((known.deprivation?, site)));
    let mut ordered: Vec<(f64, &SiteId)> = known.collect();
    ordered.sort_by(|a, b| a.0.total_cmp(&b.0).then(a.1.cmp(b.1)));
    let all = ordered.len();
    ordered.into_iter().enumerate().map(|(rank, (_, site))| (site.clone(), 3 * rank / all)).collect()
}

/// What every site answers to the same question.
struct Answers<'a> {
    all: &'a [Answer<'a>],
    terms: Terms<'a>,
    context: &'a OutcomeContext,
}

impl Answers<'_> {
    fn standings(&self, thirds: &BTreeMap<SiteId, usize>) -> Vec<Standing> {
        let everybody: BTreeSet<usize> = (0..self.all.len()).collect();
        let mut out = self.among(&everybody, &everybody, Peers::All);
        let mut strata: BTreeMap<(Peers, String), BTreeSet<usize>> = BTreeMap::new();
        for (index, answer) in self.all.iter().enumerate() {
            if let Some(region) = self.context.regions.get(answer.site) {
                strata.entry((Peers::Region, region.clone())).or_default().insert(index);
            }
            if let Some(third) = thirds.get(answer.site) {
                strata.entry((Peers::Deprivation, third.to_string())).or_default().insert(index);
            }
        }
        for ((peers, _), members) in strata {
            out.extend(self.among(&members, &members, peers));
        }
        for (index, answer) in self.all.iter().enumerate() {
            let Some(known) = self.context.sites.get(answer.site).filter(|known| !known.neighbours.is_empty()) else {
                continue;
            };
            let near = |other: &Answer<'_>| other.site == answer.site || known.neighbours.contains(other.site);
            let members = self.all.iter().enumerate().filter(|(_, other)| near(other)).map(|(place, _)| place);
            out.extend(self.among(&members.collect(), &BTreeSet::from([index]), Peers::Neighbours));
        }
        out
    }

    /// The standings of some sites among the members.
    fn among(&self, members: &BTreeSet<usize>, wanted: &BTreeSet<usize>, peers: Peers) -> Vec<Standing> {
        let known: Vec<(usize, Effect)> =
            members.iter().filter_map(|&index| Some((index, self.all[index].effect.value()?.effect))).collect();
        let effects: Vec<Effect> = known.iter().map(|(_, effect)| *effect).collect();
        let funnel = effect_funnel(&effects, TRIM).ok();
        let (level, s2) = (self.context.level, self.context.rounding_error());
        let shrunken = empirical_bayes(&effects.iter().copied().map(Some).collect::<Vec<_>>(), level).ok();
        wanted
            .iter()
            .map(|&index| {
                let answer = &self.all[index];
                let at = known.iter().position(|(place, _)| *place == index);
                let placed = funnel.as_ref().zip(at).map(|(funnel, at)| (funnel.target, funnel.sites[at]));
                let drawn = shrunken.as_ref().zip(at).map(|(drawn, at)| drawn.sites[at]);
                let too_few = Cell::NotEstimable(NotEstimable::TooFew);
                let around = |limits: wres_disparity::pooling::Interval, centre: f64| Interval {
                    estimate: centre.exp(),
                    lower: limits.lower.exp(),
                    upper: limits.upper.exp(),
                };
                let of_funnel =
                    |limits: fn(&wres_disparity::funnel::FunnelEffect) -> wres_disparity::pooling::Interval| {
                        answer.effect.and_then(|_| {
                            placed.map_or(too_few, |(target, site)| Cell::Value(around(limits(&site), target)))
                        })
                    };
                let figure = |value: Option<f64>| {
                    answer.effect.and_then(|_| value.map_or(Cell::NotEstimable(NotEstimable::TooFew), Cell::Value))
                };
                let mut standing = Standing {
                    place: Arc::clone(answer.place),
                    grouping: Grouping::Binary,
                    group: Group::Bme,
                    direction: self.terms.direction(Grouping::Binary, Group::Bme),
                    peers,
                    sites: u32::try_from(known.len()).unwrap_or(u32::MAX),
                    own: answer
                        .pair
                        .and_then(|(of, against)| rate_ratio(of, against, s2, level))
                        .map(|(ratio, _)| ratio),
                    standard_error: answer.effect.map(|effect| effect.effect.variance().sqrt()),
                    limits_95: of_funnel(|site| site.limits_95),
                    limits_998: of_funnel(|site| site.limits_998),
                    position: answer.effect.and_then(|_| {
                        placed.map_or(Cell::NotEstimable(NotEstimable::TooFew), |(_, site)| {
                            Cell::Value(position(site.flag))
                        })
                    }),
                    q_value: figure(placed.map(|(_, site)| site.q_value)),
                    shrunken: answer
                        .effect
                        .and_then(|_| drawn.map_or(too_few, |site| Cell::Value(around(site.interval, site.value)))),
                    own_weight: figure(drawn.map(|site| site.own_weight)),
                    dispersion: figure(funnel.as_ref().map(|funnel| funnel.phi)),
                    level: level.value(),
                    sentence: String::new(),
                };
                standing.sentence = self.sentence(&standing);
                standing
            })
            .collect()
    }

    fn sentence(&self, standing: &Standing) -> String {
        let place = self.terms.place(&standing.place);
        let (Cell::Value(own), Cell::Value(range), Cell::Value(position)) =
            (standing.own, standing.limits_95, standing.position)
        else {
            let reason = standing.own.reason().or(standing.position.reason()).unwrap_or_default();
            return format!("{place}no place among {}: {reason}.", standing.peers.label());
        };
        let drawn = match (standing.shrunken, standing.own_weight) {
            (Cell::Value(drawn), Cell::Value(weight)) => format!(
                " Drawn to the mean of them, with {:.0}% of its own weight: {:.2} ({}).",
                weight * 100.0,
                drawn.estimate,
                limits(drawn)
            ),
            _ => String::new(),
        };
        let called = match position {
            Position::Inside => "is not unusual",
            Position::Above | Position::Below => "stands out at 95%, as one site in twenty does by chance",
            Position::FarAbove | Position::FarBelow => "stands out at 99.8%",
        };
        format!(
            "{place}the ratio of {:.2} {called} among {} ({} with a ratio): of sites this small, 95% lie between {}.{drawn}",
            own.estimate,
            standing.peers.label(),
            standing.sites,
            limits(range)
        )
    }
}

fn position(flag: Flag) -> Position {
    match flag {
        Flag::VeryLow => Position::FarBelow,
        Flag::Low => Position::Below,
        Flag::Inside => Position::Inside,
        Flag::High => Position::Above,
        Flag::VeryHigh => Position::FarAbove,
    }
}
