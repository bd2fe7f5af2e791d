//! One indicator on one page.

use super::{
    figures::{forest, label, ladder},
    funnel::funnel,
    measures::measure_table,
    model::Section,
    shelf::Shelf,
};
use crate::publication::{About, IndicatorText};
use wres_domain::{Group, Grouping, Outcome, Place, Scope, Service, ServiceScope};
use wres_figures::{is_headline, stands_for_stratum};

/// What a page is about.
pub(super) struct Subject<'a> {
    pub(super) about: &'a About,
    pub(super) scope: &'a Scope,
    pub(super) period: &'a str,
    /// Outcomes of every scope, for the forest of sites on the first page.
    pub(super) everywhere: bool,
    /// All outcomes, comparisons and measures.
    pub(super) shelf: &'a Shelf<'a>,
}

/// The section of an indicator; `None` if there is nothing to say about it.
pub(super) fn section(subject: &Subject<'_>, indicator: &IndicatorText) -> Option<Section> {
    let about = subject.about;
    let here = subject.shelf.outcomes(subject.scope, &indicator.id);
    let measures = measure_table(subject, &indicator.id);
    if here.is_empty() && measures.is_none() {
        return None;
    }
    let anchor = indicator.id.0.clone();
    let now: Vec<&Outcome> = here.iter().copied().filter(|outcome| outcome.place.period == subject.period).collect();
    let whole: Vec<&Outcome> = now.iter().copied().filter(|outcome| outcome.place.stratum.is_whole()).collect();
    let headline = whole.iter().copied().find(|outcome| is_headline(outcome));
    let mut forests = Vec::new();
    forests.extend(forest(
        format!("{anchor}-groups"),
        format!("Ratio to the reference group, {}", subject.period),
        about,
        indicator,
        &by_group_and_service(about, &whole),
    ));
    if subject.everywhere {
        forests.extend(forest(
            format!("{anchor}-sites"),
            format!("Ratio at each {}, {}", about.site_word, subject.period),
            about,
            indicator,
            &by_site(subject, indicator),
        ));
    }
    let years: Vec<(String, &Outcome)> = here
        .iter()
        .copied()
        .filter(|outcome| is_headline(outcome))
        .map(|outcome| (year(subject, outcome), outcome))
        .collect();
    if years.len() > 1 {
        let caption = "Ratio year by year, all services together".to_owned();
        forests.extend(forest(format!("{anchor}-years"), caption, about, indicator, &years));
    }
    let strata: Vec<(String, &Outcome)> = by_stratum(indicator, &now);
    let mut ladders = Vec::new();
    if indicator.representation {
        let together: Vec<&Outcome> =
            now.iter().copied().filter(|outcome| outcome.place.service == ServiceScope::Together).collect();
        for dimension in &indicator.dimensions {
            ladders.extend(ladder(format!("{anchor}-{}", dimension.code), about, indicator, dimension, &together));
        }
    } else if !strata.is_empty() {
        let caption = format!("Ratio by part, {}", subject.period);
        forests.extend(forest(format!("{anchor}-parts"), caption, about, indicator, &strata));
    }
    let funnel = subject.everywhere.then(|| {
        let standings = subject.shelf.standings_everywhere(&indicator.id);
        funnel(format!("{anchor}-funnel"), about, &indicator.to_do, subject.period, standings, subject.shelf.curves())
    });
    Some(Section {
        measures,
        funnel: funnel.flatten(),
        beside: beside(subject, indicator),
        number: indicator.key.clone(),
        title: indicator.title.clone(),
        definition: indicator.definition.clone(),
        sentence: headline.map(|outcome| outcome.sentence.clone()),
        note: indicator.note.clone(),
        source: indicator.source.clone(),
        anchor,
        forests,
        ladders,
    })
}

/// The label of a year, marked where the series breaks before it.
fn year(subject: &Subject<'_>, outcome: &Outcome) -> String {
    let changes = subject.shelf.changes(&outcome.place.scope, &outcome.place.indicator);
    let broken = changes.iter().any(|change| {
        change.place == outcome.place && change.grouping == outcome.grouping && change.series_break.is_some()
    });
    format!("{}{}", outcome.place.period, if broken { " [b]" } else { "" })
}

/// What is said of the whole of an indicator beside other sites and the year before.
fn beside(subject: &Subject<'_>, indicator: &IndicatorText) -> Vec<String> {
    let here = |place: &Place| {
        place.period == subject.period && place.service == ServiceScope::Together && place.stratum.is_whole()
    };
    let (shelf, scope) = (subject.shelf, subject.scope);
    let pooled = shelf
        .pooled(scope, &indicator.id)
        .iter()
        .filter(|one| here(&one.place) && one.grouping == Grouping::Binary && one.group == Group::Bme)
        .map(|one| &one.sentence);
    let stands = shelf.standings(scope, &indicator.id).iter().filter(|one| here(&one.place)).map(|one| &one.sentence);
    let changed = shelf
        .changes(scope, &indicator.id)
        .iter()
        .filter(|one| here(&one.place) && one.grouping == Grouping::Binary && one.group == Group::Bme)
        .map(|one| &one.sentence);
    pooled.chain(stands).chain(changed).map(|sentence| capital(sentence)).collect()
}

fn capital(sentence: &str) -> String {
    let mut letters = sentence.chars();
    letters.next().map_or_else(String::new, |first| first.to_uppercase().chain(letters).collect())
}

fn by_group_and_service<'a>(about: &About, whole: &[&'a Outcome]) -> Vec<(String, &'a Outcome)> {
    let mut rows = Vec::new();
    let mut add = |grouping: Grouping, service: ServiceScope, suffix: &str| {
        for outcome in whole.iter().copied() {
            let fits = outcome.grouping == grouping && outcome.place.service == service;
            if fits && outcome.comparison.is_some() && outcome.group != Group::NotSeparated {
                rows.push((format!("{}{suffix}", label(about, outcome.group)), outcome));
            }
        }
    };
    add(Grouping::Binary, ServiceScope::Together, "");
    add(Grouping::Binary, ServiceScope::Only(Service::Adults), ", adults' services");
    add(Grouping::Binary, ServiceScope::Only(Service::Children), ", children's services");
    add(Grouping::ThreeWay, ServiceScope::Together, " (against White British)");
    add(Grouping::Five, ServiceScope::Together, "");
    rows
}

fn by_site<'a>(subject: &Subject<'a>, indicator: &IndicatorText) -> Vec<(String, &'a Outcome)> {
    let sites = &subject.about.sites;
    sites
        .iter()
        .filter_map(|status| {
            let own = subject.shelf.outcomes(&Scope::Site(status.site.id.clone()), &indicator.id);
            let outcome =
                own.iter().copied().find(|outcome| outcome.place.period == subject.period && is_headline(outcome))?;
            Some((status.site.name.clone(), outcome))
        })
        .collect()
}

fn by_stratum<'a>(indicator: &IndicatorText, now: &[&'a Outcome]) -> Vec<(String, &'a Outcome)> {
    indicator
        .dimensions
        .iter()
        .flat_map(|dimension| dimension.strata.iter().map(move |stratum| (dimension, stratum)))
        .filter_map(|(dimension, stratum)| {
            let outcome = now.iter().copied().find(|outcome| {
                outcome.place.stratum.dimension == dimension.code
                    && outcome.place.stratum.value == stratum.code
                    && stands_for_stratum(outcome)
            })?;
            Some((stratum.label.clone(), outcome))
        })
        .collect()
}
