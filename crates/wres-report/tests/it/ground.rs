//! Publications of nobody: counts made up by a rule, with as many sites as a test asks for.

use std::{collections::BTreeMap, sync::Arc};
use wres_disclosure::{Deviation, FindingsSummary, QualitySummary, Released, SuppressionSummary, release_metadata};
use wres_domain::{
    Adverse, Base, Bounds, Cell, Change, Comparison, Comparisons, Count, Direction, Excess, FunnelCurve, FunnelPoint,
    Group, Grouping, HiddenReason, IndicatorId, Interval, Measure, NotAboutPeople, Outcome, Peers, Period, Place,
    Position, Reliability, Scope, ServiceScope, Site, SiteId, Standing, Stratum,
};
use wres_figures::is_headline;
use wres_report::{About, File, IndicatorText, Publication, Run, SiteStatus, StandardText, Status, render};

/// Figures that are about nobody, because the test made them up.
struct Invented<T>(T);

impl<T> NotAboutPeople for Invented<T> {}

fn released<T: Clone>(value: T) -> Released<T> {
    release_metadata(Invented(value)).derive(&Invented(()), |invented, _| invented.0.clone())
}

/// What a test asks for.
#[derive(Clone, Copy)]
pub(crate) struct Asked {
    pub(crate) sites: usize,
    pub(crate) indicators: usize,
    /// How many times the rate of White people that of the minority is, for all sites together.
    pub(crate) ratio: f64,
}

pub(crate) fn rendered(asked: Asked) -> BTreeMap<String, Vec<u8>> {
    render(&publication(asked)).unwrap().into_iter().map(|File { path, bytes }| (path, bytes)).collect()
}

pub(crate) fn publication(asked: Asked) -> Publication {
    let periods = ["2023-24", "2024-25"].map(|label| Period::financial_year(label).unwrap());
    let sites: Vec<SiteStatus> = (0..asked.sites).map(site).collect();
    let mut outcomes = Vec::new();
    let mut comparisons = Comparisons::default();
    for indicator in 0..asked.indicators {
        for period in &periods {
            let at = |scope: &Scope| Arc::new(place(indicator, &period.label, scope));
            add(&mut outcomes, &at(&Scope::All), 40 * asked.sites as u64 + 400, asked.ratio);
            for (number, status) in sites.iter().enumerate() {
                let scope = Scope::Site(status.site.id.clone());
                // Sites of every size; the smallest have counts that cannot be read.
                add(
                    &mut outcomes,
                    &at(&scope),
                    12 + 7 * (number as u64 % 60),
                    asked.ratio * (0.8 + 0.05 * (number % 9) as f64),
                );
                comparisons.standings.push(standing(&outcomes, &at(&scope), asked.sites));
            }
        }
    }
    comparisons.changes = changes(&outcomes);
    comparisons.curves = (0..asked.indicators).map(curve).collect();
    let about = About {
        title: "Figures of nobody".into(),
        publisher: Some("Nobody".into()),
        summary: None,
        notes: vec!["Invented by a test.".into()],
        everywhere: "All sites".into(),
        site_word: "site".into(),
        run: Run {
            id: "0123456789abcdef".into(),
            version: "0".into(),
            provenance: vec![("file".into(), "hash".into())],
        },
        standards: vec![standard(asked.indicators)],
        periods: periods.to_vec(),
        sites,
        labels: BTreeMap::new(),
        provisional: false,
    };
    Publication {
        about: release_metadata(about),
        outcomes: released(outcomes),
        comparisons: released(comparisons),
        measures: released(Vec::<Measure>::new()),
        findings: released(FindingsSummary::default()),
        quality: released(QualitySummary::default()),
        suppressions: released(SuppressionSummary { policy: "Counts are rounded.".into(), counts: Vec::new() }),
        deviations: released(Vec::<Deviation>::new()),
    }
}

fn site(number: usize) -> SiteStatus {
    let id = SiteId::new(&format!("S{number:07}")).unwrap();
    let site = Site { id, name: format!("Place {number} & Shire"), region: Some(format!("Region {}", number % 5)) };
    let status = if number % 17 == 16 { Status::Late } else { Status::Accepted };
    SiteStatus { site, status, note: None }
}

fn standard(indicators: usize) -> StandardText {
    let text = |at: usize| IndicatorText {
        id: IndicatorId(format!("test-{at}")),
        key: at.to_string(),
        title: format!("Harassment by people of kind {}", char::from(b'a' + u8::try_from(at).unwrap())),
        definition: "Of those who answered, how many were harassed in the year.".into(),
        source: "Nowhere".into(),
        note: Some("Respondents are not all staff.".into()),
        people: "respondents".into(),
        to_do: "to have been harassed by people who use care, relatives or the public".into(),
        events: "respondents harassed".into(),
        representation: false,
        dimensions: Vec::new(),
    };
    StandardText {
        id: "test".into(),
        title: "A standard of a test".into(),
        summary: String::new(),
        source: "Nowhere".into(),
        indicators: (0..indicators).map(text).collect(),
    }
}

fn place(indicator: usize, period: &str, scope: &Scope) -> Place {
    Place {
        indicator: IndicatorId(format!("test-{indicator}")),
        period: period.into(),
        scope: scope.clone(),
        service: ServiceScope::Together,
        stratum: Stratum::whole(),
    }
}

/// Every group of two, three and five in one place.
fn add(outcomes: &mut Vec<Outcome>, place: &Arc<Place>, white: u64, ratio: f64) {
    for grouping in [Grouping::Binary, Grouping::ThreeWay, Grouping::Five] {
        let groups = grouping.groups();
        let others = groups.len() as u64 - 1;
        for group in groups {
            let reference = group == grouping.reference();
            let base = if reference { white * 5 } else { white * 2 / others };
            let cases = if reference { white } else { (base as f64 * 0.2 * ratio).round() as u64 };
            let comparison = (!reference).then(|| compared(grouping, group, (cases, base), (white, white * 5)));
            outcomes.push(outcome(place, grouping, group, (cases, base), comparison));
        }
    }
}

fn shown(count: u64) -> Cell<u64> {
    if count < 10 { Cell::Hidden(HiddenReason::BelowThreshold) } else { Cell::Value(count) }
}

fn outcome(
    place: &Arc<Place>,
    grouping: Grouping,
    group: Group,
    (cases, base): (u64, u64),
    comparison: Option<Comparison>,
) -> Outcome {
    let both = shown(cases).zip(shown(base));
    let rate = both.map(|(cases, base)| around(cases as f64 / base as f64, 0.3));
    Outcome {
        place: Arc::clone(place),
        grouping,
        group,
        cases: shown(cases).recast(Count),
        base: shown(base).recast(Base),
        rate,
        share: rate,
        sentence: comparison.as_ref().map_or_else(String::new, |_| format!("A long sentence about {}.", group.label())),
        comparison,
        gap: None,
        level: 0.95,
        rate_method: "proportion.wilson".into(),
        ratio_method: "rr.koopman".into(),
        difference_method: "rd.newcombe".into(),
        reliability: Reliability::Sound,
    }
}

fn around(value: f64, width: f64) -> Interval {
    Interval { estimate: value, lower: value * (-width).exp(), upper: value * width.exp() }
}

fn compared(grouping: Grouping, group: Group, own: (u64, u64), white: (u64, u64)) -> Comparison {
    let known = shown(own.0).zip(shown(own.1)).zip(shown(white.0).zip(shown(white.1)));
    let ratio = known.map(|((cases, base), (other, all))| {
        let width = 1.96 * (1.0 / cases as f64 + 1.0 / other as f64).sqrt();
        around((cases as f64 / base as f64) / (other as f64 / all as f64), width)
    });
    Comparison {
        direction: Direction { of: group, against: grouping.reference(), adverse: Adverse::Above },
        reference_cases: shown(white.0).recast(Count),
        reference_base: shown(white.1).recast(Base),
        ratio,
        difference: ratio.map(|ratio| Interval { estimate: 0.01, lower: -0.01, upper: 0.02 * ratio.estimate }),
        excess: ratio.map(|_| Excess { events: Interval { estimate: 12.0, lower: -3.0, upper: 20.0 } }),
        p_value: ratio.map(|_| 0.123_456_789),
        q_value: ratio.map(|_| 0.2),
        bounds: ratio.map(|_| Bounds { lowest: Cell::Value(0.9), highest: Cell::Value(1.3) }),
        detectable: ratio.map(|_| 1.5),
    }
}

fn standing(outcomes: &[Outcome], place: &Arc<Place>, sites: usize) -> Standing {
    let headline = outcomes.iter().rev().find(|one| one.place == *place && is_headline(one)).unwrap();
    let comparison = headline.comparison.as_ref().unwrap();
    let own = comparison.ratio;
    let limits = |wide: f64| own.map(|_| around(1.2, wide));
    Standing {
        place: Arc::clone(place),
        grouping: Grouping::Binary,
        group: Group::Bme,
        direction: comparison.direction,
        peers: Peers::All,
        sites: u32::try_from(sites).unwrap(),
        own,
        standard_error: own.map(|ratio| (ratio.upper / ratio.lower).ln() / 3.92),
        limits_95: limits(0.5),
        limits_998: limits(0.8),
        position: own.map(|ratio| if ratio.estimate > 2.0 { Position::Above } else { Position::Inside }),
        q_value: own.map(|_| 0.5),
        shrunken: own,
        own_weight: own.map(|_| 0.5),
        dispersion: own.map(|_| 1.0),
        level: 0.95,
        sentence: "The ratio is not unusual.".into(),
    }
}

/// The limits of a funnel at two sizes.
fn curve(indicator: usize) -> FunnelCurve {
    let point = |standard_error: f64| FunnelPoint {
        standard_error,
        limits_95: around(1.2, 2.0 * standard_error),
        limits_998: around(1.2, 3.1 * standard_error),
    };
    FunnelCurve {
        place: Arc::new(place(indicator, "2024-25", &Scope::All)),
        grouping: Grouping::Binary,
        group: Group::Bme,
        centre: 1.2,
        points: vec![point(0.5), point(0.1)],
    }
}

/// The change of every headline, with a break in the series of one indicator.
fn changes(outcomes: &[Outcome]) -> Vec<Change> {
    let later = outcomes.iter().filter(|one| is_headline(one) && one.place.period == "2024-25");
    later
        .map(|one| Change {
            place: Arc::clone(&one.place),
            earlier: "2023-24".into(),
            grouping: one.grouping,
            group: one.group,
            rate: one.rate.map(|rate| Interval { estimate: 0.0, lower: -rate.estimate, upper: rate.estimate }),
            ratio: one.comparison.as_ref().map(|one| one.ratio.map(|_| around(1.1, 0.3))),
            direction: one.comparison.as_ref().map(|one| one.direction),
            series_break: (one.place.indicator.0 == "test-1").then(|| "the question was worded anew".into()),
            level: 0.95,
            sentence: "The rate did not clearly change.".into(),
        })
        .collect()
}
