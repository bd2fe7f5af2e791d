//! A site's own exact figures, for the site alone.

use crate::{
    error::ReportError,
    file::File,
    pages::{count, points, rate, ratio},
    publication::StandardText,
    tables::csv_bytes,
};
use minijinja::{Environment, Value, value::Serde};
use serde::Serialize;
use std::collections::BTreeMap;
use wres_disclosure::{Audience, Released};
use wres_domain::{Cell, Grouping, IndicatorId, Measure, Outcome, Period, ServiceScope, Site};

/// What the figures are about. None of it is about people.
#[derive(Debug, Clone)]
pub struct OwnFigures<'a> {
    /// The site.
    pub site: &'a Site,
    /// The period.
    pub period: &'a Period,
    /// The standards in words.
    pub standards: &'a [StandardText],
    /// The run that made them.
    pub run: &'a str,
}

#[derive(Serialize)]
struct Page {
    site: String,
    period: String,
    run: String,
    indicators: Vec<Section>,
}

#[derive(Serialize, Default)]
struct Section {
    title: String,
    definition: String,
    sentences: Vec<String>,
    rows: Vec<Row>,
}

#[derive(Serialize)]
struct Row {
    stratum: String,
    group: String,
    numbers: String,
    rate: String,
    ratio: String,
    difference: String,
}

/// Renders the exact figures of one site and period: a table and a page, each marked as not for publication. Nothing is made of
/// figures that are for somebody else than this site.
///
/// # Errors
/// [`ReportError`] if a file cannot be rendered.
pub fn render_own_figures(
    about: &OwnFigures<'_>,
    outcomes: &Released<Vec<Outcome>>,
    measures: &Released<Vec<Measure>>,
) -> Result<Vec<File>, ReportError> {
    let for_site = Audience::Site(about.site.id.clone());
    if *outcomes.audience() != for_site {
        return Ok(Vec::new());
    }
    let of_period = |outcome: &&Outcome| outcome.place.period == about.period.label;
    let outcomes: Vec<&Outcome> = outcomes.get().iter().filter(of_period).collect();
    let folder = format!("feedback/{}", about.site.id);
    let failed = |message: String| ReportError::Table { file: "own-figures.csv", message };
    let html = page(about, &outcomes, measures.get()).map_err(|error| failed(error.to_string()))?;
    Ok(vec![
        File::new(format!("{folder}/own-figures-not-for-publication.csv"), csv_bytes(&outcomes).map_err(failed)?),
        File::new(format!("{folder}/own-figures-not-for-publication.html"), html),
    ])
}

fn page(about: &OwnFigures<'_>, outcomes: &[&Outcome], measures: &[Measure]) -> Result<Vec<u8>, minijinja::Error> {
    let mut sections: BTreeMap<&IndicatorId, Section> = BTreeMap::new();
    let read = |outcome: &&&Outcome| {
        outcome.place.service == ServiceScope::Together && matches!(outcome.grouping, Grouping::Binary | Grouping::Five)
    };
    for outcome in outcomes.iter().filter(read) {
        let section = sections.entry(&outcome.place.indicator).or_default();
        let compared = outcome.comparison.as_ref();
        if outcome.grouping == Grouping::Binary && compared.is_some() {
            section.sentences.push(outcome.sentence.clone());
        }
        let none = Cell::Absent(wres_domain::AbsentReason::NotApplicable);
        section.rows.push(Row {
            stratum: outcome.place.stratum.value.clone(),
            group: outcome.group.label().to_owned(),
            numbers: format!(
                "{} of {}",
                count(outcome.cases.recast(|cases| cases.0)),
                count(outcome.base.recast(|base| base.0))
            ),
            rate: rate(outcome.cases, outcome.base, outcome.rate),
            ratio: ratio(compared.map_or(none, |one| one.ratio)),
            difference: points(compared.map_or(none, |one| one.difference)),
        });
    }
    let shown = |one: &&Measure| {
        one.place.period == about.period.label
            && one.place.service == ServiceScope::Together
            && one.grouping == Grouping::Binary
            && matches!(one.value, Cell::Value(_))
    };
    for measure in measures.iter().filter(shown) {
        sections.entry(&measure.place.indicator).or_default().sentences.push(measure.sentence.clone());
    }
    let texts = about.standards.iter().flat_map(|standard| &standard.indicators);
    let indicators = texts
        .filter_map(|text| {
            let section = sections.remove(&text.id)?;
            Some(Section { title: text.title.clone(), definition: text.definition.clone(), ..section })
        })
        .collect();
    let page = Page {
        site: about.site.name.clone(),
        period: about.period.label.clone(),
        run: about.run.to_owned(),
        indicators,
    };
    let mut environment = Environment::new();
    environment.add_template("style.css", include_str!("../templates/style.css"))?;
    environment.add_template("own_figures.html", include_str!("../templates/own_figures.html"))?;
    Ok(environment.get_template("own_figures.html")?.render(Value::from(Serde(&page)))?.into_bytes())
}
