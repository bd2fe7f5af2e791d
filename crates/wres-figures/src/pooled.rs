//! Sites together, in three ways that answer three questions.
//!
//! Summing the counts of all sites mixes differences between sites into the difference between groups (a site with many
//! minority staff and a high rate for everybody pulls the ratio up). So the crude ratio stands beside the common ratio within
//! sites and the mean ratio across sites, each labelled with its question.

use super::{
    Asked, OutcomeContext,
    ask::{asked_of, interval, row_name},
    outcomes::counts,
    pooled_figures::{POOLED_FIGURES, PooledCounts},
    sentence::limits,
    terms::Definitions,
};
use crate::questions::{AskedOfSites, asked_of_sites};
use rayon::prelude::*;
use std::{collections::BTreeMap, sync::Arc};
use wres_disparity::{Binomial, Level, NotEstimable, StatError, pooling, rounded};
use wres_domain::{
    Cell, Group, GroupCount, GroupTable, Grouping, HiddenReason, Interval, Place, PooledOutcome, PooledSites, Scope,
};

/// One group's counts beside its reference group's, at one site.
type Pair = (Cell<Binomial>, Cell<Binomial>);

/// The pooled ratios of every compared group over all sites and over the sites of each region: a plain function of protected counts, as
/// [`super::outcomes`] is. Every site is in the ratio within sites, which is made where the sums over sites reach the threshold. The mean
/// across sites is of those whose own counts reach it: the others are counted.
#[must_use]
pub fn pooled_outcomes(groups: &GroupTable, context: &OutcomeContext) -> Vec<PooledOutcome> {
    each(groups, context, |_, _| ()).into_iter().map(|(outcome, ())| outcome).collect()
}

/// What is made of the question behind every figure of every pooled ratio, in the order of [`pooled_outcomes`].
#[must_use]
pub(crate) fn pooled_questions<T: Send>(
    groups: &GroupTable,
    context: &OutcomeContext,
    make: &(impl Fn(Asked) -> T + Sync),
) -> Vec<T> {
    let asked = each(groups, context, |outcome, counts| {
        let name = row_name(&outcome.place, outcome.grouping, outcome.group, &[]);
        asked_of(POOLED_FIGURES, "pooled", outcome, counts, &name).into_iter().map(make).collect::<Vec<T>>()
    });
    asked.into_iter().flat_map(|(_, asked)| asked).collect()
}

/// A pooled ratio with the counts that it is made of.
type Made = (PooledOutcome, PooledCounts);

/// Every pooled ratio with what is made of its counts, which are those of all sites and are not kept.
fn each<T: Send>(
    groups: &GroupTable,
    context: &OutcomeContext,
    make: impl Fn(&PooledOutcome, &PooledCounts) -> T + Sync,
) -> Vec<(PooledOutcome, T)> {
    let definitions = Definitions::of(context);
    let asked = asked_of_sites(groups, |_| true);
    let with = |(outcome, counts): Made| {
        let made = make(&outcome, &counts);
        (outcome, made)
    };
    let mut out: Vec<(PooledOutcome, T)> = asked
        .par_iter()
        .flat_map_iter(|asked| of_question(asked, &definitions, context).into_iter().map(with))
        .collect();
    out.par_sort_by(|(a, _), (b, _)| (&a.place, a.grouping, a.group).cmp(&(&b.place, b.grouping, b.group)));
    out
}

/// The pooled ratios of all groups of a grouping, over all sites and over those of each region.
fn of_question(asked: &AskedOfSites<'_>, definitions: &Definitions<'_>, context: &OutcomeContext) -> Vec<Made> {
    let reference = asked.grouping.reference();
    let mut members: BTreeMap<Option<&String>, Vec<Member<'_>>> = BTreeMap::new();
    for (site, rows) in &asked.sites {
        let Some(reference) = rows.iter().find(|row| row.group == reference).map(counts) else { continue };
        let region = context.regions.get(site);
        for scope in region.map(Some).into_iter().chain([None]) {
            members.entry(scope).or_default().push(Member { rows, reference });
        }
    }
    let mut out = Vec::new();
    for (region, members) in members {
        let place = Arc::new(asked.question.at(region.map_or(Scope::All, |region| Scope::Region(region.clone()))));
        for group in asked.grouping.groups().into_iter().filter(|group| *group != reference) {
            let pairs: Vec<Pair> = members.iter().filter_map(|member| member.pair(group)).collect();
            if !pairs.is_empty() {
                out.push(pool(definitions, context, &place, asked.grouping, group, &pairs));
            }
        }
    }
    out
}

/// One site's answer.
struct Member<'a> {
    rows: &'a [GroupCount],
    reference: Cell<Binomial>,
}

impl Member<'_> {
    fn pair(&self, group: Group) -> Option<Pair> {
        self.rows.iter().find(|row| row.group == group).map(|row| (counts(row), self.reference))
    }
}

fn pool(
    definitions: &Definitions<'_>,
    context: &OutcomeContext,
    place: &Arc<Place>,
    grouping: Grouping,
    group: Group,
    pairs: &[Pair],
) -> Made {
    let terms = definitions.terms(&place.indicator);
    let mut sites = PooledSites { given: whole(pairs.len()), ..PooledSites::default() };
    let (mut within, mut across) = (Vec::with_capacity(pairs.len()), Vec::with_capacity(pairs.len()));
    for (own, reference) in pairs {
        match own.zip(*reference) {
            Cell::Value((own, reference)) => {
                let pair = if terms.flipped() { (reference, own) } else { (own, reference) };
                within.push(pair);
                let counts = [own.cases().0, own.base().0, reference.cases().0, reference.base().0];
                if counts.into_iter().all(|count| context.reaches(count)) {
                    across.push(pair);
                } else {
                    sites.hidden += 1;
                }
            }
            Cell::Hidden(_) => sites.hidden += 1,
            Cell::Absent(_) | Cell::NotEstimable(_) => sites.absent += 1,
        }
    }
    let s2 = terms.rounding_error(context);
    let counts = PooledCounts { within, across, s2, level: context.level };
    let parts = Parts::of(&counts, sites, pairs, context);
    sites.without_both_groups = whole(parts.used.without_both_groups);
    sites.without_contrast = whole(parts.used.without_contrast);
    sites.corrected = whole(parts.used.corrected);
    let direction = terms.direction(grouping, group);
    let (people, to_do, _) = terms.words();
    let sentence = parts.sentence(
        &format!("{}{} {people}", terms.place(place), context.label(direction.of)),
        &format!("{} {people} {to_do}", context.label(direction.against)),
        sites.given - sites.absent,
    );
    let outcome = PooledOutcome {
        place: Arc::clone(place),
        grouping,
        group,
        direction,
        sites,
        crude: parts.crude,
        common: parts.common,
        mantel_haenszel: parts.mantel_haenszel,
        across: parts.across,
        prediction: parts.prediction,
        tau_squared: parts.tau_squared,
        i_squared: parts.i_squared,
        p_heterogeneity: parts.p_heterogeneity,
        reversed: parts.reversed,
        level: context.level.value(),
        sentence,
    };
    (outcome, counts)
}

fn whole(count: usize) -> u32 {
    u32::try_from(count).unwrap_or(u32::MAX)
}

/// The figures of a pooled ratio, or why there are none.
struct Parts {
    used: pooling::SitesUsed,
    crude: Cell<Interval>,
    common: Cell<Interval>,
    mantel_haenszel: Cell<Interval>,
    across: Cell<Interval>,
    prediction: Cell<Interval>,
    tau_squared: Cell<Interval>,
    i_squared: Cell<f64>,
    p_heterogeneity: Cell<f64>,
    reversed: bool,
}

impl Parts {
    /// Why each figure is not there, the same for all.
    fn none(why: Cell<()>) -> Self {
        Self {
            used: pooling::SitesUsed::default(),
            crude: missing(why),
            common: missing(why),
            mantel_haenszel: missing(why),
            across: missing(why),
            prediction: missing(why),
            tau_squared: missing(why),
            i_squared: missing(why),
            p_heterogeneity: missing(why),
            reversed: false,
        }
    }

    /// What is within sites from all of them, what is across from those that are large enough. Where the sums do not reach the threshold
    /// nothing is made; where sites are too small to take part, the mean across those that are left may not be made, and that is why.
    fn of(counts: &PooledCounts, sites: PooledSites, pairs: &[Pair], context: &OutcomeContext) -> Self {
        if counts.within.is_empty() {
            // No site has both counts: hidden where one of them is, otherwise as the first of them.
            let mut why = pairs.iter().map(|(own, reference)| own.zip(*reference).map(|_| ()));
            let first = why.clone().next().unwrap_or(Cell::NotEstimable(NotEstimable::TooFew));
            return Self::none(why.find(|why| matches!(why, Cell::Hidden(_))).unwrap_or(first));
        }
        if counts.sums().into_iter().any(|sum| !context.reaches(sum)) {
            return Self::none(Cell::Hidden(HiddenReason::BelowThreshold));
        }
        let within = Self::pooled(&counts.within, counts.s2, counts.level);
        let across = match counts.across.as_slice() {
            [] => Self::none(Cell::NotEstimable(NotEstimable::TooFew)),
            sites => Self::pooled(sites, counts.s2, counts.level),
        };
        let small = sites.hidden > 0;
        Self {
            across: because(across.across, small),
            prediction: because(across.prediction, small),
            tau_squared: because(across.tau_squared, small),
            i_squared: because(across.i_squared, small),
            p_heterogeneity: because(across.p_heterogeneity, small),
            ..within
        }
    }

    fn pooled(sites: &[(Binomial, Binomial)], s2: f64, level: Level) -> Self {
        let pooled = match rounded::pool_ratio(sites, s2, level) {
            Ok(pooled) => pooled,
            Err(StatError::NotEstimable(why)) => return Self::none(Cell::NotEstimable(why)),
            Err(_) => return Self::none(Cell::NotEstimable(NotEstimable::Undefined)),
        };
        let across = pooled.across.map_or_else(Cell::NotEstimable, Cell::Value);
        let from = |lower, upper, estimate| Interval { estimate, lower, upper };
        Self {
            used: pooled.sites,
            crude: Cell::Value(interval(pooled.common.crude)),
            common: Cell::Value(interval(pooled.common.stratified)),
            mantel_haenszel: match pooled.mantel_haenszel {
                Some(common) => Cell::Value(interval(common.estimate)),
                None => Cell::NotEstimable(NotEstimable::Undefined),
            },
            prediction: across.clone().and_then(|across| match across.prediction {
                Some(limits) => Cell::Value(from(limits.lower, limits.upper, across.ratio.value)),
                None => Cell::NotEstimable(NotEstimable::TooFew),
            }),
            tau_squared: across
                .clone()
                .map(|across| from(across.tau_squared.lower, across.tau_squared.upper, across.log_scale.tau_squared)),
            i_squared: across.clone().map(|across| across.log_scale.i_squared),
            p_heterogeneity: across.clone().map(|across| across.log_scale.p_value_q),
            across: across.map(|across| interval(across.ratio)),
            reversed: pooled.common.reversed_clearly,
        }
    }

    /// `of` and `against` are the two groups with what they are compared in.
    fn sentence(&self, of: &str, against: &str, sites: u32) -> String {
        let Cell::Value(common) = self.common else {
            let reason = self.common.reason().unwrap_or_default();
            return format!("{of} and {against} cannot be compared over the sites together ({reason}).");
        };
        let said = |interval: &Interval| {
            if interval.lower > 1.0 {
                "more likely"
            } else if interval.upper < 1.0 {
                "less likely"
            } else {
                "not clearly more or less likely"
            }
        };
        let mut text = format!(
            "{of} were {} than {against}: within {sites} sites {:.2} times as likely ({})",
            said(&common),
            common.estimate,
            limits(common)
        );
        match (self.across, self.prediction) {
            (Cell::Value(mean), Cell::Value(next)) => text.push_str(&format!(
                "; on average across sites {:.2} times ({}), and at another site between {}.",
                mean.estimate,
                limits(mean),
                limits(next)
            )),
            (Cell::Value(mean), _) => {
                text.push_str(&format!("; on average across sites {:.2} times ({}).", mean.estimate, limits(mean)));
            }
            _ => text.push('.'),
        }
        if self.reversed {
            text.push_str(" The summed counts point the other way: sites differ in their make-up.");
        }
        text
    }
}

/// A figure that could not be made because sites are too small to be read is hidden, not "too few".
fn because<T>(cell: Cell<T>, some_are_small: bool) -> Cell<T> {
    match cell {
        Cell::NotEstimable(_) if some_are_small => Cell::Hidden(HiddenReason::Derived),
        other => other,
    }
}

/// The reason of one cell for another.
fn missing<T>(why: Cell<()>) -> Cell<T> {
    why.and_then(|()| Cell::NotEstimable(NotEstimable::Undefined))
}
