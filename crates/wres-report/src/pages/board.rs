//! The indicators of a standard in one table: what is found, the ratio drawn, the people behind it, the change on last year.

use super::{
    figures::label,
    scale::{Bar, Scale, Tick},
    section::Subject,
    signs::{Sign, absent, of_reading, sign},
    words::{capital, count, ratio},
};
use crate::publication::{IndicatorText, StandardText};
use serde::Serialize;
use wres_domain::{
    Adverse, Cell, Change, Group, Grouping, Interval, Measure, Outcome, Reading, Scope, ServiceScope, Unit,
};

/// The table.
#[derive(Debug, Serialize)]
pub(super) struct Board {
    pub(super) caption: String,
    pub(super) note: String,
    /// The period before, whose figures the last but one column compares with.
    pub(super) earlier: String,
    /// What the last column is.
    pub(super) beside: String,
    pub(super) ticks: Vec<Tick>,
    pub(super) rows: Vec<BoardRow>,
}

/// One indicator.
#[derive(Debug, Serialize)]
pub(super) struct BoardRow {
    pub(super) href: String,
    pub(super) number: String,
    pub(super) title: String,
    /// The part that stands for it, where it is not the whole.
    pub(super) part: String,
    pub(super) sign: Sign,
    pub(super) bar: Option<Bar>,
    /// Why there is nothing to draw.
    pub(super) reason: String,
    pub(super) ratio: String,
    pub(super) people: String,
    pub(super) change: String,
    pub(super) change_limits: String,
    pub(super) beside: String,
}

/// The table of a standard in one scope; `href` leads to more about an indicator.
pub(super) fn board(
    subject: &Subject<'_>,
    standard: &StandardText,
    href: impl Fn(&IndicatorText) -> String,
) -> Option<Board> {
    let found: Vec<(&IndicatorText, Option<&Outcome>)> = standard
        .indicators
        .iter()
        .filter(|indicator| subject.shelf.speaks_of(subject.scope, &indicator.id))
        .map(|indicator| (indicator, subject.headline(indicator)))
        .collect();
    if found.is_empty() {
        return None;
    }
    let ratios: Vec<Interval> =
        found.iter().filter_map(|(_, outcome)| outcome.as_ref()?.comparison.as_ref()?.ratio.value().copied()).collect();
    let scale = Scale::for_ratios(ratios.iter());
    let about = subject.about;
    let (minority, white) = (label(about, Group::Bme), label(about, Group::White));
    let everywhere = *subject.scope == Scope::All;
    let periods = &about.periods;
    let earlier = periods.iter().rev().find(|period| period.label.as_str() < subject.period);
    Some(Board {
        caption: format!("{}: {}, {}", standard.title, subject.name, subject.period),
        note: format!(
            "{minority} people compared with {white} people. 1 is equality; the line is the {} interval.",
            subject.level
        ),
        earlier: earlier.map(|period| period.label.clone()).unwrap_or_default(),
        beside: if everywhere { format!("{}s", capital(&about.site_word)) } else { about.everywhere.clone() },
        ticks: scale.ticks(),
        rows: found.into_iter().map(|(indicator, outcome)| row(subject, indicator, outcome, scale, &href)).collect(),
    })
}

fn row(
    subject: &Subject<'_>,
    indicator: &IndicatorText,
    outcome: Option<&Outcome>,
    scale: Scale,
    href: &impl Fn(&IndicatorText) -> String,
) -> BoardRow {
    let about = subject.about;
    let mut row = BoardRow {
        href: href(indicator),
        number: indicator.key.clone(),
        title: indicator.title.clone(),
        part: subject.part(indicator),
        sign: sign(about, None),
        bar: None,
        reason: String::new(),
        ratio: String::new(),
        people: String::new(),
        change: String::new(),
        change_limits: String::new(),
        beside: String::new(),
    };
    let compared = outcome.and_then(|outcome| Some((outcome, outcome.comparison.as_ref()?)));
    if let Some((outcome, comparison)) = compared {
        row.sign = sign(about, Some(comparison));
        row.bar = comparison.ratio.value().map(|ratio| scale.draw(ratio));
        row.reason = comparison.ratio.reason().unwrap_or_default();
        row.ratio = ratio(comparison.ratio);
        row.people = count(outcome.base.zip(comparison.reference_base).recast(|(a, b)| a.0.saturating_add(b.0)));
        let change = subject.shelf.change(subject.scope, &indicator.id, subject.period);
        (row.change, row.change_limits) = changed(change);
    } else if let Some(measure) = subject.measure(indicator) {
        row.sign = of_measure(measure);
        row.part = measure.kind.label().to_owned();
        row.ratio = super::measures::value(measure.value, measure.kind.unit());
        row.reason = measure.value.reason().unwrap_or_default();
        if measure.kind.unit() == Unit::Ratio {
            row.bar = measure.value.value().map(|value| Scale::for_ratios([*value].iter()).draw(value));
        }
    }
    row.beside = match subject.scope {
        Scope::All => across(subject, indicator),
        _ => subject
            .shelf
            .headline(&Scope::All, &indicator.id, subject.period)
            .and_then(|outcome| outcome.comparison.as_ref())
            .map_or_else(String::new, |comparison| ratio(comparison.ratio)),
    };
    row
}

/// At how many sites what is found.
fn across(subject: &Subject<'_>, indicator: &IndicatorText) -> String {
    let mut counts = [0_usize; 4];
    for status in &subject.about.sites {
        let scope = Scope::Site(status.site.id.clone());
        let found = subject.shelf.headline(&scope, &indicator.id, subject.period);
        let reading = found.and_then(|outcome| outcome.comparison.as_ref()).map(|one| one.reading());
        let at = match reading {
            Some(Cell::Value(Reading::More)) => 0,
            Some(Cell::Value(Reading::Less)) => 1,
            Some(Cell::Value(Reading::CannotTell)) => 2,
            _ => 3,
        };
        counts[at] += 1;
    }
    let said: Vec<String> = counts
        .iter()
        .zip(["more", "less", "cannot tell", "no figure"])
        .filter(|(count, _)| **count > 0)
        .map(|(count, word)| format!("{count} {word}"))
        .collect();
    said.join(", ")
}

/// What became of the ratio since the period before: a word, and how far.
fn changed(change: Option<&Change>) -> (String, String) {
    let Some(change) = change else { return ("no earlier figure".to_owned(), String::new()) };
    let broken = if change.series_break.is_some() { " [b]" } else { "" };
    match change.ratio {
        Some(Cell::Value(times)) => {
            let word = match times.reading(1.0) {
                Reading::More => "rose",
                Reading::Less => "fell",
                Reading::CannotTell => "no clear change",
            };
            (format!("{word}{broken}"), format!("\u{d7} {}", ratio(Cell::Value(times))))
        }
        Some(other) => (absent(other).word, String::new()),
        None => ("no earlier figure".to_owned(), String::new()),
    }
}

/// A figure that takes many counts, where it is a comparison.
fn of_measure(measure: &Measure) -> Sign {
    let Some(equality) = measure.kind.equality() else {
        return Sign { symbol: "", word: "no comparison".to_owned(), class: "x" };
    };
    match measure.value.recast(|value| value.reading(equality)) {
        Cell::Value(Reading::CannotTell) => {
            of_reading(Reading::CannotTell, Adverse::Neither.is(Reading::More), str::to_owned)
        }
        Cell::Value(Reading::More) => Sign { symbol: "", word: format!("above {equality}"), class: "f" },
        Cell::Value(Reading::Less) => Sign { symbol: "", word: format!("below {equality}"), class: "f" },
        other => absent(other),
    }
}

impl<'a> Subject<'a> {
    /// The outcome that stands for an indicator here.
    pub(super) fn headline(&self, indicator: &IndicatorText) -> Option<&'a Outcome> {
        self.shelf.headline(self.scope, &indicator.id, self.period)
    }

    /// The part that stands for an indicator, in words; empty for the whole.
    pub(super) fn part(&self, indicator: &IndicatorText) -> String {
        let (dimension, value) = self.shelf.lead(&indicator.id);
        indicator.part(dimension, value).unwrap_or_default().to_owned()
    }

    /// The figure of many counts that stands for an indicator without a ratio of rates: the first comparison, or the first.
    fn measure(&self, indicator: &IndicatorText) -> Option<&'a Measure> {
        let here = self.shelf.measures(self.scope, &indicator.id).iter().copied().filter(|one| {
            one.place.period == self.period
                && one.place.service == ServiceScope::Together
                && one.grouping == Grouping::Binary
        });
        let all: Vec<&Measure> = here.collect();
        let compared = |one: &&&Measure| one.kind.equality().is_some() && one.group == Group::Bme;
        all.iter().find(compared).or(all.first()).copied()
    }
}
