//! Sites together, in three ways that answer three questions.
//!
//! Summing the counts of all sites mixes differences between sites into the difference between groups (a site with many
//! minority staff and a high rate for everybody pulls the ratio up). So the crude ratio stands beside the common ratio within
//! sites and the mean ratio across sites, each labelled with its question.

use super::{OutcomeContext, estimators::plus, outcomes::counts, sentence::limits, terms::Definitions};
use crate::questions::{Asked, asked_of_sites};
use rayon::prelude::*;
use std::{collections::BTreeMap, sync::Arc};
use wres_disparity::{Binomial, Estimate, NotEstimable, StatError, pooling, pooling::PooledRatio, rounded};
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
    let (mut strata, mut large) = (Vec::with_capacity(pairs.len()), Vec::with_capacity(pairs.len()));
    for (own, reference) in pairs {
        match own.zip(*reference) {
            Cell::Value((own, reference)) => {
                let pair = if terms.flipped() { (reference, own) } else { (own, reference) };
                strata.push(pair);
                let counts = [own.cases().0, own.base().0, reference.cases().0, reference.base().0];
                if counts.into_iter().all(|count| context.reaches(count)) {
                    large.push(pair);
                } else {
                    sites.hidden += 1;
                }
            }
            Cell::Hidden(_) => sites.hidden += 1,
            Cell::Absent(_) | Cell::NotEstimable(_) => sites.absent += 1,
        }
    }
    let s2 = if terms.about_people() { context.rounding_error() } else { 0.0 };
    let pool = |strata: &[(Binomial, Binomial)]| match strata {
        [] => Err(StatError::NotEstimable(NotEstimable::TooFew)),
        _ => pooling::pool_ratio(strata, context.level),
    };
    let within = Parts::of(pool(&strata), s2, totals(&strata));
    let across = Parts::of(pool(&large), s2, totals(&large));
    let few = strata.iter().fold([0_u64; 4], |sum, (of, against)| {
        let counts = [of.cases().0, of.base().0, against.cases().0, against.base().0];
        [0, 1, 2, 3].map(|at| sum[at].saturating_add(counts[at]))
    });
    let nothing_shown = strata.is_empty() && sites.hidden > 0;
    let readable = !nothing_shown && (strata.is_empty() || few.into_iter().all(|total| context.reaches(total)));
    let parts = Parts::joined(within, across, readable, sites.hidden > 0);
    let small = |count: usize| u32::try_from(count).unwrap_or(u32::MAX);
    sites.without_both_groups = small(parts.used.without_both_groups);
    sites.without_contrast = small(parts.used.without_contrast);
    sites.corrected = small(parts.used.corrected);
    let direction = terms.direction(grouping, group);
    let (people, to_do, _) = terms.words();
    let sentence = parts.sentence(
        &format!("{}{} {people}", terms.place(place), context.label(direction.of)),
        &format!("{} {people} {to_do}", context.label(direction.against)),
        sites.given - sites.absent,
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

/// All sites together.
fn totals(strata: &[(Binomial, Binomial)]) -> (Binomial, Binomial) {
    strata.iter().fold((Binomial::default(), Binomial::default()), |sum, (of, against)| {
        (plus(sum.0, *of), plus(sum.1, *against))
    })
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
    /// What is within sites from one set of sites, what is across from another. Where the sums do not reach the threshold nothing is
    /// made; where sites are too small to take part, the mean across those that are left may not be made, and that is why.
    fn joined(within: Self, across: Self, readable: bool, some_small: bool) -> Self {
        if !readable {
            let none = Cell::Hidden(HiddenReason::BelowThreshold);
            let number = Cell::Hidden(HiddenReason::BelowThreshold);
            return Self {
                used: within.used,
                crude: none,
                common: none,
                mantel_haenszel: none,
                across: none,
                prediction: none,
                tau_squared: none,
                i_squared: number,
                p_heterogeneity: number,
                reversed: false,
            };
        }
        let because = |cell: Cell<Interval>| match cell {
            Cell::NotEstimable(_) if some_small => Cell::Hidden(HiddenReason::Derived),
            other => other,
        };
        let number = |cell: Cell<f64>| match cell {
            Cell::NotEstimable(_) if some_small => Cell::Hidden(HiddenReason::Derived),
            other => other,
        };
        Self {
            across: because(across.across),
            prediction: because(across.prediction),
            tau_squared: because(across.tau_squared),
            i_squared: number(across.i_squared),
            p_heterogeneity: number(across.p_heterogeneity),
            ..within
        }
    }

    fn of(pooled: Result<PooledRatio, StatError>, s2: f64, (of, against): (Binomial, Binomial)) -> Self {
        let interval = |e: Estimate| {
            let e = rounded::widened_log(e, of, against, s2);
            Interval { estimate: e.value, lower: e.lower, upper: e.upper }
        };
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
