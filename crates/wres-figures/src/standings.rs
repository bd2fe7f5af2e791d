//! Each site among its peers: is it unusual, given how small it is and how much sites differ anyway?

use super::{
    Asked, OutcomeContext,
    ask::{asked_of, row_name},
    estimators::rate_ratio,
    outcomes::counts,
    sentence::limits,
    standing_figures::{STANDING_FIGURES, StandingCounts},
    terms::{Definitions, Terms},
};
use crate::questions::asked_of_sites;
use rayon::prelude::*;
use std::{
    collections::{BTreeMap, BTreeSet},
    sync::Arc,
};
use wres_disparity::{
    NotEstimable, StatError,
    funnel::{Flag, RatioFunnel, RatioInFunnel, ratio_funnel},
    pooling,
    rounded::log_ratio_effect,
    shrinkage::{EmpiricalBayes, rounded_ratios},
};
use wres_domain::{
    Binomial, Cell, FunnelCurve, FunnelPoint, Group, GroupCount, GroupTable, Grouping, Interval, Peers, Place,
    Position, Question, Scope, SiteId, Standing,
};

/// The share of sites at each end that may not decide how far apart sites usually are.
pub(crate) const TRIM: f64 = 0.1;
/// The steps in which the limits of a funnel are drawn.
const STEPS: u32 = 24;

/// One site's answer to a question.
struct Answer<'a> {
    site: &'a SiteId,
    place: &'a Arc<Place>,
    /// Of and against, as they are compared.
    pair: Cell<(Binomial, Binomial)>,
    /// Why it has no log ratio, where it has none.
    contrast: Cell<()>,
}

/// Where each site stands among all sites, those of its region, of its third of deprivation, and its neighbours, for the two
/// groups of the binary grouping. Sites whose counts are hidden or absent have a row that says so and are nobody's peers.
#[must_use]
pub fn standings(groups: &GroupTable, context: &OutcomeContext) -> Vec<Standing> {
    each(groups, context, |standing, _| standing)
}

/// What is made of the question behind every figure of every standing, in the order of [`standings`].
#[must_use]
pub(crate) fn standing_questions<T: Send>(
    groups: &GroupTable,
    context: &OutcomeContext,
    make: &(impl Fn(Asked) -> T + Sync),
) -> Vec<T> {
    let asked = each(groups, context, |standing, counts| {
        let name = row_name(&standing.place, standing.grouping, standing.group, &[standing.peers.code()]);
        asked_of(STANDING_FIGURES, "sites", &standing, &counts, &name).into_iter().map(make).collect::<Vec<T>>()
    });
    asked.into_iter().flatten().collect()
}

/// The limits of the funnel of all sites, for every question that three sites or more answer, from the smallest site to the largest.
#[must_use]
pub(crate) fn funnel_curves(groups: &GroupTable, context: &OutcomeContext) -> Vec<FunnelCurve> {
    let definitions = Definitions::of(context);
    asked_of_sites(groups, |grouping| grouping == Grouping::Binary)
        .par_iter()
        .filter_map(|asked| {
            let terms = definitions.terms(asked.question.indicator());
            let answers: Vec<Answer<'_>> =
                asked.sites.iter().filter_map(|(site, rows)| Answer::of(site, rows, terms.flipped())).collect();
            curve(&Answers { all: &answers, terms, context }, asked.question)
        })
        .collect()
}

/// In steps of even precision: a funnel is drawn by it.
fn curve(answers: &Answers<'_>, question: Question<'_>) -> Option<FunnelCurve> {
    let pairs: Vec<(Binomial, Binomial)> = answers.all.iter().filter_map(Answer::known).collect();
    let Ok(funnel) = ratio_funnel(&pairs, answers.s2(), TRIM) else { return None };
    let errors = funnel.sites.iter().flatten().map(|site| site.standard_error);
    let smallest = errors.fold(f64::INFINITY, f64::min);
    if pairs.len() < 3 || !smallest.is_finite() {
        return None;
    }
    let point = |step: u32| {
        let standard_error = smallest / (0.04 + 0.96 * f64::from(step) / f64::from(STEPS));
        let [inner, outer] = funnel.limits_at(standard_error);
        FunnelPoint {
            standard_error,
            limits_95: around(inner, funnel.target),
            limits_998: around(outer, funnel.target),
        }
    };
    Some(FunnelCurve {
        place: Arc::new(question.at(Scope::All)),
        grouping: Grouping::Binary,
        group: Group::Bme,
        centre: funnel.target,
        points: (0..=STEPS).map(point).collect(),
    })
}

/// What is made of every standing and its counts.
fn each<T: Send>(
    groups: &GroupTable,
    context: &OutcomeContext,
    make: impl Fn(Standing, StandingCounts) -> T + Sync,
) -> Vec<T> {
    let definitions = Definitions::of(context);
    let thirds = thirds_of_deprivation(context);
    asked_of_sites(groups, |grouping| grouping == Grouping::Binary)
        .par_iter()
        .flat_map_iter(|asked| {
            let terms = definitions.terms(asked.question.indicator());
            let answers: Vec<Answer<'_>> =
                asked.sites.iter().filter_map(|(site, rows)| Answer::of(site, rows, terms.flipped())).collect();
            let made = Answers { all: &answers, terms, context }.standings(&thirds);
            made.into_iter().map(|(standing, counts)| make(standing, counts)).collect::<Vec<T>>()
        })
        .collect()
}

impl<'a> Answer<'a> {
    /// The answer of a site that has both groups.
    fn of(site: &'a SiteId, rows: &'a [GroupCount], flipped: bool) -> Option<Self> {
        let of = |group: Group| rows.iter().find(|row| row.group == group).map(counts);
        let (own, reference) = (of(Group::Bme)?, of(Group::White)?);
        let pair = own.zip(reference).map(|(own, reference)| if flipped { (reference, own) } else { (own, reference) });
        let contrast = pair.and_then(|(of, against)| Cell::from(log_ratio_effect(of, against, 0.0)).map(|_| ()));
        Some(Self { site, place: &rows[0].place, pair, contrast })
    }

    /// Both groups' counts, where they have a log ratio.
    fn known(&self) -> Option<(Binomial, Binomial)> {
        self.contrast.value().and(self.pair.value()).copied()
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
    fn s2(&self) -> f64 {
        self.terms.rounding_error(self.context)
    }

    fn standings(&self, thirds: &BTreeMap<SiteId, usize>) -> Vec<(Standing, StandingCounts)> {
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
    fn among(
        &self,
        members: &BTreeSet<usize>,
        wanted: &BTreeSet<usize>,
        peers: Peers,
    ) -> Vec<(Standing, StandingCounts)> {
        let known: Vec<(usize, (Binomial, Binomial))> =
            members.iter().filter_map(|&index| Some((index, self.all[index].known()?))).collect();
        let pairs: Arc<[(Binomial, Binomial)]> = known.iter().map(|(_, pair)| *pair).collect();
        let (level, s2) = (self.context.level, self.s2());
        let funnel = ratio_funnel(&pairs, s2, TRIM);
        let shrunken = rounded_ratios(&pairs, s2, level);
        wanted
            .iter()
            .map(|&index| {
                let answer = &self.all[index];
                let at = known.iter().position(|(place, _)| *place == index);
                let made = StandingCounts { pair: answer.pair, peers: Arc::clone(&pairs), at, s2, level };
                (self.standing(answer, peers, &made, &funnel, &shrunken), made)
            })
            .collect()
    }

    fn standing(
        &self,
        answer: &Answer<'_>,
        peers: Peers,
        made: &StandingCounts,
        funnel: &Result<RatioFunnel, StatError>,
        shrunken: &Result<EmpiricalBayes, StatError>,
    ) -> Standing {
        let StandingCounts { at, s2, level, .. } = *made;
        let placed = match (funnel, at) {
            (Ok(funnel), Some(at)) => funnel.sites[at].map(|site| (funnel.target, site)),
            _ => None,
        };
        let drawn = match (shrunken, at) {
            (Ok(drawn), Some(at)) => Some(drawn.sites[at]),
            _ => None,
        };
        let too_few = NotEstimable::TooFew;
        let of_funnel = |limits: fn(&RatioInFunnel) -> pooling::Interval| {
            let limits = placed.map(|(target, site)| around(limits(&site), target));
            answer.contrast.and_then(|()| limits.map_or(Cell::NotEstimable(too_few), Cell::Value))
        };
        let figure =
            |value: Option<f64>| answer.contrast.and_then(|()| value.map_or(Cell::NotEstimable(too_few), Cell::Value));
        let error = answer.pair.and_then(|(of, against)| Cell::from(log_ratio_effect(of, against, s2)));
        let mut standing = Standing {
            place: Arc::clone(answer.place),
            grouping: Grouping::Binary,
            group: Group::Bme,
            direction: self.terms.direction(Grouping::Binary, Group::Bme),
            peers,
            sites: u32::try_from(made.peers.len()).unwrap_or(u32::MAX),
            own: answer.pair.and_then(|(of, against)| rate_ratio(of, against, s2, level)).map(|(ratio, _)| ratio),
            standard_error: error.map(|effect| effect.standard_error()),
            limits_95: of_funnel(|site| site.limits_95),
            limits_998: of_funnel(|site| site.limits_998),
            position: answer.contrast.and_then(|()| {
                placed.map_or(Cell::NotEstimable(too_few), |(_, site)| Cell::Value(position(site.flag)))
            }),
            q_value: figure(placed.map(|(_, site)| site.q_value)),
            shrunken: answer.contrast.and_then(|()| {
                let ratio = drawn.map(|site| site.ratio()).map(|(value, limits)| around(limits, value));
                ratio.map_or(Cell::NotEstimable(too_few), Cell::Value)
            }),
            own_weight: figure(drawn.map(|site| site.own_weight)),
            dispersion: match funnel {
                Ok(funnel) => figure(Some(funnel.phi)),
                Err(_) => figure(None),
            },
            level: level.value(),
            sentence: String::new(),
        };
        standing.sentence = self.sentence(&standing);
        standing
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

/// Limits around a centre.
fn around(limits: pooling::Interval, centre: f64) -> Interval {
    Interval { estimate: centre, lower: limits.lower, upper: limits.upper }
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
