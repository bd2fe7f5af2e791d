//! Every number of every row is the answer of the catalogue to the question that stands behind it.

use crate::figures::{BME, Row, UNKNOWN, WHITE, context, groups};
use std::collections::BTreeMap;
use wres_disparity::{Binomial, Estimate, Level};
use wres_domain::{
    Cell, CountRow, CountTable, Ethnicity, GroupTable, Grouping, IndicatorId, Interval, Place, Scope, ServiceScope,
    SiteId, Stratum,
};
use wres_figures::{
    Asked, CHANGE_FIGURES, Figure, OUTCOME_FIGURES, OutcomeContext, POOLED_FIGURES, Part, STANDING_FIGURES,
    comparisons, measures, outcomes, questions, row_name,
};
use wres_metrics::Standard;

/// Numbers that look like counts: a sequence that is the same in every run.
struct Numbers(u64);

impl Numbers {
    fn below(&mut self, most: u64) -> u64 {
        self.0 = self.0.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1_442_695_040_888_963_407);
        (self.0 >> 33) % most
    }
}

/// Two periods, two regions, seven sites, one of them without cases and one with a group alone.
fn consortium() -> GroupTable {
    let mut numbers = Numbers(7);
    let mut rows = Vec::new();
    let indicators = ["sc-wres-1", "sc-wres-2", "sc-wres-3", "sc-wres-5"];
    let scopes = (0..7).map(|site| Scope::Site(SiteId::new(&format!("S{site}")).unwrap())).chain([Scope::All]);
    for scope in scopes {
        for (indicator, period) in indicators.iter().flat_map(|one| [(one, "2023-24"), (one, "2024-25")]) {
            let place = Place {
                indicator: IndicatorId((*indicator).into()),
                period: period.into(),
                scope: scope.clone(),
                service: ServiceScope::Together,
                stratum: Stratum::whole(),
            };
            let ethnicities = [
                Ethnicity::AsianIndian,
                Ethnicity::BlackAfrican,
                Ethnicity::WhiteBritish,
                Ethnicity::WhiteRoma,
                UNKNOWN,
            ];
            for ethnicity in ethnicities {
                let base = 20 + numbers.below(400);
                let cases = match scope.code() {
                    "S3" => 0,
                    _ => numbers.below(base / 3),
                };
                let base = if scope.code() == "S4" && ethnicity != Ethnicity::WhiteBritish { 0 } else { base };
                let binomial = Cell::Value(Binomial::of(cases.min(base), base).unwrap());
                rows.push(CountRow { place: place.clone().into(), ethnicity, binomial });
            }
        }
    }
    CountTable::from_rows(rows).group(&[Grouping::Binary, Grouping::Five])
}

fn of_the_consortium(step: u64) -> OutcomeContext {
    let mut context = OutcomeContext::new(vec![Standard::embedded("sc-wres").unwrap()], Level::P95);
    context.periods = vec!["2023-24".into(), "2024-25".into()];
    context.step = step;
    context.threshold = if step > 1 { 10 } else { 0 };
    for site in 0..7 {
        let region = if site < 4 { "North" } else { "South" };
        context.regions.insert(SiteId::new(&format!("S{site}")).unwrap(), region.into());
    }
    let people = vec![(Ethnicity::AsianIndian, 1200), (Ethnicity::WhiteBritish, 8800)];
    context.benchmarks.insert(Scope::All, people);
    context
}

/// The questions by table, row and column.
struct Asking(BTreeMap<(String, String, String), Asked>);

impl Asking {
    fn of(asked: Vec<Asked>) -> Self {
        let key = |one: &Asked| (one.table.to_owned(), one.row.clone(), one.column.to_owned());
        Self(asked.into_iter().map(|one| (key(&one), one)).collect())
    }

    /// Holds a published figure to the answer of its question.
    fn holds(&self, table: &str, row: &str, column: &str, limits: bool, published: Interval) {
        let asked = self.0.get(&(table.to_owned(), row.to_owned(), column.to_owned()));
        let asked = asked.unwrap_or_else(|| panic!("no question behind {table} {row} {column}: {published:?}"));
        let answer = asked.question.answer().unwrap_or_else(|error| panic!("{table} {row} {column}: {error}"));
        let answer = match asked.part {
            Part::Estimate => answer,
            Part::PValue => Estimate { value: answer.p_value.unwrap(), ..answer },
        };
        let same = |a: f64, b: f64| a == b || (a - b).abs() <= 1e-12 * a.abs().max(b.abs()).max(1e-3);
        assert!(same(answer.value, published.estimate), "{table} {row} {column}: {answer:?}, {published:?}");
        if limits {
            let both = same(answer.lower, published.lower) && same(answer.upper, published.upper);
            assert!(both, "{table} {row} {column}: {answer:?}, {published:?}");
        }
    }

    /// Holds every figure of a row; how many there were.
    fn row<R, A>(&self, figures: &'static [Figure<R, A>], table: &str, row: &R, name: &str) -> usize {
        let mut held = 0;
        for figure in figures {
            if let Some(Cell::Value(published)) = (figure.value)(row) {
                self.holds(table, name, figure.columns.estimate, figure.columns.limits.is_some(), published);
                held += 1;
            }
        }
        held
    }
}

#[test]
fn every_figure_of_outcomes_and_comparisons_is_what_the_catalogue_answers() {
    for step in [1, 5] {
        let (table, context) = (consortium(), of_the_consortium(step));
        let both = (table.clone(), table.clone());
        let asking = Asking::of(questions(&both, &context, |asked| asked));
        let mut held = 0;
        for row in outcomes(&table, &context) {
            held += asking.row(OUTCOME_FIGURES, "outcomes", &row, &row_name(&row.place, row.grouping, row.group, &[]));
        }
        let all = comparisons(&both, &context);
        for row in all.pooled {
            held += asking.row(POOLED_FIGURES, "pooled", &row, &row_name(&row.place, row.grouping, row.group, &[]));
        }
        for row in all.standings {
            let name = row_name(&row.place, row.grouping, row.group, &[row.peers.code()]);
            held += asking.row(STANDING_FIGURES, "sites", &row, &name);
        }
        for row in all.changes {
            held += asking.row(CHANGE_FIGURES, "changes", &row, &row_name(&row.place, row.grouping, row.group, &[]));
        }
        assert!(held > 3000, "{held}");
    }
}

#[test]
fn every_figure_of_many_counts_is_what_the_catalogue_answers() {
    let mut numbers = Numbers(11);
    let mut table = |indicator: &'static str, dimension: &'static str, codes: &[&'static str]| {
        let mut rows: Vec<Row<'_>> = Vec::new();
        for code in std::iter::once("").chain(codes.iter().copied()) {
            for ethnicity in [BME, WHITE, UNKNOWN] {
                let base = 60 + numbers.below(300);
                let dimension = if code.is_empty() { "" } else { dimension };
                rows.push(((dimension, code), ethnicity, 3 + numbers.below(base / 3), base));
            }
        }
        (indicator, rows)
    };
    let grades = ["1", "2", "3", "4", "5", "6", "7", "8", "9"];
    let tables = [
        table("progression-representation", "rung", &grades),
        table("recruitment-funnel-appointed", "", &[]),
        table("progression-stay", "rung", &grades),
    ];
    for step in [1, 5] {
        let counts = groups(&tables);
        let mut context = context(&["progression", "recruitment-funnel", "retention"]);
        context.step = step;
        let both = (counts.clone(), counts);
        let asking = Asking::of(questions(&both, &context, |asked| asked));
        let mut held = 0;
        for one in measures(&both, &context) {
            let row = row_name(&one.place, one.grouping, one.group, &[one.kind.code(), &one.at]);
            if let Cell::Value(published) = one.value {
                asking.holds("measures", &row, "value", true, published);
                held += 1;
            }
            if let Some(p) = one.p_value {
                asking.holds("measures", &row, "p_value", false, Interval { estimate: p, lower: p, upper: p });
            }
        }
        assert!(held > 10, "{held}");
    }
}
