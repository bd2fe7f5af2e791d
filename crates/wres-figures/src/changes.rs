//! One period beside the one before.

use super::{
    OutcomeContext,
    estimators::{rate_difference, ratio_of_ratios},
    outcomes::counts,
    sentence::limits,
    terms::{Definitions, Terms},
};
use crate::questions::families;
use rayon::prelude::*;
use std::sync::Arc;
use wres_domain::{
    Binomial, Cell, Change, Group, GroupCount, GroupTable, Grouping, Interval, Place, Scope, ServiceScope,
};

/// What is the same in both periods.
type Series<'a> = (&'a wres_domain::IndicatorId, &'a Scope, ServiceScope, &'a wres_domain::Stratum, Grouping);

/// The change of every group's rate and ratio from each period to the next, a plain function of counts. Most staff are in both
/// periods, so the two are not independent: the interval takes them as if they were, and is rather too wide than too narrow.
#[must_use]
pub fn changes(groups: &GroupTable, context: &OutcomeContext) -> Vec<Change> {
    if context.periods.len() < 2 {
        return Vec::new();
    }
    let definitions = Definitions::of(context);
    let mut all: Vec<(Series<'_>, &[GroupCount])> = families(groups).map(|rows| (series(&rows[0]), rows)).collect();
    all.par_sort_by(|a, b| a.0.cmp(&b.0));
    let series: Vec<&[(Series<'_>, &[GroupCount])]> = all.chunk_by(|a, b| a.0 == b.0).collect();
    let mut out: Vec<Change> = series
        .par_iter()
        .flat_map_iter(|periods| {
            let of = |label: &String| periods.iter().map(|(_, rows)| *rows).find(|rows| rows[0].place.period == *label);
            let terms = definitions.terms(periods[0].0.0);
            let pairs = context.periods.windows(2).filter_map(move |pair| Some((of(&pair[0])?, of(&pair[1])?)));
            pairs.flat_map(move |(before, after)| Step { before, after, terms, context }.changes())
        })
        .collect();
    out.par_sort_by(|a, b| (&a.place, a.grouping, a.group).cmp(&(&b.place, b.grouping, b.group)));
    out
}

fn series(row: &GroupCount) -> Series<'_> {
    let place = &row.place;
    (&place.indicator, &place.scope, place.service, &place.stratum, row.grouping)
}

/// All groups of one grouping in one place, in two periods.
struct Step<'a> {
    before: &'a [GroupCount],
    after: &'a [GroupCount],
    terms: Terms<'a>,
    context: &'a OutcomeContext,
}

impl Step<'_> {
    fn changes(&self) -> Vec<Change> {
        let place = &self.after[0].place;
        let (intro, series_break) = (self.terms.place(place), broken(place, self.context));
        let compared = self.after[0].grouping.groups();
        let rows = self.after.iter().filter(|row| compared.contains(&row.group));
        rows.filter_map(|row| self.change(row, &intro, series_break.as_deref())).collect()
    }

    fn change(&self, row: &GroupCount, intro: &str, series_break: Option<&str>) -> Option<Change> {
        let (level, s2) = (self.context.level, self.context.rounding_error());
        let of = |rows: &[GroupCount], group: Group| rows.iter().find(|row| row.group == group).map(counts);
        let (now, then) = (counts(row), of(self.before, row.group)?);
        let rate = now.zip(then).and_then(|(now, then)| rate_difference(now, then, s2, level));
        let reference = row.grouping.reference();
        let compared = row.group != reference;
        let ratio = compared.then(|| match (of(self.after, reference), of(self.before, reference)) {
            (Some(reference_now), Some(reference_then)) => {
                let turn = |pair: Cell<(Binomial, Binomial)>| {
                    pair.map(|(own, other)| if self.terms.flipped() { (other, own) } else { (own, other) })
                };
                let (now, then) = (turn(now.zip(reference_now)), turn(then.zip(reference_then)));
                now.zip(then).and_then(|(now, then)| ratio_of_ratios(now, then, s2, level))
            }
            _ => Cell::NotEstimable(wres_domain::NotEstimable::GroupAbsent),
        });
        let earlier = &self.before[0].place.period;
        let label = self.context.label(row.group);
        Some(Change {
            sentence: sentence(intro, label, earlier, rate, ratio, series_break),
            place: Arc::clone(&row.place),
            earlier: earlier.clone(),
            grouping: row.grouping,
            group: row.group,
            rate,
            direction: compared.then(|| self.terms.direction(row.grouping, row.group)),
            ratio,
            series_break: series_break.map(str::to_owned),
            level: level.value(),
        })
    }
}

/// Why the series breaks at the beginning of a place's period. A break at one site is a break of every sum that it is in.
fn broken(place: &Place, context: &OutcomeContext) -> Option<String> {
    let concerns = |site: &wres_domain::SiteId| match &place.scope {
        Scope::Site(own) => own == site,
        Scope::Region(region) => context.regions.get(site) == Some(region),
        Scope::All => true,
    };
    let reasons: Vec<String> = context
        .breaks
        .iter()
        .filter(|one| one.period == place.period)
        .filter(|one| one.indicator.as_ref().is_none_or(|indicator| *indicator == place.indicator.0))
        .filter(|one| one.site.as_ref().is_none_or(concerns))
        .map(|one| match &one.site {
            Some(site) if !matches!(place.scope, Scope::Site(_)) => format!("{site}: {}", one.reason),
            _ => one.reason.clone(),
        })
        .collect();
    (!reasons.is_empty()).then(|| reasons.join("; "))
}

fn sentence(
    place: &str,
    group: &str,
    earlier: &str,
    rate: Cell<Interval>,
    ratio: Option<Cell<Interval>>,
    series_break: Option<&str>,
) -> String {
    let mut text = match rate {
        Cell::Value(rate) => {
            let points = |value: f64| value * 100.0;
            let said = if rate.lower > 0.0 {
                "rose"
            } else if rate.upper < 0.0 {
                "fell"
            } else {
                "did not clearly change"
            };
            format!(
                "{place}since {earlier} the rate of {group} {said}: {:+.1} points ({:+.1} to {:+.1})",
                points(rate.estimate),
                points(rate.lower),
                points(rate.upper)
            )
        }
        other => format!("{place}no change since {earlier} for {group}: {}", other.reason().unwrap_or_default()),
    };
    if let Some(Cell::Value(ratio)) = ratio {
        text.push_str(&format!("; the ratio is {:.2} times what it was ({})", ratio.estimate, limits(ratio)));
    }
    text.push('.');
    if let Some(reason) = series_break {
        text.push_str(&format!(" The series breaks here: {reason}."));
    }
    text
}
