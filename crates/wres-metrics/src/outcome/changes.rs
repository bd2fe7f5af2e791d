//! One period beside the one before.

use super::{
    OutcomeContext,
    estimators::{rate_difference, ratio_of_ratios},
    sentence::limits,
    terms::Definitions,
};
use std::collections::BTreeMap;
use wres_domain::{
    Binomial, Cell, Change, Group, GroupCount, GroupTable, Grouping, Interval, Place, Scope, ServiceScope,
};

/// What is the same in both periods.
type Series<'a> = (&'a wres_domain::IndicatorId, &'a Scope, ServiceScope, &'a wres_domain::Stratum, Grouping);

/// The change of every group's rate and ratio from each period to the next, a plain function of counts. Most staff are in both
/// periods, so the two are not independent: the interval takes them as if they were, and is rather too wide than too narrow.
#[must_use]
pub fn changes(groups: &GroupTable, context: &OutcomeContext) -> Vec<Change> {
    let definitions = Definitions::of(context);
    let mut series: BTreeMap<Series<'_>, BTreeMap<&str, &[GroupCount]>> = BTreeMap::new();
    for rows in groups.rows.chunk_by(|a, b| a.place == b.place && a.grouping == b.grouping) {
        let place = &rows[0].place;
        let key = (&place.indicator, &place.scope, place.service, &place.stratum, rows[0].grouping);
        series.entry(key).or_default().insert(place.period.as_str(), rows);
    }
    let mut out = Vec::new();
    for ((indicator, _, _, _, grouping), by_period) in &series {
        let terms = definitions.terms(indicator);
        for pair in context.periods.windows(2) {
            let (Some(before), Some(after)) = (by_period.get(pair[0].as_str()), by_period.get(pair[1].as_str())) else {
                continue;
            };
            let of = |rows: &[GroupCount], group: Group| {
                rows.iter().find(|row| row.group == group).map(super::outcomes::counts)
            };
            let reference = grouping.reference();
            for row in after.iter().filter(|row| grouping.groups().contains(&row.group)) {
                let (Some(now), Some(then)) = (of(after, row.group), of(before, row.group)) else { continue };
                let rate = now.zip(then).and_then(|(now, then)| rate_difference(now, then, context.level));
                let compared = row.group != reference;
                let ratio = compared.then(|| match (of(after, reference), of(before, reference)) {
                    (Some(reference_now), Some(reference_then)) => {
                        let turn = |pair: Cell<(Binomial, Binomial)>| {
                            pair.map(|(own, other)| if terms.flipped() { (other, own) } else { (own, other) })
                        };
                        let (now, then) = (turn(now.zip(reference_now)), turn(then.zip(reference_then)));
                        now.zip(then).and_then(|(now, then)| ratio_of_ratios(now, then, context.level))
                    }
                    _ => Cell::NotEstimable(wres_domain::NotEstimable::GroupAbsent),
                });
                let series_break = broken(&row.place, context);
                out.push(Change {
                    sentence: sentence(
                        &terms.place(&row.place),
                        context.label(row.group),
                        &pair[0],
                        rate,
                        ratio,
                        series_break.as_deref(),
                    ),
                    place: row.place.clone(),
                    earlier: pair[0].clone(),
                    grouping: *grouping,
                    group: row.group,
                    rate,
                    direction: compared.then(|| terms.direction(*grouping, row.group)),
                    ratio,
                    series_break,
                    level: context.level.value(),
                });
            }
        }
    }
    out.sort_by(|a, b| (&a.place, a.grouping, a.group).cmp(&(&b.place, b.grouping, b.group)));
    out
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
        text.push_str(&format!("; the ratio is {:.2} times what it was ({})", ratio.estimate, limits(&ratio)));
    }
    text.push('.');
    if let Some(reason) = series_break {
        text.push_str(&format!(" The series breaks here: {reason}."));
    }
    text
}
