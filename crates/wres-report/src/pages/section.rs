//! One indicator on one page.

use super::{
    figures::{Forest, Ladder, Named, forest, label, ladder},
    funnel::{Asked, Funnel, funnel},
    measures::{MeasureTable, measure_table},
    places::{Places, places},
    say::brief,
    shelf::Shelf,
    trend::{Trend, trend},
    words::capital,
};
use crate::publication::{About, IndicatorText};
use serde::Serialize;
use wres_domain::{Group, Grouping, Outcome, Scope, Service, ServiceScope, SiteId};
use wres_figures::stands_for_stratum;

/// One indicator.
#[derive(Debug, Serialize)]
pub(super) struct Section {
    pub(super) anchor: String,
    pub(super) number: String,
    pub(super) title: String,
    pub(super) definition: String,
    /// The finding in a short sentence, and in full.
    pub(super) say: String,
    pub(super) full: String,
    pub(super) note: Option<String>,
    pub(super) source: String,
    /// Forests of ratios: by group and service, by part, by site.
    pub(super) forests: Vec<Forest>,
    /// Ladders of representation, one a dimension.
    pub(super) ladders: Vec<Ladder>,
    pub(super) trend: Option<Trend>,
    /// Where the site stands among others.
    pub(super) places: Option<Places>,
    /// Figures that take many counts at once.
    pub(super) measures: Option<MeasureTable>,
    pub(super) funnel: Option<Funnel>,
    /// What is said of all sites together, and of the year before.
    pub(super) beside: Vec<String>,
    /// Where there is more about it.
    pub(super) more: String,
}

/// What a page is about.
pub(super) struct Subject<'a> {
    pub(super) about: &'a About,
    pub(super) scope: &'a Scope,
    /// What a reader calls the scope.
    pub(super) name: &'a str,
    pub(super) period: &'a str,
    /// The level of intervals, such as `95%`.
    pub(super) level: &'a str,
    /// All outcomes, comparisons and measures.
    pub(super) shelf: &'a Shelf<'a>,
}

/// The section of an indicator; `None` if there is nothing to say about it.
pub(super) fn section(subject: &Subject<'_>, indicator: &IndicatorText) -> Option<Section> {
    let (about, shelf) = (subject.about, subject.shelf);
    if !shelf.speaks_of(subject.scope, &indicator.id) {
        return None;
    }
    let anchor = indicator.id.0.clone();
    let here = shelf.outcomes(subject.scope, &indicator.id);
    let now: Vec<&Outcome> = here.iter().copied().filter(|outcome| outcome.place.period == subject.period).collect();
    let whole: Vec<&Outcome> = now.iter().copied().filter(|outcome| outcome.place.stratum.is_whole()).collect();
    let headline = subject.headline(indicator);
    let mut forests = Vec::new();
    let groups = (format!("{anchor}-groups"), format!("Groups and services, {}", subject.period), "Group");
    forests.extend(forest(groups, about, indicator, &by_group_and_service(about, &whole)));
    let mut ladders = Vec::new();
    if indicator.representation {
        let together: Vec<&Outcome> =
            now.iter().copied().filter(|outcome| outcome.place.service == ServiceScope::Together).collect();
        for dimension in &indicator.dimensions {
            ladders.extend(ladder(format!("{anchor}-{}", dimension.code), about, indicator, dimension, &together));
        }
    } else {
        let parts = (format!("{anchor}-parts"), format!("In parts, {}", subject.period), "Part");
        forests.extend(forest(parts, about, indicator, &by_stratum(indicator, &now)));
    }
    let own = match subject.scope {
        Scope::Site(id) => Some(id),
        _ => None,
    };
    if own.is_none() {
        let sites = (format!("{anchor}-sites"), format!("Every {}, {}", about.site_word, subject.period), "Where");
        forests.extend(forest(sites, about, indicator, &by_site(subject, indicator)));
    }
    Some(Section {
        say: headline.map(|outcome| brief(about, indicator, &subject.part(indicator), outcome)).unwrap_or_default(),
        full: headline.map(|outcome| outcome.sentence.clone()).unwrap_or_default(),
        measures: measure_table(subject, &indicator.id),
        funnel: of_sites(subject, indicator, own),
        trend: trend(subject, indicator),
        places: own.and_then(|_| places(subject, indicator)),
        beside: beside(subject, indicator),
        number: indicator.key.clone(),
        title: indicator.title.clone(),
        definition: indicator.definition.clone(),
        note: indicator.note.clone(),
        source: indicator.source.clone(),
        more: String::new(),
        anchor,
        forests,
        ladders,
    })
}

fn of_sites(subject: &Subject<'_>, indicator: &IndicatorText, own: Option<&SiteId>) -> Option<Funnel> {
    let asked = Asked {
        anchor: format!("{}-funnel", indicator.id),
        about: subject.about,
        to_do: &indicator.to_do,
        period: subject.period,
        own,
    };
    let standings = subject.shelf.standings_everywhere(&indicator.id, subject.period);
    let is_there = |id: &SiteId| {
        let scope = Scope::Site(id.clone());
        standings.iter().any(|one| one.place.scope == scope && one.own.value().is_some())
    };
    // A site that is not in the drawing finds it on the page of the indicator.
    if own.is_some_and(|id| !is_there(id)) {
        return None;
    }
    funnel(&asked, &standings, subject.shelf.curve(&indicator.id, subject.period)?)
}

/// What is said of all sites together and of the year before.
fn beside(subject: &Subject<'_>, indicator: &IndicatorText) -> Vec<String> {
    let (shelf, scope, period) = (subject.shelf, subject.scope, subject.period);
    let pooled = shelf.pooled(scope, &indicator.id, period).map(|one| &one.sentence);
    let changed = shelf.change(scope, &indicator.id, period).map(|one| &one.sentence);
    pooled.into_iter().chain(changed).map(|sentence| capital(sentence)).collect()
}

fn by_group_and_service<'a>(about: &About, whole: &[&'a Outcome]) -> Vec<Named<'a>> {
    let mut rows = Vec::new();
    let mut add = |grouping: Grouping, service: ServiceScope, suffix: &str| {
        for outcome in whole.iter().copied() {
            let fits = outcome.grouping == grouping && outcome.place.service == service;
            if fits && outcome.comparison.is_some() && outcome.group != Group::NotSeparated {
                let label = format!("{}{suffix}", label(about, outcome.group));
                rows.push(Named { label, href: String::new(), outcome });
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

fn by_site<'a>(subject: &Subject<'a>, indicator: &IndicatorText) -> Vec<Named<'a>> {
    let sites = &subject.about.sites;
    sites
        .iter()
        .filter_map(|status| {
            let scope = Scope::Site(status.site.id.clone());
            let outcome = subject.shelf.headline(&scope, &indicator.id, subject.period)?;
            let href = format!("../sites/{}.html#{}", status.site.id, indicator.id);
            Some(Named { label: status.site.name.clone(), href, outcome })
        })
        .collect()
}

fn by_stratum<'a>(indicator: &IndicatorText, now: &[&'a Outcome]) -> Vec<Named<'a>> {
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
            Some(Named { label: stratum.label.clone(), href: String::new(), outcome })
        })
        .collect()
}
