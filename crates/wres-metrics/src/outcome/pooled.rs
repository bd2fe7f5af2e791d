//! Sites together, in three ways that answer three questions.
//!
//! Summing the counts of all sites mixes differences between sites into the difference between groups (a site with many
//! minority staff and a high rate for everybody pulls the ratio up). So the crude ratio stands beside the common ratio within
//! sites and the mean ratio across sites, each labelled with its question.

use super::{OutcomeContext, outcomes::counts, sentence::limits, terms::Definitions};
use crate::questions::{Asked, asked_of_sites};
use rayon::prelude::*;
use std::{collections::BTreeMap, sync::Arc};
use wres_disparity::{Binomial, Estimate, NotEstimable, StatError, pooling, pooling::PooledRatio};
use wres_domain::{Cell, Group, GroupCount, GroupTable, Grouping, Interval, Place, PooledOutcome, PooledSites, Scope};

/// One group's counts beside its reference group's, at one site.
type Pair = (Cell<Binomial>, Cell<Binomial>);

/// The pooled ratios of every compared group over all sites and over the sites of each region: a plain function of counts, as
/// [`super::outcomes`] is. Sites whose counts are hidden take no part and are counted.
#[must_use]
pub fn pooled_outcomes(groups: &GroupTable, context: &OutcomeContext) -> Vec<PooledOutcome> {
    let definitions = Definitions::of(context);
    let asked = asked_of_sites(groups, |_| true);
    let mut out: Vec<PooledOutcome> =
        asked.par_iter().flat_map_iter(|asked| of_question(asked, &definitions, context)).collect();
    out.par_sort_by(|a, b| (&a.place, a.grouping, a.group).cmp(&(&b.place, b.grouping, b.group)));
    out
}

/// The pooled ratios of all groups of a grouping, over all sites and over those of each region.
fn of_question(asked: &Asked<'_>, definitions: &Definitions<'_>, context: &OutcomeContext) -> Vec<PooledOutcome> {
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
) -> PooledOutcome {
    let terms = definitions.terms(&place.indicator);
    let mut sites = PooledSites { given: u32::try_from(pairs.len()).unwrap_or(u32::MAX), ..PooledSites::default() };
    let mut strata = Vec::with_capacity(pairs.len());
    for (own, reference) in pairs {
        match own.zip(*reference) {
            Cell::Value((own, reference)) if terms.flipped() => strata.push((reference, own)),
            Cell::Value(pair) => strata.push(pair),
            Cell::Hidden(_) => sites.hidden += 1,
            Cell::Absent(_) | Cell::NotEstimable(_) => sites.absent += 1,
        }
    }
    let pooled = if strata.is_empty() {
        Err(StatError::NotEstimable(NotEstimable::TooFew))
    } else {
        pooling::pool_ratio(&strata, context.level)
    };
    let parts = Parts::of(pooled);
    let small = |count: usize| u32::try_from(count).unwrap_or(u32::MAX);
    sites.without_both_groups = small(parts.used.without_both_groups);
    sites.without_contrast = small(parts.used.without_contrast);
    sites.corrected = small(parts.used.corrected);
    let direction = terms.direction(grouping, group);
    let (people, to_do, _) = terms.words();
    let sentence = parts.sentence(
        &format!("{}{} {people}", terms.place(place), context.label(direction.of)),
        &format!("{} {people} {to_do}", context.label(direction.against)),
        sites.given - sites.hidden - sites.absent,
    );
    PooledOutcome {
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
    }
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
    fn of(pooled: Result<PooledRatio, StatError>) -> Self {
        let interval = |e: Estimate| Interval { estimate: e.value, lower: e.lower, upper: e.upper };
        let none = |why| Cell::NotEstimable(why);
        let pooled = match pooled {
            Ok(pooled) => pooled,
            Err(error) => {
                let why = match error {
                    StatError::NotEstimable(why) => why,
                    _ => NotEstimable::Undefined,
                };
                return Self {
                    used: pooling::SitesUsed::default(),
                    crude: none(why),
                    common: none(why),
                    mantel_haenszel: none(why),
                    across: none(why),
                    prediction: none(why),
                    tau_squared: none(why),
                    i_squared: Cell::NotEstimable(why),
                    p_heterogeneity: Cell::NotEstimable(why),
                    reversed: false,
                };
            }
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
