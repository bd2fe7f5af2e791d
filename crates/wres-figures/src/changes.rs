//! One period beside the one before.

use super::{
    Asked, OutcomeContext,
    ask::{asked_of, interval, of_counts, row_name, two, with},
    estimators::rate_difference,
    figure::{Figure, interval as columns},
    outcome_figures::DIFFERENCE,
    outcomes::counts,
    sentence::limits,
    terms::{Definitions, Terms},
};
use crate::questions::families;
use rayon::prelude::*;
use std::sync::Arc;
use wres_disparity::{Level, catalogue::FigureQuestion, rounded::ratio_change};
use wres_domain::{
    Binomial, Cell, Change, Group, GroupCount, GroupTable, Grouping, Interval, NotEstimable, Place, Scope,
    ServiceScope, Unit,
};

/// Two groups that are compared, the first over the second.
type Pair = (Binomial, Binomial);

/// What is the same in both periods.
type Series<'a> = (&'a wres_domain::IndicatorId, &'a Scope, ServiceScope, &'a wres_domain::Stratum, Grouping);

/// The counts that a change is made of.
#[derive(Debug, Clone, Copy)]
pub struct ChangeCounts {
    /// The group, later and earlier.
    rate: Cell<(Binomial, Binomial)>,
    /// The two groups compared, later and earlier.
    ratio: Cell<(Pair, Pair)>,
    s2: f64,
    level: Level,
}

/// The figures of the table of changes, in its order.
pub static CHANGE_FIGURES: &[Figure<Change, ChangeCounts>] = &[
    Figure {
        columns: columns!("rate_change"),
        title: "Change of the rate",
        meaning: "Later rate less earlier rate, as a proportion.",
        unit: Unit::Proportion,
        methods: DIFFERENCE,
        value: |row| Some(row.rate),
        asked: |counts| {
            counts.rate.map(|pair| of_counts(DIFFERENCE, counts.s2, |method| two(method, pair, counts.level)))
        },
    },
    Figure {
        columns: columns!("ratio_change"),
        title: "Change of the ratio",
        meaning: "Later ratio over earlier ratio.",
        unit: Unit::Ratio,
        methods: ["change.ratio"; 2],
        value: |row| row.ratio,
        asked: |counts| counts.ratio.map(|(now, then)| ratio_question(now, then, counts)),
    },
];

fn ratio_question(now: Pair, then: Pair, counts: &ChangeCounts) -> FigureQuestion {
    let mut question = with(two("change.ratio", now, counts.level), "s2", counts.s2);
    for (key, count) in [
        ("earlier_x1", then.0.cases().0),
        ("earlier_n1", then.0.base().0),
        ("earlier_x2", then.1.cases().0),
        ("earlier_n2", then.1.base().0),
    ] {
        question = with(question, key, count);
    }
    question
}

/// The change of every group's rate and ratio from each period to the next, a plain function of counts. Most staff are in both
/// periods, so the two are not independent: the interval takes them as if they were, and is rather too wide than too narrow.
#[must_use]
pub fn changes(groups: &GroupTable, context: &OutcomeContext) -> Vec<Change> {
    each(groups, context, |_, _| ()).into_iter().map(|(change, ())| change).collect()
}

/// What is made of the question behind every figure of every change, in the order of [`changes`].
#[must_use]
pub(crate) fn change_questions<T: Send>(
    groups: &GroupTable,
    context: &OutcomeContext,
    make: &(impl Fn(Asked) -> T + Sync),
) -> Vec<T> {
    let asked = each(groups, context, |change, counts| {
        let name = row_name(&change.place, change.grouping, change.group, &[]);
        asked_of(CHANGE_FIGURES, "changes", change, counts, &name).into_iter().map(make).collect::<Vec<T>>()
    });
    asked.into_iter().flat_map(|(_, asked)| asked).collect()
}

/// Every change with what is made of its counts.
fn each<T: Send>(
    groups: &GroupTable,
    context: &OutcomeContext,
    make: impl Fn(&Change, &ChangeCounts) -> T + Sync,
) -> Vec<(Change, T)> {
    if context.periods.len() < 2 {
        return Vec::new();
    }
    let definitions = Definitions::of(context);
    let mut all: Vec<(Series<'_>, &[GroupCount])> = families(groups).map(|rows| (series(&rows[0]), rows)).collect();
    all.par_sort_by(|a, b| a.0.cmp(&b.0));
    let series: Vec<&[(Series<'_>, &[GroupCount])]> = all.chunk_by(|a, b| a.0 == b.0).collect();
    let make = &make;
    let mut out: Vec<(Change, T)> = series
        .par_iter()
        .flat_map_iter(|periods| {
            let of = |label: &String| periods.iter().map(|(_, rows)| *rows).find(|rows| rows[0].place.period == *label);
            let terms = definitions.terms(periods[0].0.0);
            let pairs = context.periods.windows(2).filter_map(move |pair| Some((of(&pair[0])?, of(&pair[1])?)));
            let steps = pairs.flat_map(move |(before, after)| Step { before, after, terms, context }.changes());
            steps.map(move |(change, counts)| {
                let made = make(&change, &counts);
                (change, made)
            })
        })
        .collect();
    out.par_sort_by(|(a, _), (b, _)| (&a.place, a.grouping, a.group).cmp(&(&b.place, b.grouping, b.group)));
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
    fn changes(&self) -> Vec<(Change, ChangeCounts)> {
        let place = &self.after[0].place;
        let (intro, series_break) = (self.terms.place(place), broken(place, self.context));
        let compared = self.after[0].grouping.groups();
        let rows = self.after.iter().filter(|row| compared.contains(&row.group));
        rows.filter_map(|row| self.change(row, &intro, series_break.as_deref())).collect()
    }

    fn change(&self, row: &GroupCount, intro: &str, series_break: Option<&str>) -> Option<(Change, ChangeCounts)> {
        let level = self.context.level;
        let s2 = self.terms.rounding_error(self.context);
        let of = |rows: &[GroupCount], group: Group| rows.iter().find(|row| row.group == group).map(counts);
        let both = counts(row).zip(of(self.before, row.group)?);
        let rate = both.and_then(|(now, then)| rate_difference(now, then, s2, level));
        let reference = row.grouping.reference();
        let compared = row.group != reference;
        let turned = |own: Binomial, other: Binomial| if self.terms.flipped() { (other, own) } else { (own, other) };
        let pairs = match (of(self.after, reference), of(self.before, reference)) {
            (Some(reference_now), Some(reference_then)) => {
                let references = reference_now.zip(reference_then);
                both.zip(references).map(|(own, other)| (turned(own.0, other.0), turned(own.1, other.1)))
            }
            _ => Cell::NotEstimable(NotEstimable::GroupAbsent),
        };
        let change = |(now, then)| Cell::from(ratio_change(now, then, s2, level)).map(interval);
        let ratio = compared.then(|| pairs.and_then(change));
        let made = ChangeCounts { rate: both, ratio: pairs, s2, level };
        let earlier = &self.before[0].place.period;
        let label = self.context.label(row.group);
        let change = Change {
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
        };
        Some((change, made))
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
