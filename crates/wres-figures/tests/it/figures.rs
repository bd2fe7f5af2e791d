//! What tests of figures share: small tables of counts, the context they are read in, and how one of them is found.

use wres_disparity::{Binomial, Level};
use wres_domain::{
    Cell, CountRow, CountTable, Ethnicity, Group, GroupTable, Grouping, IndicatorId, Interval, Measure, MeasureKind,
    Place, Scope, ServiceScope, SiteId, Stratum,
};
use wres_figures::OutcomeContext;
use wres_metrics::Standard;

pub(crate) const WHITE: Ethnicity = Ethnicity::WhiteBritish;
pub(crate) const BME: Ethnicity = Ethnicity::AsianIndian;
pub(crate) const UNKNOWN: Ethnicity = Ethnicity::UnknownNotAsked;

/// The figures of counts of which none is marked for readers.
pub(crate) fn measures(counts: &GroupTable, context: &OutcomeContext) -> Vec<Measure> {
    wres_figures::measures(&(counts.clone(), counts.clone()), context)
}

/// A stratum, an ethnicity, cases and base.
pub(crate) type Row<'a> = ((&'a str, &'a str), Ethnicity, u64, u64);

pub(crate) fn place(indicator: &str, (dimension, value): (&str, &str), order: usize) -> Place {
    let stratum = if dimension.is_empty() {
        Stratum::whole()
    } else {
        Stratum { dimension: dimension.into(), order: u16::try_from(order).unwrap(), value: value.into() }
    };
    Place {
        indicator: IndicatorId(indicator.into()),
        period: "2024-25".into(),
        scope: Scope::Site(SiteId::new("A").unwrap()),
        service: ServiceScope::Together,
        stratum,
    }
}

pub(crate) fn groups(tables: &[(&str, Vec<Row<'_>>)]) -> GroupTable {
    let rows = tables.iter().flat_map(|(indicator, rows)| {
        rows.iter().enumerate().map(|(order, (stratum, ethnicity, cases, base))| CountRow {
            // Strata are told apart by their code: all ethnicities of one stand at the place of its first.
            place: place(indicator, *stratum, rows.iter().position(|row| row.0 == *stratum).unwrap_or(order) + 1)
                .into(),
            ethnicity: *ethnicity,
            binomial: Cell::Value(Binomial::of(*cases, *base).unwrap()),
        })
    });
    CountTable::from_rows(rows.collect()).group(&[Grouping::Binary])
}

pub(crate) fn context(standards: &[&str]) -> OutcomeContext {
    let standards = standards.iter().map(|name| Standard::embedded(name).unwrap_or_else(|e| panic!("{e}")));
    let mut context = OutcomeContext::new(standards.collect(), Level::P95);
    context.labels.insert(Group::Bme, "BME".into());
    context
}

pub(crate) fn find<'a>(all: &'a [Measure], kind: MeasureKind, at: &str, group: Group) -> &'a Measure {
    all.iter()
        .find(|one| one.kind == kind && one.at == at && one.group == group)
        .unwrap_or_else(|| panic!("{kind:?} at {at} of {group:?} is not among {all:#?}"))
}

pub(crate) fn value(measure: &Measure) -> Interval {
    *measure.value.value().unwrap_or_else(|| panic!("{measure:#?}"))
}

pub(crate) fn close(found: f64, expected: f64) {
    assert!((found - expected).abs() <= 1e-9 * expected.abs().max(1.0), "{found} {expected}");
}
